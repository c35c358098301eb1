package site

import (
	"cmp"
	"encoding/json"
	"html/template"
	"strings"
)

// Structured data after schema.org, as JSON-LD. Everything in it is visible on
// the page, and it says nothing that the page's head says already: each reader
// loads it, and none sees it.

// The types are those of schema.org, with the properties that pages of ours use.

type webSite struct {
	Type        string `json:"@type"`
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
	URL         string `json:"url,omitempty"`
	InLanguage  string `json:"inLanguage,omitempty"`
	Publisher   *named `json:"publisher,omitempty"`
}

type article struct {
	Type          string  `json:"@type"`
	Headline      string  `json:"headline,omitempty"`
	DatePublished string  `json:"datePublished,omitempty"`
	DateModified  string  `json:"dateModified,omitempty"`
	Position      int     `json:"position,omitempty"`
	Author        []named `json:"author,omitempty"`
	IsPartOf      *named  `json:"isPartOf,omitempty"`
}

// named is a person, an organization or a course.
type named struct {
	Type string `json:"@type"`
	Name string `json:"name,omitempty"`
	URL  string `json:"url,omitempty"`
}

type termSet struct {
	Type       string        `json:"@type"`
	Name       string        `json:"name,omitempty"`
	URL        string        `json:"url,omitempty"`
	InLanguage string        `json:"inLanguage,omitempty"`
	Terms      []definedTerm `json:"hasDefinedTerm,omitempty"`
}

type definedTerm struct {
	Type        string `json:"@type"`
	Name        string `json:"name,omitempty"`
	Description string `json:"description,omitempty"`
	URL         string `json:"url,omitempty"`
	TermCode    string `json:"termCode,omitempty"`
}

type breadcrumbs struct {
	Type     string  `json:"@type"`
	Elements []crumb `json:"itemListElement"`
}

// crumb is one step of a breadcrumb trail.
type crumb struct {
	Type     string `json:"@type"`
	Name     string `json:"name,omitempty"`
	Position int    `json:"position"`
	Item     string `json:"item,omitempty"`
}

// StructuredData returns what the page is, in JSON-LD, or nothing for a page that
// is no guide.
func (p *Page) StructuredData() template.JS {
	graph := make([]any, 0, 2)
	switch {
	case p.URL == "" && p.out == "index.html":
		graph = append(graph, p.webSite())
	case p.Layout == "guide" && p.guide != nil:
		graph = append(graph, p.article())
	case len(p.TermEntries) > 0:
		graph = append(graph, p.termSet())
	}
	if len(p.Trail) > 0 {
		graph = append(graph, p.breadcrumbs())
	}
	if len(graph) == 0 {
		return ""
	}
	var b strings.Builder
	err := json.NewEncoder(&b).Encode(struct { // it escapes what could end a script
		Context string `json:"@context"`
		Graph   []any  `json:"@graph"`
	}{"https://schema.org", graph})
	if err != nil {
		panic("site: structured data: " + err.Error())
	}
	return template.JS(strings.TrimSuffix(b.String(), "\n"))
}

// address returns the address of a page from its URL: absolute where the site has
// an address.
func (p *Page) address(url string) string {
	if p.Site.BaseURL != "" {
		return p.Site.BaseURL + url
	}
	return p.Root + url
}

func (p *Page) webSite() webSite {
	t := webSite{Type: "WebSite", Name: p.Site.Title, Description: p.Description, URL: p.address(""), InLanguage: p.Lang}
	if name := p.Site.Publisher.Name; name != "" {
		t.Publisher = &named{Type: "Organization", Name: name, URL: p.Site.Publisher.URL}
	}
	return t
}

func (p *Page) article() article {
	t := article{
		Type: "Article", Headline: p.Title, DatePublished: p.Published, DateModified: cmp.Or(p.Updated, p.Published),
	}
	for _, a := range p.Authors {
		t.Author = append(t.Author, named{Type: "Person", Name: a.Name, URL: a.URL})
	}
	if p.Path != nil && p.Path.Of > 0 {
		t.Position = p.Path.Number
		t.IsPartOf = &named{Type: "Course", Name: p.Path.Path.Title}
	}
	return t
}

func (p *Page) definedTerm(n *TermNote) definedTerm {
	t := definedTerm{Type: "DefinedTerm", Name: n.Term, TermCode: n.Abbr}
	if n.URL != "" {
		t.URL = p.address(n.URL)
	}
	return t
}

func (p *Page) termSet() termSet {
	set := termSet{Type: "DefinedTermSet", Name: p.Title, URL: p.address(p.URL), InLanguage: p.Lang}
	for _, e := range p.TermEntries {
		t := p.definedTerm(e.TermNote)
		t.Description = e.DefinitionText
		set.Terms = append(set.Terms, t)
	}
	return set
}

// breadcrumbs is the trail and the page at its end: search engines want two steps
// at least.
func (p *Page) breadcrumbs() breadcrumbs {
	crumbs := make([]crumb, 0, len(p.Trail)+1)
	for i, l := range p.Trail {
		crumbs = append(crumbs, crumb{Type: "ListItem", Name: l.Title, Position: i + 1, Item: p.address(l.URL)})
	}
	crumbs = append(crumbs, crumb{Type: "ListItem", Name: p.NavTitle, Position: len(p.Trail) + 1})
	return breadcrumbs{Type: "BreadcrumbList", Elements: crumbs}
}
