package search

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Fold returns a word as forms are compared: in small letters, without accents,
// with ligatures and letters that have a stroke resolved.
func Fold(word string) string {
	if isPlain(word) {
		return word
	}
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		if r >= 0x300 && r <= 0x36f || r == softHyphen {
			continue
		}
		switch r = unicode.ToLower(r); r {
		case 'œ':
			b.WriteString("oe")
		case 'æ':
			b.WriteString("ae")
		case 'ß':
			b.WriteString("ss")
		case 'ø':
			b.WriteByte('o')
		case 'ł':
			b.WriteByte('l')
		case 'đ':
			b.WriteByte('d')
		case 'ı':
			b.WriteByte('i')
		case 'ς':
			b.WriteString("σ")
		default:
			b.WriteRune(r)
		}
	}
	return b.String()
}

// isPlain tells whether a word folds to itself for sure.
func isPlain(word string) bool {
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || c >= 'A' && c <= 'Z' {
			return false
		}
	}
	return true
}

// small returns a word in small letters, composed: what is stemmed.
func small(word string) string {
	return strings.Map(func(r rune) rune {
		if r == softHyphen {
			return -1
		}
		return unicode.ToLower(r)
	}, norm.NFC.String(word))
}
