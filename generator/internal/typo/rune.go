package typo

import (
	"unicode"
	"unicode/utf8"
)

// prev returns the character that ends at i, 0 at the start.
func (p *Setter) prev(i int) rune {
	if i <= 0 {
		return 0
	}
	if c := p.s[i-1]; 0 < c && c < utf8.RuneSelf {
		return rune(c)
	}
	r, _ := utf8.DecodeLastRune(p.s[:i])
	return visible(r)
}

// next returns the character at i, 0 at the end.
func (p *Setter) next(i int) rune {
	if i >= len(p.s) {
		return 0
	}
	if c := p.s[i]; 0 < c && c < utf8.RuneSelf {
		return rune(c)
	}
	r, _ := utf8.DecodeRune(p.s[i:])
	return visible(r)
}

// visible returns r, and what readers see of NUL: 0 stands for the ends of the text.
func visible(r rune) rune {
	if r == 0 {
		return utf8.RuneError
	}
	return r
}

// back returns where the spaces that end at i start.
func (p *Setter) back(i int) int {
	for {
		n := spaceBefore(p.s, i)
		if n == 0 {
			return i
		}
		i -= n
	}
}

// skip returns where the spaces at i end.
func (p *Setter) skip(i int) int {
	for {
		n := spaceAt(p.s, i)
		if n == 0 {
			return i
		}
		i += n
	}
}

// spaceAt returns the length of the space at i: a common one, U+00A0, U+202F or U+2009.
func spaceAt(s []byte, i int) int {
	if i >= len(s) {
		return 0
	}
	switch c := s[i]; {
	case c == ' ' || c == '\n' || c == '\t' || c == '\r':
		return 1
	case c == 0xC2 && i+1 < len(s) && s[i+1] == 0xA0:
		return 2
	case c == 0xE2 && i+2 < len(s) && s[i+1] == 0x80 && (s[i+2] == 0xAF || s[i+2] == 0x89):
		return 3
	}
	return 0
}

// spaceBefore returns the length of the space that ends at i.
func spaceBefore(s []byte, i int) int {
	if i <= 0 {
		return 0
	}
	switch c := s[i-1]; {
	case c == ' ' || c == '\n' || c == '\t' || c == '\r':
		return 1
	case c == 0xA0 && i >= 2 && s[i-2] == 0xC2:
		return 2
	case (c == 0xAF || c == 0x89) && i >= 3 && s[i-2] == 0x80 && s[i-3] == 0xE2:
		return 3
	}
	return 0
}

// breaks tells whether a line may end at these spaces.
func breaks(spaces []byte) bool {
	for _, c := range spaces {
		if c >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

func isSpace(r rune) bool {
	switch r {
	case ' ', '\n', '\t', '\r', 0xA0, 0x202F, 0x2009:
		return true
	}
	return false
}

// isEdge tells whether a word may start after r: the start of the block or a space.
func isEdge(r rune) bool { return r == 0 || isSpace(r) }

func isOpener(r rune) bool {
	switch r {
	case '(', '[', '{', '«', '“', '„', '‘', '¿', '¡':
		return true
	}
	return false
}

func isCloser(r rune) bool {
	switch r {
	case ')', ']', '}', '»', '”', '’':
		return true
	}
	return false
}

func isApostrophe(r rune) bool { return r == '\'' || r == '’' }

func isHyphen(r rune) bool { return r == '-' || r == '–' }

func isDigit(r rune) bool { return '0' <= r && r <= '9' }

func isLetter(r rune) bool {
	if r < utf8.RuneSelf {
		return 'a' <= r|0x20 && r|0x20 <= 'z'
	}
	return unicode.IsLetter(r)
}

func isCapital(r rune) bool {
	return 'A' <= r && r <= 'Z' || 'À' <= r && r <= 'Þ' && r != '×' || r == 'Œ'
}

func isLatin(r rune) bool { return isLetter(r) && r < 0x250 && r != 'ª' && r != 'º' }

func isWord(r rune) bool { return isLetter(r) || isDigit(r) || r == '_' }

// hasAt tells whether s has a text at i.
func hasAt(s []byte, i int, text string) bool {
	return len(s)-i >= len(text) && string(s[i:i+len(text)]) == text
}

// word returns the Latin letters at i, as far as they matter.
func (p *Setter) word(i int) []byte {
	const longest = 20
	to := i
	for to < len(p.s) && to-i < longest {
		switch c := p.s[to]; {
		case c < utf8.RuneSelf && isLetter(rune(c)):
			to++
		case (c == 0xC3 || c == 0xC5) && to+1 < len(p.s):
			to += 2
		default:
			return p.s[i:to]
		}
	}
	return p.s[i:to]
}

// token returns where the letters and digits at i end.
func (p *Setter) token(i int) int {
	for i < len(p.s) && p.s[i] < utf8.RuneSelf && isWord(rune(p.s[i])) {
		i++
	}
	return i
}

// digits returns where the digits at i end.
func (p *Setter) digits(i int) int {
	for i < len(p.s) && isDigit(rune(p.s[i])) {
		i++
	}
	return i
}
