package quantity

import (
	"fmt"
	"math"
	"strings"
	"testing"
	gotime "time"
	"unicode/utf8"
)

// told describes numbers: what each may mean, its unit, and + for a sign, a for an
// article, w for words.
func told(numbers []Number) string {
	var all []string
	for _, n := range numbers {
		var values []string
		for _, v := range n.Values {
			values = append(values, fmt.Sprint(v))
		}
		one := strings.Join(values, "|")
		if n.HasUnit {
			one += " " + n.Unit.String()
		}
		for _, flag := range []struct {
			on   bool
			name string
		}{{n.Signed, "+"}, {n.Article, "a"}, {n.Words, "w"}} {
			if flag.on {
				one += " " + flag.name
			}
		}
		all = append(all, one)
	}
	return strings.Join(all, "; ")
}

func checkFind(t *testing.T, lang string, tests [][2]string) {
	t.Helper()
	for _, test := range tests {
		if got := told(Find(test[0], lang)); got != test[1] {
			t.Errorf("Find(%q, %s):\n got %s\nwant %s", test[0], lang, got, test[1])
		}
	}
}

func TestFindFrenchDigits(t *testing.T) {
	checkFind(t, "fr", [][2]string{
		{"", ""}, {"rien", ""}, {"1500", "1500"}, {"1 500", "1500"}, {"1\u00A0500", "1500"}, {"1\u202F500", "1500"}, {"1\u2009500", "1500"},
		{"1'500", "1500"}, {"1’500 CHF", "1500 CHF"}, {"1,5", "1.5"}, {"1.5", "1.5"}, {"1.500", "1500|1.5"}, {"1,500", "1.5"},
		{"1.500.000", "1.5e+06"}, {"1.500,50 €", "1500.5 EUR"}, {"1 500,50 €", "1500.5 EUR"}, {"12 345 678", "1.2345678e+07"},
		{"0.500", "0.5"}, {"2023 150 postes", "2023; 150 poste"}, {"Il en reste 5.", "5"}, {"5, 6", "5; 6"},
		{"4-7 mois", "4 mois; 7 mois"}, {"4–7 mois", "4 mois; 7 mois"}, {"4 – 7 mois", "4 mois; 7 mois"}, {"4 à 7 mois", "4 mois; 7 mois"},
		{"4 a\u0300 7 mois", "4 mois; 7 mois"}, {"20-30 €", "20 EUR; 30 EUR"}, {"12 ou 24 mois", "12 mois; 24 mois"},
		{"entre 4 et 7 mois", "4 mois; 7 mois"}, {"4 et 7 mois", "4; 7 mois"}, {"de 7 % à 9 %", "7 %; 9 %"},
		{"−1,8", "-1.8 +"}, {"-1,8 %", "-1.8 % +"}, {"+35 %", "35 % +"}, {"+ 35 %", "35 % +"}, {"(−3 %)", "-3 % +"}, {"7 − 3", "7; 3"},
		{"12 mois - 4 postes", "12 mois; 4 poste"}, {"- 5 mois", "5 mois"}, {"−3 à −1 %", "-3 % +; -1 % +"},
		{"1,5 k€", "1500 EUR"}, {"35k€", "35000 EUR"}, {"35 kEUR", "35000 EUR"}, {"5,6 Md EUR", "5.6e+09 EUR"}, {"5,6 Md€", "5.6e+09 EUR"},
		{"2 M€", "2e+06 EUR"}, {"2 millions d'euros", "2e+06 EUR"}, {"2 millions d’euros", "2e+06 EUR"}, {"3 milliards de dollars", "3e+09 USD"},
		{"3 mille euros", "3000 EUR"}, {"5 M. Martin", "5"}, {"4 à 7 k€", "4000|4 EUR; 7000 EUR"}, {"2 à 3 millions d'euros", "2e+06|2 EUR; 3e+06 EUR"},
		{"800 000 à 1 million d'euros", "800000 EUR; 1e+06 EUR"}, {"2 ans et demi", "2.5 an"}, {"2 millions et demi", "2.5e+06"},
		{"16 %", "16 %"}, {"16%", "16 %"}, {"16 pour cent", "16 %"}, {"3 points", "3 point"}, {"3 points de pourcentage", "3 point de pourcentage"},
	})
}

