package quantity

import "strings"

// factor is a factor of units that Balise knows. Its key is its canonical name.
type factor struct {
	key   string
	kind  factorKind
	forms []form // at least one
}

// form is one way to write a factor. A symbol (no language) is written one way
// whatever its number, and in capital letters only where it has them.
type form struct{ lang, one, many string }

// factorKind orders the factors of a unit as people do: EUR/poste/mois.
type factorKind int

const (
	money factorKind = iota
	thing
	time
)

func symbol(s string) form       { return form{"", s, s} }
func french(one string) form     { return form{"fr", one, one + "s"} }
func english(one string) form    { return form{"en", one, one + "s"} }
func both(fr, en string) []form  { return []form{french(fr), english(en)} }
func sizes(fr, en string) []form { return []form{symbol(fr), symbol(en)} }

// knownFactors returns the factors that Find recognises. The first form of each
// language is the one that Format writes for an author of another language.
func knownFactors() []factor {
	return []factor{
		{"EUR", money, []form{symbol("EUR"), symbol("€"), french("euro")}},
		{"USD", money, []form{symbol("USD"), symbol("$"), symbol("US$"), french("dollar")}},
		{"GBP", money, []form{symbol("GBP"), symbol("£")}},
		{"CHF", money, []form{symbol("CHF")}},
		{"%", thing, []form{symbol("%"), {"fr", "pour cent", "pour cent"}, {"en", "percent", "percent"}, {"en", "per cent", "per cent"}}},
		{"point", thing, []form{french("point"), {"fr", "point de pourcentage", "points de pourcentage"}, english("point"), english("percentage point")}},
		{"poste", thing, append(both("poste", "seat"), english("workstation"))},
		{"utilisateur", thing, both("utilisateur", "user")},
		{"salarié", thing, append(both("salarié", "employee"), french("salariée"), french("employé"), french("employée"))},
		{"personne", thing, []form{french("personne"), {"en", "person", "people"}}},
		{"serveur", thing, both("serveur", "server")},
		{"contrat", thing, both("contrat", "contract")},
		{"entreprise", thing, []form{french("entreprise"), {"en", "company", "companies"}}},
		{"site", thing, both("site", "site")},
		{"page", thing, both("page", "page")},
		{"Mo", thing, sizes("Mo", "MB")},
		{"Go", thing, sizes("Go", "GB")},
		{"To", thing, sizes("To", "TB")},
		{"an", time, append(both("an", "year"), french("année"))},
		{"trimestre", time, both("trimestre", "quarter")},
		{"mois", time, []form{{"fr", "mois", "mois"}, english("month")}},
		{"semaine", time, both("semaine", "week")},
		{"jour", time, append(both("jour", "day"), symbol("j"))},
		{"jour ouvré", time, []form{{"fr", "jour ouvré", "jours ouvrés"}, english("working day"), english("business day")}},
		{"jour ouvrable", time, []form{{"fr", "jour ouvrable", "jours ouvrables"}}},
		{"heure", time, append(both("heure", "hour"), symbol("h"))},
		{"minute", time, append(both("minute", "minute"), symbol("min"))},
		{"seconde", time, both("seconde", "second")},
	}
}

// spelled is a known factor in one of its forms. Tax is "", " HT" or " TTC", for
// money: an amount without tax is not one with it.
type spelled struct {
	*factor
	form
	tax string
}

func (s spelled) key() string { return s.factor.key + s.tax }

// text is how an author's unit names the factor.
func (s spelled) text() string {
	if s.factor.kind == money || s.factor.key == "%" {
		return s.factor.key + s.tax
	}
	return s.form.one
}

// spellings holds every known spelling: symbols as they are, words folded.
// Nothing writes to it after its making.
var spellings = allSpellings(knownFactors())

func allSpellings(factors []factor) map[string]spelled {
	all := map[string]spelled{}
	add := func(text string, s spelled) {
		if s.lang != "" {
			text = fold(text)
		}
		if _, ok := all[text]; !ok {
			all[text] = s
		}
	}
	for i := range factors {
		f := &factors[i]
		for _, written := range f.forms {
			add(written.one, spelled{f, written, ""})
			add(written.many, spelled{f, written, ""})
		}
	}
	return all
}

// severalWords holds the first words of spellings of several words.
var severalWords = firstWords(spellings)

func firstWords(all map[string]spelled) map[string]bool {
	first := map[string]bool{}
	for text := range all {
		if word, _, several := strings.Cut(text, " "); several {
			first[word] = true
		}
	}
	return first
}

// known returns the factor that text spells, which may have inner spaces and, for
// money, a word about tax.
func known(text string) (spelled, bool) {
	if s, ok := spellings[text]; ok {
		return s, true
	}
	folded := fold(text)
	if s, ok := spellings[folded]; ok && s.lang != "" {
		return s, true
	}
	if s, ok := knownMoney(folded); ok {
		return s, true
	}
	return spelled{}, false
}

// knownMoney returns the currency that folded text spells: a code in small
// letters, or any spelling followed by a word about tax.
func knownMoney(folded string) (spelled, bool) {
	name, tax := cutTax(folded)
	for _, text := range []string{name, strings.ToUpper(name)} {
		if s, ok := spellings[text]; ok && s.kind == money {
			s.tax = tax
			return s, true
		}
	}
	return spelled{}, false
}
