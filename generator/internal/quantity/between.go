package quantity

import (
	"slices"
	"strings"
	"unicode"
)

// link joins the numbers that are the two ends of a range, which share what is
// written once, and returns them all.
func (f *finder) link() []Number {
	for i := len(f.found) - 1; i > 0; i-- {
		if a, b := &f.found[i-1], &f.found[i]; f.isSpan(a, b) {
			a.shareFactor(b)
			if b.HasUnit && (!a.HasUnit || a.Unit.isOver(b.Unit)) {
				a.Unit, a.HasUnit = b.Unit, true
			}
		}
	}
	numbers := make([]Number, len(f.found))
	for i := range f.found {
		numbers[i] = f.found[i].Number
	}
	return numbers
}

// shareMoney gives the second number of "€20 to 30 per month" its currency.
func (f *finder) shareMoney(n *reading) {
	if n.before || len(f.found) == 0 {
		return
	}
	if a := &f.found[len(f.found)-1]; a.before && f.isSpan(a, n) {
		f.money, n.before, n.shared = true, true, true
		n.HasUnit, n.Unit = true, a.Unit.over()
	}
}

// isOver tells whether v is u divided by something, or u with a word about tax.
func (u Unit) isOver(v Unit) bool {
	over := v.over()
	return u.Equal(over) || u.Equal(bare(over))
}

// over returns the unit without what it is divided by.
func (u Unit) over() Unit {
	return compose(slices.DeleteFunc(u.parts(), func(p part) bool { return p.power < 0 }))
}

// shareFactor lets a number have the multiplier of the other end of its range: in
// "2 à 3 millions" 2 means 2 million, or perhaps 2; in "800 à 1 million" just 800.
func (a *reading) shareFactor(b *reading) {
	if a.factor != 1 || b.factor == 1 || a.HasUnit && !a.before {
		return
	}
	if a.plain[0] > b.plain[0] {
		return
	}
	a.Values = append(times(a.Values, b.factor), a.Values...)
	a.Steps = append(times(a.Steps, b.factor), a.Steps...)
	a.factor = b.factor
}

// times returns numbers multiplied by a factor.
func times(numbers []float64, factor float64) []float64 {
	products := make([]float64, len(numbers))
	for i, x := range numbers {
		products[i] = x * factor
	}
	return products
}

// isSpan tells whether two numbers that follow one another are the ends of a
// range or two choices: 4-7, 4 à 7, 12 ou 24, between 4 and 7.
func (f *finder) isSpan(a, b *reading) bool {
	if a.UnitTo > b.start {
		return false
	}
	gap := f.text[a.UnitTo:b.start]
	if len(gap) > 20 {
		return false
	}
	word := strings.TrimSpace(gap)
	left := strings.TrimLeftFunc(gap, unicode.IsSpace) == gap
	right := strings.TrimRightFunc(gap, unicode.IsSpace) == gap
	switch word {
	case "-", "‑", "–":
		return left == right
	}
	if left || right {
		return false
	}
	switch fold(word) {
	case "a", "to", "ou", "or":
		return true
	case "et", "and":
		return f.between(a.start)
	}
	return false
}

// between tells whether entre or between stands before a place.
func (f *finder) between(at int) bool {
	before := strings.TrimRightFunc(f.text[max(at-20, 0):at], unicode.IsSpace)
	i := strings.LastIndexFunc(before, func(r rune) bool { return !unicode.IsLetter(r) })
	word := fold(before[i+1:])
	return word == "entre" || word == "between"
}
