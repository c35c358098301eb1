package quantity

import (
	"math"
	"slices"
	"strings"
	"testing"
)

func frenchStyle() Style {
	return Style{Lang: "fr", Decimal: ",", Group: "\u202F", Range: "{0} à {1}", Per: "{0} par {1}", AndPer: "{0} et par {1}", Percent: "{0}\u00A0%",
		Money: map[string]string{"EUR": "{0}\u00A0€", "USD": "{0}\u00A0$"}, Million: "{0}\u00A0M", Billion: "{0}\u00A0Md", Space: "\u00A0"}
}

func englishStyle() Style {
	return Style{Lang: "en", Decimal: ".", Group: ",", Range: "{0} to {1}", Per: "{0} per {1}", AndPer: "{0} per {1}", Percent: "{0}%",
		Money: map[string]string{"EUR": "€{0}", "USD": "${0}"}, Million: "{0} million", Billion: "{0} billion", Space: "\u00A0"}
}

// What Fill writes is what Format does, but for millions; a pattern with the same
// number in it says the same.
func TestFill(t *testing.T) {
	for _, s := range []Style{frenchStyle(), englishStyle()} {
		for _, unit := range []string{"", "%", "EUR", "EUR HT/poste/mois", "heure/an", "m^2", "1/an", "jour ouvré", "EUR*mois"} {
			u, err := ParseUnit(unit)
			if err != nil {
				t.Fatal(err)
			}
			one, many := s.Pattern(u)
			for _, r := range []Range{Exact(0), Exact(1), Exact(-1), Exact(1.5), {-5, -3}, {0.5, 2}, Exact(1234.5), {-2000, 1}} {
				got := s.Fill(r, u)
				if want := s.Format(r, 0, u); got != want && unit != "EUR*mois" && unit != "m^2" {
					t.Errorf("Fill(%v, %s) = %q, want %q", r, unit, got, want)
				}
				pattern := one
				if s.isMany(r.Max, 0) {
					pattern = many
				}
				digits, negative := strings.CutPrefix(s.span(r, 0), minus)
				want := strings.Replace(pattern, "{0}", digits, 1)
				if negative {
					want = minus + want
				}
				if got != want {
					t.Errorf("Fill(%v, %s) = %q, but the pattern gives %q", r, unit, got, want)
				}
			}
		}
	}
	if got := frenchStyle().Fill(Exact(5.6e9), mustUnit(t, "EUR")); got != "5\u202f600\u202f000\u202f000\u00a0€" {
		t.Errorf("Fill writes millions: %q", got)
	}
	if got := frenchStyle().Digits(-1500.125); got != minus+"1\u202f500,125" {
		t.Errorf("Digits = %q", got)
	}
}

func mustUnit(t *testing.T, text string) Unit {
	t.Helper()
	u, err := ParseUnit(text)
	if err != nil {
		t.Fatal(err)
	}
	return u
}

