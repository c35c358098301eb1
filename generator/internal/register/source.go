package register

import (
	"fmt"

	"balise/generator/internal/diag"
)

// Source is where facts come from.
type Source struct {
	ID, Title string
	Authors   []string
	Publisher string
	Year      string // a year, a month or a day, or ""
	URL       string
	Archived  string // address of a copy
	Consulted string // YYYY-MM-DD, or ""
	Kind      string // see [SourceKinds], or ""
	Read      bool   // false: cited without having been read
	At        diag.Place
}

// SourceKinds returns the kinds of sources there are.
func SourceKinds() []string {
	return []string{"law", "ruling", "standard", "official", "study", "press", "book", "vendor", "website"}
}

// source reads a source. It is the list of all keys.
func (r *reader) source(e entry) {
	s := &Source{ID: e.id, Title: e.id, Read: true, At: e.at}
	r.sources[s.ID] = s
	r.Sources = append(r.Sources, s)
	m := e.m
	if m == nil {
		return
	}
	s.Title = text(m, "title", "State of IT outsourcing")
	before := len(m.Problems())
	s.Authors = texts(m, "authors")
	s.Publisher = m.Text("publisher", maxLine)
	told := len(m.Problems()) > before
	s.Year = m.Moment("year")
	s.URL, s.Archived = address(m, "url"), address(m, "archived")
	s.Consulted = m.Date("consulted")
	s.Read = m.Bool("read") || !m.Has("read")
	s.Kind = choice(m, "kind", SourceKinds())
	m.Close()
	nobody := len(s.Authors) == 0 && s.Publisher == ""
	if nobody && !told && !m.IsMisspelt("authors") && !m.IsMisspelt("publisher") {
		r.report(e.at, diag.Diagnostic{
			Code: diag.KeyMissing, Message: fmt.Sprintf("the source %q has neither authors nor a publisher", s.ID), Fix: `add a line such as publisher: "ANSSI"`,
		})
	}
}
