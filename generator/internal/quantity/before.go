package quantity

import (
	"strings"
	"unicode"
)

// sign reads a sign before a number and moves its beginning over it. A hyphen
// between two things is no sign, and neither is the dash of a list.
func (f *finder) sign(n *reading) (negative bool) {
	r, from := f.last(n.start)
	spaced := unicode.IsSpace(r)
	if spaced {
		r, from = f.last(from)
	}
	negative = r == '−' || !spaced && (isHyphen(r) || r == '–')
	if !negative && r != '+' || from < f.end() {
		return false
	}
	before, begin := f.last(from)
	inMoney := strings.ContainsRune("€$£", before) && begin >= f.end()
	if before != 0 && !inMoney && !unicode.IsSpace(before) && !strings.ContainsRune("([{«“\"'’:;=~≈<>/", before) {
		return false
	}
	if spaced && len(f.found) > 0 && strings.TrimSpace(f.text[f.end():from]) == "" {
		return false // an operator between two numbers
	}
	n.Signed = true
	n.start = from
	if !n.before {
		n.From = from
		f.currency(n) // €−20
	}
	return negative
}

// currency reads a currency before a number: €20, US$ 20, EUR 20.
func (f *finder) currency(n *reading) {
	f.money, n.start = false, n.From
	end := n.From
	if r, from := f.last(end); unicode.IsSpace(r) && r != '\n' {
		end = from
	}
	for _, name := range []string{"US$", "€", "$", "£", "EUR", "USD", "GBP", "CHF"} {
		from := end - len(name)
		if from < f.end() || f.text[from:end] != name {
			continue
		}
		if r, _ := f.last(from); isWordRune(r) {
			continue
		}
		s, _ := known(name)
		f.money, n.before, n.start = true, true, from
		n.HasUnit, n.Unit = true, unitOf(s)
		return
	}
}

// unitOf returns the unit of one factor.
func unitOf(s spelled) Unit { return Unit{name: s.key(), text: s.text()} }
