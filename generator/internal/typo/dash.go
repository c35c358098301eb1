package typo

import "unicode/utf8"

// dash is one between spaces. Two of them in a sentence enclose an incise.
type dash struct {
	at, end  int // the spaces around it included
	from, to int // where it stands itself
	kind     piece
	leads    bool // nothing stands before it
	ranges   bool // it stands between numbers: never half of a pair
}

// hyphens reads a row of hyphens at i: a dash, a minus, a range, or nothing.
func (p *Setter) hyphens(i int) int {
	if isLetter(p.next(i+1)) && isLetter(p.prev(i)) {
		return i + 1 // within a word
	}
	to := i + 1
	for to < len(p.s) && p.s[to] == '-' {
		to++
	}
	before, after := p.prev(i), p.next(to)
	p.doubtful = p.doubtful || to > i+1 || isDigit(after)
	switch to - i {
	case 1:
		if isSpace(before) && isSpace(after) {
			p.spacedDash(i, 1, enDash)
		} else if isDigit(after) && p.negates(i) {
			p.claim(i, to, minus)
		}
	case 2:
		if isDigit(before) && isDigit(after) {
			p.claim(i, to, enDash)
			break
		}
		p.spacedDash(i, 2, enDash)
	case 3:
		p.spacedDash(i, 3, emDash)
	}
	return to
}

// negates tells whether the hyphen at i, before a digit, is a minus.
func (p *Setter) negates(i int) bool {
	before := p.prev(i)
	if !isEdge(before) && !isOpener(before) && !p.quotes.opensBefore(i) || isDigit(p.prev(p.back(i))) {
		return false
	}
	end := p.decimals(p.digits(i + 1))
	return p.endsToken(end) || p.isMeasured(end)
}

// spacedDash notes the dash at i, of so many bytes, which becomes kind.
func (p *Setter) spacedDash(i, width int, kind piece) {
	p.doubtful = true
	d := dash{from: i, to: i + width, kind: kind}
	d.at, d.end = p.back(d.from), p.skip(d.to)
	before, after := p.prev(d.at), p.next(d.end)
	leads := before == 0 || isOpener(before) || p.quotes.opensBefore(d.at)
	switch {
	case after == 0 || isCloser(after) || isMark(after) || p.follows(d.at):
		return
	case d.end == d.to && !(after == ',' && d.at < i): // – so –, then
		return
	case leads && (width == 1 || d.end == d.to): // a sign, or one of a list
		return
	case !leads && d.at == d.from:
		return
	}
	d.leads = leads
	d.ranges = isDigit(after) && p.endsMeasure(d.at)
	p.claim(d.from, d.to, kind)
	p.dashes = append(p.dashes, d)
}

// follows tells whether another dash ends where the spaces at i begin.
func (p *Setter) follows(i int) bool {
	n := len(p.dashes)
	return n > 0 && p.dashes[n-1].to == i
}

// endsMeasure tells whether a number, or one with a short unit, ends at i.
func (p *Setter) endsMeasure(i int) bool {
	if isDigit(p.prev(i)) {
		return true
	}
	const unit = 4 // bytes
	start := i
	for start > 0 && i-start < unit && isUnitByte(p.s[start-1]) && spaceBefore(p.s, start) == 0 {
		start--
	}
	return start < i && isDigit(p.prev(p.back(start)))
}

// isUnitByte tells whether a byte may be part of a unit.
func isUnitByte(c byte) bool { return c == '%' || c == '$' || c >= utf8.RuneSelf || isLetter(rune(c)) }

// finishDashes sets the spaces: none that breaks within an incise, none before a single dash.
func (p *Setter) finishDashes() {
	for i := 0; i < len(p.dashes); i++ {
		d := p.dashes[i]
		switch {
		case d.leads:
			p.claim(d.to, d.end, nbsp)
			continue
		case i+1 < len(p.dashes) && p.pairs(d, p.dashes[i+1]):
			p.claimBreak(d.at, d.from)
			p.claim(d.to, d.end, nbsp)
			i++
			d = p.dashes[i]
		}
		p.claim(d.at, d.from, nbsp)
		p.claimBreak(d.to, d.end)
	}
}

// claimBreak makes sure that a line may end at the spaces, if there are any.
func (p *Setter) claimBreak(from, to int) {
	if !breaks(p.s[from:to]) {
		p.claim(from, to, space)
	}
}

// pairs tells whether two dashes enclose an incise.
func (p *Setter) pairs(a, b dash) bool {
	if a.ranges || b.ranges || b.leads || a.kind != b.kind || a.end == a.to {
		return false
	}
	depth := 0
	for i := a.end; i < b.at; i++ {
		switch p.s[i] {
		case '(':
			depth++
		case ')':
			depth--
		case ';':
			return false
		case '.', '!', '?', 0xA6: // the last byte of an ellipsis
			if p.endsSentence(i) {
				return false
			}
		}
		if depth < 0 {
			return false
		}
	}
	return depth == 0
}

// endsSentence tells whether the mark at i ends a sentence.
func (p *Setter) endsSentence(i int) bool {
	to := p.skip(i + 1)
	return to > i+1 && isCapital(p.next(to)) && !(p.s[i] == '.' && p.binds(i, to))
}
