package search

import (
	"encoding/binary"
	"slices"
	"sync"
)

// SegmentSize is how many documents make a good segment: enough to share their
// words, few enough to be analysed again when one of them changed.
const SegmentSize = 32

// Segment is the words of a few documents that follow each other. It is
// immutable, depends on nothing but the documents and the options, and takes a
// twentieth of the room of their text.
type Segment struct {
	documents int
	units     []unit // the sections of all documents
	words     string // one behind the other, small but not folded
	ends      []uint32
	hits      []byte // of each word: units (as the distance to the one before) and counts
	stops     []uint32
}

// unit is a section: what is found.
type unit struct {
	document uint16 // in the segment
	section  uint32 // in the document
	length   uint32 // in words
}

// Options are how the documents of a site are analysed.
type Options struct {
	Lang  string // BCP 47, of the site
	Terms []Term // of the glossary, with documents or without
}

// How often a word counts where it stands.
const (
	inText       = 1
	inSubheading = 2
	inHeading    = 3
	inTitle      = 6
	maxCount     = 255
)

// Analyser makes segments. It is safe for concurrent use.
type Analyser struct {
	stops      map[string]bool
	phrases    phrases
	collectors sync.Pool // of *collector
}

// NewAnalyser returns an analyser of a site's documents.
func NewAnalyser(o Options) *Analyser {
	return &Analyser{stops: stopSet(o.Lang), phrases: newPhrases(o.Terms)}
}

// Segment analyses documents; at most 65,536.
func (a *Analyser) Segment(documents []Document) *Segment {
	c, ok := a.collectors.Get().(*collector)
	if !ok {
		c = &collector{analyser: a, table: make([]int32, 1<<12)}
	}
	for i := range documents {
		c.document(i, &documents[i])
	}
	s := c.segment(len(documents))
	c.reset()
	a.collectors.Put(c)
	return s
}

// collector is the state of making one segment. It keeps its room for the next.
type collector struct {
	analyser *Analyser
	units    []unit

	table []int32 // indices of words + 1, by key; open addressing
	words []entry
	arena []byte // the words, one behind the other
	hits  []hit  // in the order of the text

	scanner scanner
	first   int32 // how many hits are not in the current unit
	line    []byte
	folded  []byte
	small   []byte
	joined  []byte
	begun   []begun

	sorted []hit    // by word
	ends   []uint32 // of each word's hits in sorted
	packed []byte
}

func (c *collector) reset() {
	clear(c.table)
	c.units, c.words, c.arena, c.hits = c.units[:0], c.words[:0], c.arena[:0], c.hits[:0]
}

// entry is a word that was met.
type entry struct {
	key      uint64
	from, to uint32 // in the arena
	last     int32  // its newest hit + 1
	number   int32  // in phrases
	stop     bool
}

// hit is a word in a unit.
type hit struct {
	word, unit uint32
	count      uint32
}

// document takes one document in.
func (c *collector) document(n int, d *Document) {
	for i := range d.Sections {
		section := &d.Sections[i]
		c.first = int32(len(c.hits))
		length := c.text(section.Heading, inHeading)
		if i == 0 {
			length += c.title(d.Title) + c.title(d.Names)
			c.isTerm(d.Term)
		}
		from := 0
		for _, sub := range section.Subheadings {
			length += c.text(section.Text[from:sub[0]], inText) + c.text(section.Text[sub[0]:sub[1]], inSubheading)
			from = sub[1]
		}
		length += c.text(section.Text[from:], inText)
		c.units = append(c.units, unit{document: uint16(n), section: uint32(i), length: uint32(length)})
	}
}

// isTerm counts a term where it is defined, more than all its spellings there: a word
// that means it finds it before the terms that hold the word with others.
func (c *collector) isTerm(id string) {
	if id != "" {
		word := append([]byte{termMark}, id...)
		c.add(word, keyOf(word), 10*inTitle)
	}
}

// title takes a title in and returns how many words it has.
func (c *collector) title(title string) int {
	c.line = append(c.line[:0], title...)
	return c.text(c.line, inTitle)
}

// text takes a text in and returns how many words it has.
func (c *collector) text(text []byte, weight uint32) int {
	words, chained := 0, false
	from, to := 0, 0 // of the word before
	s := &c.scanner
	s.text, s.from, s.to = text, 0, 0
	c.begun = c.begun[:0]
	for ; s.next(); words++ {
		if number := c.add(s.small, s.key, weight); number > 0 || len(c.begun) > 0 {
			c.follow(number, text[to:s.from], weight)
		}
		linked := words > 0 && s.mayBeLinked(to) && s.isLinked(from, to)
		switch {
		case linked && !chained:
			c.joined = append(append(c.joined[:0], small(string(text[from:to]))...), s.small...)
		case linked:
			c.joined = append(c.joined, s.small...)
		case chained:
			c.endChain(weight)
		}
		chained, from, to = linked, s.from, s.to
	}
	if chained {
		c.endChain(weight)
	}
	return words
}

