package site

import (
	"bytes"
	"html"
	"maps"
	"slices"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
)

// indexFolder is where the files of the search index are, below the page that
// searches.
const indexFolder = "index/"

// IndexFolder returns where the files of the search index are published, with a
// final slash, or "" when no page searches.
func (s *Site) IndexFolder() string {
	if e := s.listings["search"]; e != nil {
		return e.out + indexFolder
	}
	return ""
}

// Searched returns the pages that readers can find by their text, in reading
// order: those of all guides that are published, without drafts even where the
// preview shows them.
func (s *Site) Searched() []*Page {
	pages := make([]*Page, 0, len(s.order))
	for i, e := range s.order {
		if e.isListed() && e.Layout != "search" {
			pages = append(pages, s.pages[i])
		}
	}
	return pages
}

// WriteText writes what there is to find on a page as HTML, the summary first. Links
// lead nowhere in it.
func (p *Page) WriteText(w *bytes.Buffer) {
	w.WriteString("<p>")
	w.WriteString(string(p.Summary))
	w.WriteString("</p>")
	if p.guide != nil {
		p.guide.Body.Write(w, p.fillText)
	}
}

// fillText writes the value of a fact where the guide leaves it to the site.
func (p *Page) fillText(w *bytes.Buffer, h guide.Hole) {
	if h.Kind != guide.CloseHole {
		return
	}
	m, n := &p.guide.Mentions[h.Index], p.numbers[h.Index]
	if m.Kind == guide.FactMention && m.Text == "" && n > 0 {
		w.WriteString(html.EscapeString(p.Facts[n-1].Value))
	}
}

// SearchedTerms returns the terms of the glossary, by id, in the site's language;
// none when no page lists them.
func (s *Site) SearchedTerms() []*TermNote {
	notes := s.notes[s.spoken(s.in.Config.Lang)]
	if e := s.listings["glossary"]; e == nil || !e.isListed() || notes == nil {
		return nil
	}
	terms := make([]*TermNote, 0, len(notes.terms))
	for _, id := range slices.Sorted(maps.Keys(notes.terms)) {
		terms = append(terms, notes.terms[id])
	}
	return terms
}

// searchPages reports all pages that search but the first.
func (c *checker) searchPages() {
	first := c.Site.listings["search"]
	for _, e := range c.order {
		if e.Layout == "search" && e != first {
			c.at(e, e.head.Front.LayoutAt, diag.Diagnostic{
				Code: diag.SearchTwice, Message: "a second page that searches: " + first.head.File.Path + " does",
				Fix: "remove one of them, or its layout: search", Related: []diag.Related{{Place: first.head.Front.LayoutAt, Message: "the other one"}},
			})
		}
	}
}
