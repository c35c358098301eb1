package typo

import (
	"strings"
	"unicode/utf8"
)

// rules are the habits of a language.
type rules uint8

const (
	none rules = iota
	plain
	english
	french
)

func rulesOf(lang string) (rules, *[256]bool) {
	primary, _, _ := strings.Cut(lang, "-")
	switch {
	case strings.EqualFold(primary, "fr"):
		return french, &rareInFrench
	case strings.EqualFold(primary, "en"):
		return english, &rareInEnglish
	}
	if primary == "" {
		return none, &rareNowhere
	}
	return plain, &rareElsewhere
}

// Most bytes of a text begin nothing that a rule knows: these do. C2 and E2 are the first bytes of
// « » ° § and of quotes, dashes, the ellipsis and U+202F; a doubled space and oe are looked for by
// themselves.
var (
	rareInFrench  = bytesOf("0123456789;:!?\"'.-<>{ACDEIMPVX\xC2\xE2")
	rareInEnglish = bytesOf("0123456789:\"'.-{\xE2")
	rareElsewhere = bytesOf("'")
	rareNowhere   = bytesOf("")
)

func bytesOf(s string) [256]bool {
	var set [256]bool
	for i := range len(s) {
		set[s[i]] = true
	}
	return set
}

// french applies the rule that begins at i, and returns where to go on.
func (p *Setter) french(i int) int {
	switch p.s[i] {
	case ';', '!', '?':
		p.mark(i, nnbsp)
	case ':':
		if to := p.address(i); to > i {
			return to
		}
		p.mark(i, nbsp)
	case '"':
		return p.straight(i)
	case '\'':
		p.single(i)
	case '.':
		return p.dots(i)
	case '-':
		return p.hyphens(i)
	case '<', '>':
		return p.angles(i)
	case '{':
		return p.hole(i)
	case 'A', 'C', 'D', 'E', 'I', 'M', 'P', 'V', 'X':
		return p.capital(i)
	case 0xC2:
		return p.latin(i)
	case 0xE2:
		return p.general(i)
	default:
		return p.number(i)
	}
	return i + 1
}

// capital reads a word that begins with a capital letter: a title, a century, an accent missing.
func (p *Setter) capital(i int) int {
	if !p.isTold(i) || isWord(p.prev(i)) {
		return i + 1
	}
	switch p.s[i] {
	case 'D', 'M', 'P':
		return p.title(i)
	case 'I', 'V', 'X':
		if to := p.roman(i); to > i {
			return to
		}
	}
	p.unaccented(i)
	return i + 1
}

// isTold tells by the second letter of a word that begins with a capital whether a rule may know
// it: A by itself, Ca, Dr, Pr, Mme, Mlle, Mgr, Me and any with another capital.
func (p *Setter) isTold(i int) bool {
	if i+1 == len(p.s) {
		return true
	}
	switch c := p.s[i+1]; p.s[i] {
	case 'A':
		return c >= utf8.RuneSelf || !isLetter(rune(c))
	case 'C':
		return c == 'a'
	case 'D', 'P':
		return c == 'r'
	case 'M':
		return c == 'm' || c == 'l' || c == 'g' || c == 'e'
	}
	return true
}

// latin reads a character of the first Latin block: « » ° º §.
func (p *Setter) latin(i int) int {
	if i+1 >= len(p.s) {
		return i + 1
	}
	switch p.s[i+1] {
	case 0xAB:
		p.opening(i)
	case 0xBB:
		p.closing(i)
	case 0xB0, 0xBA: // n° 3, nº 3
		if c := p.prev(i); (c == 'n' || c == 'N') && !isWord(p.prev(i-1)) {
			to := p.skip(i + 2)
			switch r := p.next(to); {
			case to == i+2 && isDigit(r):
				p.claim(to, to, nbsp)
			case to > i+2 && (isDigit(r) || isLetter(r)):
				p.claim(i+2, to, nbsp)
			}
		}
	case 0xA7: // § 4
		if to := p.skip(i + 2); to > i+2 && isWord(p.next(to)) {
			p.claim(i+2, to, nbsp)
		}
	}
	return i + 2
}

// general reads a character of the general punctuation: “ ” „ – — …
func (p *Setter) general(i int) int {
	if i+2 >= len(p.s) || p.s[i+1] != 0x80 {
		return i + 1
	}
	switch p.s[i+2] {
	case 0x9C, 0x9D, 0x9E:
		p.curly(i)
	case 0x93:
		p.spacedDash(i, 3, enDash)
	case 0x94:
		p.spacedDash(i, 3, emDash)
	case 0xA6:
		p.etc(i, i+3)
	}
	return i + 3
}
