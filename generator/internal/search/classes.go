package search

import (
	"slices"
	"strings"

	"balise/generator/internal/parallel"

	"github.com/blevesearch/snowballstem"
	"github.com/blevesearch/snowballstem/english"
	"github.com/blevesearch/snowballstem/french"
)

// blevesearch/snowballstem gives what the reference stemmers give, word for word.

// vocabulary is all words of an index.
type vocabulary struct {
	ids   map[string]int32
	words []string
	used  []bool    // by at least one document
	of    [][]int32 // by segment: the ids of its words
}

// newVocabulary collects the words of the segments, then those of the spellings.
func newVocabulary(segments []*Segment, terms []Term) *vocabulary {
	v := &vocabulary{ids: make(map[string]int32, 1<<12), of: make([][]int32, len(segments))}
	for i, s := range segments {
		ids := make([]int32, len(s.ends))
		for j := range ids {
			ids[j] = v.id(s.word(j))
		}
		v.of[i] = ids
	}
	v.used = make([]bool, len(v.words))
	for i := range v.used {
		v.used[i] = true
	}
	for _, t := range terms {
		v.id(string(termMark) + t.ID)
		for _, spelling := range t.Spellings {
			s := scanner{text: []byte(spelling)}
			for s.next() {
				v.id(string(s.small))
			}
		}
	}
	v.used = append(v.used, make([]bool, len(v.words)-len(v.used))...)
	return v
}

// id returns the id of a word, which is new when nobody asked before.
func (v *vocabulary) id(word string) int32 {
	id, ok := v.ids[word]
	if !ok {
		id = int32(len(v.words))
		v.ids[word] = id
		v.words = append(v.words, word)
	}
	return id
}

// classes says which words are the same to a reader.
type classes struct {
	forms []form  // sorted
	of    []int32 // class by id of the word; -1 for those of no document
	n     int
}

// form is a folded word that readers may type. Terms have none of their own.
type form struct {
	text  string
	class int32
}

// newClasses merges the words that fold alike, that have one stem, and that are
// spellings of one term. Classes are numbered by their first form.
func newClasses(v *vocabulary, lang string, terms []Term) *classes {
	folded := parallel.Map(len(v.words), func(i int) string { return Fold(v.words[i]) })
	stems := parallel.Map(len(v.words), func(i int) string { return stem(v.words[i], lang) })
	u := newUnion(len(v.words))
	u.joinEqual(folded)
	u.joinEqual(stems)
	stops := stopSet(lang)
	for _, t := range terms {
		for _, spelling := range t.Spellings {
			if words := Words(spelling); len(words) == 1 && !stops[words[0]] {
				s := scanner{text: []byte(spelling)}
				s.next()
				u.join(v.ids[string(s.small)], v.ids[string(termMark)+t.ID])
			}
		}
	}
	return number(v, folded, u)
}

// number gives the classes their numbers.
func number(v *vocabulary, folded []string, u union) *classes {
	lives := make([]bool, len(v.words)) // by root: some document has a word of it
	for i := range v.words {
		if v.used[i] {
			lives[u.root(int32(i))] = true
		}
	}
	ids := map[string]int32{}
	c := &classes{of: make([]int32, len(v.words))}
	for i, text := range folded {
		if text != "" && text[0] != termMark && lives[u.root(int32(i))] {
			if _, ok := ids[text]; !ok {
				ids[text] = int32(i)
				c.forms = append(c.forms, form{text: text})
			}
		}
	}
	slices.SortFunc(c.forms, func(a, b form) int { return compare(a.text, b.text) })
	numbers := make([]int32, len(v.words)) // by root, + 1
	for i := range c.forms {
		n := &numbers[u.root(ids[c.forms[i].text])]
		if *n == 0 {
			c.n++
			*n = int32(c.n)
		}
		c.forms[i].class = *n - 1
	}
	for i := range c.of { // terms that only have spellings of several words come last
		root := u.root(int32(i))
		if lives[root] && numbers[root] == 0 && folded[i] != "" {
			c.n++
			numbers[root] = int32(c.n)
		}
		c.of[i] = numbers[root] - 1
	}
	return c
}

// compare orders texts as JavaScript does, by UTF-16 units.
func compare(a, b string) int {
	i := 0
	for i < min(len(a), len(b)) && a[i] == b[i] {
		i++
	}
	if i < min(len(a), len(b)) && (a[i] >= 0xf0) != (b[i] >= 0xf0) && a[i] >= 0xee && b[i] >= 0xee {
		return int(b[i]) - int(a[i]) // surrogates stand before U+E000 and what follows
	}
	return strings.Compare(a[i:], b[i:])
}

// stem returns the stem of a small word, or the word itself where no stemmer is
// known for the language.
func stem(word, lang string) string {
	if len(word) < 3 || word[0] == termMark || word[0] >= '0' && word[0] <= '9' {
		return word
	}
	env := snowballstem.NewEnv(word)
	switch lang, _, _ = strings.Cut(lang, "-"); lang {
	case "fr":
		french.Stem(env)
	case "en":
		english.Stem(env)
	}
	return env.Current()
}

// union is a forest of what was joined (union by the lower index, with path
// halving; Tarjan and van Leeuwen 1984).
type union []int32

func newUnion(n int) union {
	u := make(union, n)
	for i := range u {
		u[i] = int32(i)
	}
	return u
}

func (u union) root(i int32) int32 {
	for u[i] != i {
		u[i] = u[u[i]]
		i = u[i]
	}
	return i
}

func (u union) join(a, b int32) {
	a, b = u.root(a), u.root(b)
	u[max(a, b)] = min(a, b)
}

// joinEqual joins the indices of equal keys; "" is equal to nothing.
func (u union) joinEqual(keys []string) {
	first := make(map[string]int32, len(keys))
	for i, key := range keys {
		if key == "" {
			continue
		}
		if j, ok := first[key]; ok {
			u.join(int32(i), j)
		} else {
			first[key] = int32(i)
		}
	}
}
