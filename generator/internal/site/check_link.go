package site

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
	"balise/generator/internal/pattern"
	"balise/generator/internal/register"

	"golang.org/x/text/unicode/norm"
)

// missing says what is wrong with a reference to a file that is not there.
func (c *checker) missing(e *Entry, ref *guide.Ref) diag.Diagnostic {
	from := path.Dir(strings.TrimPrefix(e.head.File.Path, "content/"))
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
		d.Fix = otherKind(name)
	}
	if d.Fix == "" {
		d.Fix = c.nearestFile(ref, from)
	}
	return d
}

// referred returns the guide that a reference is to.
func (c *checker) referred(e *Entry, ref *guide.Ref) *Entry {
	if ref.Path == "" {
		return e
	}
	return c.byFile[ref.Path]
}

// noAnchor says what is wrong with a reference to an anchor that the page of a guide
// does not have.
func (c *checker) noAnchor(to *Entry, anchor string) diag.Diagnostic {
	d := diag.Diagnostic{Code: diag.LinkAnchor, Message: fmt.Sprintf("no heading of %s has the id %q", to.head.File.Path, anchor)}
	var entries []string
	if shelf, lists := register.ListedBy(to.Layout); lists {
		d.Message = fmt.Sprintf("neither a heading of %s nor a %s that it lists has the id %q", to.head.File.Path, shelf, anchor)
		entries = c.in.Registers.IDs(shelf)
	}
	d.Fix = guide.AnchorFix(c.guide(to), anchor, entries...)
	return d
}

// webName and mailName are what people take for links to elsewhere.
var (
	webName  = pattern.Lazy(`^(www\.[^/]+|[\pL\pN-]+(\.[\pL\pN-]+)*\.(fr|com|org|net|eu|be|ch|ca|io|info|gouv|gov|edu))(/.*)?$`)
	mailName = pattern.Lazy(`^[^@\s/]+@[^@\s/]+\.[^@\s/]+$`)
)

// otherKind says what to write instead of a link that looks like one to elsewhere,
// or like one of Windows; "" when it looks like a file.
func otherKind(name string) string {
	switch {
	case mailName().MatchString(name):
		return "write mailto:" + name
	case webName().MatchString(name):
		return "write https://" + name
	case strings.Contains(name, `\`):
		return "write " + strings.ReplaceAll(name, `\`, "/")
	}
	return ""
}

// nearestFile suggests what the author most likely meant by a file that is not
// there.
func (c *checker) nearestFile(ref *guide.Ref, from string) string {
	wanted := ref.Path
	switch stem := strings.TrimSuffix(wanted, path.Ext(wanted)); strings.ToLower(path.Ext(wanted)) {
	case ".yaml":
		if c.in.Tree.File("content/"+wanted) != nil {
			return "Balise reads this file but does not publish it: put what readers need into a guide"
		}
	case "", ".md", ".markdown", ".html", ".htm":
		if ref.Kind == guide.LinkRef {
			wanted = stem + ".md"
		}
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
		if guide.FoldName(path.Base(file)) == guide.FoldName(path.Base(wanted)) {
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
	if len(near) == 0 {
		return "correct the name, or add content/" + wanted
	}
	return cmp.Or(otherAccents(path.Base(wanted), wanted, near[0]), fmt.Sprintf("did you mean %q?", relative(from, near[0])))
}

// otherAccents says what to do where what was typed means a file's name but for how its
// accents are composed, which nobody sees; "" where it means another. What keyboards
// type is right.
func otherAccents(typed, wanted, file string) string {
	composed := norm.NFC.String(wanted)
	switch {
	case composed != norm.NFC.String(file):
		return ""
	case composed == wanted:
		return fmt.Sprintf("the file's name composes its accents in another way: rename it to %q", path.Base(wanted))
	}
	return fmt.Sprintf("its accents are composed in another way than those of the file: type %q again", norm.NFC.String(typed))
}

// nearestBase compares base names first: a wrong folder is a smaller mistake
// than a wrong name.
func nearestBase(wanted string, files []string) string {
	bases := make([]string, len(files))
	for i, f := range files {
		if bases[i] = path.Base(f); strings.EqualFold(bases[i], path.Base(wanted)) {
			return f
		}
	}
	if near := diag.Nearest(wanted, files); near != "" {
		return near
	}
	if base := diag.Nearest(path.Base(wanted), bases); base != "" {
		return files[slices.Index(bases, base)]
	}
	return ""
}
