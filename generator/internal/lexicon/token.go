package lexicon

import (
	"encoding/binary"
	"unicode"
	"unicode/utf8"
)

// token is a word, or one character between words, or white space.
type token struct {
	to   int    // where it ends in the text
	hash uint32 // the same for all the ways to write it
	mark rune   // the character in its plain form; 0 for a word
	odd  bool   // a word that is not plain, see wordEnd
}

// paragraph is the mark of white space with two line breaks or more.
const paragraph = '\n'

// next returns the token at i. Where a word stands, i is its beginning.
func next(text []byte, i int) token {
	end, plain := wordEnd(text, i)
	if end == i {
		mark, to := markAt(text, i)
		return token{to: to, mark: mark, hash: uint32(mark) * 0x9e3779b1}
	}
	if plain {
		return token{to: end, hash: hash(text[i:], trunk(text[i:i+stem(text[i:end])]))}
	}
	var room [64]byte
	key := appendKey(room[:0], text[i:end])
	return token{to: end, hash: hash(key, trunk(key)), odd: true}
}

// is tells whether the token, written as raw, has the key.
func (t token) is(key string, raw []byte) bool {
	if t.mark != 0 {
		return key == string(t.mark)
	}
	if t.odd {
		var room [64]byte
		return key == string(appendKey(room[:0], raw))
	}
	raw = raw[:stem(raw)]
	n := trunk(raw)
	return len(key) == len(raw) && equalSmall(key[:n], raw) && (n == len(raw) || key[n] == 'u')
}

// equalSmall tells whether a key begins a plain word in small letters.
func equalSmall(key string, word []byte) bool {
	for i := range len(key) {
		if key[i] != small(word[i]) {
			return false
		}
	}
	return true
}

// key returns what the token, written as raw, is compared by.
func (t token) key(raw []byte) string {
	if t.mark != 0 {
		return string(t.mark)
	}
	return string(appendKey(nil, raw))
}

// hash mixes the first and the last eight of the n bytes that b begins with,
// with capitals as small letters: bit 5 tells them apart in ASCII and, in the
// second byte, in À to þ. The bytes of b after them may be read but do not
// count.
func hash(b []byte, n int) uint32 {
	const small, k1, k2 = 0x2020202020202020, 0x9e3779b97f4a7c15, 0xff51afd7ed558ccd
	var x, y uint64
	switch {
	case n >= 8:
		x, y = binary.LittleEndian.Uint64(b)|small, binary.LittleEndian.Uint64(b[n-8:])|small
	case len(b) >= 8:
		x = (binary.LittleEndian.Uint64(b) | small) & (1<<(8*n) - 1)
	default:
		for i := range n {
			x |= uint64(b[i]|0x20) << (8 * i)
		}
	}
	return uint32((x*k1 ^ y + uint64(n)) * k2 >> 32)
}

// markAt returns the character between words at i in its plain form, and where
// it ends; white space of any kind and length is one space.
func markAt(text []byte, i int) (mark rune, to int) {
	if text[i] == ' ' && i+1 < len(text) && class[text[i+1]] == 'w' {
		return ' ', i + 1 // mostly
	}
	r, size := utf8.DecodeRune(text[i:])
	switch {
	case r == '’':
		return '\'', i + size
	case r == '\u2010' || r == '\u2011':
		return '-', i + size
	case !unicode.IsSpace(r):
		return r, i + size
	}
	breaks := 0
	for i < len(text) {
		r, size := utf8.DecodeRune(text[i:])
		if !unicode.IsSpace(r) {
			break
		}
		if r == '\n' {
			breaks++
		}
		i += size
	}
	if breaks > 1 {
		return paragraph, i
	}
	return ' ', i
}
