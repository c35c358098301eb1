package typo

// number is one of the text: where it starts, where its whole part and where all of it ends, and
// how many groups of digits the whole part has.
type number struct {
	start, whole, end int
	groups            int
}

// number reads the number at i: its groups of three digits, the ending of an ordinal, its unit,
// the month or the other number that follows. It returns where to go on.
func (p *Setter) number(i int) int {
	before := p.prev(i)
	if isWord(before) {
		return p.token(i)
	}
	return p.numberBehind(i, before)
}

// numberBehind does the same where before stands in front of the number.
func (p *Setter) numberBehind(i int, before rune) int {
	n := number{start: i}
	n.whole, n.groups = p.grouped(i, before)
	n.end = p.decimals(n.whole)
	if next := p.product(n, before); next > 0 {
		return next
	}
	if n.end == n.whole && p.rules == french {
		to := p.ordinal(n, before)
		if n.groups == 1 && n.whole-i <= len("31") && p.month(to) || to > n.whole {
			return to
		}
	}
	return p.afterNumber(n)
}

// decimals returns where the decimals at i end; a version has several.
func (p *Setter) decimals(i int) int {
	for i+1 < len(p.s) && (p.s[i] == ',' || p.s[i] == '.') && isDigit(rune(p.s[i+1])) {
		i = p.digits(i + 1)
	}
	return i
}

// grouped sets the spaces of a number such as 12 345 678, and returns its end and how many groups
// of digits it has. Rows of digits that are no thousands, as in telephone numbers, stay as they are.
func (p *Setter) grouped(i int, before rune) (end, groups int) {
	first := p.digits(i)
	second := first // the end of the second group, where the first one may be a year
	end, groups = first, 1
	threes := 0 // groups of three digits after the first one
	for p.rules == french {
		from := end + spaceAt(p.s, end)
		to := p.digits(from)
		if from == end || to == from {
			break
		}
		if to-from == 3 {
			threes++
		} else if groups == 1 && to-from < 3 {
			second = to
		}
		end = to
		groups++
	}
	if groups == 1 || isGlue(before) {
		return end, groups
	}
	switch {
	case p.leads(i, first) && threes == groups-1:
		p.bindGroups(first, end)
	case p.isYear(i, first) && second > first && p.leads(first+spaceAt(p.s, first), second) && threes == groups-2 && groups > 2:
		p.bindGroups(second, end) // en 2026 12 000 postes
	}
	return end, groups
}

// leads tells whether the digits may be the first ones of a number with groups.
func (p *Setter) leads(from, to int) bool { return to-from <= 3 && p.s[from] != '0' }

func (p *Setter) isYear(from, to int) bool {
	return to-from == 4 && (hasAt(p.s, from, "19") || hasAt(p.s, from, "20"))
}

// bindGroups puts U+202F between the groups from from on.
func (p *Setter) bindGroups(from, to int) {
	for from < to {
		n := spaceAt(p.s, from)
		p.claim(from, from+n, nnbsp)
		from = p.digits(from + n)
	}
}

// isGlue tells whether a number that follows r is a part of something larger.
func isGlue(r rune) bool {
	switch r {
	case '.', '…', ',', '/', ':', '+', '×', '\\', '@', '#', '=', '&', '?':
		return true
	}
	return false
}

// endsToken tells whether a name, an address or a version does not go on at i.
func (p *Setter) endsToken(i int) bool {
	switch r := p.next(i); r {
	case '.', ':', '\'', '’':
		return !isWord(p.next(i + len(string(r))))
	case '-', '–', '/', '_', '@', '\\', '=':
		return false
	default:
		return !isWord(r)
	}
}

// product sets the × between numbers: 1920 × 1080, 2 × 16 Go. It returns the end of the last
// number, or 0.
func (p *Setter) product(n number, before rune) int {
	at := p.skip(n.end)
	if at > n.end {
		sign := 1
		if hasAt(p.s, at, "×") {
			sign = len("×")
		} else if p.next(at) != 'x' {
			return 0
		}
		to := p.skip(at + sign)
		if to == at+sign || !isDigit(p.next(to)) {
			return 0
		}
		p.claim(n.end, at, nbsp)
		p.claim(at, at+sign, cross)
		p.claim(at+sign, to, nbsp)
		return to
	}
	if n.end != n.whole || p.next(at) != 'x' || p.s[n.start] == '0' || isGlue(before) || isHyphen(before) {
		return 0
	}
	end := p.token(at)
	if !isProduct(p.s[at:end]) || !p.endsToken(end) {
		return 0
	}
	p.doubtful = true
	last := at
	for k := at; k < end; k++ {
		if p.s[k] == 'x' {
			p.claim(k, k+1, cross)
			last = k + 1
		}
	}
	return p.numberBehind(last, '×')
}

// isProduct tells whether a text is made of numbers, each behind an x.
func isProduct(s []byte) bool {
	for i, c := range s {
		if !isDigit(rune(c)) && (c != 'x' || i > 0 && s[i-1] == 'x') {
			return false
		}
	}
	return s[len(s)-1] != 'x'
}

// month binds the month at i to the day before it, and tells whether there is one.
func (p *Setter) month(i int) bool {
	from := p.skip(i)
	if from == i || !isMonth(p.word(from)) {
		return false
	}
	p.claim(i, from, nbsp)
	return true
}

func isMonth(word []byte) bool {
	switch string(word) {
	case "janvier", "février", "mars", "avril", "mai", "juin", "juillet", "août", "septembre", "octobre", "novembre", "décembre",
		"janv", "févr", "avr", "juil", "sept", "oct", "nov", "déc":
		return true
	}
	return false
}
