package site

import (
	"math/rand/v2"
	"testing"

	"balise/generator/internal/quantity"
	"balise/generator/internal/register"
)

// known returns the fact of a value with a unit.
func known(t *testing.T, min, max float64, unit string) *register.Fact {
	t.Helper()
	u, err := quantity.ParseUnit(unit)
	if err != nil {
		t.Fatal(err)
	}
	return &register.Fact{Unit: u, Value: register.Value{Known: true, IsNumber: true, Range: quantity.Range{Min: min, Max: max}}}
}

func agrees(f *register.Fact, text, lang string) bool {
	j := judge{fact: f, values: factValues(f, lang)}
	return j.agrees(text, quantity.Find(text, lang), lang)
}

func TestAgrees(t *testing.T) {
	of := func(year string, f *register.Fact) *register.Fact { f.AsOf = year; return f }
	computed := func(f *register.Fact) *register.Fact { f.Kind = register.Computed; return f }
	words := func(text string) *register.Fact {
		return &register.Fact{Value: register.Value{Known: true, Text: text}}
	}
	three, exit := known(t, 3, 3, "mois"), known(t, 6, 9, "mois")
	for _, test := range []struct {
		name  string
		fact  *register.Fact
		lang  string
		right []string
		wrong []string
	}{
		{"one value", three, "fr",
			[]string{"3 mois", "trois mois", "3", "un préavis de 3 mois", "une durée de trois mois", "ce préavis"},
			[]string{"4 mois", "3 jours", "3 €", "un mois", "un an", "3 ou 4 mois", "3,5 mois", "trois quarts", "2 h 30"}},
		{"a year and its months", known(t, 1, 1, "an"), "fr", []string{"12 mois", "un an", "1 an"}, []string{"1 mois", "un mois"}},
		{"a range", exit, "fr",
			[]string{"6 à 9 mois", "six à neuf mois", "6-9 mois", "jusqu'à 9 mois", "jusqu’à neuf mois", "au moins 6 mois", "dès 6 mois"},
			[]string{"6 mois", "9 à 6 mois", "9 mois", "au moins 9 mois", "jusqu'à 6 mois", "6 à 6 mois", "6 à 8 mois"}},
		{"a range in English", exit, "en", []string{"6 to 9 months", "up to 9 months", "from 6 months"}, []string{"6 months", "up to 6 months"}},
		{"a unit of the day", known(t, 4, 4, "heure"), "fr", []string{"4 heures", "4 h", "240 minutes"}, []string{"2 h 30", "2h30", "24h/24", "½ h", "4 jours"}},
		{"for each month", known(t, 2, 2, "heure/mois"), "fr", []string{"2 heures par mois", "2 heures", "120 minutes"}, []string{"2 minutes", "2 jours", "24 heures par jour"}},
		{"for each contract", known(t, 3, 3, "an/contrat"), "fr", []string{"36 mois", "3 ans"}, []string{"3 mois"}},
		{"half", known(t, 50, 50, "%"), "fr", []string{"50 %", "cinquante pour cent", "50", "la moitié"}, []string{"trois quarts", "les 3/4", "un tiers", "0,5 %"}},
		{"no unit", known(t, 23, 23, ""), "fr", []string{"23", "23 contrats", "vingt-trois"}, []string{"23 %", "23 €", "24 contrats"}},
		{"a year", of("2024", known(t, 2025, 2025, "")), "fr", []string{"2025", "2025 (publié en 2024)"}, []string{"2024"}},
		{"the year it is of", of("2024-05", three), "fr", []string{"3 mois en 2024", "l'étude de 2024"}, []string{"3 mois en 2023", "2023"}},
		{"a text", words("3 mois ou 500 €"), "fr", []string{"500 €", "3 mois", "500 € ou 3 mois", "ce forfait"}, []string{"3 €", "500 mois", "4 mois"}},
		{"what falls", known(t, -1.8, -1.8, "%"), "fr", []string{"−1,8 %", "une baisse de 1,8 %"}, []string{"+1,8 %", "1,9 %"}},
		{"computed", computed(known(t, 1533.4, 1533.4, "EUR")), "en", []string{"€1,533", "€1533", "€1.5k", "€1,533.4"}, []string{"€1,534", "€1.6k", "€1,533.3"}},
		{"computed millions", computed(known(t, 4600200, 4600200, "EUR")), "en", []string{"€4.6 million", "€5 million", "€4,600,200"}, []string{"€4.7 million", "€4,600,201"}},
		{"not computed", known(t, 1533.4, 1533.4, "EUR"), "fr", []string{"1 533,4 €"}, []string{"1 533 €", "1,5 k€"}},
		{"computed, rounded", computed(known(t, 1533.4, 1533.4, "EUR")), "fr", []string{"1 533 €", "1,53 k€", "1,5 k€"}, []string{"1 534 €", "1,54 k€"}},
	} {
		for _, text := range test.right {
			if !agrees(test.fact, text, test.lang) {
				t.Errorf("%s: %q is refused", test.name, text)
			}
		}
		for _, text := range test.wrong {
			if agrees(test.fact, text, test.lang) {
				t.Errorf("%s: %q passes", test.name, text)
			}
		}
	}
}

// What a page writes for a fact is a text that agrees with it.
func TestAgreesWithWhatIsWritten(t *testing.T) {
	styles := map[string]quantity.Style{
		"fr": {Lang: "fr", Decimal: ",", Group: "\u202f", Space: "\u00a0", Range: "{0} à {1}", Per: "{0} par {1}", AndPer: "{0} et par {1}", Percent: "{0}\u00a0%",
			Money: map[string]string{"EUR": "{0}\u00a0€"}, Million: "{0}\u00a0M", Billion: "{0}\u00a0Md"},
		"en": {Lang: "en", Decimal: ".", Group: ",", Space: " ", Range: "{0} to {1}", Per: "{0} per {1}", AndPer: "{0} and per {1}", Percent: "{0}%",
			Money: map[string]string{"EUR": "€{0}"}, Million: "{0} million", Billion: "{0} billion"},
	}
	random := rand.New(rand.NewPCG(1, 2))
	units := []string{"", "%", "EUR", "EUR/poste/mois", "mois", "an", "jour", "heure", "heure/mois", "Go"}
	for range 10_000 {
		low := random.Float64() * []float64{1, 10, 1e3, 1e5, 1e7, 1e10}[random.IntN(6)]
		f := known(t, low, low, units[random.IntN(len(units))])
		f.Kind = register.Computed
		if random.IntN(2) == 0 {
			f.Value.Range.Max = low * (1.5 + random.Float64())
		}
		for lang, style := range styles {
			if text := style.Format(f.Value.Range, -1, f.Unit); !agrees(f, text, lang) {
				t.Fatalf("%s: %q is refused for %v %s", lang, text, f.Value.Range, f.Unit)
			}
		}
	}
}
