package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
)

// Check returns what is wrong with the site as a whole: what no file alone can
// tell. The problems of single guides are not repeated.
func (s *Site) Check() diag.List {
	c := &checker{Site: s, lines: map[*guide.Guide]*diag.Lines{}}
	if len(s.entries) == 0 {
		c.problems = append(c.problems, diag.Diagnostic{
			Place: diag.Place{File: "content", Line: 1, Col: 1}, Code: diag.NoGuides,
			Message: "no guides in content/", Fix: "put a Markdown file into content/, or run balise from the folder that holds it (-s DIR)",
		})
		return c.problems
	}
	c.names()
	c.addresses()
	for _, e := range s.entries {
		c.references(e)
		c.front(e)
		c.steps(e)
		c.inPath(e)
	}
	c.prerequisites()
	c.languages()
	for _, a := range s.attached {
		c.problems = append(c.problems, a.problems...)
	}
	return c.problems
}

// checker collects problems and remembers the lines of the guides that have
// some.
type checker struct {
	*Site
	problems diag.List
	lines    map[*guide.Guide]*diag.Lines
	guesses  int // suggestions made so far: they cost time
}

// maxGuesses bounds how many names are searched for the nearest of all files. A
// site with more dead links than that has another problem.
const maxGuesses = 200

func (c *checker) linesOf(g *guide.Guide) *diag.Lines {
	l := c.lines[g]
	if l == nil {
		l = g.Lines()
		c.lines[g] = l
	}
	return l
}

// at reports a problem at a place in the file of a guide.
func (c *checker) at(e *Entry, p diag.Place, d diag.Diagnostic) {
	if p.Line == 0 {
		p = diag.Place{File: e.Guide.File.Path, Line: 1, Col: 1}
	}
	c.problems = append(c.problems, c.linesOf(e.Guide).Excerpt(p, d))
}

// references reports links and images that lead nowhere.
func (c *checker) references(e *Entry) {
	for i := range e.targets {
		t, ref := &e.targets[i], &e.Guide.Refs[i]
		if t.state == found {
			continue
		}
		d := diag.Diagnostic{}
		switch t.state {
		case missing:
			d = c.missing(e, ref)
		case hidden:
			d = c.hidden(e, ref)
		case noAnchor:
			target := c.byFile[ref.Path]
			d.Code = diag.LinkAnchor
			d.Message = fmt.Sprintf("no heading of %s has the id %q", target.Guide.File.Path, ref.Anchor)
			d.Fix = guide.AnchorFix(target.Guide, ref.Anchor)
		}
		if !e.Visible {
			d.Severity = diag.Warning // not published yet
		}
		c.problems = append(c.problems, c.linesOf(e.Guide).At(int(ref.From), int(ref.To), d))
	}
}

func (c *checker) missing(e *Entry, ref *guide.Ref) diag.Diagnostic {
	from := path.Dir(strings.TrimPrefix(e.Guide.File.Path, "content/"))
	name := relative(from, ref.Path)
	d := diag.Diagnostic{Code: diag.LinkMissing}
	switch {
	case ref.Kind == guide.ImageRef && path.Ext(ref.Path) == ".md":
		d.Message, d.Fix = fmt.Sprintf("%q is a guide, not an image", name), "remove the ! to link to it"
	case ref.Kind == guide.ImageRef:
		d.Message = fmt.Sprintf("no image at %q", name)
	case c.bySecDir[ref.Path] != nil:
		d.Code = diag.LinkAddress
		d.Message, d.Fix = fmt.Sprintf("%q is a folder", name), "link to the section's page: "+relative(from, path.Join(ref.Path, "index.md"))
		if c.bySecDir[ref.Path].Index == nil {
			d.Fix = "link to a guide in it, or give the section a page: " + relative(from, path.Join(ref.Path, "index.md"))
		}
	case path.Ext(ref.Path) == ".md" || path.Ext(ref.Path) == "":
		d.Message = fmt.Sprintf("no guide at %q", name)
	default:
		d.Message = fmt.Sprintf("no file at %q", name)
	}
	if d.Fix == "" {
		d.Fix = c.nearestFile(ref, from)
	}
	return d
}

