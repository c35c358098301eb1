package quantity

import (
	"errors"
	"testing"
)

func unit(t *testing.T, text string) Unit {
	t.Helper()
	u, err := ParseUnit(text)
	if err != nil {
		t.Fatalf("ParseUnit(%q): %v", text, err)
	}
	return u
}

func TestParseUnit(t *testing.T) {
	for _, test := range [][2]string{
		{"", ""}, {"1", ""}, {" ", ""}, {"EUR/poste/mois", "EUR/poste/mois"}, {"EUR / mois / poste", "EUR/poste/mois"}, {"€", "EUR"}, {"euros", "EUR"},
		{"mois*EUR", "EUR*mois"}, {"EUR*mois/mois", "EUR"}, {"postes", "poste"}, {"salariés", "salarié"}, {"%", "%"}, {"pour cent", "%"},
		{"jours ouvrés", "jour ouvré"}, {"1/mois", "1/mois"}, {"kg*m^2/s^2", "kg*m^2/s^2"}, {"m²", "m^2"}, {"months", "month"}, {"ans", "an"}, {"années", "année"},
		{"licences", "licence"}, {"accès", "accès"}, {"devis", "devis"}, {"niveaux", "niveau"}, {"postes de travail", "poste de travail"}, {"EUR HT/mois", "EUR HT/mois"},
		{"kWh", "kWh"}, {"users", "user"}, {"€/poste par", "EUR/poste par"},
	} {
		if got := unit(t, test[0]).String(); got != test[1] {
			t.Errorf("ParseUnit(%q) = %q, want %q", test[0], got, test[1])
		}
	}
}

func TestParseUnitErrors(t *testing.T) {
	tests := []struct {
		text   string
		offset int
	}{{"EUR/", 4}, {"/mois", 0}, {"EUR//mois", 4}, {"36", 0}, {"EUR/36", 4}, {"EUR(mois)", 3}, {"m^x", 2}, {"m^", 2}, {"^2", 0}, {"m^0", 2},
		{"EUR par mois", 4}, {"EUR\xff", 3}, {"é+é", 2}, {"mois/1", 5}}
	for _, test := range tests {
		_, err := ParseUnit(test.text)
		var wrong *UnitError
		if !errors.As(err, &wrong) || wrong.Offset != test.offset || wrong.Message == "" || wrong.Fix == "" {
			t.Errorf("ParseUnit(%q) fails with %+v, want an error at %d", test.text, err, test.offset)
		}
	}
}

func TestUnitEqual(t *testing.T) {
	for _, test := range []struct {
		a, b string
		want bool
	}{{"an", "years", true}, {"année", "ans", true}, {"€", "EUR", true}, {"poste", "seats", true}, {"EUR/poste/mois", "€/month/seat", true}, {"h", "heures", true},
		{"min", "minute", true}, {"Postes", "poste", true}, {"jour", "jour ouvré", false}, {"%", "", false}, {"EUR HT", "EUR", false}, {"point", "%", false},
		{"salarie\u0301", "salarié", true}, {"Licence", "licences", true}, {"côte", "cote", false}} {
		if got := unit(t, test.a).Equal(unit(t, test.b)); got != test.want {
			t.Errorf("%q equals %q: %v, want %v", test.a, test.b, got, test.want)
		}
	}
}

func TestUnitArithmetic(t *testing.T) {
	fee, seat := unit(t, "EUR/poste/mois"), unit(t, "seats")
	for _, test := range []struct {
		got  Unit
		want string
	}{{fee.Mul(seat), "EUR/mois"}, {fee.Div(fee), ""}, {fee.Pow(2), "EUR^2/poste^2/mois^2"}, {fee.Pow(0), ""}, {fee.Pow(-1), "poste*mois/EUR"},
		{Unit{}.Div(fee), "poste*mois/EUR"}, {unit(t, "%").Plain(), ""}, {unit(t, "EUR*%").Plain(), "EUR"}} {
		if test.got.String() != test.want {
			t.Errorf("got %q, want %q", test.got, test.want)
		}
	}
	huge := fee
	for range 40 {
		huge = huge.Mul(huge) // must neither panic nor grow without end
	}
	if _, err := ParseUnit(huge.String()); err != nil {
		t.Errorf("%q: %v", huge, err)
	}
}

func TestConvert(t *testing.T) {
	for _, test := range []struct {
		from, to string
		want     float64
		ok       bool
	}{{"an", "mois", 12, true}, {"mois", "years", 1.0 / 12, true}, {"EUR/mois", "EUR/an", 12, true}, {"semaine", "jour", 7, true}, {"jour", "h", 24, true},
		{"heure", "minute", 60, true}, {"min", "heure", 1.0 / 60, true}, {"trimestre", "mois", 3, true}, {"mois", "jour", 0, false}, {"EUR", "USD", 0, false},
		{"EUR", "EUR", 1, true}, {"%", "", 0.01, true}, {"", "%", 100, true}, {"EUR HT", "EUR", 1, true}, {"EUR", "EUR TTC/1", 0, false}, {"EUR HT/mois", "EUR/an", 12, true},
		{"EUR HT", "EUR TTC", 0, false}, {"jour", "jour ouvré", 0, false}} {
		to, err := ParseUnit(test.to)
		if err != nil {
			continue
		}
		if got, ok := Convert(unit(t, test.from), to); got != test.want || ok != test.ok {
			t.Errorf("Convert(%q, %q) = %v, %v, want %v, %v", test.from, test.to, got, ok, test.want, test.ok)
		}
	}
	if got := unit(t, "%").Scale(); got != 0.01 {
		t.Errorf("the scale of %% is %v", got)
	}
}

// FuzzParseUnit: no panic; errors lie in the text; a unit reads back from its text
// as the same unit; dividing it by itself leaves none.
func FuzzParseUnit(f *testing.F) {
	for _, seed := range []string{"EUR/poste/mois", "jours ouvrés", "1/mois", "m^2", "€ HT", "%", "beauxss", "a·b×c", "\xff", "é/è*œ", "US$", "1*a", "x^999999"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		u, err := ParseUnit(text)
		if err != nil {
			var wrong *UnitError
			if !errors.As(err, &wrong) || wrong.Offset < 0 || wrong.Length < 0 || wrong.Offset+wrong.Length > len(text) {
				t.Fatalf("ParseUnit(%q): %#v", text, err)
			}
			return
		}
		parts, failed := parseParts(u.String())
		if failed != nil || compose(parts) != u {
			t.Fatalf("ParseUnit(%q) = %q, which does not read back: %v", text, u, failed)
		}
		if !u.Div(u).IsNone() || u.IsNone() != (u.String() == "") {
			t.Fatalf("%q divided by itself is %q", u, u.Div(u))
		}
	})
}
