package site

import (
	"slices"
	"strings"
	"unicode"

	"balise/generator/internal/guide"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

// uses tells which guides show an entry of a register, as indices of entries in
// reading order, by the id of the entry. A guide that shows a computed fact shows
// what it is computed from as well.
type uses struct {
	facts, terms, sources map[string][]int32
}

// addUses collects the uses. Where every guide shows what it did before, and the
// reading order is the same, they are those of the site before.
func (s *Site) addUses(prev *Site) {
	if s.sameUses(prev) {
		s.uses = prev.uses
		return
	}
	s.uses = &uses{map[string][]int32{}, map[string][]int32{}, map[string][]int32{}}
	for _, e := range s.order {
		m := &s.linked[e.index].mentions
		for _, f := range m.facts {
			s.useFact(f.ID, e.index)
		}
		for _, t := range m.terms {
			s.uses.terms[t.ID] = append(s.uses.terms[t.ID], e.index)
		}
		for _, src := range m.sources {
			s.uses.sources[src.ID] = append(s.uses.sources[src.ID], e.index)
		}
	}
}

// useFact notes that a guide, the last one noted, shows a fact.
func (s *Site) useFact(id string, guide int32) {
	f := s.in.Registers.Fact(id)
	for _, shown := range append(s.in.Registers.Behind(f), f) {
		known := s.uses.facts[shown.ID]
		if len(known) == 0 || known[len(known)-1] != guide {
			s.uses.facts[shown.ID] = append(known, guide)
		}
	}
}

func (s *Site) sameUses(prev *Site) bool {
	if prev == nil || prev.shape != s.shape || prev.in.Registers != s.in.Registers {
		return false
	}
	for i := range s.linked {
		if !s.linked[i].mentions.equal(&prev.linked[i].mentions) {
			return false
		}
	}
	return true
}

// FactEntry is a fact on the page that lists them.
type FactEntry struct {
	*FactNote
	Listing
}

// TermEntry is a term on the page that lists them.
type TermEntry struct {
	*TermNote
	Listing
}

// SourceEntry is a source on the page that lists them.
type SourceEntry struct {
	*SourceNote
	Listing
}

// Listing is where an entry stands in a list, and the guides that use it.
type Listing struct {
	Letter string  // its first letter, where it is the first entry that has it
	Uses   []*Card // at most MaxBacklinks, in reading order
	More   bool    // there are others
}

// setListing gives a page that lists a register its entries.
func (s *Site) setListing(p *Page, e *Entry) {
	lang := s.spoken(p.Lang)
	notes := s.notes[lang]
	if !guide.IsListing(e.Layout) || notes == nil {
		return
	}
	l := lister{Site: s, collator: collate.New(language.Make(lang), collate.IgnoreCase)}
	switch e.Layout {
	case "facts":
		for _, n := range sorted(&l, notes.facts, func(n *FactNote) string { return n.Label }) {
			p.FactEntries = append(p.FactEntries, &FactEntry{n, l.listing(n.Label, s.uses.facts[n.ID])})
		}
	case "glossary":
		for _, n := range sorted(&l, notes.terms, func(n *TermNote) string { return n.Term }) {
			p.TermEntries = append(p.TermEntries, &TermEntry{n, l.listing(n.Term, s.uses.terms[n.ID])})
		}
	case "sources":
		for _, n := range sorted(&l, notes.sources, func(n *SourceNote) string { return n.Title }) {
			p.SourceEntries = append(p.SourceEntries, &SourceEntry{n, l.listing(n.Title, s.uses.sources[n.ID])})
		}
	}
}

// lister puts entries into the order of an alphabet.
type lister struct {
	*Site
	collator *collate.Collator
	letter   string // of the entry before
}

// sorted returns notes by their names in the order of the language: É stands with
// E, œ with oe. Of equal names the lower id comes first.
func sorted[T any](l *lister, notes map[string]*T, name func(*T) string) []*T {
	ids := make([]string, 0, len(notes))
	for id := range notes {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	list := make([]*T, len(ids))
	for i, id := range ids {
		list[i] = notes[id]
	}
	slices.SortStableFunc(list, func(a, b *T) int { return l.collator.CompareString(name(a), name(b)) })
	return list
}

// listing returns where the next entry stands.
func (l *lister) listing(name string, uses []int32) Listing {
	shown := uses[:min(len(uses), MaxBacklinks)]
	place := Listing{More: len(uses) > len(shown)}
	for _, i := range shown {
		place.Uses = append(place.Uses, l.entries[i].card)
	}
	if letter := initial(name); letter != l.letter {
		place.Letter, l.letter = letter, letter
	}
	return place
}

// initial returns the letter that a name is listed under: without accents, in
// capitals; "#" when it begins with none.
func initial(name string) string {
	for _, r := range norm.NFD.String(strings.NewReplacer("Œ", "O", "œ", "o", "Æ", "A", "æ", "a").Replace(name)) {
		switch {
		case unicode.IsLetter(r):
			return strings.ToUpper(string(r))
		case unicode.IsDigit(r):
			return "#"
		}
	}
	return "#"
}
