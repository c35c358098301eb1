package lexicon

import (
	"bytes"
	"regexp"
	"unicode"
	"unicode/utf8"
)

// Acronym is a word of capitals found in a text.
type Acronym struct {
	From, To int // bytes of the text
}

// Acronyms appends the acronyms in a text to found: whole words of 2 to 8
// capitals, where the third and later ones may be digits, that are no Roman
// numeral and do not stand next to another word of capitals, as in a title.
func Acronyms(text []byte, found []Acronym) []Acronym {
	if !hasCapitals(text) {
		return found
	}
	for i := 0; i < len(text); {
		if class[text[i]] == '-' {
			i++
			continue
		}
		if text[i] >= 'a' && text[i] <= 'z' {
			i = skip(text, i)
			continue
		}
		end, _ := wordEnd(text, i)
		if end == i {
			_, size := utf8.DecodeRune(text[i:])
			i += size
			continue
		}
		if isAcronym(text[i:end]) && beginsWord(text, i) && endsWord(text, end) && !inCapitals(text, i, end) {
			found = append(found, Acronym{From: i, To: end})
		}
		i = end
	}
	return found
}

// hasCapitals tells whether two capitals stand side by side in a text. Few texts have
// some.
func hasCapitals(text []byte) bool {
	before := false // a capital
	for i := 0; i < len(text); {
		capital, size := text[i]-'A' < 26, 1
		if text[i] >= utf8.RuneSelf {
			var r rune
			r, size = utf8.DecodeRune(text[i:])
			capital = unicode.IsUpper(r)
		}
		if capital && before {
			return true
		}
		before = capital
		i += size
	}
	return false
}

// isAcronym tells whether a word looks like an acronym.
func isAcronym(word []byte) bool {
	n := 0
	for rest := word; len(rest) > 0; n++ {
		r, size := utf8.DecodeRune(rest)
		if n == 8 || !unicode.IsUpper(r) && (n < 2 || !unicode.IsDigit(r)) {
			return false
		}
		rest = rest[size:]
	}
	return n >= 2 && !isRoman(word)
}

var roman = regexp.MustCompile(`^M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})$`)

// isRoman tells whether a word is a Roman numeral. Those of two or three letters
// with a C, D or M, such as CV, CDI and DC, are far more often acronyms.
func isRoman(word []byte) bool {
	return len(bytes.Trim(word, "IVXLCDM")) == 0 && roman.Match(word) && (len(word) > 3 || !bytes.ContainsAny(word, "CDM"))
}

// inCapitals tells whether a word has a word of capitals on either side, with
// nothing but white space, elisions and single letters between them.
func inCapitals(text []byte, from, to int) bool {
	for i := from; ; {
		start, end := wordBefore(text, i)
		if start == end || !onlyJoins(text[end:i]) || !isUpperWord(text[start:end]) {
			break
		}
		if utf8.RuneCount(text[start:end]) > 1 {
			return true
		}
		i = start
	}
	for i := to; ; {
		start, end := wordAfter(text, i)
		if start == end || !onlyJoins(text[i:start]) || !isUpperWord(text[start:end]) {
			return false
		}
		if utf8.RuneCount(text[start:end]) > 1 {
			return true
		}
		i = end
	}
}

// isUpperWord tells whether a word begins with a capital and has no small
// letter.
func isUpperWord(word []byte) bool {
	first, _ := utf8.DecodeRune(word)
	return unicode.IsUpper(first) && !bytes.ContainsFunc(word, unicode.IsLower)
}

// onlyJoins tells whether what stands between two words is white space within a
// paragraph, or one apostrophe.
func onlyJoins(gap []byte) bool {
	if len(gap) == 0 {
		return false
	}
	mark, to := markAt(gap, 0)
	return to == len(gap) && (mark == ' ' || mark == '\'')
}

// wordBefore returns the last word that ends at i or before, empty if there is
// none.
func wordBefore(text []byte, i int) (start, end int) {
	for i > 0 && !endsInWord(text[:i]) {
		_, size := utf8.DecodeLastRune(text[:i])
		i -= size
	}
	end = i
	for i > 0 && endsInWord(text[:i]) {
		_, size := utf8.DecodeLastRune(text[:i])
		i -= size
	}
	return i, end
}

// wordAfter returns the first word that begins at i or after, empty if there is
// none.
func wordAfter(text []byte, i int) (start, end int) {
	for i < len(text) && !beginsInWord(text[i:]) {
		_, size := utf8.DecodeRune(text[i:])
		i += size
	}
	end, _ = wordEnd(text, i)
	return i, end
}
