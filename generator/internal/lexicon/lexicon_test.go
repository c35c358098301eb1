package lexicon

import (
	"slices"
	"sync"
	"testing"
)

func TestNewClashes(t *testing.T) {
	entries := []Entry{
		{"pra", []string{"plan de reprise", "plans de reprises", "PRA"}},
		{"pri", []string{"Plan  de\u00a0reprise", "PRA", "pra", "", " ", "…"}},
		{"it", []string{"Pra", "l’été"}},
		{"ete", []string{"l'e\u0301te\u0301", "niveau", "niveaux"}},
	}
	want := []Clash{
		{"Plan  de\u00a0reprise", "pra", "pri"},
		{"PRA", "pra", "pri"},
		{"Pra", "pri", "it"},
		{"l'e\u0301te\u0301", "it", "ete"},
	}
	l, got := New(entries)
	if !slices.Equal(got, want) {
		t.Errorf("clashes\n got %q\nwant %q", got, want)
	}
	entries[0].ID, entries[0].Spellings[0] = "changed", "changed"
	const text = "plan de reprise PRA pra"
	if got, want := marked(text, l.Find([]byte(text), nil)), "[0:plan de reprise] [0:PRA] [1:pra]"; got != want {
		t.Errorf("Find(%q) = %q, want %q", text, got, want)
	}
}

func TestEqual(t *testing.T) {
	make := func(entries ...Entry) *Lexicon { l, _ := New(entries); return l }
	a, b := Entry{"a", []string{"x", "y"}}, Entry{"b", []string{"z"}}
	var none *Lexicon
	tests := []struct {
		name string
		l, o *Lexicon
		want bool
	}{
		{"none", none, none, true},
		{"none and empty", none, make(), true},
		{"none and some", none, make(a), false},
		{"the same", make(a, b), make(a, b), true},
		{"another order", make(a, b), make(b, a), false},
		{"fewer", make(a, b), make(a), false},
		{"another ID", make(a), make(Entry{"b", a.Spellings}), false},
		{"another spelling", make(a), make(Entry{"a", []string{"x", "Y"}}), false},
		{"spellings in another order", make(a), make(Entry{"a", []string{"y", "x"}}), false},
	}
	for _, test := range tests {
		if test.l.Equal(test.o) != test.want || test.o.Equal(test.l) != test.want {
			t.Errorf("%s: want %v both ways", test.name, test.want)
		}
	}
}

func TestKnows(t *testing.T) {
	l := lexiconOf("PRA|plan de reprise d'activité", "cloud", "NIS2", "x@y|.NET|C++")
	tests := map[string]bool{
		"PRA": true, "pra": false, "PRAs": false, "plan de reprise d’activité": true, "Plans de reprises d'activités": true,
		"plan": false, "Clouds": true, "cloud ": false, " cloud": false, "cloud x": false, "l'cloud": false, "NIS2": true,
		"NIS": false, "": false, " ": false, "x@y": true, ".NET": true, ".net": false, "C++": true, "C": false,
	}
	for word, want := range tests {
		if got := l.Knows(word); got != want {
			t.Errorf("Knows(%q) = %v, want %v", word, got, want)
		}
	}
	var none *Lexicon
	if none.Knows("PRA") {
		t.Error("no lexicon knows PRA")
	}
}

// Many words lead through a table that grows, and none is lost.
func TestManySpellings(t *testing.T) {
	entries := glossary()
	l, _ := New(entries)
	for i, e := range entries {
		for _, s := range e.Spellings {
			if got := l.Find([]byte("de "+s+", "), nil); len(got) != 1 || got[0].Entry != i {
				t.Fatalf("Find(%q) = %v, want entry %d", s, got, i)
			}
		}
	}
}

func TestConcurrentUse(t *testing.T) {
	l, _ := New(glossary())
	text := prose(t)
	want := l.Find(text, nil)
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if got := l.Find(text, nil); !slices.Equal(got, want) {
				t.Errorf("%d matches at the same time, want %d", len(got), len(want))
			}
		})
	}
	group.Wait()
}
