package search

import (
	"bytes"
	"slices"
)

// phrases are the spellings of terms in several words. Their words have numbers
// from 1, in which plurals count as singulars.
type phrases struct {
	words map[string]int32
	begin [][]phrase // by the number of the word that begins them
}

type phrase struct {
	rest []int32 // the words behind the first
	term []byte  // the word that stands for the term
	key  uint64  // of term
}

// termMark begins the word that stands for a term; no other word holds it.
const termMark = '#'

func newPhrases(terms []Term) phrases {
	p := phrases{words: map[string]int32{}, begin: make([][]phrase, 1)}
	for _, t := range terms {
		for _, spelling := range t.Spellings {
			words := Words(spelling)
			if len(words) < 2 {
				continue
			}
			numbers := make([]int32, len(words))
			for i, word := range words {
				numbers[i] = p.enter(singular(word))
			}
			term := append([]byte{termMark}, t.ID...)
			p.add(numbers[0], phrase{rest: numbers[1:], term: term, key: keyOf(term)})
		}
	}
	return p
}

// enter returns the number of a word, a new one for one that has none.
func (p *phrases) enter(word string) int32 {
	number := p.words[word]
	if number == 0 {
		number = int32(len(p.begin))
		p.words[word], p.begin = number, append(p.begin, nil)
	}
	return number
}

// add adds a phrase; several of one spelling belong to the first term.
func (p *phrases) add(first int32, added phrase) {
	same := func(other phrase) bool { return slices.Equal(other.rest, added.rest) }
	if !slices.ContainsFunc(p.begin[first], same) {
		p.begin[first] = append(p.begin[first], added)
	}
}

// number returns the number of a folded word, or 0 when no phrase has it.
func (p *phrases) number(word []byte) int32 {
	if len(p.words) == 0 {
		return 0
	}
	return p.words[string(singular(word))]
}

// singular takes the mark of most plurals, French and English, off a folded word.
func singular[T string | []byte](word T) T {
	if len(word) > 3 && (word[len(word)-1] == 's' || word[len(word)-1] == 'x') {
		return word[:len(word)-1]
	}
	return word
}

// begun is a phrase of which some words were read.
type begun struct {
	*phrase
	read int // of the rest
}

// follow goes on with the phrases that have begun, counts the terms that are
// complete, and begins the phrases that a word begins, given by its number. The
// gap is what stands before the word.
func (c *collector) follow(word int32, gap []byte, weight uint32) {
	if len(c.begun) > 0 {
		going := c.begun[:0]
		for _, b := range c.begun {
			if b.rest[b.read] != word || bytes.ContainsAny(gap, "\n.,;:!?") {
				continue
			}
			if b.read++; b.read < len(b.rest) {
				going = append(going, b)
			} else {
				c.add(b.term, b.key, weight)
			}
		}
		c.begun = going
	}
	if word == 0 {
		return
	}
	begin := c.analyser.phrases.begin[word]
	for i := range begin {
		c.begun = append(c.begun, begun{phrase: &begin[i]})
	}
}
