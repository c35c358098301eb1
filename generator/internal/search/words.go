package search

import (
	"strings"
	"unicode"
	"unicode/utf16"
	"unicode/utf8"
)

// maxWord is the longest word that counts, in UTF-16 units; longer ones are no words.
const maxWord = 64

// scanner finds the words of a text. The client finds the same in what readers
// type (static/search.js).
type scanner struct {
	text     string
	from, to int    // of the current word
	small    []byte // the word in small letters, composed; holds until the next one
	hash     uint32 // of small
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
	text, i, n, hash := s.text, s.from, 0, uint32(hashBasis)
	for i < len(text) && n < len(s.room)-1 {
		c := text[i]
		if l := smallASCII[c]; l != 0 {
			s.room[n] = l
			hash = (hash ^ uint32(l)) * hashPrime
			n++
			i++
			continue
		}
		if c < utf8.RuneSelf {
			break
		}
		size, word := charAt(text, i)
		if !word {
			break
		}
		if c != 0xc3 {
			n = len(s.room)
			break
		}
		second := text[i+1]
		if second < 0x9f {
			second |= 0x20 // À to Þ; ß is 0x9f
		}
		s.room[n], s.room[n+1] = c, second
		hash = ((hash^uint32(c))*hashPrime ^ uint32(second)) * hashPrime
		n += 2
		i += size
	}
	if n > maxWord {
		s.readAny()
		return
	}
	s.to, s.small, s.hash = i, s.room[:n], hash
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
	if word := s.text[s.from:i]; len(utf16.Encode([]rune(word))) <= maxWord {
		s.small = []byte(small(word))
		s.hash = hash(s.small)
	}
}

// FNV-1a, 32 bits.
const (
	hashBasis = 2166136261
	hashPrime = 16777619
)

func hash(word []byte) uint32 {
	h := uint32(hashBasis)
	for _, c := range word {
		h = (h ^ uint32(c)) * hashPrime
	}
	return h
}

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

// charAt returns the length of a character and whether it belongs to a word.
func charAt(text string, i int) (size int, word bool) {
	c := text[i]
	if c < utf8.RuneSelf {
		return 1, c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9'
	}
	if c == 0xc3 && i+1 < len(text) { // À to ÿ; all but × and ÷ are letters
		return 2, text[i+1] != 0x97 && text[i+1] != 0xb7
	}
	r, size := utf8.DecodeRuneInString(text[i:])
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
	if size := apostropheAt(s.text, s.to); size > 0 && s.to+size < len(s.text) {
		if _, letter := charAt(s.text, s.to+size); letter {
			switch string(s.small) {
			case "c", "d", "j", "l", "m", "n", "s", "t", "qu", "jusqu", "lorsqu", "puisqu", "quoiqu":
				return true
			}
		}
	}
	size := apostropheBefore(s.text, s.from)
	if size == 0 || s.from == size {
		return false
	}
	if before, _ := utf8.DecodeLastRuneInString(s.text[:s.from-size]); !unicode.IsLetter(before) {
		return false
	}
	switch string(s.small) {
	case "s", "t", "d", "m", "ll", "re", "ve":
		return true
	}
	return false
}

// apostrophes are all that stand for one.
const apostrophes = "'’‘´`′"

// apostropheAt returns the length of the apostrophe at a place, or 0.
func apostropheAt(text string, i int) int {
	if i >= len(text) || text[i] != '\'' && text[i] != '`' && text[i] < utf8.RuneSelf {
		return 0
	}
	r, size := utf8.DecodeRuneInString(text[i:])
	if strings.ContainsRune(apostrophes, r) {
		return size
	}
	return 0
}

// apostropheBefore returns the length of the apostrophe that ends at a place.
func apostropheBefore(text string, i int) int {
	if i == 0 || text[i-1] != '\'' && text[i-1] != '`' && text[i-1] < utf8.RuneSelf {
		return 0
	}
	r, size := utf8.DecodeLastRuneInString(text[:i])
	if strings.ContainsRune(apostrophes, r) {
		return size
	}
	return 0
}

// isLinked tells whether the current word and the one that ended at a place may be
// written as one: pare-feu, or 1 500, which readers type as parefeu and 1500.
func (s *scanner) isLinked(from, to int) bool {
	if s.from-to > len("\u202f") {
		return false
	}
	switch s.text[to:s.from] {
	case "-", "\u2010", "\u2011":
		return true
	case " ", "\u00a0", "\u202f":
		return s.to-s.from == 3 && isDigits(s.text[s.from:s.to]) && isDigits(s.text[from:to])
	}
	return false
}

func isDigits(word string) bool {
	for i := range len(word) {
		if word[i] < '0' || word[i] > '9' {
			return false
		}
	}
	return word != ""
}

// Words returns the words of a text, folded, in its order: what a query of that
// text asks for.
func Words(text string) []string {
	var words []string
	s := scanner{text: text}
	for s.next() {
		if word := Fold(string(s.small)); word != "" {
			words = append(words, word)
		}
	}
	return words
}
