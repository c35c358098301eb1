// Package lexicon finds the spellings of terms in running text: which words of
// a paragraph are a term of the glossary, and which are acronyms.
//
// A [Lexicon] is made once of all the spellings and then only read. It is a
// tree of words: from the root, each word or character between words leads to
// the next node, and a node where a spelling ends knows its entry. The edges of
// all nodes lie in one hash table. [Lexicon.Find] walks a text word by word;
// most words are no first word of any spelling, and for those it takes one hash
// of the bytes as they stand and one look into the table. Only a hit is brought
// into the form that is compared (see key). [Acronyms] needs no lexicon.
//
// The package knows words, not Markdown: what may be linked, and where a
// paragraph ends, is for the caller to say.
package lexicon

import (
	"slices"
	"strings"
	"unicode"
)

// Entry is a term by its ID with all its spellings. Regular plurals, elisions,
// capitals and typographic variants need not be listed.
type Entry struct {
	ID        string
	Spellings []string
}

// Clash is a spelling that stands in two entries.
type Clash struct {
	Spelling      string // as the second entry writes it
	First, Second string // the IDs; the first one has it
}

// Lexicon is an immutable set of spellings, safe for concurrent use. A nil
// Lexicon is one without entries.
type Lexicon struct {
	entries []Entry
	tree    tree
	opens   openings
}

// New returns the lexicon of the entries, and the spellings that stand in more
// than one of them: those belong to the first. Spellings without any letter or
// digit are left out. The entries are copied.
func New(entries []Entry) (*Lexicon, []Clash) {
	l := &Lexicon{entries: make([]Entry, len(entries)), tree: newTree()}
	var clashes []Clash
	for i, e := range entries {
		l.entries[i] = Entry{ID: e.ID, Spellings: slices.Clone(e.Spellings)}
		for _, spelling := range e.Spellings {
			if first := l.add(spelling, i); first != i {
				clashes = append(clashes, Clash{Spelling: spelling, First: entries[first].ID, Second: e.ID})
			}
		}
	}
	for i, e := range l.entries {
		for _, spelling := range e.Spellings {
			for _, plural := range plurals(spelling) {
				l.add(plural, i) // unless it is a spelling of its own
			}
		}
	}
	return l, clashes
}

// add enters a spelling and returns the entry that has it now.
func (l *Lexicon) add(spelling string, entry int) int {
	spelling = strings.Join(strings.Fields(spelling), " ")
	if !strings.ContainsFunc(spelling, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
		return entry
	}
	text := []byte(spelling)
	at := int32(0)
	for i := 0; i < len(text); {
		t := next(text, i)
		if i == 0 {
			l.opens.add(t, t.key(text[:t.to]))
		}
		at = l.tree.grow(at, t, text[i:t.to])
		i = t.to
	}
	n := &l.tree.nodes[at]
	if isCapitals(spelling) {
		return n.addExact(string(appendExact(nil, text)), entry)
	}
	if n.entry == 0 {
		n.entry = int32(entry) + 1
	}
	return int(n.entry) - 1
}

// isCapitals tells whether a spelling counts only as it is written: two capital
// letters or more and no small one.
func isCapitals(spelling string) bool {
	capitals := 0
	for _, r := range spelling {
		if unicode.IsLower(r) {
			return false
		}
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return capitals >= 2
}

// Equal tells whether two lexicons have the same IDs and spellings in the same
// order.
func (l *Lexicon) Equal(o *Lexicon) bool {
	if l == o {
		return true
	}
	return slices.EqualFunc(l.list(), o.list(), func(a, b Entry) bool {
		return a.ID == b.ID && slices.Equal(a.Spellings, b.Spellings)
	})
}

func (l *Lexicon) list() []Entry {
	if l == nil {
		return nil
	}
	return l.entries
}

// Knows tells whether the whole of a word, or of several, is a spelling as Find
// would match it.
func (l *Lexicon) Knows(word string) bool {
	if l == nil || word == "" {
		return false
	}
	text := []byte(word)
	to, _ := l.longest(text, 0, next(text, 0))
	return to == len(text)
}

// Len returns how many entries there are.
func (l *Lexicon) Len() int { return len(l.list()) }

// ID returns the id of an entry.
func (l *Lexicon) ID(entry int) string { return l.entries[entry].ID }
