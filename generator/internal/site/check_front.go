package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
)

// front checks what the front matter refers to.
func (c *checker) front(e *Entry) {
	f := &e.head.Front
	names := f.Authors
	if f.VerifiedBy.Text != "" {
		names = append(slices.Clone(names), f.VerifiedBy)
	}
	for _, n := range names {
		if _, ok := c.in.Config.Authors[n.Text]; ok || !c.knowsConfig() {
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
	if c.lacksLayout(f) {
		c.at(e, f.LayoutAt, c.noLayout(f.Layout))
	}
}

// lacksLayout tells whether front matter names a layout that a guide cannot have.
func (c *checker) lacksLayout(f *guide.Front) bool {
	return f.Layout != "" && (isMachines(f.Layout) || !slices.Contains(c.in.Layouts, f.Layout))
}

// isMachines tells whether a layout is for pages that Balise makes itself, and shows
// no guide.
func isMachines(layout string) bool {
	return layout == "404" || layout == "redirect" || layout == "topic"
}

// noLayout says what to write instead of a layout that a guide cannot have.
func (c *checker) noLayout(name string) diag.Diagnostic {
	free := slices.DeleteFunc(slices.Clone(c.in.Layouts), isMachines)
	d := diag.Diagnostic{Code: diag.LayoutMissing, Message: fmt.Sprintf("no layout %q", name), Fix: "the layouts are " + strings.Join(free, ", ")}
	base := strings.TrimSuffix(path.Base(name), ".html")
	switch near := diag.Nearest(strings.ToLower(base), free); {
	case isMachines(name):
		d.Message = fmt.Sprintf("the layout %q does not show the text of a guide", name)
	case slices.Contains(free, base):
		d.Fix = "write layout: " + base
	case near != "":
		d.Fix = fmt.Sprintf("did you mean %q?", near)
	case guide.Slug(name) == name:
		d.Fix += "; or add layouts/" + name + ".html"
	}
	return d
}
