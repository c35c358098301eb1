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
	var room [2 * maxWord]byte
	if folded, ok := appendLatin(room[:0], word); ok {
		return string(folded)
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

// latin holds what À to ÿ fold to, by the second byte of UTF-8 from 0x80 on; "" is
// for × and ÷, which are no letters.
var latin = [64]string{
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"ð", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "þ", "ss",
	"a", "a", "a", "a", "a", "a", "ae", "c", "e", "e", "e", "e", "i", "i", "i", "i",
	"ð", "n", "o", "o", "o", "o", "o", "", "o", "u", "u", "u", "u", "y", "þ", "y",
}

// appendLatin appends what a word folds to that consists of small letters and digits of
// ASCII and of À to ÿ, as nearly all words do; ok is false for others.
func appendLatin[T string | []byte](b []byte, word T) (folded []byte, ok bool) {
	for i := 0; i < len(word); i++ {
		c := word[i]
		if c < utf8.RuneSelf {
			b = append(b, smallASCII[c])
			if smallASCII[c] == 0 {
				return nil, false
			}
			continue
		}
		if c != latinLead || i+1 == len(word) || word[i+1]&0xc0 != 0x80 || latin[word[i+1]-0x80] == "" {
			return nil, false
		}
		i++
		b = append(b, latin[word[i]-0x80]...)
	}
	return b, true
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
