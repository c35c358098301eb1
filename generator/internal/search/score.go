package search

import "math/bits"

// BM25 with k1 = 1.2 and b = 0.75, the values of the TREC papers, all in integers:
// floating point may differ between machines in the last bit.

// maxWeight is the largest weight; weights are 1 to it.
const maxWeight = 89

// maxShare is k1 + 1 in thousandths: what a count adds up to at most.
const maxShare = 2200

// logOne is 1 in the results of log2.
const logOne = 1 << 10

// scorer knows what BM25 needs of the whole site.
type scorer struct {
	units int // how many there are, roughly
	mean  int // the mean length of one, roughly
	most  int // what a word weighs that fills the one unit that holds it, before it is scaled
	least int // the rarity of the most common words
}

// newScorer rounds what it knows, so that an edit changes the weights of the words
// it touches and no others.
func newScorer(units, words int) scorer {
	s := scorer{units: round(units), mean: max(1, round(words/max(1, units)))}
	rare := s.rarity(1)
	s.most, s.least = max(1, rare*maxShare), rare/4
	return s
}

// round returns a number with its three highest bits alone.
func round(n int) int {
	drop := max(0, bits.Len(uint(n))-3)
	return n >> drop << drop
}

// rarity returns the logarithm of one over the share of units that hold a word. It
// stays above a quarter of the highest one: a word that is nearly everywhere may be
// all that a reader asks for, and its sections are to be told apart.
func (s scorer) rarity(holds int) int {
	rest := max(0, s.units-holds)
	return max(s.least, log2(uint64(2*rest+1)*logOne/uint64(2*holds+1)+logOne)-log2(logOne))
}

// damp returns what a unit's length adds to a count before it divides, in
// thousandths.
func (s scorer) damp(length int) int { return 300 + 900*round(length)/s.mean }

// weight returns the weight of a word with a rarity in a unit, where it counts so
// often.
func (s scorer) weight(rarity, count, damp int) int {
	share := maxShare * 1000 * count / (1000*count + damp)
	return min(maxWeight, 1+rarity*share*maxWeight/s.most)
}

// log2 returns the logarithm of a number above 0, logOne for each doubling: its
// bits come from squaring, one by one.
func log2(n uint64) int {
	whole := bits.Len64(n) - 1
	x := n << (62 - whole) >> 31 // 1 ≤ x < 2, in 31 bits behind the point
	result := whole * logOne
	for bit := logOne / 2; bit > 0; bit /= 2 {
		if x = x * x >> 31; x >= 1<<32 {
			x >>= 1
			result += bit
		}
	}
	return result
}
