package site

import (
	"fmt"
	"path"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
)

func (c *checker) file(file string, code diag.Code, message, fix string) {
	c.problems = append(c.problems, diag.Diagnostic{Place: diag.Place{File: file, Line: 1, Col: 1}, Code: code, Message: message, Fix: fix})
}

// reserved tells whether an output name is one that Balise makes itself.
func reserved(out string) bool {
	first, _, _ := strings.Cut(out, "/")
	switch strings.ToLower(first) {
	case "assets", "404.html", "robots.txt", "feed.xml":
		return true
	}
	if strings.HasPrefix(strings.ToLower(first), "sitemap") && strings.HasSuffix(strings.ToLower(first), ".xml") {
		return true
	}
	return strings.HasPrefix(first, ".") || out == "index/" || out == "index/index.html" || first == "404"
}

// IsReserved tells whether no guide may have a key, because Balise itself
// publishes at the address that follows from it.
func IsReserved(key string) bool {
	address, below := "", false
	for part := range strings.SplitSeq(key, "/") {
		below = address != ""
		address += guide.Slug(part) + "/"
	}
	return key != "index" && (reserved(address) || below && strings.HasPrefix(address, "index/"))
}

// claim is who wants to be published under an output name.
type claim struct {
	entry *Entry     // a guide, or nil
	place diag.Place // where its slug or its alias stands, or the file
	what  string
	kind  claimKind
}

// claimKind says what a claim is for.
type claimKind int

const (
	guideClaim claimKind = iota
	folderClaim
	topicClaim
	fileClaim
	aliasClaim
)

// addresses checks the addresses of all pages and attachments.
func (c *checker) addresses() {
	taken := make(map[string]claim, len(c.entries)+len(c.topics))
	for _, e := range c.entries {
		if c.isTwin(e.head.File.Path) || !c.usable(e) || !e.Visible {
			continue
		}
		place := diag.Place{File: e.head.File.Path, Line: 1, Col: 1}
		if e.head.Front.Slug != "" {
			place = e.head.Front.SlugAt
		}
		c.claim(taken, e.out, claim{e, place, e.head.File.Path, guideClaim})
	}
	for _, sec := range c.sections {
		if sec.isLikeHome() && sec.visible() {
			c.file("content/"+sec.Dir, diag.URLInvalid, fmt.Sprintf("a folder of content/ cannot be named %q: that is the home page", sec.Dir), "rename the folder")
			continue
		}
		if sec.Index == nil && sec.Parent != nil && sec.visible() && !c.twins["content/"+sec.Dir] {
			c.claim(taken, sec.out, claim{nil, diag.Place{File: "content/" + sec.Dir, Line: 1, Col: 1}, "content/" + sec.Dir + "/", folderClaim})
		}
	}
	if e := c.Site.listings["search"]; e != nil && e.out != "" {
		c.claim(taken, c.IndexFolder(), claim{e, e.head.Front.LayoutAt, "the search index of " + e.head.File.Path, guideClaim})
	}
	for _, t := range c.topics {
		e, place := t.guides[0], t.place()
		if why := unholdable(t.out); why != "" {
			c.at(e, place, diag.Diagnostic{Code: diag.URLInvalid, Message: fmt.Sprintf("no page can be made for the tag %q: %s", t.name, why), Fix: "choose another tag"})
			continue
		}
		c.claim(taken, t.out, claim{e, place, fmt.Sprintf("the topic %q", t.name), topicClaim})
	}
	index := c.IndexFolder()
	for _, a := range c.attached {
		if reserved(a.Out) || index != "" && strings.HasPrefix(a.Out, index) {
			c.file(a.File.Path, diag.URLInvalid, fmt.Sprintf("the address %q is reserved", a.Out), "rename the file or its folder")
			continue
		}
		if !c.twins[a.File.Path] {
			c.claimFile(taken, a.Out, claim{nil, diag.Place{File: a.File.Path, Line: 1, Col: 1}, a.File.Path, fileClaim})
		}
	}
	for _, e := range c.entries {
		c.aliases(taken, e)
	}
}