func TestFindUnits(t *testing.T) {
	checkFind(t, "fr-FR", [][2]string{
		{"20 € HT", "20 EUR HT"}, {"20 € hors taxes", "20 EUR HT"}, {"20 € TTC par mois", "20 EUR TTC/mois"}, {"20 € par mois HT", "20 EUR HT/mois"},
		{"20 € par poste et par mois", "20 EUR/poste/mois"}, {"20 à 30 € par poste et par mois", "20 EUR/poste/mois; 30 EUR/poste/mois"},
		{"20 €/poste/mois", "20 EUR/poste/mois"}, {"20 € / poste / mois", "20 EUR/poste/mois"}, {"20 € par mois et par poste", "20 EUR/poste/mois"},
		{"20 euros par salarié, par an", "20 EUR/salarié/an"}, {"20 € par incident", "20 EUR/incident"}, {"20 €/m²", "20 EUR/m^2"},
		{"20 € par la suite", "20 EUR"}, {"20 € par rapport à 2020", "20 EUR; 2020"}, {"12 par mois", "12 1/mois"}, {"12 par hasard", "12"},
		{"5 jours ouvrés", "5 jour ouvré"}, {"5 jours\nouvrés", "5 jour ouvré"}, {"5 JOURS", "5 jour"}, {"4 h", "4 h"}, {"4h", "4 h"}, {"15min", "15 min"},
		{"500 Go", "500 Go"}, {"500Go", "500 Go"}, {"2 go", "2"}, {"50 employés", "50 employé"}, {"50 salarie\u0301s", "50 salarié"},
		{"1 h 30 min", "1 h; 30 min"}, {"de 9 h à 18 h", "9 h; 18 h"}, {"12 mois-homme", "12"}, {"3 incidents", "3"}, {"12 mois", "12 mois"},
		{"25 000\u00A0€ par an", "25000 EUR/an"}, {"250 postes, 12 mois", "250 poste; 12 mois"}, {"5\n\nmois", "5"}, {"US$20", "20 USD"},
		{"de 20 € à 30 € par mois", "20 EUR/mois; 30 EUR/mois"}, {"1 000 $ US", "1000 USD"},
	})
}

func TestFindNoNumbers(t *testing.T) {
	for _, text := range []string{
		"NIS2", "A4", "XP Z67-801-1", "ISO-27001", "1er", "2e", "3ème", "3e\u0300me", "1ʳᵉ", "18/07/2017", "2017-07-18", "18.07.2017", "1.2.3", "v1.2", "14 h 30",
		"14h30", "14:30", "24h/24", "7j/7", "24/7", "10.0.0.1", "3D", "5G", "35kWh", "COVID-19", "pra_1", "a@b1.fr", "https://x.fr/12", "1re",
		"127.0.0.1:8080", "2A-12", "36-B", "mi-2024", "un_1", "x1 y2", "S3/4", "%20", "3/4", "192-168-1", ".5",
	} {
		if got := Find(text, "fr"); len(got) > 0 {
			t.Errorf("Find(%q) = %s, want none", text, told(got))
		}
	}
}

func TestFindFrenchWords(t *testing.T) {
	checkFind(t, "fr", [][2]string{
		{"zéro", "0 w"}, {"un", "1 a w"}, {"une panne", "1 a w"}, {"un mois", "1 mois a w"}, {"Deux", "2 w"}, {"vingt et un", "21 w"}, {"vingt-et-un", "21 w"},
		{"vingt-et-une heures", "21 heure w"}, {"trente-deux", "32 w"}, {"dix-sept", "17 w"}, {"soixante et onze", "71 w"}, {"soixante-dix", "70 w"},
		{"soixante-dix-sept", "77 w"}, {"quatre-vingts", "80 w"}, {"quatre-vingt-un", "81 w"}, {"quatre-vingt-dix-sept", "97 w"},
		{"QUATRE-VINGT-DIX-SEPT", "97 w"}, {"quatre vingt dix sept", "97 w"}, {"septante-deux", "72 w"}, {"huitante", "80 w"}, {"octante", "80 w"},
		{"nonante-neuf", "99 w"}, {"cent", "100 w"}, {"deux cents", "200 w"}, {"deux cent quatre-vingt-trois", "283 w"}, {"mille", "1000 w"},
		{"mille neuf cent quatre-vingt-quatre", "1984 w"}, {"deux mille vingt-quatre", "2024 w"}, {"cent vingt mille", "120000 w"},
		{"trois millions cinq cent mille", "3.5e+06 w"}, {"deux millions d'euros", "2e+06 EUR w"}, {"un milliard", "1e+09 w"}, {"million", ""},
		{"une dizaine de jours", "10 jour w"}, {"une quinzaine", "15 w"}, {"deux douzaines", "24 w"}, {"une centaine d'euros", "100 EUR w"}, {"trois milliers", "3000 w"},
		{"une vingtaine de milliers d'euros", "20000 EUR w"}, {"des dizaines de clients", ""}, {"la cinquantaine", "50 w"},
		{"deux mois et demi", "2.5 mois w"}, {"un an et demi", "1.5 an w"}, {"un million et demi", "1.5e+06 w"}, {"trois et demi", "3.5 w"},
		{"quatre à sept mois", "4 mois w; 7 mois w"}, {"deux-trois mois", "2 mois w; 3 mois w"}, {"deux à trois mille euros", "2000|2 EUR w; 3000 EUR w"},
		{"cinq pour cent", "5 % w"}, {"vingt euros par poste et par mois", "20 EUR/poste/mois w"}, {"l'un", "1 a w"}, {"deux-roues", ""}, {"vingt-deuxième", ""},
		{"deux tiers", ""}, {"est-un", ""}, {"dixit", ""}, {"un deux trois", "1 a w; 2 w; 3 w"}, {"cent et une pages", "101 page w"}, {"dix trois", "10 w; 3 w"},
		{"Zéro\u202Fpanne", "0 w"}, {"soixante-quinze", "75 w"}, {"vingt\nquatre", "24 w"}, {"les uns", ""}, {"entre vingt et trente postes", "20 poste w; 30 poste w"},
	})
}

