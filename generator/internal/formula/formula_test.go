package formula

import (
	"errors"
	"math"
	"strings"
	"testing"

	"balise/generator/internal/quantity"
)

// facts are the values that the tests' formulas read.
func facts(name string) (Quantity, bool) {
	values := map[string]struct {
		min, max float64
		unit     string
	}{
		"forfait": {20, 30, "EUR/poste/mois"}, "postes": {50, 50, "postes"}, "entree": {3000, 3000, "€"}, "duree": {3, 3, "ans"}, "mois": {36, 36, "mois"},
		"part": {16, 16, "%"}, "taux-2": {5, 7, "%"}, "zero": {-1, 1, ""}, "n": {2, 2, ""}, "huge": {1e200, 1e200, ""}, "3-ans": {7, 7, ""}, "ht": {1, 1, "EUR HT"},
		"fee": {20, 20, "EUR/seat/month"}, "a-b": {1, 1, ""}, "neg": {-3, 2, ""},
	}
	v, ok := values[name]
	if !ok {
		return Quantity{}, false
	}
	u, err := quantity.ParseUnit(v.unit)
	if err != nil {
		panic(err)
	}
	return Quantity{quantity.Range{Min: v.min, Max: v.max}, u}, true
}

func TestEval(t *testing.T) {
	tests := []struct {
		text     string
		min, max float64
		unit     string
	}{
		{"1 + 2 * 3", 7, 7, ""}, {"(1 + 2) * 3", 9, 9, ""}, {"10 - 4 - 3", 3, 3, ""}, {"8 / 4 / 2", 1, 1, ""}, {"2^3", 8, 8, ""}, {"-2^2", -4, -4, ""}, {"(-2)^2", 4, 4, ""},
		{"2^-1", 0.5, 0.5, ""}, {"--3", 3, 3, ""}, {"+3", 3, 3, ""}, {"5-3", 2, 2, ""}, {"5 × 3 ÷ 2", 7.5, 7.5, ""}, {"7 − 2", 5, 5, ""},
		{"forfait * postes", 1000, 1500, "EUR/mois"}, {"forfait * postes * 36 [mois] + entree", 39000, 57000, "EUR"}, {"duree * 12 [mois/an]", 36, 36, "mois"},
		{"10 %", 0.1, 0.1, ""}, {"part", 0.16, 0.16, ""}, {"entree * part", 480, 480, "EUR"}, {"1 + taux-2", 1.05, 1.07, ""}, {"12 [mois/an]", 12, 12, "mois/an"},
		{"min(forfait, 25 [EUR/poste/mois])", 20, 25, "EUR/poste/mois"}, {"max(1, 2, 3)", 3, 3, ""}, {"round(1234, 10)", 1230, 1230, ""}, {"round(0.125, 0.01)", 0.13, 0.13, ""},
		{"round(entree / 7, 10 [EUR])", 430, 430, "EUR"}, {"round(entree / 7, 10)", 430, 430, "EUR"}, {"round(2.5)", 3, 3, ""}, {"floor(2.7)", 2, 2, ""}, {"ceil(2.1)", 3, 3, ""},
		{"forfait / forfait", 20.0 / 30, 1.5, ""}, {"3-ans + 1", 8, 8, ""}, {"a-b - 1", 0, 0, ""}, {"fee + forfait", 40, 50, "EUR/seat/month"}, {"neg^2", 0, 9, ""},
		{"0.1 + 0.2", 0.30000000000000004, 0.30000000000000004, ""}, {"(1.02^3 - 1) * 100", (1.02*1.02*1.02 - 1) * 100, 6.1208, ""}, {"max ( 1 , 2 )", 2, 2, ""},
	}
	for _, test := range tests {
		f, err := Parse(test.text)
		if err != nil {
			t.Errorf("Parse(%q): %v", test.text, err)
			continue
		}
		got, err := f.Eval(facts)
		near := math.Abs(got.Range.Min-test.min) < 1e-12 && math.Abs(got.Range.Max-test.max) < 1e-9
		if err != nil || !near || got.Unit.String() != test.unit {
			t.Errorf("%q = %v, %v, want %v to %v %s", test.text, got, err, test.min, test.max, test.unit)
		}
	}
}

// at marks an error's place in a formula: "a >>+<< b".
func at(text string, err error) string {
	var e *Error
	if !errors.As(err, &e) {
		return "no error"
	}
	return text[:e.Offset] + ">>" + text[e.Offset:e.Offset+e.Length] + "<<" + text[e.Offset+e.Length:] + ": " + e.Message + " (" + e.Fix + ")"
}

