package search

import (
	"math/bits"
	"slices"
	"sync"

	"balise/generator/internal/parallel"
)

// maxHits is how many sections a class keeps: of one that is more common the best,
// and the client takes it as no condition.
const maxHits = 2000

// posting is a unit that holds a class, and what it counts or weighs there.
type posting struct {
	unit  int32
	count int32
}

// place is where the units of a word of a segment are.
type place struct {
	segment  int32
	from, to uint32 // in its hits
}

// sited is where a unit stands in the index, and what its length takes off.
type sited struct{ document, section, damp int32 }

// merger turns the words of segments into the postings of classes.
type merger struct {
	segments []*Segment
	first    []int32 // unit of each segment
	units    []sited // of all segments
	scorer   scorer
	places   []place // by class
	starts   []int32
}

func newMerger(segments []*Segment, v *vocabulary, c *classes) *merger {
	m := &merger{segments: segments, first: make([]int32, len(segments)+1), starts: make([]int32, c.n+1)}
	words := 0
	for i, s := range segments {
		m.first[i+1] = m.first[i] + int32(len(s.units))
		for _, u := range s.units {
			words += int(u.length)
		}
	}
	units := int(m.first[len(segments)])
	m.scorer = newScorer(units, words)
	m.units = make([]sited, 0, units)
	base := 0
	for _, s := range segments {
		for _, u := range s.units {
			m.units = append(m.units, sited{int32(base + int(u.document)), int32(u.section), int32(m.scorer.damp(int(u.length)))})
		}
		base += s.documents
	}
	m.sortPlaces(v, c)
	return m
}

// sortPlaces finds the words of each class, in the order of the segments.
func (m *merger) sortPlaces(v *vocabulary, c *classes) {
	for _, ids := range v.of {
		for _, id := range ids {
			if class := c.of[id]; class >= 0 {
				m.starts[class+1]++
			}
		}
	}
	for class := range c.n {
		m.starts[class+1] += m.starts[class]
	}
	next := slices.Clone(m.starts)
	m.places = make([]place, m.starts[c.n])
	for i, ids := range v.of {
		from := uint32(0)
		for j, id := range ids {
			to := m.segments[i].stops[j]
			if class := c.of[id]; class >= 0 {
				m.places[next[class]] = place{int32(i), from, to}
				next[class]++
			}
			from = to
		}
	}
}

// scratch is room for one class.
type scratch struct {
	hits    []posting
	some    []posting // of one word
	sums    []int32   // by unit of a segment; zero between two
	holds   []uint64  // a bit for each unit that has a sum
	written []byte
}

// lists returns the postings of all classes, encoded.
func (m *merger) lists() []string {
	var pool sync.Pool
	return parallel.Map(len(m.starts)-1, func(class int) string {
		room, ok := pool.Get().(*scratch)
		if !ok {
			room = &scratch{}
		}
		defer pool.Put(room)
		m.merge(room, m.places[m.starts[class]:m.starts[class+1]])
		hits := room.hits
		rarity := m.scorer.rarity(len(hits))
		for i := range hits {
			hits[i].count = int32(m.scorer.weight(rarity, int(hits[i].count), int(m.units[hits[i].unit].damp)))
		}
		cut := len(hits) > maxHits
		if cut {
			hits = best(hits, maxHits)
		}
		room.written = m.encode(room.written[:0], hits, cut)
		return string(room.written)
	})
}

// merge adds up the counts of the words of one class, by unit.
func (m *merger) merge(room *scratch, places []place) {
	hits := room.hits[:0]
	for len(places) > 0 {
		same := 1
		for same < len(places) && places[same].segment == places[0].segment {
			same++
		}
		segment := m.segments[places[0].segment]
		first := m.first[places[0].segment]
		if same == 1 {
			hits = segment.appendHits(hits, places[0], first)
		} else {
			hits = room.addSums(hits, segment, places[:same], first)
		}
		places = places[same:]
	}
	room.hits = hits
}

// addSums appends the sums of the counts of words of one segment, whose units are numbered
// from first.
func (room *scratch) addSums(hits []posting, segment *Segment, words []place, first int32) []posting {
	if n := len(segment.units); len(room.sums) < n {
		room.sums, room.holds = make([]int32, n), make([]uint64, (n+63)/64)
	}
	for _, p := range words {
		room.some = segment.appendHits(room.some[:0], p, 0)
		for _, h := range room.some {
			room.sums[h.unit] += h.count
			room.holds[h.unit/64] |= 1 << (h.unit % 64)
		}
	}
	for i, holds := range room.holds {
		for ; holds != 0; holds &= holds - 1 {
			unit := int32(64*i + bits.TrailingZeros64(holds))
			hits = append(hits, posting{first + unit, min(room.sums[unit], maxCount)})
			room.sums[unit] = 0
		}
		room.holds[i] = 0
	}
	return hits
}

// best returns the n postings of the largest weight, of equal ones the first.
func best(hits []posting, n int) []posting {
	var of [maxWeight + 1]int // how many have a weight
	for _, h := range hits {
		of[h.count]++
	}
	least, room := maxWeight, n
	for ; of[least] < room; least-- {
		room -= of[least]
	}
	kept := hits[:0]
	for _, h := range hits {
		if int(h.count) < least || int(h.count) == least && room == 0 {
			continue
		}
		if int(h.count) == least {
			room--
		}
		kept = append(kept, h)
	}
	return kept
}

// encode writes postings: for each the distance of its document to the one before
// and its section in one number, then its weight.
func (m *merger) encode(w []byte, hits []posting, cut bool) []byte {
	if cut {
		w = append(w, cutMark)
	}
	last := int32(0)
	for _, h := range hits {
		u := &m.units[h.unit]
		w = appendPlace(w, int(u.document-last), int(u.section))
		w = append(w, digit(int(h.count)))
		last = u.document
	}
	return w
}