// usable tells whether a guide has an address, and reports one that has not.
func (c *checker) usable(e *Entry) bool {
	f := &e.head.Front
	if e.head.Key == "index" && e.IsIndex {
		return true
	}
	if f.Slug != "" && f.Slug != guide.Slug(f.Slug) {
		c.at(e, f.SlugAt, diag.Diagnostic{
			Code: diag.URLInvalid, Message: fmt.Sprintf("%q cannot be part of an address", f.Slug),
			Fix: "use lower-case letters, digits and hyphens" + suggestSlug(f.Slug),
		})
		return false
	}
	if why := unholdable(f.Slug); why != "" {
		c.at(e, f.SlugAt, diag.Diagnostic{Code: diag.URLInvalid, Message: "no page can be made for this slug: " + why, Fix: "choose another slug"})
		return false
	}
	if strings.Contains("/"+e.out, "//") {
		if len(guide.CheckName(e.head.File.Path)) > 0 {
			return false // reported, and to be renamed anyway
		}
		name, fix := e.wordless(), "rename it, or set slug: to a plain word"
		if name != path.Base(e.head.Key) {
			fix = "rename this folder"
		}
		c.at(e, diag.Place{File: e.head.File.Path, Line: 1, Col: 1}, diag.Diagnostic{
			Code: diag.URLInvalid, Message: fmt.Sprintf("the name %q has no letter or digit to make an address of", name), Fix: fix,
		})
		return false
	}
	if e.IsIndex && c.bySecDir[sectionDir(e)].isLikeHome() {
		return false // its folder is reported
	}
	if reserved(e.out) {
		place, fix := diag.Place{File: e.head.File.Path, Line: 1, Col: 1}, "rename the file or its folder, or set slug:"
		if f.Slug != "" {
			place, fix = f.SlugAt, "choose another slug"
		}
		c.at(e, place, diag.Diagnostic{Code: diag.URLInvalid, Message: fmt.Sprintf("the address %q is reserved", "/"+e.out), Fix: fix})
		return false
	}
	return true
}

// isLikeHome tells whether the name of the section's folder makes its page look
// like the home page. Folders of other reserved names are not reported: each guide
// in them is.
func (sec *Section) isLikeHome() bool {
	return sec.Dir == "index" || sec.out == "index/" && (sec.Index == nil || sec.Index.head.Front.Slug == "")
}

// wordless returns the part of a guide's key that no address can be made of.
func (e *Entry) wordless() string {
	for part := range strings.SplitSeq(e.head.Key, "/") {
		if guide.Slug(part) == "" {
			return part
		}
	}
	return e.head.Key
}

func suggestSlug(slug string) string {
	if s := guide.Slug(slug); s != "" {
		return ": " + s
	}
	return ""
}

// unholdable says why some systems cannot hold an output name, or "".
func unholdable(out string) string {
	problems := guide.CheckName("content/" + strings.Trim(out, "/"))
	if out == "" || len(problems) == 0 {
		return ""
	}
	return problems[0].Message
}

// claimFile is claim for what is a file and no page: it cannot have the name of a
// folder either.
func (c *checker) claimFile(taken map[string]claim, out string, by claim) {
	if _, ok := taken[strings.ToLower(out)+"/"]; ok {
		out += "/" // so that the one who has it is found
	}
	c.claim(taken, out, by)
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
		Fix: collisionFix(other, by),
	}
	if by.kind == folderClaim && other.entry != nil {
		by, other = other, by // the author can mend the guide, not the folder
	}
	d.Related = []diag.Related{{Place: other.place, Message: "the other one"}}
	if by.entry != nil {
		c.at(by.entry, by.place, d)
		return false
	}
	d.Place = by.place
	c.problems = append(c.problems, d)
	return false
}

// collisionFix says what to do about two that claim one address.
func collisionFix(first, second claim) string {
	switch {
	case second.kind == aliasClaim:
		return "remove the alias"
	case second.kind == folderClaim && first.kind == guideClaim:
		return fmt.Sprintf("move the guide to %sindex.md, or give it another slug", second.what)
	case second.kind == topicClaim:
		return "rename the tag, or the guide that has its address"
	}
	return "rename one of them, or give it another slug"
}

// aliases checks the old addresses of a guide.
func (c *checker) aliases(taken map[string]claim, e *Entry) {
	if !e.Visible {
		return
	}
	for _, alias := range e.head.Front.Aliases {
		out, ok := aliasOut(alias.Text)
		if !ok || reserved(out) || unholdable(out) != "" || strings.Contains(strings.ToLower(out), ".html/") {
			c.at(e, alias.At, diag.Diagnostic{
				Code: diag.URLInvalid, Message: fmt.Sprintf("%q is not an old address on this site", alias.Text), Fix: aliasFix(alias.Text),
			})
			continue
		}
		c.claimFile(taken, out, claim{e, alias.At, fmt.Sprintf("the alias of %s", e.head.File.Path), aliasClaim})
	}
}

// aliasFix suggests the alias that was likely meant.
func aliasFix(text string) string {
	if out := "/" + strings.Trim(text, "/") + "/"; text != "" && out != text {
		if name, ok := aliasOut(out); ok && !reserved(name) && out != "//" {
			return "write " + out
		}
	}
	return "write for example /old/address/"
}
