package quantity

import (
	"math"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"
)

// digits reads the number in digits at a place, if it is one, and returns where to
// go on.
func (f *finder) digits(at int) int {
	if r, from := f.last(at); from >= f.end() && (r == '_' || r == '.' || r == '%') {
		return f.identifier(at)
	}
	fig := f.figure(at)
	n := reading{Number: Number{From: at, To: fig.to}}
	f.currency(&n)
	meanings := fig.meanings(f.lang)
	if end, joined := f.joined(fig.to); joined || len(meanings) == 0 {
		return end
	}
	negative := f.sign(&n)
	f.shareMoney(&n)
	if !f.finish(&n, meanings, negative) {
		return f.identifier(max(n.UnitTo, fig.to))
	}
	f.found = append(f.found, n)
	return n.UnitTo
}

// joined tells whether what follows a figure makes it part of something else: a
// date, a time, a fraction, an identifier. End is where that ends.
func (f *finder) joined(to int) (end int, joined bool) {
	r := f.rune(to)
	next := f.rune(to + utf8.RuneLen(max(r, 0)))
	switch {
	case r == '_' || unicode.IsMark(r):
		return f.identifier(to), true
	case unicode.IsLetter(r):
		return f.identifier(to), !f.isGlued(to)
	case (r == '/' || r == ':') && unicode.IsDigit(next):
		return f.identifier(to), true
	case isHyphen(r) && unicode.IsDigit(next):
		second := f.figure(to + utf8.RuneLen(r)).to
		after := f.rune(second)
		third := f.rune(second + utf8.RuneLen(max(after, 0)))
		return f.identifier(to), (isHyphen(after) || after == '/' || after == ':') && unicode.IsDigit(third)
	case isHyphen(r) && unicode.IsLetter(next):
		return f.identifier(to), !f.isUnitAfterHyphen(to)
	}
	return f.identifier(to), false
}

// isGlued tells whether the letters right after a figure are a unit or a
// multiplier: 4h, 35k€, 500Go.
func (f *finder) isGlued(to int) bool {
	if _, _, ok := f.multiplier(to); ok {
		return true
	}
	_, _, ok := f.term(to)
	return ok
}

// isUnitAfterHyphen tells whether a hyphen joins a number to its unit, as English
// does: a 36-month contract.
func (f *finder) isUnitAfterHyphen(to int) bool {
	if f.lang != "en" {
		return false
	}
	_, _, ok := f.term(to + utf8.RuneLen(f.rune(to)))
	return ok
}

// finish reads what follows a number: half, a multiplier, the unit. It is false
// when the whole is no number after all.
func (f *finder) finish(n *reading, meanings []string, negative bool) bool {
	n.factor = 1
	half := f.half(&n.To)
	exponent := 0
	if end, e, ok := f.multiplier(n.To); ok {
		n.To, exponent = end, e
		n.factor = tenPower(e)
		half = f.half(&n.To) || half
	}
	n.UnitTo = n.To
	f.unit(n, exponent > 3)
	if n.HasUnit && n.UnitTo > n.To && !half {
		half = f.half(&n.UnitTo)
	}
	if f.isClock(n) {
		return false
	}
	for _, m := range meanings {
		plain, value := number(m, 0, half), number(m, exponent, half)
		if math.IsInf(value, 0) {
			return false
		}
		if negative {
			plain, value = -plain, -value
		}
		if k := len(n.Values); k > 0 && n.Values[k-1] == value {
			continue
		}
		n.plain, n.Values, n.Steps = append(n.plain, plain), append(n.Values, value), append(n.Steps, n.factor*step(m, half))
	}
	return true
}

// step returns what 1 in the last place of a decimal number is worth.
func step(digits string, half bool) float64 {
	if half {
		return 0.5
	}
	_, decimals, _ := strings.Cut(digits, ".")
	return 1 / tenPower(len(decimals))
}

// number returns a decimal number, perhaps and a half, times a power of ten, with
// one rounding in all.
func number(digits string, exponent int, half bool) float64 {
	if half {
		x, _ := strconv.ParseFloat(digits, 64)
		digits = strconv.FormatFloat(x+0.5, 'f', -1, 64)
		if math.IsInf(x, 0) {
			return x
		}
	}
	x, _ := strconv.ParseFloat(digits+"e"+strconv.Itoa(exponent), 64)
	return x
}

// half moves a place over "et demi" or "and a half", if it stands there.
func (f *finder) half(at *int) bool {
	for _, words := range [][]string{{"et", "demi"}, {"et", "demie"}, {"and", "a", "half"}} {
		if end, ok := f.phrase(*at, words); ok {
			*at = end
			return true
		}
	}
	return false
}

// phrase returns where words end that stand after white space at a place.
func (f *finder) phrase(at int, words []string) (end int, ok bool) {
	for _, word := range words {
		from := f.space(at)
		to := f.letters(from)
		if from == at || fold(f.text[from:to]) != word {
			return 0, false
		}
		at = to
	}
	return at, !isWordRune(f.rune(at))
}

// isClock tells whether a number is a time of day (14 h 30) or a way to say
// always (24h/24, 7j/7). It moves the end of the unit over the whole.
func (f *finder) isClock(n *reading) bool {
	if n.UnitTo == n.To {
		return false
	}
	at := n.UnitTo
	if f.rune(at) == '/' && unicode.IsDigit(f.rune(at+1)) {
		n.UnitTo = digitsEnd(f.text, at+1)
		return true
	}
	if !strings.HasSuffix(f.text[:at], "h") || !n.HasUnit {
		return false
	}
	from := f.space(at)
	to := digitsEnd(f.text, from)
	if to != from+2 || f.text[from] > '5' {
		return false
	}
	if unit, _, ok := f.term(f.space(to)); ok && unit.factor.key == "minute" {
		return false
	}
	n.UnitTo = to
	return true
}
