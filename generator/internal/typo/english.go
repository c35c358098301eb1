package typo

// english applies the rule that begins at i, and returns where to go on.
func (p *Setter) english(i int) int {
	switch p.s[i] {
	case '"':
		return p.straight(i)
	case '\'':
		p.single(i)
	case '.':
		return p.dots(i)
	case '-':
		return p.row(i)
	case '{':
		return p.hole(i)
	case ':':
		return max(p.address(i), i+1)
	case 0xE2:
		if i+2 < len(p.s) && p.s[i+1] == 0x80 && 0x9C <= p.s[i+2] && p.s[i+2] <= 0x9E {
			p.curly(i)
		}
	default:
		return p.number(i)
	}
	return i + 1
}

// row reads a row of hyphens: a dash between spaces, a range, a dash between words.
func (p *Setter) row(i int) int {
	to := i + 1
	for to < len(p.s) && p.s[to] == '-' {
		to++
	}
	before, after := p.prev(i), p.next(to)
	spaced := isSpace(before) && isSpace(after) && p.back(i) > 0 && p.skip(to) < len(p.s)
	words := isLetter(before) && isLetter(after)
	switch n := to - i; {
	case n > 3:
	case n == 3 && (spaced || words), n == 2 && words:
		p.claim(i, to, emDash)
	case spaced, n == 2 && isDigit(before) && isDigit(after):
		p.claim(i, to, enDash)
	}
	return to
}
