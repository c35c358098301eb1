package lexicon

import (
	"unicode"
	"unicode/utf8"
)

// class tells for each byte what the character is that begins with it: - is no
// part of a word, w is a letter, a digit, _ or @ in ASCII, a is À to ÿ (or × or
// ÷), and ? is any other.
const class = "------------------------------------------------wwwwwwwwww------" +
	"wwwwwwwwwwwwwwwwwwwwwwwwwww----w-wwwwwwwwwwwwwwwwwwwwwwwwww-----" +
	"????????????????????????????????????????????????????????????????" +
	"???a????????????????????????????????????????????????????????????"

// softHyphen is invisible inside a word, and counts for nothing there.
const softHyphen = '\u00ad'

// isWord tells whether a character is part of words. So are _ and @, which make
// one name of what they join.
func isWord(r rune) bool {
	if r < 0x80 {
		return class[r] == 'w'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == softHyphen
}

// wordEnd returns where the word at i ends, i itself when none stands there.
// Plain is a word of ASCII and of À to ÿ: its letters stand alone, composed.
func wordEnd(text []byte, i int) (end int, plain bool) {
	plain = true
	for i < len(text) {
		switch class[text[i]] {
		case 'w':
			i++
			continue
		case '-':
			return i, plain
		case 'a':
			if i+1 < len(text) && text[i+1]&0xc0 == 0x80 && text[i+1]&^0x20 != 0x97 {
				i += 2
				continue
			}
		}
		r, size := utf8.DecodeRune(text[i:])
		if !isWord(r) {
			return i, plain
		}
		plain = false
		i += size
	}
	return i, plain
}

// beginsWord tells whether a spelling may begin at i: at the edge of a word
// that no hyphen or full stop joins to another, or after an elision.
func beginsWord(text []byte, i int) bool {
	r, size := utf8.DecodeLastRune(text[:i])
	before := text[:i-size]
	switch r {
	case '-', '\u2010', '\u2011', '.':
		return !endsInWord(before)
	case '\'', '’':
		return !endsInWord(before) || isElision(before)
	}
	return !endsInWord(text[:i])
}

// endsWord tells whether a spelling may end at i: at the edge of a word that no
// hyphen, full stop or apostrophe joins to another, save the English 's.
func endsWord(text []byte, i int) bool {
	r, size := utf8.DecodeRune(text[i:])
	after := text[i+size:]
	switch r {
	case '-', '\u2010', '\u2011', '.':
		return !beginsInWord(after)
	case '\'', '’':
		return !beginsInWord(after) || after[0]|0x20 == 's' && !beginsInWord(after[1:])
	}
	return !beginsInWord(text[i:])
}

func endsInWord(text []byte) bool {
	r, _ := utf8.DecodeLastRune(text)
	return len(text) > 0 && isWord(r)
}

func beginsInWord(text []byte) bool {
	r, _ := utf8.DecodeRune(text)
	return len(text) > 0 && isWord(r)
}

// isElision tells whether a text ends in a French word that loses its vowel
// before another and stands free: not the d of main-d'œuvre, nor prud'homme.
func isElision(text []byte) bool {
	i := len(text)
	for i > 0 && len(text)-i <= len("lorsqu") && class[text[i-1]] == 'w' {
		i--
	}
	var room [8]byte
	switch string(appendSmall(room[:0], text[i:])) {
	case "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu", "quelqu", "presqu", "entr":
	default:
		return false
	}
	r, size := utf8.DecodeLastRune(text[:i])
	switch r {
	case '-', '\u2010', '\u2011', '.':
		return !endsInWord(text[:i-size])
	}
	return !endsInWord(text[:i])
}
