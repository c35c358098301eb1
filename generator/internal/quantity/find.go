package quantity

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Number is a number found in a text.
type Number struct {
	From, To int       // bytes in the text, with the sign and words like million, without the unit
	Values   []float64 // what it may mean, the likeliest first: mostly one; "1.500" may be 1500 or 1.5
	Steps    []float64 // for each of these what 1 in its last place is worth: how exact the writing is
	Unit     Unit      // the unit after it (for money, perhaps before it), or shared with the other end of a range
	HasUnit  bool      // whether there is a known unit; when not, Unit is no unit
	UnitTo   int       // end of the unit in the text; To where none follows the number itself
	Signed   bool      // an explicit + or − stands before it
	Article  bool      // un, une, one: perhaps no number at all
	Words    bool      // written in words
}

// Find returns the numbers of a plain text in a language ("fr", "en", perhaps with
// a region), in order and without overlap. Numbers in words are known in French
// and English; other languages get the digits alone.
//
// Ordinals, dates, times of day, versions, fractions and digits inside words and
// identifiers are no numbers here. Both numbers of a range have the unit that is
// written once, and in "2 à 3 millions" the first may mean 2 or 2 million.
func Find(text, lang string) []Number {
	f := &finder{text: text, lang: base(lang), words: numerals(base(lang))}
	for at := 0; at < len(text); {
		switch r, size := utf8.DecodeRuneInString(text[at:]); {
		case '0' <= r && r <= '9':
			at = f.digits(at)
		case unicode.IsLetter(r):
			at = f.word(at)
		default:
			at += size
		}
	}
	return f.link()
}

// finder reads one text from its beginning to its end.
type finder struct {
	text, lang string
	words      map[string]numeral // nil where the language's words are not known
	money      bool               // a currency stands before the number being read
	found      []reading
}

// reading is a number with what its neighbours in the text may need of it.
type reading struct {
	Number
	start  int       // of the number with a currency before it
	before bool      // a currency stands before it
	shared bool      // before the other end of its range
	plain  []float64 // its values without the multiplier
	factor float64   // the multiplier that it ends with, such as 1e6; 1 when none
}

// end returns where the last number and its unit end.
func (f *finder) end() int {
	if len(f.found) == 0 {
		return 0
	}
	return f.found[len(f.found)-1].UnitTo
}

// identifier returns the end of the name that begins at a letter or digit: letters
// and digits, perhaps joined by hyphens, points and the like.
func (f *finder) identifier(at int) int {
	for at < len(f.text) {
		r, size := utf8.DecodeRuneInString(f.text[at:])
		if isWordRune(r) {
			at += size
			continue
		}
		next, _ := utf8.DecodeRuneInString(f.text[at+size:])
		if !strings.ContainsRune("-‑.@/:", r) || !isWordRune(next) || r == ':' && !unicode.IsDigit(next) {
			break
		}
		at += size
	}
	return at
}

// letters returns the end of the letters from at on.
func (f *finder) letters(at int) int {
	for i, r := range f.text[at:] {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return at + i
		}
	}
	return len(f.text)
}

// space returns the position after white space at a place: blanks, at most one
// line break among them. It returns at when there is none.
func (f *finder) space(at int) int {
	breaks := 0
	for i, r := range f.text[at:] {
		if r == '\n' {
			breaks++
		}
		if !unicode.IsSpace(r) || breaks > 1 {
			return at + i
		}
	}
	return len(f.text)
}

// rune returns the character at a place, 0 at the end.
func (f *finder) rune(at int) rune {
	if at >= len(f.text) {
		return 0
	}
	r, _ := utf8.DecodeRuneInString(f.text[at:])
	return r
}

// last returns the character before a place and where it begins, 0 at the
// beginning.
func (f *finder) last(at int) (r rune, from int) {
	if at == 0 {
		return 0, 0
	}
	r, size := utf8.DecodeLastRuneInString(f.text[:at])
	return r, at - size
}

func isWordRune(r rune) bool {
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) || r == '_'
}

func isHyphen(r rune) bool { return r == '-' || r == '‑' }
