package site

import (
	"cmp"
	"html/template"
	"maps"
	"reflect"
	"slices"
	"strings"

	"balise/generator/internal/guide"
	"balise/generator/internal/quantity"
	"balise/generator/internal/register"
	"balise/generator/internal/typo"
)

// Speech is how a language writes what pages fill into texts themselves.
type Speech struct {
	Numbers quantity.Style
	Aids    AidWords
}

// FactNote is what a page says of a fact.
type FactNote struct {
	ID, Label string
	Value     string // with its unit, as the page's language writes it
	Kind      string // provenance: field, public, market, computed, hypothesis
	Sources   []SourceLine
	AsOf      string // a year, a month or a day, or ""
	Population,
	Note string
	Inputs  []FactLine // of a computed fact
	Against []FactLine // facts that contradict it
	URL     string     // of its entry on the page that lists the facts, or ""
	Lang    string     // of what the register says in words, when it is not the page's
}

// FactLine is a fact in one line of another's note.
type FactLine struct {
	ID, Label, Value string
	AsOf             string
	Sources          []SourceLine // also of what it is computed from
}

// SourceLine is a source in one line of a note.
type SourceLine struct {
	ID, Name string // the publisher, or the authors
	Title    string
	URL      string // of its entry on the page that lists the sources, or ""
	Locator  string // "p. 12", or ""
	Unread   bool
}

// TermNote is what a page says of a term.
type TermNote struct {
	ID, Term, Abbr string
	Lang           string // of its name, when it is not the page's
	TextLang       string // of its definition, when it is not the page's
	Definition     template.HTML
	DefinitionText string // the same without marks
	Sources        []SourceLine
	See            []TermLine
	Explained      Link   // the guide that explains it; zero when there is none
	URL            string // of its entry in the glossary, or ""
}

// TermLine is a term that another refers to.
type TermLine struct {
	ID, Term string
	Lang     string // when it is not the page's
	URL      string // "" where no page lists the terms
}

// SourceNote is what a page says of a source.
type SourceNote struct {
	ID, Title string
	Authors   string
	Publisher string
	Year      string // a year, a month or a day, or ""
	Address   string
	Archived  string
	Consulted string // YYYY-MM-DD, or ""
	Kind      string
	Unread    bool
	URL       string // of its entry on the page that lists the sources, or ""
}

// noteSet is all notes in one language, by id.
type noteSet struct {
	facts   map[string]*FactNote
	terms   map[string]*TermNote
	sources map[string]*SourceNote
}

// addNotes makes the notes in each language that a guide is in. Those that say
// what they said before are shared with the site before.
func (s *Site) addNotes(prev *Site) {
	if prev != nil && prev.shape == s.shape && prev.in.Registers == s.in.Registers &&
		reflect.DeepEqual(prev.in.Speeches, s.in.Speeches) && maps.Equal(prev.in.Definitions, s.in.Definitions) {
		s.notes = prev.notes
		return
	}
	s.notes = map[string]*noteSet{}
	for _, e := range s.entries {
		lang := s.spoken(s.langOf(e.head))
		if s.notes[lang] != nil {
			continue
		}
		n := noter{Site: s, lang: lang, numbers: s.in.Speeches[lang].Numbers, setter: typo.New(s.in.Config.Lang)}
		s.notes[lang] = n.all()
		if prev != nil && prev.notes[lang] != nil {
			s.notes[lang].share(prev.notes[lang])
		}
	}
}

// spoken returns the language there are texts in that serves for another: "fr"
// for "fr-CA".
func (s *Site) spoken(lang string) string {
	for part := lang; part != ""; part = part[:max(0, strings.LastIndexByte(part, '-'))] {
		if _, ok := s.in.Speeches[part]; ok {
			return part
		}
	}
	return lang
}

// isSpoken tells whether there are texts that serve for a language.
func (s *Site) isSpoken(lang string) bool {
	_, ok := s.in.Speeches[s.spoken(lang)]
	return ok
}

// share replaces notes by equal ones of an earlier moment.
func (n *noteSet) share(old *noteSet) {
	shareEqual(n.facts, old.facts)
	shareEqual(n.terms, old.terms)
	shareEqual(n.sources, old.sources)
}

func shareEqual[T any](now, old map[string]*T) {
	for id, note := range now {
		if before := old[id]; before != nil && reflect.DeepEqual(note, before) {
			now[id] = before
		}
	}
}

// noter makes notes in one language.
type noter struct {
	*Site
	lang    string
	numbers quantity.Style
	setter  *typo.Setter // of what the registers say in words, in the site's language
}

func (n *noter) all() *noteSet {
	r := n.in.Registers
	set := &noteSet{
		facts: make(map[string]*FactNote, len(r.Facts)), terms: make(map[string]*TermNote, len(r.Terms)), sources: make(map[string]*SourceNote, len(r.Sources)),
	}
	for _, f := range r.Facts {
		set.facts[f.ID] = n.fact(f)
	}
	for _, t := range r.Terms {
		set.terms[t.ID] = n.term(t)
	}
	for _, src := range r.Sources {
		set.sources[src.ID] = n.source(src)
	}
	return set
}

