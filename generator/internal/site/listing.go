package site

import (
	"maps"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"balise/generator/internal/guide"

	"golang.org/x/text/collate"
	"golang.org/x/text/language"
	"golang.org/x/text/unicode/norm"
)

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
	if e.Layout == "worksheet" {
		p.Guides = s.aided()
		return
	}
	lang := s.spoken(p.Lang)
	notes := s.notes[lang]
	if !guide.IsListing(e.Layout) || notes == nil {
		return
	}
	l := newLister(s, lang)
	switch e.Layout {
	case "facts":
		for _, n := range sorted(l, notes.facts, func(n *FactNote) string { return n.Label }) {
			p.FactEntries = append(p.FactEntries, &FactEntry{n, l.listing(n.Label, s.uses.facts[n.ID])})
		}
	case "glossary":
		for _, n := range sorted(l, notes.terms, func(n *TermNote) string { return n.Term }) {
			p.TermEntries = append(p.TermEntries, &TermEntry{n, l.listing(n.Term, s.uses.terms[n.ID])})
		}
	case "sources":
		for _, n := range sorted(l, notes.sources, func(n *SourceNote) string { return n.Title }) {
			p.SourceEntries = append(p.SourceEntries, &SourceEntry{n, l.listing(n.Title, s.uses.sources[n.ID])})
		}
	}
}

// lister puts entries into the order of an alphabet, in sections by their letters.
type lister struct {
	*Site
	names   *collate.Collator
	letters *collate.Collator // takes letters for one that differ in case or accents alone
	next    byte              // the first letter from A to Z that no entry has reached
	letter  string            // the section of the entry before
	seen    map[string]bool   // sections
}

func newLister(s *Site, lang string) *lister {
	tag := language.Make(lang)
	return &lister{Site: s, names: collate.New(tag, collate.IgnoreCase), letters: collate.New(tag, collate.Loose), next: 'A', seen: map[string]bool{}}
}

// sortName returns what a name is sorted by: from its first letter or digit on, so
// that « Cloud » stands with Cloud.
func sortName(name string) string {
	return strings.TrimLeftFunc(name, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) })
}

// sorted returns notes by their names in the order of the language: É stands with
// E, œ with oe. Of equal names the lower id comes first.
func sorted[T any](l *lister, notes map[string]*T, name func(*T) string) []*T {
	ids := slices.Sorted(maps.Keys(notes))
	list := make([]*T, len(ids))
	for i, id := range ids {
		list[i] = notes[id]
	}
	slices.SortStableFunc(list, func(a, b *T) int { return l.names.CompareString(sortName(name(a)), sortName(name(b))) })
	return list
}

// listing returns where the next entry stands.
func (l *lister) listing(name string, uses []int32) Listing {
	shown := uses[:min(len(uses), MaxBacklinks)]
	place := Listing{More: len(uses) > len(shown)}
	for _, i := range shown {
		place.Uses = append(place.Uses, l.entries[i].card)
	}
	if l.letter = l.section(sortName(name)); !l.seen[l.letter] {
		place.Letter, l.seen[l.letter] = l.letter, true
	}
	return place
}

// section returns the letter that the next name is listed under: the last one from
// A to Z that the language sorts before it or with it, as printed indexes do; its
// own first letter where that sorts behind Z; "#" before A. Names come in order.
func (l *lister) section(name string) string {
	first, _ := utf8.DecodeRuneInString(norm.NFC.String(name[:min(len(name), 64)]))
	if !unicode.IsLetter(first) {
		return "#"
	}
	for l.next <= 'Z' && l.letters.CompareString(string(l.next), name) <= 0 {
		l.next++
	}
	switch {
	case l.next == 'A':
		return "#"
	case l.next > 'Z' && l.letters.CompareString("Z", string(first)) != 0:
		return string(unicode.ToUpper(first))
	}
	return string(l.next - 1)
}
