package search

import (
	"math/bits"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// maxWord is the longest word that counts, in UTF-16 units; longer ones are no words.
const maxWord = 64

// scanner finds the words of a text. The client finds the same in what readers
// type (static/search.js).
type scanner struct {
	text     []byte
	from, to int    // of the current word
	small    []byte // the word in small letters, composed; holds until the next one
	key      uint64 // of small
	room     [2 * maxWord]byte
}

// next goes to the next word that counts and tells whether there is one.
func (s *scanner) next() bool {
	for s.skip() {
		s.read()
		if len(s.small) > 0 && !(s.mayBeElided() && s.isElided()) {
			return true
		}
	}
	return false
}

// skip goes to where the next word begins.
func (s *scanner) skip() bool {
	text, i := s.text, s.to
	for i < len(text) {
		if c := text[i]; smallASCII[c] != 0 {
			break
		} else if c < utf8.RuneSelf {
			i++
			continue
		}
		size, word := charAt(text, i)
		if word {
			break
		}
		i += size
	}
	s.from = i
	return i < len(text)
}

// read reads the word that begins here; small is empty for one that is too long.
// Nearly all words are of ASCII and the letters from À to ÿ.
func (s *scanner) read() {
	text, i, n, key := s.text, s.from, 0, uint64(0)
	for i < len(text) && n < len(s.room)-1 {
		c := text[i]
		if l := smallASCII[c]; l != 0 {
			s.room[n] = l
			key = addToKey(key, l)
			n++
			i++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		if c != latinLead || i+1 == len(text) {
			if _, word := charAt(text, i); word {
				n = len(s.room)
			}
			break
		}
		second := smallLatin[text[i+1]]
		if second == 0 {
			break
		}
		s.room[n], s.room[n+1] = c, second
		key = addToKey(addToKey(key, c), second)
		n += 2
		i += 2
	}
	if n > maxWord {
		s.readAny()
		return
	}
	s.to, s.small, s.key = i, s.room[:n], key
}

// readAny is read for any word.
func (s *scanner) readAny() {
	i := s.from
	for i < len(s.text) {
		size, word := charAt(s.text, i)
		if !word {
			break
		}
		i += size
	}
	s.to, s.small = i, s.room[:0]
	if word := string(s.text[s.from:i]); len(utf16.Encode([]rune(word))) <= maxWord {
		s.small = []byte(small(word))
		s.key = keyOf(s.small)
	}
}

// wholeKey is the length of the longest words, in bytes, whose key is the word itself:
// no two of one length have the same.
const wholeKey = 8

// keyOf returns a number by which words are found.
func keyOf(word []byte) uint64 {
	key := uint64(0)
	for _, c := range word {
		key = addToKey(key, c)
	}
	return key
}

func addToKey(key uint64, c byte) uint64 { return bits.RotateLeft64(key, 8) ^ uint64(c) }

// smallASCII holds the small letter, or the digit, for each of ASCII, and 0 for all
// other bytes.
var smallASCII = func() (table [256]byte) {
	for c := byte('0'); c <= '9'; c++ {
		table[c] = c
	}
	for c := byte('a'); c <= 'z'; c++ {
		table[c], table[c-0x20] = c, c
	}
	return table
}()

// latinLead is the first byte of À to ÿ.
const latinLead = 0xc3

// smallLatin holds the second byte of the small letter for that of each letter from À
// to ÿ, and 0 for all other bytes.
var smallLatin = func() (table [256]byte) {
	for r := 'À'; r <= 'ÿ'; r++ {
		if unicode.IsLetter(r) {
			table[string(r)[1]] = string(unicode.ToLower(r))[1]
		}
	}
	return table
}()

// charAt returns the length of a character and whether it belongs to a word.
func charAt(text []byte, i int) (size int, word bool) {
	c := text[i]
	if c < utf8.RuneSelf {
		return 1, smallASCII[c] != 0
	}
	if i+1 < len(text) {
		switch {
		case c == latinLead:
			return 2, smallLatin[text[i+1]] != 0
		case c == 0xe2 && text[i+1] == 0x80: // U+2000 to U+203F: spaces, dashes, quotation marks
			return 3, false
		}
	}
	r, size := utf8.DecodeRune(text[i:])
	return size, r != utf8.RuneError && (unicode.In(r, unicode.L, unicode.N, unicode.M) || r == softHyphen)
}

const softHyphen = '\u00ad'

// mayBeElided tells whether bytes of an apostrophe stand beside the current word.
func (s *scanner) mayBeElided() bool {
	if s.to < len(s.text) {
		if c := s.text[s.to]; c == '\'' || c == '`' || c == 0xe2 || c == 0xc2 {
			return true
		}
	}
	if s.from == 0 {
		return false
	}
	c := s.text[s.from-1]
	return c == '\'' || c == '`' || c >= utf8.RuneSelf
}

// isElided tells whether the current word is no more than an article or a pronoun
// before an apostrophe (l’, qu’), or what English writes behind one (’s, ’ll).
func (s *scanner) isElided() bool {
	switch string(s.small) {
	case "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
		if end := s.to + apostropheAt(s.text[s.to:]); end > s.to && end < len(s.text) {
			if _, letter := charAt(s.text, end); letter {
				return true
			}
		}
	}
	switch string(s.small) {
	case "s", "t", "d", "m", "ll", "re", "ve":
		before := s.text[:s.from]
		rest := before[:len(before)-apostropheBefore(before)]
		r, _ := utf8.DecodeLastRune(rest)
		return len(rest) < len(before) && unicode.IsLetter(r)
	}
	return false
}

// isApostrophe tells whether a character stands for an apostrophe.
func isApostrophe(r rune) bool {
	switch r {
	case '\'', '’', '‘', '´', '`', '′':
		return true
	}
	return false
}

// apostropheAt returns the length of the apostrophe that begins a text, or 0.
func apostropheAt(text []byte) int {
	if r, size := utf8.DecodeRune(text); isApostrophe(r) {
		return size
	}
	return 0
}

// apostropheBefore returns the length of the apostrophe that ends a text, or 0.
func apostropheBefore(text []byte) int {
	if r, size := utf8.DecodeLastRune(text); isApostrophe(r) {
		return size
	}
	return 0
}

// mayBeLinked tells whether the current word may be linked to the one that ended at a
// place. Nearly all words are not, behind a mere space.
func (s *scanner) mayBeLinked(to int) bool {
	return s.from-to <= len("\u202f") && (s.text[to] != ' ' || s.text[s.from] <= '9')
}

// isLinked tells whether the current word and the one that ended at a place may be
// written as one: pare-feu, or 1 500, which readers type as parefeu and 1500.
func (s *scanner) isLinked(from, to int) bool {
	switch string(s.text[to:s.from]) {
	case "-", "\u2010", "\u2011":
		return true
	case " ", "\u00a0", "\u202f":
		return s.to-s.from == 3 && isDigits(s.text[s.from:s.to]) && isDigits(s.text[from:to])
	}
	return false
}

func isDigits(word []byte) bool {
	for _, c := range word {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(word) > 0
}

// Words returns the words of a text, folded, in its order: what a query of that
// text asks for.
func Words(text string) []string {
	var words []string
	s := scanner{text: []byte(text)}
	for s.next() {
		if word := Fold(string(s.small)); word != "" {
			words = append(words, word)
		}
	}
	return words
}