// value writes the value of a fact.
func (n *noter) value(f *register.Fact) string {
	if !f.Value.IsNumber {
		return n.setter.Text(f.Value.Text)
	}
	return n.numbers.Format(f.Value.Range, f.Value.Decimals, f.Unit)
}

func (n *noter) fact(f *register.Fact) *FactNote {
	note := &FactNote{
		ID: f.ID, Label: n.setter.Text(f.Label), Value: n.value(f), Kind: string(f.Kind), Sources: n.sourceLines(f.Sources),
		AsOf: f.AsOf, Population: n.setter.Text(f.Population), Note: n.setter.Text(f.Note), URL: n.entryURL("facts", f.ID), Lang: n.foreign(n.in.Config.Lang),
	}
	for _, id := range f.Inputs {
		if input := n.in.Registers.Fact(id); input != nil {
			note.Inputs = append(note.Inputs, n.factLine(input))
		}
	}
	for _, other := range n.in.Registers.Opposed(f.ID) {
		note.Against = append(note.Against, n.factLine(other))
	}
	return note
}

func (n *noter) factLine(f *register.Fact) FactLine {
	return FactLine{ID: f.ID, Label: n.setter.Text(f.Label), Value: n.value(f), AsOf: f.AsOf, Sources: n.restsOn(f)}
}

// restsOn returns the sources that a fact rests on: its own, and those of all that
// it is computed from, each once.
func (n *noter) restsOn(f *register.Fact) []SourceLine {
	lines := n.sourceLines(f.Sources)
	for _, input := range n.in.Registers.Behind(f) {
		for _, line := range n.sourceLines(input.Sources) {
			if !slices.Contains(lines, line) {
				lines = append(lines, line)
			}
		}
	}
	return lines
}

func (n *noter) sourceLines(cited []register.Citation) []SourceLine {
	var lines []SourceLine
	for _, c := range cited {
		src := n.in.Registers.Source(c.ID)
		if src == nil {
			continue
		}
		lines = append(lines, SourceLine{
			ID: src.ID, Name: n.setter.Text(cmp.Or(src.Publisher, strings.Join(src.Authors, ", "))), Title: n.setter.Text(src.Title), URL: n.entryURL("sources", src.ID), Locator: n.setter.Text(c.Locator), Unread: !src.Read,
		})
	}
	return lines
}

func (n *noter) term(t *register.Term) *TermNote {
	note := &TermNote{
		ID: t.ID, Term: n.termText(t, t.Term), Abbr: n.termText(t, t.Abbr), Lang: n.foreign(cmp.Or(t.Lang, n.in.Config.Lang)), TextLang: n.foreign(n.in.Config.Lang), Definition: n.in.Definitions[t.ID].HTML, DefinitionText: n.in.Definitions[t.ID].Text, Sources: n.sourceLines(t.Sources), URL: n.entryURL("glossary", t.ID),
	}
	for _, see := range t.See {
		if other := n.in.Registers.Term(see.ID); other != nil {
			note.See = append(note.See, TermLine{ID: other.ID, Term: n.termText(other, other.Term), Lang: n.foreign(cmp.Or(other.Lang, n.in.Config.Lang)), URL: n.entryURL("glossary", other.ID)})
		}
	}
	if e := n.byKey[t.ExplainedIn.ID]; e != nil && e.Visible {
		note.Explained = e.card.Link
	} else if e := n.explainers[t.ID]; e != nil {
		note.Explained = e.card.Link
	}
	return note
}

// foreign returns a language if it is another one than that of the notes, else "".
func (n *noter) foreign(lang string) string {
	if n.spoken(lang) == n.lang {
		return ""
	}
	return lang
}

// termText sets a text of a term in the language of the term.
func (n *noter) termText(t *register.Term, text string) string {
	if t.Lang != "" {
		return typo.Text(t.Lang, text)
	}
	return n.setter.Text(text)
}

func (n *noter) source(src *register.Source) *SourceNote {
	return &SourceNote{
		ID: src.ID, Title: n.setter.Text(src.Title), Authors: n.setter.Text(strings.Join(src.Authors, ", ")), Publisher: n.setter.Text(src.Publisher), Year: src.Year,
		Address: src.URL, Archived: src.Archived, Consulted: src.Consulted, Kind: src.Kind, Unread: !src.Read, URL: n.entryURL("sources", src.ID),
	}
}

// entryURL returns where the page with a layout lists an entry, or "" when there
// is no such page.
func (s *Site) entryURL(layout, id string) string {
	e := s.listings[layout]
	if e == nil {
		return ""
	}
	return e.URL + "#" + id
}

// addListings finds the pages that list the registers, or search, the first of each layout
// in reading order, and the guides that explain terms.
func (s *Site) addListings() {
	s.listings, s.explainers = map[string]*Entry{}, map[string]*Entry{}
	for _, e := range s.order {
		if guide.IsListing(e.Layout) && s.listings[e.Layout] == nil {
			s.listings[e.Layout] = e
		}
		for _, term := range e.head.Front.Explains {
			if s.explainers[term.Text] == nil {
				s.explainers[term.Text] = e
			}
		}
	}
}
