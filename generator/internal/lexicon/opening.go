package lexicon

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf8"
)

// openings are the beginnings of all spellings: a sieve that lets through every
// place where one may begin, and few others.
type openings struct {
	marks [utf8.RuneSelf]bool // characters between words, of ASCII
	words [1 << 10]uint32     // by the first two letters of a word, the third ones
}

// add lets the spellings through whose first token has the key.
func (o *openings) add(t token, key string) {
	if t.mark != 0 {
		if t.mark < utf8.RuneSelf {
			o.marks[t.mark] = true
		}
		return
	}
	// Where one of the first three bytes of a text is not ASCII, anything
	// passes. An accent may come a byte later than its letter in the key.
	known := 0
	for known < min(len(key), 3) && key[known] < utf8.RuneSelf {
		known++
	}
	switch {
	case known == 3:
		o.words[pair(key[0], key[1])] |= 1 << (key[2] & 31)
	case known == 2:
		o.words[pair(key[0], key[1])] = ^uint32(0)
	case len(key) == 1:
		for second := range byte(32) {
			o.words[pair(key[0], second)] = ^uint32(0)
		}
	}
}

func pair(a, b byte) uint { return uint(a&31)<<5 | uint(b&31) }

// refuses tells whether no spelling begins with the word that begins with a, b
// and c, some of which may already stand after it.
func (o *openings) refuses(a, b, c byte) bool {
	return a|b|c < utf8.RuneSelf && o.words[pair(a, b)]>>(c&31)&1 == 0
}

// skip returns where the word at i ends. It is wordEnd for words that need no
// closer look, by eight letters at a time.
func skip(text []byte, i int) int {
	const ones = 0x0101010101010101
	for i+8 <= len(text) {
		x := binary.LittleEndian.Uint64(text[i:])
		low := x&(0x7f*ones) | 0x20*ones
		fromA, afterZ := low+(0x80-'a')*ones, low+(0x7f-'z')*ones // bit 7 of each byte
		if n := bits.TrailingZeros64((^fromA|afterZ|x)&(0x80*ones)) / 8; n < 8 {
			i += n
			break
		}
		i += 8
	}
	if i < len(text) && class[text[i]] == '-' {
		return i
	}
	end, _ := wordEnd(text, i)
	return end
}
