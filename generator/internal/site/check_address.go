package site

import (
	"fmt"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
)

// names reports files whose names are one on systems that ignore case or the
// form of accents.
func (c *checker) names() {
	seen := make(map[string]string, len(c.entries)+len(c.attached))
	check := func(folded, file string) {
		if other, ok := seen[folded]; ok {
			c.file(file, diag.FileCollision, fmt.Sprintf("%s and this file are one on systems that ignore case or accents' form", other), "rename one of them")
			return
		}
		seen[folded] = file
	}
	for _, e := range c.entries {
		check(e.Guide.Folded, e.Guide.File.Path)
	}
	for _, a := range c.attached {
		check(a.folded, a.File.Path)
	}
}

func (c *checker) file(file string, code diag.Code, message, fix string) {
	c.problems = append(c.problems, diag.Diagnostic{Place: diag.Place{File: file, Line: 1, Col: 1}, Code: code, Message: message, Fix: fix})
}

// reserved tells whether an output name is one that Balise makes itself.
func reserved(out string) bool {
	first, _, _ := strings.Cut(out, "/")
	switch strings.ToLower(first) {
	case "assets", "404.html", "sitemap.xml", "robots.txt", "feed.xml", ".balise-manifest":
		return true
	}
	return strings.HasPrefix(first, ".") || out == "index/" || out == "index/index.html" || first == "404"
}

// claim is who wants to be published under an output name.
type claim struct {
	entry *Entry     // a guide, or
	place diag.Place // where its alias stands, or the file
	what  string
}

// addresses checks the addresses of all pages and attachments.
func (c *checker) addresses() {
	taken := make(map[string]claim, len(c.entries)+len(c.topics))
	for _, e := range c.entries {
		if !c.usable(e) || !e.Visible {
			continue
		}
		place := diag.Place{File: e.Guide.File.Path, Line: 1, Col: 1}
		if e.Guide.Front.Slug != "" {
			place = e.Guide.Front.SlugAt
		}
		c.claim(taken, e.out, claim{e, place, e.Guide.File.Path})
	}
	for _, sec := range c.sections {
		if sec.Index == nil && sec.Parent != nil && sec.visible() {
			c.claim(taken, sec.out, claim{nil, diag.Place{File: "content/" + sec.Dir, Line: 1, Col: 1}, "content/" + sec.Dir + "/"})
		}
	}
	for _, t := range c.topics {
		e := t.guides[0]
		c.claim(taken, t.out, claim{e, diag.Place{File: e.Guide.File.Path, Line: 1, Col: 1}, fmt.Sprintf("the topic %q", t.name)})
	}
	for _, a := range c.attached {
		if reserved(a.Out) {
			c.file(a.File.Path, diag.URLInvalid, fmt.Sprintf("the address %q is reserved", a.Out), "rename the file or its folder")
			continue
		}
		c.claim(taken, a.Out, claim{nil, diag.Place{File: a.File.Path, Line: 1, Col: 1}, a.File.Path})
	}
	for _, e := range c.entries {
		c.aliases(taken, e)
	}
}

// usable tells whether a guide has an address, and reports one that has not.
func (c *checker) usable(e *Entry) bool {
	f := &e.Guide.Front
	if e.Guide.Key == "index" && e.IsIndex {
		return true
	}
	if f.Slug != "" && f.Slug != guide.Slug(f.Slug) {
		c.at(e, f.SlugAt, diag.Diagnostic{
			Code: diag.URLInvalid, Message: fmt.Sprintf("%q cannot be part of an address", f.Slug),
			Fix: "use lower-case letters, digits and hyphens" + suggestSlug(f.Slug),
		})
		return false
	}
	if strings.Contains("/"+e.out, "//") {
		c.at(e, diag.Place{File: e.Guide.File.Path, Line: 1, Col: 1}, diag.Diagnostic{
			Code: diag.URLInvalid, Message: "the name has no letter or digit to make an address of", Fix: "set slug: to a plain word, or rename the file",
		})
		return false
	}
	if reserved(e.out) {
		place := diag.Place{File: e.Guide.File.Path, Line: 1, Col: 1}
		if f.Slug != "" {
			place = f.SlugAt
		}
		c.at(e, place, diag.Diagnostic{
			Code: diag.URLInvalid, Message: fmt.Sprintf("the address %q is reserved", "/"+e.out), Fix: "choose another name, or set slug:",
		})
		return false
	}
	return true
}

func suggestSlug(slug string) string {
	if s := guide.Slug(slug); s != "" {
		return ": " + s
	}
	return ""
}

// claim takes an output name, or that of the folder whose index.html it is, or
// reports who has it already. Names that differ in case alone are one.
func (c *checker) claim(taken map[string]claim, out string, by claim) bool {
	key := strings.TrimSuffix(strings.ToLower(out), "index.html")
	other, ok := taken[key]
	if !ok {
		taken[key] = by
		return true
	}
	d := diag.Diagnostic{
		Code: diag.URLCollision, Message: fmt.Sprintf("two pages for /%s: %s and %s", strings.TrimSuffix(out, "index.html"), other.what, by.what),
		Fix: "rename one of them, or give it another slug", Related: []diag.Related{{Place: other.place, Message: "the other one"}},
	}
	if by.entry != nil {
		c.at(by.entry, by.place, d)
		return false
	}
	d.Place = by.place
	c.problems = append(c.problems, d)
	return false
}

// aliases checks the old addresses of a guide.
func (c *checker) aliases(taken map[string]claim, e *Entry) {
	if !e.Visible {
		return
	}
	for _, alias := range e.Guide.Front.Aliases {
		out, ok := aliasOut(alias.Text)
		if !ok || reserved(out) {
			c.at(e, alias.At, diag.Diagnostic{
				Code: diag.URLInvalid, Message: fmt.Sprintf("%q is not an old address on this site", alias.Text), Fix: "write for example /old/address/",
			})
			continue
		}
		c.claim(taken, out, claim{e, alias.At, fmt.Sprintf("the alias of %s", e.Guide.File.Path)})
	}
}