// nearestFile suggests what the author most likely meant by a file that is not
// there.
func (c *checker) nearestFile(ref *guide.Ref, from string) string {
	wanted := ref.Path
	if ref.Kind == guide.LinkRef && path.Ext(wanted) == "" {
		wanted += ".md"
	}
	if c.byFile[wanted] != nil {
		return fmt.Sprintf("did you mean %q?", relative(from, wanted))
	}
	c.guesses++
	if c.guesses > maxGuesses {
		return "correct the name"
	}
	var near, names []string
	for _, f := range c.in.Tree.Under("content") {
		file := strings.TrimPrefix(f.Path, "content/")
		if guide.IsAttachment(file) == (path.Ext(wanted) == ".md") {
			continue
		}
		if strings.EqualFold(path.Base(file), path.Base(wanted)) {
			near = append(near, file)
		}
		names = append(names, file)
	}
	slices.SortStableFunc(near, func(a, b string) int { return len(relative(from, a)) - len(relative(from, b)) })
	if len(near) == 0 {
		if n := nearestBase(wanted, names); n != "" {
			near = append(near, n)
		}
	}
	if len(near) > 0 {
		return fmt.Sprintf("did you mean %q?", relative(from, near[0]))
	}
	return "correct the name, or write content/" + wanted
}

// nearestBase compares base names first: a wrong folder is a smaller mistake
// than a wrong name.
func nearestBase(wanted string, files []string) string {
	if near := diag.Nearest(wanted, files); near != "" {
		return near
	}
	bases := make([]string, len(files))
	for i, f := range files {
		bases[i] = path.Base(f)
	}
	if base := diag.Nearest(path.Base(wanted), bases); base != "" {
		return files[slices.Index(bases, base)]
	}
	return ""
}

func (c *checker) hidden(e *Entry, ref *guide.Ref) diag.Diagnostic {
	t := c.byFile[ref.Path]
	why := "a draft"
	if t.Scheduled && !t.Guide.Front.Draft {
		why = "not published before " + t.Guide.Front.Published
	}
	return diag.Diagnostic{
		Code: diag.LinkUnpublished, Message: fmt.Sprintf("%s is %s, so this link would be dead", t.Guide.File.Path, why),
		Fix: "publish it, or take the link out until then",
	}
}

// relative returns how a file at one place names another.
func relative(from, to string) string {
	if from == "." {
		from = ""
	}
	var a []string
	if from != "" {
		a = strings.Split(from, "/")
	}
	b := strings.Split(to, "/")
	for len(a) > 0 && len(b) > 1 && a[0] == b[0] {
		a, b = a[1:], b[1:]
	}
	return strings.Repeat("../", len(a)) + strings.Join(b, "/")
}

// front checks what the front matter refers to.
func (c *checker) front(e *Entry) {
	f := &e.Guide.Front
	names := f.Authors
	if f.VerifiedBy.Text != "" {
		names = append(slices.Clone(names), f.VerifiedBy)
	}
	for _, n := range names {
		if _, ok := c.in.Config.Authors[n.Text]; ok {
			continue
		}
		var ids []string
		for id := range c.in.Config.Authors {
			ids = append(ids, id)
		}
		slices.Sort(ids)
		fix := "add it under authors in " + ConfigFile
		if near := diag.Nearest(n.Text, ids); near != "" {
			fix = fmt.Sprintf("did you mean %q?", near)
		}
		c.at(e, n.At, diag.Diagnostic{Code: diag.AuthorUnknown, Message: fmt.Sprintf("no author %q in %s", n.Text, ConfigFile), Fix: fix})
	}
	if f.Layout != "" && !slices.Contains(c.in.Layouts, f.Layout) {
		fix := "the layouts are " + strings.Join(c.in.Layouts, ", ")
		if near := diag.Nearest(f.Layout, c.in.Layouts); near != "" {
			fix = fmt.Sprintf("did you mean %q?", near)
		}
		c.at(e, f.LayoutAt, diag.Diagnostic{Code: diag.LayoutMissing, Message: fmt.Sprintf("no layout %q", f.Layout), Fix: fix})
	}
}