func TestParseErrors(t *testing.T) {
	tests := [][2]string{
		{"", ">><<: the formula ends where a number"}, {"1 +", "1 +>><<: the formula ends"}, {"1,5 * 2", ">>1,5<< * 2: a comma separates"}, {"1 + * 2", `1 + >>*<< 2: "*" stands where`},
		{"(1 + 2", ">>(<<1 + 2: a parenthesis is not closed"}, {"1)", `1>>)<<: ")" stands`}, {"a b", `a >>b<<: "b" stands where an operator`}, {"sum(1)", `>>sum<<(1): no function "sum"`},
		{"min()", `min(>>)<<`}, {"floor(1, 2)", ">>floor<<(1, 2): floor does not take 2 arguments"}, {"round(1, 2, 3)", ">>round<<"}, {"36 [mois", "36 >>[mois<<: a bracket"}, {"36 []", "36 >>[]<<: the brackets"},
		{"36 [mois//an]", "36 [mois/>>/<<an]: a factor is missing"}, {"a [mois]", "a >>[<<mois]: a unit must follow a number"}, {"2^x", `2^>>x<<: "x" stands where a whole exponent`}, {"2^1.5", "2^>>1.5<<"}, {"2^65", "2^>>65<<"},
		{"2^2^2", "2^2>>^<<2: two powers"}, {"1 500 + 2", ">>1 500<< + 2: two numbers without"}, {"1.5k", "1.5>>k<<: "}, {"a ; b", "a >>;<< b"}, {"é\xff", "é>>\xff<<"}, {"=1", ">>=<<1"}, {"% 5", ">>%<< 5"}, {"1e999" + strings.Repeat("0", 3), "no error"},
		{strings.Repeat("9", 400), ">>" + strings.Repeat("9", 400) + "<<: the number is too large"}, {"2^", "2^>><<"}, {"(1,2)", "(>>1,2<<)"}, {"(1, 2)", `(1>>,<< 2): "," stands`},
	}
	for _, test := range tests {
		_, err := Parse(test[0])
		if got := at(test[0], err); !strings.HasPrefix(got, test[1]) {
			t.Errorf("Parse(%q) fails at %s\nwant %s", test[0], got, test[1])
		}
	}
}

func TestEvalErrors(t *testing.T) {
	for _, test := range [][2]string{
		{"entree + duree", "entree >>+<< duree: cannot add EUR and an (bring both"}, {"duree + mois", "duree >>+<< mois: cannot add an and mois (multiply what is in an by 12 [mois/an])"},
		{"mois - duree", "mois >>-<< duree: cannot subtract mois and an (multiply what is in an by 12 [mois/an])"}, {"1 + entree", "1 >>+<< entree: cannot add a number without a unit and EUR"},
		{"1 / zero", "1 >>/<< zero: division by -1 to 1, which may be 0"}, {"1 + nothing", `1 + >>nothing<<: no value for "nothing"`}, {"huge * huge", "huge >>*<< huge: the result is too large"},
		{"max(entree, mois)", ">>max<<(entree, mois): cannot compare EUR and mois"}, {"zero^-1", "zero>>^<<-1: division"}, {"round(1, 0)", ">>round<<(1, 0): cannot round to a step of 0"}, {"huge^3", "huge>>^<<3: the result"},
		{"round(entree, 1 [mois])", ">>round<<(entree, 1 [mois]): cannot round EUR to mois"}, {"entree + ht", "entree >>+<< ht: cannot add EUR and EUR HT (write the unit the same way"},
		{"fee + mois", "fee >>+<< mois: cannot add EUR/seat/month and mois"},
	} {
		f, err := Parse(test[0])
		if err != nil {
			t.Errorf("Parse(%q): %v", test[0], err)
			continue
		}
		_, err = f.Eval(facts)
		if got := at(test[0], err); !strings.HasPrefix(got, test[1]) {
			t.Errorf("%q fails at %s\nwant %s", test[0], got, test[1])
		}
	}
}

