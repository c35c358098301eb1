package lexicon

import (
	"bytes"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A meaning has so many words and bytes at most.
const (
	mostWords = 20
	mostBytes = 400
)

// foreignWords is how many words are taken for the meaning of an acronym whose
// letters they do not give: it may be of another language.
const foreignWords = 3

// Defined tells whether the text says right where an acronym stands what it means:
// it stands alone in parentheses after words whose initials fit, as in "plan de
// reprise d'activité (PRA)", or parentheses right after it hold its meaning: such
// words, or any three words and more without a digit.
func (a Acronym) Defined(text []byte) bool {
	from, to := a.From, a.To
	before := bytes.TrimRightFunc(text[:from], unicode.IsSpace)
	after := bytes.TrimLeftFunc(text[to:], unicode.IsSpace)
	if bytes.HasSuffix(before, []byte("(")) && bytes.HasPrefix(after, []byte(")")) {
		letters, words := lettersOf(text[from:to]), wordsBefore(before[:len(before)-1])
		for i := range words {
			if fits(letters, words[i:]) {
				return true
			}
		}
		return len(words) >= foreignWords
	}
	inside, ok := bytes.CutPrefix(after, []byte("("))
	end := bytes.IndexByte(inside[:min(len(inside), mostBytes)], ')')
	return ok && end >= 0 && isMeaning(lettersOf(text[from:to]), inside[:end])
}

// lettersOf returns the letters of an acronym that words must give.
func lettersOf(acronym []byte) []byte {
	return plainLetters(bytes.TrimRightFunc(acronym, unicode.IsDigit))
}

// isMeaning tells whether what stands in parentheses after an acronym is its
// meaning: the words that it shortens, or others in another language.
func isMeaning(letters, inside []byte) bool {
	words := wordsAfter(inside)
	for i := range words {
		if fits(letters, words[:i+1]) {
			return true
		}
	}
	if len(words) < foreignWords || bytes.ContainsFunc(inside, unicode.IsDigit) {
		return false
	}
	switch string(words[0]) {
	case "voir", "cf", "see":
		return false
	}
	return true
}

// fits tells whether letters are made of all the words: of the first letter
// of each, or of more as in AFNOR, while small words may be left out.
func fits(letters []byte, words [][]byte) bool {
	reached := uint64(1) // bit i: the words so far can give the first i letters
	for w, word := range words {
		var now uint64
		for i := range letters {
			if reached>>i&1 == 0 {
				continue
			}
			for n := 0; i+n < len(letters) && n < len(word) && word[n] == letters[i+n]; n++ {
				now |= 1 << (i + n + 1)
			}
		}
		if w > 0 && isSmall(string(word)) {
			now |= reached
		}
		reached = now
	}
	return reached>>len(letters)&1 == 1
}

// plainLetters returns a word in small letters without accents, at most 16 of
// them.
func plainLetters(word []byte) []byte {
	word = appendSmall(nil, word[:min(len(word), 64)])
	if !bytes.ContainsFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) {
		return word[:min(len(word), 16)]
	}
	plain := bytes.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFD.Bytes(word))
	return plain[:min(len(plain), 16)]
}

// isSmall tells whether a word may have no letter in an acronym.
func isSmall(word string) bool {
	switch word {
	case "a", "and", "as", "au", "aux", "avec", "d", "dans", "de", "des", "du", "en", "et", "for", "in", "l", "la", "le",
		"les", "of", "on", "or", "ou", "par", "pour", "sur", "the", "to", "un", "une", "with":
		return true
	}
	return false
}

// wordsBefore returns the plain letters of the last words of a text, back to the end of a sentence.
func wordsBefore(text []byte) [][]byte {
	text = text[bytes.LastIndexAny(text, ".;:!?()")+1:]
	var words [][]byte
	for len(words) < mostWords {
		start, end := wordBefore(text, len(text))
		if start == end {
			break
		}
		words = append(words, plainLetters(text[start:end]))
		text = text[:start]
	}
	slices.Reverse(words)
	return words
}

// wordsAfter returns the plain letters of the first words of a text.
func wordsAfter(text []byte) [][]byte {
	var words [][]byte
	for len(words) < mostWords {
		start, end := wordAfter(text, 0)
		if start == end {
			break
		}
		words = append(words, plainLetters(text[start:end]))
		text = text[end:]
	}
	return words
}
