package quantity

import (
	"slices"
	"strings"
)

// Convert returns by what a number in one unit is multiplied to be in another.
// It knows what is exact: an = 4 trimestres = 12 mois, semaine = 7 jours, jour =
// 24 heures, heure = 60 minutes, % = 1/100; a month has no exact number of days.
// Money about which nothing is said of tax may be money without tax or with it.
// Equal units give 1; ok is false when there is no exact factor.
func Convert(from, to Unit) (factor float64, ok bool) {
	if from.Equal(to) {
		return 1, true
	}
	a, multiply := basic(from.parts())
	b, divide := basic(to.parts())
	if a.Equal(b) || bare(a).Equal(b) || a.Equal(bare(b)) {
		return float64(multiply*from.Scale()) / float64(divide*to.Scale()), true
	}
	return 0, false
}

// basic returns the unit with times in months or seconds and without %, and by
// what a number is multiplied for that.
func basic(parts []part) (u Unit, factor float64) {
	factor = 1
	for i, p := range parts {
		base, worth := timeWorth(p.key)
		if base == "" {
			continue
		}
		parts[i].key, parts[i].text = base, base
		for range p.power {
			factor = float64(factor * worth)
		}
		for range -p.power {
			factor /= worth
		}
	}
	parts = slices.DeleteFunc(parts, func(p part) bool { return p.key == "%" })
	return compose(parts), factor
}

func timeWorth(key string) (base string, worth float64) {
	switch key {
	case "an":
		return "mois", 12
	case "trimestre":
		return "mois", 3
	case "semaine":
		return "seconde", 7 * 24 * 3600
	case "jour":
		return "seconde", 24 * 3600
	case "heure":
		return "seconde", 3600
	case "minute":
		return "seconde", 60
	}
	return "", 1
}

// bare returns the unit with nothing said of tax.
func bare(u Unit) Unit {
	parts := u.parts()
	for i, p := range parts {
		if p.kind != money {
			continue
		}
		name := strings.TrimSuffix(strings.TrimSuffix(p.key, " HT"), " TTC")
		parts[i].key, parts[i].text = name, name
	}
	return compose(parts)
}