// endChain adds linked words as one.
func (c *collector) endChain(weight uint32) {
	if len(c.joined) <= maxWord {
		c.add(c.joined, keyOf(c.joined), weight)
	}
}

// add counts a word in the current unit and returns its number in phrases.
func (c *collector) add(word []byte, key uint64, weight uint32) int32 {
	i := c.word(word, key)
	e := &c.words[i]
	switch {
	case e.stop:
	case e.last > c.first:
		h := &c.hits[e.last-1]
		h.count = min(h.count+weight, maxCount)
	default:
		c.hits = append(c.hits, hit{word: i, unit: uint32(len(c.units)), count: weight})
		e.last = int32(len(c.hits))
	}
	return e.number
}

// word returns the index of a word and enters it when it is new.
func (c *collector) word(word []byte, key uint64) uint32 {
	slot := c.slot(key)
	for ; c.table[slot] != 0; slot = (slot + 1) & (len(c.table) - 1) {
		i := uint32(c.table[slot] - 1)
		if e := &c.words[i]; e.key == key && int(e.to-e.from) == len(word) && (len(word) <= wholeKey || string(c.arena[e.from:e.to]) == string(word)) {
			return i
		}
	}
	folded, ok := appendLatin(c.folded[:0], word)
	if !ok {
		folded = append(c.folded[:0], Fold(string(word))...)
	}
	c.folded = folded
	from := uint32(len(c.arena))
	c.arena = append(c.arena, word...)
	c.words = append(c.words, entry{
		key: key, from: from, to: uint32(len(c.arena)),
		number: c.analyser.phrases.number(folded), stop: c.analyser.stops[string(folded)],
	})
	c.table[slot] = int32(len(c.words))
	if 2*len(c.words) > len(c.table) {
		c.grow()
	}
	return uint32(len(c.words) - 1)
}

// slot returns where in the table the search for a key begins. Multiplying spreads the
// keys (Knuth, The Art of Computer Programming, 6.4).
func (c *collector) slot(key uint64) int {
	return int(key*0x9e3779b97f4a7c15>>32) & (len(c.table) - 1)
}

// grow doubles the hash table.
func (c *collector) grow() {
	c.table = make([]int32, 2*len(c.table))
	for i := range c.words {
		slot := c.slot(c.words[i].key)
		for c.table[slot] != 0 {
			slot = (slot + 1) & (len(c.table) - 1)
		}
		c.table[slot] = int32(i + 1)
	}
}

// sortHits puts the hits into the order of their words.
func (c *collector) sortHits() {
	c.ends = slices.Grow(c.ends[:0], len(c.words))[:len(c.words)]
	clear(c.ends)
	for _, h := range c.hits {
		c.ends[h.word]++
	}
	end := uint32(0)
	for i, count := range c.ends {
		c.ends[i] = end // where they begin, until they are in place
		end += count
	}
	c.sorted = slices.Grow(c.sorted[:0], len(c.hits))[:len(c.hits)]
	for _, h := range c.hits {
		c.sorted[c.ends[h.word]] = h
		c.ends[h.word]++
	}
}

// segment turns the hits round: from words to units.
func (c *collector) segment(documents int) *Segment {
	c.sortHits()
	s := &Segment{documents: documents, units: slices.Clone(c.units)}
	s.ends, s.stops = make([]uint32, 0, len(c.words)), make([]uint32, 0, len(c.words))
	words, hits := c.small[:0], c.packed[:0]
	from := uint32(0)
	for i := range c.words {
		e, end := &c.words[i], c.ends[i]
		if from == end {
			continue
		}
		words = append(words, c.arena[e.from:e.to]...)
		s.ends = append(s.ends, uint32(len(words)))
		last := uint32(0)
		for _, h := range c.sorted[from:end] {
			hits = append(binary.AppendUvarint(hits, uint64(h.unit-last)), byte(h.count))
			last = h.unit
		}
		s.stops = append(s.stops, uint32(len(hits)))
		from = end
	}
	s.words, s.hits = string(words), slices.Clone(hits)
	c.small, c.packed = words, hits
	return s
}

// word returns the i-th word.
func (s *Segment) word(i int) string {
	from := uint32(0)
	if i > 0 {
		from = s.ends[i-1]
	}
	return s.words[from:s.ends[i]]
}

// appendHits appends the units of a word, ascending and numbered from first.
func (s *Segment) appendHits(hits []posting, word place, first int32) []posting {
	data, unit := s.hits[word.from:word.to], first
	for len(data) > 0 {
		distance, n := uint64(data[0]), 1
		if distance >= 0x80 {
			distance, n = binary.Uvarint(data)
		}
		unit += int32(distance)
		hits = append(hits, posting{unit, int32(data[n])})
		data = data[n+1:]
	}
	return hits
}
