package quantity

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// Unit is a product of powers of named factors, such as EUR/poste/mois. The zero
// value is no unit: that of a pure number. Units are immutable.
//
// Factors are compared by a canonical name: plural and singular are one, as are
// the spellings and the languages of the factors that [Find] knows (€, euros and
// EUR; an, année and years). A unit remembers how its author spells it, so that
// messages speak the author's language: compare units with [Unit.Equal]; == is
// true only of units spelled the same.
type Unit struct {
	name string // the canonical names, in the order of the factors
	text string // the same in the author's words, in the singular; ParseUnit reads it
}

// highestPower bounds the powers in a unit; those beyond are held there.
const highestPower = 1_000_000

// part is a power of one factor of a unit.
type part struct {
	key, text string
	kind      factorKind
	power     int
}

// String returns the unit as authors write it, in the singular and in a fixed
// order: money, things, time ("EUR/poste/mois"). [ParseUnit] reads it back. It is
// empty for no unit.
func (u Unit) String() string { return u.text }

// Equal tells whether two units are the same, however they are spelled.
func (u Unit) Equal(v Unit) bool { return u.name == v.name }

// IsNone tells whether u is no unit. The unit % is one.
func (u Unit) IsNone() bool { return u.name == "" }

// Mul returns the unit of a product.
func (u Unit) Mul(v Unit) Unit {
	if u.IsNone() {
		return v
	}
	return compose(append(u.parts(), v.parts()...))
}

// Div returns the unit of a quotient.
func (u Unit) Div(v Unit) Unit { return u.Mul(v.Pow(-1)) }

// Pow returns the unit of an nth power, which may be negative.
func (u Unit) Pow(n int) Unit {
	parts := u.parts()
	for i := range parts {
		parts[i].power *= n
	}
	return compose(parts)
}

// Plain returns the unit without %, which is the number [Unit.Scale].
func (u Unit) Plain() Unit {
	if !strings.Contains(u.name, "%") {
		return u
	}
	return compose(slices.DeleteFunc(u.parts(), func(p part) bool { return p.key == "%" }))
}

// Scale returns what the number 1 in this unit is worth in the plain unit: 0.01
// for %, else 1. Divide by 100 rather than multiply by 0.01, which is not exact.
func (u Unit) Scale() float64 {
	scale := 1.0
	if strings.Contains(u.name, "%") {
		for _, p := range u.parts() {
			if p.key == "%" {
				scale = tenPower(-2 * p.power)
			}
		}
	}
	return scale
}

func tenPower(n int) float64 {
	x, _ := strconv.ParseFloat("1e"+strconv.Itoa(n), 64)
	return x
}

// parts returns the factors of a unit, in a slice of the caller's own.
func (u Unit) parts() []part {
	if s, ok := spellings[u.text]; ok {
		return []part{{s.key(), s.text(), s.kind, 1}}
	}
	parts, err := parseParts(u.text)
	if err != nil {
		panic("quantity: " + u.text + " is no unit: " + err.Error()) // String's own text
	}
	return parts
}

// compose returns the product of parts, which it may reorder.
func compose(parts []part) Unit {
	slices.SortStableFunc(parts, func(a, b part) int {
		return cmp.Or(cmp.Compare(a.kind, b.kind), cmp.Compare(a.key, b.key))
	})
	merged := parts[:0]
	for _, p := range parts {
		if last := len(merged) - 1; last >= 0 && merged[last].key == p.key {
			merged[last].power += p.power
			continue
		}
		merged = append(merged, p)
	}
	merged = slices.DeleteFunc(merged, func(p part) bool { return p.power == 0 })
	for i := range merged {
		merged[i].power = max(-highestPower, min(merged[i].power, highestPower))
	}
	return Unit{
		name: written(merged, func(p part) string { return p.key }),
		text: written(merged, func(p part) string { return p.text }),
	}
}

// written writes a product of powers: "EUR*Go/poste/mois^2", "1/mois".
func written(parts []part, name func(part) string) string {
	var over, under strings.Builder
	for _, p := range parts {
		b, sign, power := &over, "*", p.power
		if power < 0 {
			b, sign, power = &under, "/", -power
		}
		if b == &under || b.Len() > 0 {
			b.WriteString(sign)
		}
		b.WriteString(name(p))
		if power > 1 {
			b.WriteString("^" + strconv.Itoa(power))
		}
	}
	if over.Len() == 0 && under.Len() > 0 {
		return "1" + under.String()
	}
	return over.String() + under.String()
}
