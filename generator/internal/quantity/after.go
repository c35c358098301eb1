package quantity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// multiplier returns the power of ten that stands at a place, perhaps after white
// space: k, M, Md, millions, thousand. A letter may be glued to a currency: k€.
func (f *finder) multiplier(at int) (end, exponent int, ok bool) {
	from := f.space(at)
	to := f.letters(from)
	word := f.text[from:to]
	for _, code := range []string{"EUR", "USD", "GBP", "CHF"} {
		if short, ok := strings.CutSuffix(word, code); ok && short != "" {
			word, to = short, to-len(code)
		}
	}
	if word == "" || to < len(f.text) && (unicode.IsDigit(f.rune(to)) || f.rune(to) == '_') {
		return 0, 0, false
	}
	if word == "M" && from > at && f.rune(to) == '.' {
		return 0, 0, false // as in M. Martin
	}
	exponent = f.exponent(word)
	return to, exponent, exponent > 0
}

func (f *finder) exponent(word string) int {
	switch word {
	case "k", "K":
		return 3
	case "M":
		return 6
	case "Md", "Mds", "Mrd", "Mrds":
		return 9
	}
	switch folded := fold(word); folded {
	case "mille", "millier", "milliers", "thousand":
		return 3
	case "million", "millions":
		return 6
	case "milliard", "milliards":
		return 9
	case "bn", "billion", "billions":
		if f.lang == "en" {
			return 9
		}
	case "m":
		if f.lang == "en" && f.money {
			return 6
		}
	}
	return 0
}

// unit reads the unit after a number: one term and what it is divided by. After
// words like millions, de or of may stand between.
func (f *finder) unit(n *reading, big bool) {
	s, end, ok := f.termAfter(f.linking(n.To, big))
	if ok && (!n.before || n.shared || s.kind == money) {
		n.before, n.shared, n.start = false, false, n.From
		n.HasUnit, n.Unit, n.UnitTo = true, unitOf(s), end
	}
	if n.HasUnit {
		f.taxAfter(n)
	}
	const divisors = 4
	for range divisors {
		u, end, ok := f.over(n.Unit, n.UnitTo)
		if !ok {
			break
		}
		n.HasUnit, n.Unit, n.UnitTo = true, u, end
	}
	if n.HasUnit {
		f.taxAfter(n)
	}
}

// linking returns the place after "de", "d'" or "of", where big words end at at.
func (f *finder) linking(at int, big bool) int {
	from := f.space(at)
	to := f.letters(from)
	if !big || from == at {
		return at
	}
	switch word := fold(f.text[from:to]); {
	case word == "de" || word == "of":
		return to
	case word == "d" && (f.rune(to) == '\'' || f.rune(to) == '’'):
		return to + utf8.RuneLen(f.rune(to))
	}
	return at
}

// termAfter returns the known factor after white space or an English hyphen.
func (f *finder) termAfter(at int) (s spelled, end int, ok bool) {
	if isHyphen(f.rune(at)) {
		at += utf8.RuneLen(f.rune(at))
		if f.lang != "en" || !unicode.IsLetter(f.rune(at)) {
			return spelled{}, 0, false
		}
		return f.term(at)
	}
	return f.term(f.space(at))
}

// term returns the known factor that begins at a place, the longest one.
func (f *finder) term(at int) (s spelled, end int, ok bool) {
	if strings.HasPrefix(f.text[at:], "US$") {
		at += len("US")
	}
	if r := f.rune(at); isSign(r) {
		end = at + utf8.RuneLen(r)
		s, ok = known(f.text[at:end])
		return s, end, ok
	}
	ends := f.wordEnds(at)
	for i, end := range slices.Backward(ends) {
		if i > 0 && !severalWords[fold(f.text[at:ends[0]])] {
			continue
		}
		words := f.text[at:end]
		if i > 0 {
			words = strings.Join(strings.Fields(words), " ")
		}
		if f.lang == "en" && i == 0 && fold(words) == "an" {
			return spelled{}, 0, false
		}
		if s, ok := known(words); ok && s.tax == "" && !f.goesOn(end) {
			return s, end, true
		}
	}
	return spelled{}, 0, false
}

// wordEnds returns where the first word at a place ends, and the two after it.
func (f *finder) wordEnds(at int) []int {
	var ends []int
	for range 3 {
		end := f.letters(at)
		if end == at {
			break
		}
		ends = append(ends, end)
		next := f.space(end)
		if next == end {
			break
		}
		at = next
	}
	return ends
}

// goesOn tells whether a word goes on at a place: digits, or a hyphen and letters.
func (f *finder) goesOn(at int) bool {
	r := f.rune(at)
	next := f.rune(at + utf8.RuneLen(max(r, 0)))
	return isWordRune(r) || isHyphen(r) && unicode.IsLetter(next)
}
