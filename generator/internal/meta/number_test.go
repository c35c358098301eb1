package meta

import (
	"testing"

	"balise/generator/internal/diag"
)

// one returns the mapping that a text of one key is.
func one(text string) *Mapping {
	return Parse(Source{Lines: diag.NewLines("a.yaml", []byte(text)), Text: text})
}

func TestDecimal(t *testing.T) {
	for _, test := range []struct {
		text     string
		x        float64
		decimals int
		ok       bool
		fix      string
	}{
		{"4", 4, 0, true, ""}, {"-1.50", -1.5, 2, true, ""}, {"1.5e3", 1500, 0, true, ""}, {"15e-1", 1.5, 1, true, ""}, {"0.5", 0.5, 1, true, ""},
		{"1 500", 0, 0, false, "write v: 1500"}, {"1,5", 0, 0, false, "write v: 1.5"}, {"010", 0, 0, false, "write v: 10"}, {".5", 0, 0, false, "write v: 0.5"},
		{`"4"`, 0, 0, false, "write v: 4"}, {"1,500", 0, 0, false, "write digits, with a point before the decimals: v: 1500.5"},
		{"1e999", 0, 0, false, "write a number of at most 300 digits"}, {"[4]", 0, 0, false, "write digits, with a point before the decimals: v: 1500.5"},
	} {
		m := one("v: " + test.text)
		x, decimals, ok := m.Decimal("v")
		if x != test.x || decimals != test.decimals || ok != test.ok {
			t.Errorf("%s is %v with %d decimals, %v", test.text, x, decimals, ok)
		}
		if p := m.Problems(); ok != (len(p) == 0) || !ok && p[0].Fix != test.fix {
			t.Errorf("%s: problems %v, want the fix %q", test.text, p, test.fix)
		}
	}
}

func TestMoment(t *testing.T) {
	for text, fix := range map[string]string{
		"2024": "", "2024-05": "", "2024-05-17": "", "2024-5": "write v: 2024-05", "05/2024": "write v: 2024-05", "2024/5/7": "write v: 2024-05-07",
		"2024-02-30": "write a day that the calendar has, as YYYY-MM-DD", "hier": "write it as YYYY, YYYY-MM or YYYY-MM-DD, for example v: 2026-11",
	} {
		m := one("v: " + text)
		if got := m.Moment("v"); (got == text) != (fix == "") {
			t.Errorf("%s is %q", text, got)
		}
		if p := m.Problems(); fix != "" && (len(p) != 1 || p[0].Fix != fix) {
			t.Errorf("%s: problems %v, want the fix %q", text, p, fix)
		}
	}
}

// Within finds a stretch where the text stands as it is, and else the whole value.
func TestWithin(t *testing.T) {
	for _, test := range []struct {
		text     string
		col, end int
	}{
		{`v: é + b`, 8, 9}, {`v: "é + b"`, 9, 10}, {`v: " é + b"`, 10, 11}, {`v: "\u00e9 + b"`, 4, 11}, {"v: é\n  + b", 4, 5}, {"v: >\n  é + b", 4, 5},
	} {
		v, _ := one(test.text).Value("v")
		if p := v.Within(len("é + "), 1); p.Line != 1 || p.Col != test.col || p.End != test.end {
			t.Errorf("%q: %+v, want columns %d to %d", test.text, p, test.col, test.end)
		}
	}
}

// Ids may stand twice for their reader to judge, and there may be many.
func TestEntries(t *testing.T) {
	text := "a: {x: y, x: z}\nb: c\na: d\n"
	m := Parse(Source{Lines: diag.NewLines("a.yaml", []byte(text)), Text: text, IDs: true, MaxKeys: 3})
	var got string
	for _, e := range m.Entries() {
		got += e.Key
	}
	if got != "aba" || len(m.Problems()) != 0 {
		t.Errorf("entries %s, problems %v", got, m.Problems())
	}
	m.Entries()[0].Mapping("{x: y}")
	if p := m.Problems(); len(p) != 1 || p[0].Code != diag.KeyDuplicate {
		t.Errorf("a key stands twice in an entry, problems %v", p)
	}
}
