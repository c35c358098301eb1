package typo

import (
	"slices"
)

// pass reads the text once. With inches, a straight quote behind a digit never closes a quotation.
func (p *Setter) pass(inches bool) {
	p.edits, p.findings = p.edits[:0], p.findings[:0]
	p.dashes, p.singles = p.dashes[:0], p.singles[:0]
	p.quotes.reset(inches)
	p.noHole, p.noAngles, p.doubtful = false, false, false
	i := 0
	for _, f := range p.frozen {
		i = max(p.read(i, f.Start), f.End)
		if i == f.End && p.rules > plain && isDigit(p.prev(i)) {
			i = p.afterNumber(number{start: i, whole: i, end: i})
		}
	}
	p.read(i, len(p.s))
}

// read applies the rules from i to end and returns where to go on, which may be further.
func (p *Setter) read(i, end int) int {
	s, rare := p.s, p.rare
	for {
		for i < end && !rare[s[i]] {
			i++
		}
		if i >= end {
			return i
		}
		switch p.rules {
		case french:
			i = p.french(i)
		case english:
			i = p.english(i)
		default:
			p.between(i)
			i++
		}
	}
}

// claim notes that a stretch is to be written so, even where it is already: of two rules that
// claim the same bytes the first one holds, and it has to be the same one when the text is set
// again.
func (p *Setter) claim(start, end int, with piece) {
	if !p.isFrozen(start, max(end, start+1)) {
		p.edits = append(p.edits, Edit{int32(start), int32(end), with})
	}
}

// isFrozen tells whether something between start and end may not change.
func (p *Setter) isFrozen(start, end int) bool {
	if len(p.frozen) == 0 {
		return false
	}
	k, _ := slices.BinarySearchFunc(p.frozen, start, func(f Span, at int) int { return f.End - at - 1 })
	return k < len(p.frozen) && p.frozen[k].Start < end
}

// settle orders the edits and drops those that change nothing or meet an earlier claim.
func (p *Setter) settle() {
	byStart := func(a, b Edit) int { return int(a.Start - b.Start) }
	if !slices.IsSortedFunc(p.edits, byStart) {
		slices.SortStableFunc(p.edits, byStart)
	}
	kept, end, inserted := p.edits[:0], int32(0), int32(-1)
	for _, e := range p.edits {
		if e.Start < end || e.Start == e.End && e.Start == inserted {
			continue
		}
		if end = e.End; e.Start == e.End {
			inserted = e.Start
		}
		if e.Raised() || string(p.s[e.Start:e.End]) != e.with.String() {
			kept = append(kept, e)
		}
	}
	p.edits = kept
	slices.SortStableFunc(p.findings, func(a, b Finding) int { return a.Start - b.Start })
}

// isStable tells whether the rules leave the text alone once the edits are made. Straight quotes,
// single ones above all, can stand so that what is put in gives them another meaning: such a text
// is nothing that anybody would read, and stays as it is.
func (p *Setter) isStable(text []byte, frozen []Span) bool {
	p.made, p.moved = p.made[:0], append(p.moved[:0], frozen...)
	from, k := 0, 0
	for _, e := range p.edits {
		k = p.move(k, int(e.Start), len(p.made)-from)
		p.made = append(append(p.made, text[from:e.Start]...), e.Text()...)
		from = int(e.End)
	}
	p.move(k, len(text), len(p.made)-from)
	p.made = append(p.made, text[from:]...)
	if p.again == nil {
		p.again = &Setter{rules: p.rules, rare: p.rare}
	}
	p.again.set(p.made, p.moved)
	for _, e := range p.again.edits {
		if string(p.made[e.Start:e.End]) != e.with.String() {
			return false
		}
	}
	return true
}

// move shifts the frozen spans from the k-th on that end by a place, and returns the next one.
func (p *Setter) move(k, end, by int) int {
	for ; k < len(p.moved) && p.moved[k].End <= end; k++ {
		p.moved[k].Start += by
		p.moved[k].End += by
	}
	return k
}
