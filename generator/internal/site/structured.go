package site

import (
	"cmp"
	"encoding/json"
	"html/template"
)

// Structured data after schema.org, as JSON-LD. Everything in it is visible on
// the page, and it says nothing that the page's head says already: each reader
// loads it, and none sees it.

// thing is any thing of schema.org, with the properties that pages of ours use.
type thing struct {
	Type          string  `json:"@type"`
	Name          string  `json:"name,omitempty"`
	Headline      string  `json:"headline,omitempty"`
	Description   string  `json:"description,omitempty"`
	URL           string  `json:"url,omitempty"`
	TermCode      string  `json:"termCode,omitempty"`
	InLanguage    string  `json:"inLanguage,omitempty"`
	DatePublished string  `json:"datePublished,omitempty"`
	DateModified  string  `json:"dateModified,omitempty"`
	Position      int     `json:"position,omitempty"`
	Author        []thing `json:"author,omitempty"`
	Publisher     *thing  `json:"publisher,omitempty"`
	IsPartOf      *thing  `json:"isPartOf,omitempty"`
	Elements      []crumb `json:"itemListElement,omitempty"`
	Terms         []thing `json:"hasDefinedTerm,omitempty"`
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
	graph := make([]thing, 0, 2)
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
	data, err := json.Marshal(struct {
		Context string  `json:"@context"`
		Graph   []thing `json:"@graph"`
	}{"https://schema.org", graph})
	if err != nil {
		panic("site: structured data: " + err.Error())
	}
	return template.JS(data) // json.Marshal escapes what could end a script
}

// address returns the address of a page from its URL: absolute where the site has
// an address.
func (p *Page) address(url string) string {
	if p.Site.BaseURL != "" {
		return p.Site.BaseURL + url
	}
	return p.Root + url
}

func (p *Page) webSite() thing {
	t := thing{Type: "WebSite", Name: p.Site.Title, Description: p.Description, URL: p.address(""), InLanguage: p.Lang}
	if name := p.Site.Publisher.Name; name != "" {
		t.Publisher = &thing{Type: "Organization", Name: name, URL: p.Site.Publisher.URL}
	}
	return t
}

func (p *Page) article() thing {
	t := thing{
		Type: "Article", Headline: p.Title, DatePublished: p.Published, DateModified: cmp.Or(p.Updated, p.Published),
	}
	for _, a := range p.Authors {
		t.Author = append(t.Author, thing{Type: "Person", Name: a.Name, URL: a.URL})
	}
	if p.Path != nil && p.Path.Of > 0 {
		t.Position = p.Path.Number
		t.IsPartOf = &thing{Type: "Course", Name: p.Path.Path.Title}
	}
	return t
}

func (p *Page) definedTerm(n *TermNote) thing {
	t := thing{Type: "DefinedTerm", Name: n.Term, TermCode: n.Abbr}
	if n.URL != "" {
		t.URL = p.address(n.URL)
	}
	return t
}

func (p *Page) termSet() thing {
	set := thing{Type: "DefinedTermSet", Name: p.Title, URL: p.address(p.URL), InLanguage: p.Lang}
	for _, e := range p.TermEntries {
		t := p.definedTerm(e.TermNote)
		t.Description = e.DefinitionText
		set.Terms = append(set.Terms, t)
	}
	return set
}

// breadcrumbs is the trail and the page at its end: search engines want two steps
// at least.
func (p *Page) breadcrumbs() thing {
	crumbs := make([]crumb, 0, len(p.Trail)+1)
	for i, l := range p.Trail {
		crumbs = append(crumbs, crumb{Type: "ListItem", Name: l.Title, Position: i + 1, Item: p.address(l.URL)})
	}
	crumbs = append(crumbs, crumb{Type: "ListItem", Name: p.NavTitle, Position: len(p.Trail) + 1})
	return thing{Type: "BreadcrumbList", Elements: crumbs}
}
