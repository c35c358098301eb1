package search

import (
	"slices"
	"strings"
)

// phrases are the spellings of terms in several words, by the word that begins
// them.
type phrases struct {
	groups [][]phrase
	first  map[string]int32 // 1 + the index of the group
}

type phrase struct {
	rest []string // the words behind the first, without the marks of plurals
	term []byte   // the word that stands for the term
}

// termMark begins the word that stands for a term; no other word holds it.
const termMark = '#'

func newPhrases(terms []Term) phrases {
	p := phrases{first: map[string]int32{}}
	for _, t := range terms {
		for _, spelling := range t.Spellings {
			words := Words(spelling)
			if len(words) < 2 {
				continue
			}
			for i, word := range words {
				words[i] = singular(word)
			}
			group := p.first[words[0]]
			if group == 0 {
				p.groups = append(p.groups, nil)
				group = int32(len(p.groups))
				p.first[words[0]] = group
			}
			p.add(group-1, phrase{words[1:], append([]byte{termMark}, t.ID...)})
		}
	}
	return p
}

// add adds a phrase; several of one spelling belong to the first term.
func (p *phrases) add(group int32, added phrase) {
	same := func(other phrase) bool { return slices.Equal(other.rest, added.rest) }
	if !slices.ContainsFunc(p.groups[group], same) {
		p.groups[group] = append(p.groups[group], added)
	}
}

// opens returns 1 + the index of the group that a word begins, or 0.
func (p *phrases) opens(word []byte) int32 {
	if len(p.groups) == 0 {
		return 0
	}
	return p.first[singular(Fold(string(word)))]
}

// singular takes the mark of most plurals, French and English, off a folded word.
func singular(word string) string {
	if len(word) > 3 && (word[len(word)-1] == 's' || word[len(word)-1] == 'x') {
		return word[:len(word)-1]
	}
	return word
}

// begun is a phrase of which some words were read.
type begun struct {
	phrase
	read int // of the rest
}

// follow goes on with the phrases that have begun, counts the terms that are
// complete, and begins the phrases that the word opens. The gap is what stands
// before the word.
func (c *collector) follow(word []byte, gap string, opens int32, weight uint32) {
	if len(c.begun) > 0 {
		if strings.ContainsAny(gap, "\n.,;:!?") {
			c.begun = c.begun[:0]
		}
		next, going := singular(Fold(string(word))), c.begun[:0]
		for _, b := range c.begun {
			if b.rest[b.read] != next {
				continue
			}
			if b.read++; b.read < len(b.rest) {
				going = append(going, b)
			} else {
				c.add(b.term, hash(b.term), weight)
			}
		}
		c.begun = going
	}
	if opens > 0 {
		for _, p := range c.analyser.phrases.groups[opens-1] {
			c.begun = append(c.begun, begun{phrase: p})
		}
	}
}