func TestLimits(t *testing.T) {
	for _, text := range []string{strings.Repeat("(", 100_000), strings.Repeat("-", 100_000), strings.Repeat("(", 500) + "1" + strings.Repeat(")", 500), strings.Repeat("-", 500) + "1", strings.Repeat("max(", 400)} {
		if _, err := Parse(text); err == nil || err.(*Error).Offset > len(text) {
			t.Errorf("Parse of %d bytes %q…: %v", len(text), text[:5], err)
		}
	}
	if f, err := Parse(strings.Repeat("1+", 999) + "1"); err != nil {
		t.Error(err)
	} else if q, err := f.Eval(facts); err != nil || q.Range.Min != 1000 {
		t.Errorf("a long sum is %v, %v", q, err)
	}
}

func TestNames(t *testing.T) {
	const text = "a-b * (c + a-b) + max(3-ans, 2) - été"
	f, err := Parse(text)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, n := range f.Names() {
		if !strings.HasPrefix(text[n.Offset:], n.Text) {
			t.Errorf("%q is not at %d", n.Text, n.Offset)
		}
		got = append(got, n.Text)
	}
	if strings.Join(got, " ") != "a-b c a-b 3-ans été" {
		t.Errorf("Names of %q = %v", text, got)
	}
}

func TestString(t *testing.T) {
	for _, test := range [][2]string{
		{"1+2*3", "1 + 2 * 3"}, {"((1+2))*3", "(1 + 2) * 3"}, {"a - (b - c)", "a - (b - c)"}, {"(a - b) - c", "a - b - c"}, {"-(a+b)^2", "-(a + b)^2"}, {"(-a)^2", "(-a)^2"}, {"a*-b", "a * -b"},
		{"36[mois]", "36 [mois]"}, {"10%", "10 %"}, {"min( a,b )", "min(a, b)"}, {"5 [postes/ans]", "5 [poste/an]"}, {"(a^2)^3", "(a^2)^3"}, {"+a", "a"},
	} {
		f, err := Parse(test[0])
		if err != nil {
			t.Errorf("Parse(%q): %v", test[0], err)
		} else if got := f.String(); got != test[1] {
			t.Errorf("Parse(%q).String() = %q, want %q", test[0], got, test[1])
		}
	}
}

// FuzzFormula: no panic; errors lie in the text; a formula reads back from its
// String with the same value; with names for points of their ranges it gives a
// point of the range.
func FuzzFormula(f *testing.F) {
	for _, seed := range []string{"forfait * postes * 36 [mois] + entree", "-(neg^2) / n^-2", "round(part * 3, 0.01)", "max(min(1, neg), ceil(0.5))", "1,5", "36 [m²/s]", "((1", "10 % / 3-ans",
		"neg - neg * neg", "é\xff", "5 [beauxss]", "1 [1]", "floor(neg / 2) × 3"} {
		f.Add(seed, 0.3)
	}
	f.Fuzz(func(t *testing.T, text string, part float64) {
		parsed, err := Parse(text)
		var e *Error
		if err != nil {
			if !errors.As(err, &e) || e.Offset < 0 || e.Length < 0 || e.Offset+e.Length > len(text) || e.Message == "" {
				t.Fatalf("Parse(%q): %#v", text, err)
			}
			return
		}
		whole, err := parsed.Eval(facts)
		if err != nil && (!errors.As(err, &e) || e.Offset < 0 || e.Length <= 0 || e.Offset+e.Length > len(text)) {
			t.Fatalf("%q: %#v", text, err)
		}
		if again := parsed.String(); len(again) <= longest {
			back, failed := Parse(again)
			if failed != nil {
				t.Fatalf("%q reads back as %q: %v", text, again, failed)
			}
			if q, wrong := back.Eval(facts); q != whole || (wrong == nil) != (err == nil) || back.String() != again {
				t.Fatalf("%q = %v, %v; %q = %v, %v; %q", text, whole, err, again, q, wrong, back)
			}
		}
		checkProgram(t, text, parsed, whole, err)
		if err == nil {
			checkPoint(t, text, parsed, whole, part)
		}
	})
}

func checkPoint(t *testing.T, text string, f *Formula, whole Quantity, part float64) {
	t.Helper()
	if !(part >= 0 && part <= 1) {
		part = 0.5
	}
	point, err := f.Eval(func(name string) (Quantity, bool) {
		q, ok := facts(name)
		r := q.Range
		q.Range = quantity.Exact(max(r.Min, min(r.Min+(r.Max-r.Min)*part, r.Max)))
		return q, ok
	})
	if err != nil || !whole.Range.Holds(point.Range.Min) || !whole.Range.Holds(point.Range.Max) {
		t.Fatalf("%q = %v for points, %v; %v for ranges", text, point, err, whole)
	}
}
