package site

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
	"balise/generator/internal/register"
)

// Report is what is wrong with a site as a whole: what no file alone can tell.
// The problems of single guides are not repeated.
type Report struct {
	Problems diag.List

	site     *Site
	shape    diag.List // those that the texts have no part in
	suspects []bool    // guides whose references are to be looked at again, by index
}

// Check judges the site. prev is the report on an earlier one, or nil: what it
// says of what did not change holds.
func (s *Site) Check(prev *Report) *Report {
	if len(s.entries) == 0 {
		return &Report{site: s, Problems: diag.List{{
			Place: diag.Place{File: "content", Line: 1, Col: 1}, Code: diag.NoGuides,
			Message: "no guides in content/", Fix: "put a Markdown file into content/, or run balise from the folder that holds it (-s DIR)",
		}}}
	}
	c := &checker{Site: s, lines: map[*guide.Guide]*diag.Lines{}, twins: map[string]bool{}, circle: map[*Entry]int{}, awaited: map[*Entry]bool{}}
	r := &Report{site: s, suspects: make([]bool, len(s.entries))}
	holds := prev.holdsFor(s)
	newRegisters := prev != nil && prev.site.in.Registers != s.in.Registers
	if holds {
		r.shape = prev.shape
	} else {
		c.checkShape()
		r.shape = c.problems
	}
	c.problems, c.guesses = slices.Clip(r.shape), 0
	for i, e := range s.entries {
		if !holds || prev.suspects[i] || s.changed(prev.site, e) || newRegisters {
			suspect := c.references(e)
			suspect = c.mentions(e) || suspect
			r.suspects[i] = c.aids(e) || suspect
		}
	}
	c.guesses = 0
	c.registers()
	r.Problems = c.problems
	return r
}

// holdsFor tells whether what a report says of the shape of its site holds for
// another.
func (r *Report) holdsFor(s *Site) bool {
	return r != nil && r.site.shape == s.shape && slices.Equal(r.site.attached, s.attached) &&
		slices.Equal(r.site.in.Layouts, s.in.Layouts) && maps.EqualFunc(r.site.in.Speeches, s.in.Speeches, func(Speech, Speech) bool { return true }) &&
		s.in.Tree.SameNames(r.site.in.Tree)
}

// checkShape checks names, addresses, order and front matter.
func (c *checker) checkShape() {
	c.names()
	c.addresses()
	c.prerequisites()
	knowsPaths := c.knowsPaths()
	for _, e := range c.entries {
		c.front(e)
		c.steps(e)
		if knowsPaths && !c.guide(e).LacksFront() {
			c.inPath(e)
		}
	}
	c.searchPages()
	c.languages()
	c.publisher()
	c.audit()
	c.dates()
	if len(c.order) == 0 {
		c.problems = append(c.problems, diag.Diagnostic{
			Place: diag.Place{File: "content", Line: 1, Col: 1}, Severity: diag.Warning, Code: diag.NoGuides,
			Message: "all guides are drafts or for a later day, so nothing is left for readers", Fix: "remove draft: true where readers may see the guide; balise serve and --drafts show drafts",
		})
	}
	for _, a := range c.attached {
		c.problems = append(c.problems, a.problems...)
	}
}

// checker collects problems and remembers the lines of the guides that have
// some.
type checker struct {
	*Site
	problems diag.List
	lines    map[*guide.Guide]*diag.Lines
	guesses  int             // suggestions made so far by one part of the check: they cost time
	twins    map[string]bool // files and folders whose name another has too, reported
	circle   map[*Entry]int  // which circle of prerequisites a guide is in, from 1
	awaited  map[*Entry]bool // guides that a path waits for, reported

	wanted [3]wanted // by register

	dependents map[*Entry][]*Entry // see requiredBy; nil until somebody asks
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
		p = diag.Place{File: e.head.File.Path, Line: 1, Col: 1}
	}
	c.problems = append(c.problems, c.linesOf(c.guide(e)).Excerpt(p, d))
}

// references reports links and images that lead nowhere, and tells whether there
// are any, reported or not.
func (c *checker) references(e *Entry) bool {
	g, targets, suspect := c.guide(e), c.linked[e.index].targets, false
	for i := range targets {
		t, ref := &targets[i], &g.Refs[i]
		if t.state == found {
			suspect = c.imageKind(e, ref) || suspect
			continue
		}
		suspect = true
		if c.isElsewhere(e, ref, t.state) {
			continue
		}
		d := diag.Diagnostic{}
		switch t.state {
		case missing:
			d = c.missing(e, ref)
		case hidden:
			d = c.hidden(e, ref)
		case noAnchor:
			d = c.noAnchor(c.referred(e, ref), ref.Anchor)
		}
		if !e.Visible {
			d.Severity = diag.Warning // not published yet
		}
		c.problems = append(c.problems, c.linesOf(g).At(int(ref.From), int(ref.To), d))
	}
	return suspect
}

// isElsewhere tells whether a reference that leads nowhere has its cause
// elsewhere, where it is reported: its file cannot be read, or is too large. Of
// what drafts alone refer to nothing is known but that it is there.
func (c *checker) isElsewhere(e *Entry, ref *guide.Ref, state state) bool {
	file := "content/" + ref.Path
	switch {
	case state == noAnchor:
		to := c.referred(e, ref)
		shelf, lists := register.ListedBy(to.Layout)
		return c.guide(to).LacksText() || lists && c.in.Registers.IsCut(shelf)
	case c.in.Tree.Refused(file):
		return true
	}
	return !e.Visible && ref.Attachment && c.in.Tree.File(file) != nil
}

// imageKind reports an image that is a file of another kind, and tells whether it
// is.
func (c *checker) imageKind(e *Entry, ref *guide.Ref) bool {
	if ref.Kind != guide.ImageRef || isImage(strings.ToLower(path.Ext(ref.Path))) {
		return false
	}
	d := diag.Diagnostic{
		Code: diag.Image, Message: fmt.Sprintf("%q is no image that every browser shows", path.Base(ref.Path)),
		Fix: "save it as PNG, JPEG, WebP, AVIF, GIF or SVG, or remove the ! to link to it",
	}
	if ref.Path == "" {
		d.Message, d.Fix = "this very guide is no image", "write the name of an image, or remove the ! to link to it"
	}
	c.problems = append(c.problems, c.linesOf(c.guide(e)).At(int(ref.From), int(ref.To), d))
	return true
}

func (c *checker) hidden(e *Entry, ref *guide.Ref) diag.Diagnostic {
	t := c.byFile[ref.Path]
	why := "a draft"
	if t.Scheduled && !t.head.Front.Draft {
		why = "not published before " + t.head.Front.Published
	}
	return diag.Diagnostic{
		Code: diag.LinkUnpublished, Message: fmt.Sprintf("%s is %s, so this link would be dead", t.head.File.Path, why),
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
