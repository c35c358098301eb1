package typo

// ordinal raises the ending of the ordinal whose digits are n, and returns where it ends; that of
// n where it is none. Endings that are wrong, such as 2ème, are put right.
func (p *Setter) ordinal(n number, before rune) int {
	word := p.word(n.whole)
	to := n.whole + len(word)
	right, ok := ending(word, p.s[n.start:n.whole])
	if !ok || isGlue(before) || isHyphen(before) || !p.endsOrdinal(to) {
		return n.whole
	}
	p.claim(n.whole, to, right)
	return to
}

func (p *Setter) endsOrdinal(i int) bool {
	r := p.next(i)
	return p.endsToken(i) || r == '–' || r == '-' && !isDigit(p.next(i+1))
}

// ending returns the right ending of an ordinal for the one that was typed; ok is false when that is none.
func ending(typed, number []byte) (right piece, ok bool) {
	first := string(number) == "1" || string(number) == "I"
	second := string(number) == "2" || string(number) == "II"
	switch string(typed) {
	case "er":
		if first {
			return er, true
		}
	case "ers":
		if first {
			return ers, true
		}
	case "re", "ère", "ere":
		if first {
			return re, true
		}
	case "res", "ères", "eres":
		if first {
			return res, true
		}
	case "nd":
		if second {
			return nd, true
		}
	case "nde":
		if second {
			return nde, true
		}
	case "e", "ème", "eme", "ième", "ieme":
		if !first && string(number) != "0" {
			return e, true
		}
	case "es", "èmes", "emes", "ièmes", "iemes":
		if !first && string(number) != "0" {
			return es, true
		}
	}
	return 0, false
}

// roman raises the ending of a century or of a king's number at i (XXIe siècle, François Ier), and
// returns where it ends, or i where there is none. Numbers from L on are left alone: Le, De, Me
// and Ce are words.
func (p *Setter) roman(i int) int {
	to := i
	for to < len(p.s) && isNumeral(p.s[to]) {
		to++
	}
	word := p.word(to)
	end := to + len(word)
	right, ok := ending(word, p.s[i:to])
	if !ok || !isRoman(p.s[i:to]) || !p.endsOrdinal(end) {
		return i
	}
	if to == i+1 && right == e && !isLetter(p.next(p.skip(end))) {
		return i // Ve République, but not the name Xe
	}
	p.claim(to, end, right)
	return end
}

func isNumeral(c byte) bool { return c == 'I' || c == 'V' || c == 'X' }

// isRoman tells whether a text is a Roman number up to 39.
func isRoman(s []byte) bool {
	tens := 0
	for tens < len(s) && s[tens] == 'X' {
		tens++
	}
	switch string(s[tens:]) {
	case "", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX":
		return tens <= 3 && len(s) > 0
	}
	return false
}
