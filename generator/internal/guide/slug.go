package guide

import (
	"fmt"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Slug returns text as it may stand in a URL: lower case, accents folded, œ as
// oe, every run of anything but letters and digits as one hyphen. Letters of
// other scripts stay as they are. "+" and "#" right after a letter or digit are
// spelled out, so that C, C++ and C# differ. Text without any letter or digit,
// such as an emoji, gives the code points of its symbols in hexadecimal; text
// without those too gives "".
//
// Slug(Slug(s)) == Slug(s), and the same text gives the same slug whatever its
// Unicode form.
func Slug(text string) string {
	if plain, ok := latinSlug(text); ok {
		return plain
	}
	return anySlug(text)
}

// slugWriter collects words and puts a hyphen between them. It is a value, so that its room may
// be on the stack.
type slugWriter struct {
	b   []byte
	gap bool // a hyphen is due before the next letter
}

func (w slugWriter) write(letters string) slugWriter {
	if w.gap && len(w.b) > 0 {
		w.b = append(w.b, '-')
	}
	w.gap = false
	w.b = append(w.b, letters...)
	return w
}

// latin are the letters that À to ÿ fold to; "?" where it takes more than one.
const latin = "aaaaaa?ceeeeiiii?nooooo?ouuuuy??aaaaaa?ceeeeiiii?nooooo?ouuuuy?y"

// latinSlug is anySlug for texts of the letters of French and its neighbours,
// as most are; ok is false where the long way is needed.
func latinSlug(text string) (slug string, ok bool) {
	var room [64]byte
	w := slugWriter{b: room[:0]}
	for i, r := range text {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			w = w.write(text[i : i+1])
		case r >= 'A' && r <= 'Z':
			w = w.write("abcdefghijklmnopqrstuvwxyz"[r-'A' : r-'A'+1])
		case r == '+' || r == '#':
			return "", false
		case r < 0x80 || strings.ContainsRune("\u00a0\u202f«»’–—…", r):
			w.gap = true
		case r >= 'À' && r <= 'ÿ' && latin[r-'À'] != '?':
			w = w.write(latin[r-'À' : r-'À'+1])
		case r == 'œ' || r == 'Œ':
			w = w.write("oe")
		default:
			return "", false
		}
	}
	if string(w.b) == text {
		return text, text != ""
	}
	return string(w.b), len(w.b) > 0
}

// anySlug is Slug for any text.
func anySlug(text string) string {
	var w slugWriter
	after := false // the character before was a letter or a digit
	for _, r := range norm.NFKD.String(strings.ToLower(norm.NFKC.String(text))) {
		switch {
		case foldsAway(r):
			continue
		case spelled(r) != "":
			w = w.write(spelled(r))
			after = true
		case unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Mc, r):
			w = w.write(string(r))
			after = true
		case after && r == '+':
			w.gap = true
			w = w.write("plus")
		case after && r == '#':
			w.gap = true
			w = w.write("sharp")
		default:
			w.gap = true
			after = false
		}
	}
	if len(w.b) == 0 {
		return symbols(text)
	}
	return norm.NFC.String(string(w.b))
}

// foldsAway tells whether a combining mark is an accent of the Latin, Greek or
// Cyrillic scripts and not a vowel sign of another.
func foldsAway(r rune) bool { return r >= 0x300 && r <= 0x36f }

// spelled returns the letters that readers type for a letter without
// decomposition.
func spelled(r rune) string {
	switch r {
	case 'œ':
		return "oe"
	case 'æ':
		return "ae"
	case 'ß':
		return "ss"
	case 'ø':
		return "o"
	case 'ł':
		return "l"
	case 'đ', 'ð':
		return "d"
	case 'ı':
		return "i"
	}
	return ""
}

func symbols(text string) string {
	var parts []string
	for _, r := range norm.NFC.String(text) {
		if unicode.IsSymbol(r) {
			parts = append(parts, fmt.Sprintf("u%x", r))
		}
	}
	return strings.Join(parts, "-")
}