func TestFindEnglish(t *testing.T) {
	checkFind(t, "en-GB", [][2]string{
		{"1,500", "1500|1.5"}, {"1.500", "1.5"}, {"1,500.50", "1500.5"}, {"1,500,000", "1.5e+06"}, {"$1,500 per month", "1500|1.5 USD/month"}, {"€20", "20 EUR"}, {"€20 to 30", "20 EUR; 30 EUR"},
		{"€20–30 per seat per month", "20 EUR/seat/month; 30 EUR/seat/month"}, {"−$5", "-5 USD +"}, {"-£5", "-5 GBP +"}, {"€20 to 30 HT per year", "20 EUR HT/year; 30 EUR HT/year"}, {"€−20", "-20 EUR +"}, {"€20-€30", "20 EUR; 30 EUR"}, {"20 €-30 €", "20 EUR; 30 EUR"}, {"EUR 20 per seat and per month", "20 EUR/seat/month"},
		{"20 EUR per seat per month", "20 EUR/seat/month"}, {"$2 to 3 million", "2e+06|2 USD; 3e+06 USD"}, {"$20 a month", "20 USD/month"}, {"$20 an hour", "20 USD/hour"}, {"$2m", "2e+06 USD"}, {"€5bn", "5e+09 EUR"},
		{"2 million euros", "2e+06 EUR"}, {"$2.5 billion", "2.5e+09 USD"}, {"a 36-month contract", "36 month"}, {"a three-year contract", "3 year w"},
		{"16 percent", "16 %"}, {"16 per cent", "16 %"}, {"12 months", "12 month"}, {"1 person", "1 person"}, {"50 people", "50 person"}, {"5 working days", "5 working day"},
		{"one hundred and five", "105 w"}, {"one hundred five", "105 w"}, {"twenty-one", "21 w"}, {"ninety nine", "99 w"}, {"a hundred", "100 w"}, {"two thousand and five", "2005 w"}, {"one", "1 a w"},
		{"two and a half months", "2.5 month w"}, {"two and a half million", "2.5e+06 w"}, {"between one hundred and two hundred users", "100 user w; 200 user w"},
		{"a dozen servers", "12 server w"}, {"one and two hundred", "1 a w; 200 w"}, {"hundreds of users", ""}, {"1st", ""}, {"22nd", ""}, {"twenty-first", ""},
		{"a cent", ""}, {"two thirds", ""}, {"4 to 7 months", "4 month; 7 month"}, {"between 4 and 7 months", "4 month; 7 month"}, {"five million two hundred thousand", "5.2e+06 w"},
		{"3 GB", "3 GB"}, {"5 an", "5"}, {"deux", ""},
	})
	checkFind(t, "de", [][2]string{{"1.500 und 1,500", "1500|1.5; 1500|1.5"}, {"zwei un one", ""}, {"20 € und 5 %", "20 EUR; 5 %"}})
}

