package lexicon

import (
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// appendKey appends what a word is compared by: small letters, composed, œ as
// oe, in the singular: without a final s or x where more than three letters
// remain. Words in -al have their plural in -aux as those in -au do, so all
// three are one: -au.
func appendKey(dst, word []byte) []byte {
	from := len(dst)
	dst = appendSmall(dst, word)
	dst = dst[:from+stem(dst[from:])]
	if n := trunk(dst[from:]); from+n < len(dst) {
		dst[len(dst)-1] = 'u'
	}
	return dst
}

// stem returns the length of a word without the s or x of a plural. The word is
// a plain one or in small letters.
func stem(word []byte) int {
	n := len(word)
	if n > 4 && (word[n-1]|0x20 == 's' || word[n-1]|0x20 == 'x') && isLong(word[:n-1]) {
		return n - 1
	}
	return n
}

// trunk returns the length of a stem, without the last letter of one in -al or
// -au.
func trunk(stem []byte) int {
	n := len(stem)
	if n > 3 && stem[n-2]|0x20 == 'a' && (stem[n-1]|0x20 == 'l' || stem[n-1]|0x20 == 'u') && isLong(stem) {
		return n - 1
	}
	return n
}

// isLong tells whether a word has more than three letters. Those of plain words
// take two bytes at most.
func isLong(word []byte) bool { return utf8.RuneCount(word[:min(len(word), 16)]) > 3 }

// appendSmall appends a word in small letters.
func appendSmall(dst, word []byte) []byte {
	from := len(dst)
	for _, c := range word {
		if c >= 0xc0 && c != 0xc3 {
			return appendSmallRunes(dst[:from], word)
		}
		dst = append(dst, small(c))
	}
	return dst
}

// small returns a byte of a plain word as it is in small letters.
func small(c byte) byte {
	if c >= 'A' && c <= 'Z' || c >= 0x80 && c < 0xa0 && c != 0x9f {
		c |= 0x20 // in À to Þ it is the second byte; ß is 0x9f
	}
	return c
}

// appendSmallRunes is appendSmall for any word.
func appendSmallRunes(dst, word []byte) []byte {
	var room [64]byte
	for word = composed(room[:0], word); len(word) > 0; {
		r, size := utf8.DecodeRune(word)
		if r = unicode.ToLower(r); r == 'œ' {
			dst = append(dst, "oe"...)
		} else {
			dst = utf8.AppendRune(dst, r)
		}
		word = word[size:]
	}
	return dst
}

// appendExact appends a text as spellings of capitals are compared: composed,
// with plain apostrophes, hyphens and spaces, Œ as OE.
func appendExact(dst, text []byte) []byte {
	for i := 0; i < len(text); {
		end, plain := wordEnd(text, i)
		switch {
		case end == i:
			var mark rune
			mark, end = markAt(text, i)
			dst = utf8.AppendRune(dst, mark)
		case plain:
			dst = append(dst, text[i:end]...)
		default:
			dst = appendComposed(dst, text[i:end])
		}
		i = end
	}
	return dst
}

func appendComposed(dst, word []byte) []byte {
	var room [64]byte
	for word = composed(room[:0], word); len(word) > 0; {
		r, size := utf8.DecodeRune(word)
		switch r {
		case 'œ':
			dst = append(dst, "oe"...)
		case 'Œ':
			dst = append(dst, "OE"...)
		default:
			dst = append(dst, word[:size]...)
		}
		word = word[size:]
	}
	return dst
}

// composed appends a word in composed form (NFC), without soft hyphens. It
// allocates nothing for the letters of Western Europe when they are composed.
func composed(dst, word []byte) []byte {
	from := len(dst)
	simple := true
	for len(word) > 0 {
		r, size := utf8.DecodeRune(word)
		simple = simple && r < 0x300 // nothing below composes
		if r != softHyphen {
			dst = append(dst, word[:size]...)
		}
		word = word[size:]
	}
	if simple {
		return dst
	}
	// Strings, as norm keeps what it is given, and so dst would leave the stack.
	return append(dst[:from], norm.NFC.String(string(dst[from:]))...)
}
