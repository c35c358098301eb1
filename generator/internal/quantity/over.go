package quantity

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// over reads one divisor after a unit: /poste, par mois, et par an, per seat, a
// month. A divisor that is no known factor must be one word.
func (f *finder) over(u Unit, at int) (Unit, int, bool) {
	from := f.space(at)
	if f.rune(from) == '/' {
		return f.divisor(u, f.space(from+1))
	}
	if f.rune(from) == ',' {
		from++
	}
	from = f.space(from)
	if from == at {
		return u, at, false
	}
	to := f.letters(from)
	if word := fold(f.text[from:to]); word == "et" || word == "and" {
		from = f.space(to)
		to = f.letters(from)
	}
	word := fold(f.text[from:to])
	next := f.space(to)
	if next == to {
		return u, at, false
	}
	switch {
	case word == "par" || word == "per":
		return f.divisor(u, next)
	case f.lang == "en" && (word == "a" || word == "an") && !u.IsNone():
		if s, end, ok := f.term(next); ok && s.kind == time {
			v := u.Div(unitOf(s))
			return v, end, !v.IsNone()
		}
	}
	return u, at, false
}

// divisor reads the name of what a unit is divided by. A pure number has none but
// known ones.
func (f *finder) divisor(u Unit, at int) (Unit, int, bool) {
	if s, end, ok := f.term(at); ok && s.kind != money && s.factor.key != "%" {
		v := u.Div(unitOf(s))
		return v, end, !v.IsNone()
	}
	end := f.letters(at)
	name := f.text[at:end]
	if r := f.rune(end); r == '²' || r == '³' {
		end += utf8.RuneLen(r)
	} else if r == '\'' || r == '’' {
		return u, at, false
	}
	if u.IsNone() || name == "" || f.goesOn(end) || len(name) > longestUnit || isNoDivisor(fold(name)) {
		return u, at, false
	}
	v, err := ParseUnit(f.text[at:end])
	if err != nil {
		return u, at, false
	}
	v = u.Div(v)
	return v, end, !v.IsNone()
}

// isNoDivisor tells whether a word after par or per begins something else than a
// divisor: par la suite, par rapport à.
func isNoDivisor(folded string) bool {
	return slices.Contains([]string{
		"le", "la", "les", "un", "une", "des", "du", "ce", "cet", "cette", "ces", "nos", "vos", "leur", "leurs", "ses", "son", "sa",
		"rapport", "exemple", "ailleurs", "defaut", "contre", "consequent", "suite", "ici", "avance", "definition", "principe",
		"tranche", "an", "se", "the", "our", "its", "their", "chaque", "tout", "toute",
	}, folded)
}

// taxAfter reads a word about tax after an amount of money.
func (f *finder) taxAfter(n *reading) {
	at := n.UnitTo
	from := f.space(at)
	for _, t := range taxes() {
		end := from
		for i, word := range strings.Fields(t.words) {
			if i > 0 {
				end = f.space(end)
			}
			to := f.letters(end)
			if fold(f.text[end:to]) != word || f.goesOn(to) {
				end = -1
				break
			}
			end = to
		}
		if end < 0 {
			continue
		}
		if u, ok := n.Unit.taxed(t.tax); ok {
			n.Unit, n.UnitTo = u, end
		}
		return
	}
}

// taxed returns the unit with something said of its tax, where it is money about
// which nothing is said yet.
func (u Unit) taxed(tax string) (Unit, bool) {
	parts := u.parts()
	for i, p := range parts {
		if p.kind == money && p.power == 1 && !strings.Contains(p.key, " ") {
			parts[i].key += tax
			parts[i].text += tax
			return compose(parts), true
		}
	}
	return u, false
}