func TestFindPlaces(t *testing.T) {
	tests := []struct{ text, lang, number, unit string }{
		{"au prix de 1 500 € par mois, net", "fr", "1 500", " € par mois"},
		{"il y a −1,8 % ici", "fr", "−1,8", " %"},
		{"plus de deux mois et demi après", "fr", "deux", " mois et demi"},
		{"soit 2 millions d'euros.", "fr", "2 millions", " d'euros"},
		{"soit vingt et un postes", "fr", "vingt et un", " postes"},
		{"for $20 million a year", "en", "20 million", " a year"},
		{"a 36-month contract", "en", "36", "-month"},
	}
	for _, test := range tests {
		found := Find(test.text, test.lang)
		if len(found) != 1 {
			t.Errorf("Find(%q) = %s, want one number", test.text, told(found))
			continue
		}
		n := found[0]
		if got := test.text[n.From:n.To]; got != test.number {
			t.Errorf("Find(%q): the number is %q, want %q", test.text, got, test.number)
		}
		if got := test.text[n.To:n.UnitTo]; got != test.unit {
			t.Errorf("Find(%q): the unit is %q, want %q", test.text, got, test.unit)
		}
	}
}

// FuzzFind: no panic; numbers in order, within the text, between characters; each
// means something; the same text gives the same numbers.
func FuzzFind(f *testing.F) {
	for _, seed := range []string{"4 à 7 mois", "deux mois et demi", "$1,500.50 per seat", "1.500 €/m² HT", "XP Z67-801-1", "quatre-vingt-dix-sept mille",
		"une vingtaine de milliers d'euros par an", "14 h 30", "−1,8 % à +3 %", "between one hundred and two hundred", "1\xff2", "5 \xff", "€\xc3 5/", "2 et demi M"} {
		f.Add(seed, true)
		f.Add(seed, false)
	}
	f.Fuzz(func(t *testing.T, text string, inFrench bool) {
		lang := "en"
		if inFrench {
			lang = "fr"
		}
		at := 0
		for _, n := range Find(text, lang) {
			if n.From < at || n.To <= n.From || n.UnitTo < n.To || n.UnitTo > len(text) {
				t.Fatalf("Find(%q): a number at %d-%d-%d after %d", text, n.From, n.To, n.UnitTo, at)
			}
			at = n.UnitTo
			for _, cut := range []int{n.From, n.To, n.UnitTo} {
				if utf8.ValidString(text) && cut < len(text) && !utf8.RuneStart(text[cut]) {
					t.Fatalf("Find(%q): %d is inside a character", text, cut)
				}
			}
			if len(n.Values) == 0 || !n.HasUnit && !n.Unit.IsNone() || n.HasUnit && n.Unit.IsNone() {
				t.Fatalf("Find(%q): %+v", text, n)
			}
			if back, err := ParseUnit(n.Unit.String()); err != nil && len(n.Unit.String()) <= longestUnit || err == nil && back != n.Unit {
				t.Fatalf("Find(%q): the unit %q reads back as %q, %v", text, n.Unit, back, err)
			}
		}
	})
}

// Long texts of anything must not take quadratic time: one eight times as long takes
// about eight times as long, not 64. Of some tries one must show it, since the
// machine may be busy.
func TestFindLong(t *testing.T) {
	for _, piece := range []string{"1 ", "1-", "a-", "1€/a", "vingt ", "1 par ", " ", "un mille ", "une dizaine de ", "1.000", "1 000 ", "\n", "€ ", "1 et ", "é", "$1–", "/a", "et un ", "2.", "1:"} {
		short := "1 €" + strings.Repeat(piece, 25_000/len(piece))
		long := "1 €" + strings.Repeat(piece, 200_000/len(piece))
		ratio := math.Inf(1)
		for try := 0; try < 10 && ratio > 24; try++ {
			ratio = min(ratio, float64(timeOf(long))/float64(max(timeOf(short), 100*gotime.Microsecond)))
		}
		if ratio > 24 {
			t.Errorf("eight times as much of %q takes %.0f times as long", piece, ratio)
		}
	}
}

func timeOf(text string) gotime.Duration {
	start := gotime.Now()
	Find(text, "fr")
	return gotime.Since(start)
}

func BenchmarkFind(b *testing.B) {
	text := strings.Repeat("Le forfait coûte 20 à 30 € par poste et par mois, pour deux ans et demi. Il est rare qu'une entreprise en sorte avant le terme. ", 60)
	b.SetBytes(int64(len(text)))
	for b.Loop() {
		Find(text, "fr")
	}
}
