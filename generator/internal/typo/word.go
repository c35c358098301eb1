package typo

import "unicode/utf8"

// single reads a straight single quote: an apostrophe, half of a pair, feet or minutes.
func (p *Setter) single(i int) {
	before, after := p.prev(i), p.next(i+1)
	inside := isLetter(before) && (isLetter(after) || isDigit(after))
	switch {
	case inside, p.rules == french && isLetter(before) && p.elides(i), p.rules == english && isDigit(before) && isLetter(after):
		p.claim(i, i+1, apostrophe)
		return
	}
	p.doubtful = true
	starts := isEdge(before) || isOpener(before) || before == '/' || p.quotes.opensBefore(i)
	switch {
	case starts && (p.isDecade(i+1) || p.rules == english && p.isCut(i+1)):
		p.claim(i, i+1, apostrophe)
	case starts && !isEdge(after) && !isMark(after) && !isCloser(after) && after != '\'':
		p.singles = append(p.singles, i)
	case isEdge(before) || isWord(after) || isApostrophe(before):
	case len(p.singles) > 0:
		n := len(p.singles) - 1
		p.claim(p.singles[n], p.singles[n]+1, leftSingle)
		p.claim(i, i+1, apostrophe)
		p.singles = p.singles[:n]
	case p.rules == english && isLetter(before): // the owners' rights
		p.claim(i, i+1, apostrophe)
	}
}

// between sets the apostrophe at i when it stands between two Latin letters.
func (p *Setter) between(i int) {
	if isLatin(p.prev(i)) && isLatin(p.next(i+1)) {
		p.claim(i, i+1, apostrophe)
	}
}

// elides tells whether the word before i is one that loses its last letter before a vowel.
func (p *Setter) elides(i int) bool {
	const longest = 8
	start := i
	for start > 0 && i-start < longest && isLetter(rune(p.s[start-1])) {
		start--
	}
	if before := p.prev(start); isWord(before) || isApostrophe(before) || before == '‘' {
		return false
	}
	switch string(p.s[start:i]) {
	case "l", "d", "j", "m", "n", "s", "t", "c", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "presqu", "quelqu",
		"L", "D", "J", "M", "N", "S", "T", "C", "Qu", "Jusqu", "Lorsqu", "Puisqu", "Quoiqu", "Presqu", "Quelqu":
		return true
	}
	return false
}

// isDecade tells whether two digits stand at i, as in ’90.
func (p *Setter) isDecade(i int) bool {
	if !isDigit(p.next(i)) || !isDigit(p.next(i+1)) {
		return false
	}
	r := p.next(i + 2)
	return !isDigit(r) && !isApostrophe(r) && (!isLetter(r) || r == 's')
}

// isCut tells whether a word at i has lost its beginning: ’em, ’tis.
func (p *Setter) isCut(i int) bool {
	switch string(p.word(i)) {
	case "em", "tis", "Tis", "twas", "Twas", "til", "cause", "n":
		return true
	}
	return false
}

// dots sets an ellipsis, or the space that binds an abbreviation to what follows.
func (p *Setter) dots(i int) int {
	to := i + 1
	for to < len(p.s) && p.s[to] == '.' {
		to++
	}
	switch to - i {
	case 3:
		before, after := p.prev(i), p.next(to)
		if isDigit(before) && isWord(after) || isSlash(before) || isSlash(after) {
			break // of a range or a path
		}
		p.claim(i, to, ellipsis)
		p.etc(i, to)
	case 1:
		if after := p.skip(to); after > to && p.binds(i, after) {
			p.claim(to, after, nbsp)
		}
	}
	return to
}

func isSlash(r rune) bool { return r == '/' || r == '\\' }

// binds tells whether the word that ends with the full stop at i belongs to what begins at after:
// p. 5, art. 12, M. Durand.
func (p *Setter) binds(i, after int) bool {
	const longest = len("chap") + 1
	start := i
	for start > 0 && i-start < longest && p.s[start-1] < utf8.RuneSelf && isLetter(rune(p.s[start-1])) {
		start--
	}
	if i-start == longest {
		return false
	}
	if before := p.prev(start); isWord(before) || before == '.' {
		return false
	}
	next := p.next(after)
	if p.rules == english {
		switch string(p.s[start:i]) {
		case "p", "pp", "No", "no", "Fig", "fig", "vol", "Vol", "ch", "Ch", "sec", "Sec":
			return isDigit(next)
		case "Mr", "Mrs", "Ms", "Dr", "Prof":
			return isCapital(next)
		}
		return false
	}
	switch word := p.s[start:i]; string(word) {
	case "p":
		return isDigit(next) || hasAt(p.s, after, "ex.")
	case "pp", "chap", "Chap", "ch", "fig", "Fig", "vol", "Vol", "t", "al", "n", "L", "R":
		return isDigit(next)
	case "art", "Art":
		return isDigit(next) || isCapital(next)
	case "av", "apr":
		return hasAt(p.s, after, "J.")
	case "M", "MM":
		return (isCapital(next) || isParticle(p.word(after))) && !isDigit(p.prev(p.back(start)))
	}
	return false
}

// isParticle tells whether a word may stand between M. and a name or an office: M. le maire.
func isParticle(word []byte) bool {
	switch string(word) {
	case "le", "la", "de", "du", "d", "l":
		return true
	}
	return false
}

// title binds Mme, Mlle, Me, Dr, Pr to a name.
func (p *Setter) title(i int) int {
	word := p.word(i)
	to := i + len(word)
	after := p.skip(to)
	if after == to {
		return i + 1
	}
	switch string(word) {
	case "Mme", "Mmes", "Mlle", "Mlles", "Mgr", "Dr", "Drs", "Pr":
		if isCapital(p.next(after)) || word[0] == 'M' && isParticle(p.word(after)) {
			p.claim(to, after, nbsp)
		}
		return to
	case "Me":
		if isCapital(p.next(after)) {
			p.claim(to, after, nbsp)
		}
		return to
	}
	return i + 1
}