func TestFormat(t *testing.T) {
	tests := []struct {
		r        Range
		decimals int
		unit     string
		fr, en   string
	}{
		{Range{4, 7}, -1, "mois", "4 à 7_mois", "4 to 7_months"},
		{Exact(1), -1, "an", "1_an", "1_year"},
		{Exact(1.5), -1, "an", "1,5_an", "1.5_years"},
		{Exact(2), -1, "years", "2_ans", "2_years"},
		{Exact(0), -1, "poste", "0_poste", "0_seats"},
		{Range{20, 30}, -1, "EUR/poste/mois", "20 à 30_€ par poste et par mois", "€20 to 30 per seat per month"},
		{Exact(1500), -1, "EUR", "1'500_€", "€1,500"},
		{Exact(16), -1, "%", "16_%", "16%"},
		{Exact(16), 1, "%", "16,0_%", "16.0%"},
		{Exact(-1.8), -1, "%", "−1,8_%", "−1.8%"},
		{Exact(1.005), -1, "", "1,01", "1.01"},
		{Exact(0.0123456), -1, "", "0,012", "0.012"},
		{Exact(999.999), -1, "", "1'000", "1,000"},
		{Exact(1500.75), -1, "", "1'501", "1,501"},
		{Exact(1500.75), 2, "", "1'500,75", "1,500.75"},
		{Exact(5.6e9), -1, "EUR", "5,6_Md_€", "€5.6 billion"},
		{Range{2e6, 3e6}, -1, "EUR", "2 à 3_M_€", "€2 to 3 million"},
		{Exact(1234567), -1, "EUR", "1'234'567_€", "€1,234,567"},
		{Range{8e5, 1e6}, -1, "EUR", "800'000 à 1'000'000_€", "€800,000 to 1,000,000"},
		{Exact(2e6), -1, "poste", "2'000'000_postes", "2,000,000_seats"},
		{Exact(5), -1, "jour ouvré", "5_jours ouvrés", "5_working days"},
		{Exact(5), -1, "poste de travail", "5_postes de travail", "5_postes de travail"},
		{Exact(3), -1, "niveau", "3_niveaux", "3_niveaus"},
		{Exact(3), -1, "devis", "3_devis", "3_devis"},
		{Exact(500), -1, "Go", "500_Go", "500_Go"},
		{Exact(3), -1, "m²", "3_m²", "3_m²"},
		{Exact(12), -1, "1/mois", "12 par mois", "12 per month"},
		{Exact(20), -1, "EUR HT/mois", "20_€_HT par mois", "€20_HT per month"},
		{Range{-20, 5}, -1, "EUR", "−20 à 5_€", "−€20 to 5"},
		{Exact(12), -1, "CHF", "12_CHF", "12_CHF"},
		{Exact(math.Copysign(0, -1)), -1, "", "0", "0"},
		{Exact(-0.0), 2, "", "0,00", "0.00"},
	}
	plain := func(s string) string {
		return string(slices.Collect(func(yield func(rune) bool) {
			for _, r := range s {
				switch r {
				case '\u00A0':
					r = '_'
				case '\u202F':
					r = '\''
				}
				if !yield(r) {
					return
				}
			}
		}))
	}
	for _, test := range tests {
		for style, want := range map[string]string{"fr": test.fr, "en": test.en} {
			s := frenchStyle()
			if style == "en" {
				s = englishStyle()
			}
			if got := plain(s.Format(test.r, test.decimals, unit(t, test.unit))); got != want {
				t.Errorf("%s: Format(%v, %d, %q) = %q, want %q", style, test.r, test.decimals, test.unit, got, want)
			}
		}
	}
}

func formatUnits() []string {
	return []string{"", "%", "EUR", "USD", "EUR/poste/mois", "mois", "an", "jour ouvré", "salarié", "h", "minute", "EUR HT/an", "1/mois", "heure/utilisateur", "Go", "personne", "%/an"}
}

// FuzzFormat: what Format writes, Find reads back: the numbers as they are
// rounded, and the unit.
func FuzzFormat(f *testing.F) {
	f.Add(4.0, 7.0, -1, uint8(5), true)
	f.Add(1500.0, 1500.0, 2, uint8(2), true)
	f.Add(1.5e6, 3e9, 0, uint8(4), false)
	f.Add(-0.00123, 0.5, -1, uint8(1), true)
	f.Add(1234.5, 1234.5, 3, uint8(0), false)
	f.Fuzz(func(t *testing.T, low, high float64, decimals int, which uint8, inFrench bool) {
		if math.IsNaN(low) || math.IsNaN(high) || max(math.Abs(low), math.Abs(high)) > 1e15 {
			t.Skip()
		}
		s, u := englishStyle(), unit(t, formatUnits()[int(which)%len(formatUnits())])
		if inFrench {
			s = frenchStyle()
		}
		r := Range{min(low, high), max(low, high)}
		text := s.Format(r, decimals, u)
		found := Find(text, s.Lang)
		if len(found) == 0 || len(found) > 2 {
			t.Fatalf("Format(%v) = %q, in which Find sees %s", r, text, told(found))
		}
		ends := []float64{r.Min, r.Max}
		if len(found) == 1 {
			ends = ends[:1]
		}
		for i, x := range ends {
			want := shown(x, decimals)
			if !slices.ContainsFunc(found[i].Values, func(v float64) bool { return v == want || v == x }) {
				t.Fatalf("Format(%v, %d) = %q, in which Find sees %s, want %v", r, decimals, text, told(found), want)
			}
			if !found[i].Unit.Equal(u) {
				t.Fatalf("Format(%v, %q) = %q, in which Find sees %s", r, u, text, told(found))
			}
		}
	})
}

// shown is the value that Format shows of x.
func shown(x float64, decimals int) float64 {
	return number(decimal(x, max(0, min(decimals, maxDecimals))), 0, false)
}
