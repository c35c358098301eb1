package typo

import (
	"slices"
)

// pass reads the text once. With inches, a straight quote behind a digit never closes a quotation.
func (p *Setter) pass(inches bool) {
	p.edits, p.findings = p.edits[:0], p.findings[:0]
	p.dashes, p.singles = p.dashes[:0], p.singles[:0]
	p.quotes.reset(inches)
	p.noHole, p.noAngles = false, false
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
	for i < end {
		switch {
		case !rare[s[i]]:
			i++
		case p.rules == french:
			i = p.french(i)
		case p.rules == english:
			i = p.english(i)
		default:
			p.between(i)
			i++
		}
	}
	return i
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
