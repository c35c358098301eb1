package register

import (
	"fmt"
	"strings"
	"testing"

	"balise/generator/internal/diag"
)

// Thousands of entries are read, whatever is wrong with them, in no more time than
// it takes to read them: nothing goes through all entries for each.
func TestManyEntries(t *testing.T) {
	const n = 10_000
	for name, line := range map[string]func(i int) string{
		"chain": func(i int) string { return fmt.Sprintf("f%d: {label: A, kind: computed, formula: 1 + f%d}", i, i+1) },
		"circle": func(i int) string {
			return fmt.Sprintf("f%d: {label: A, kind: computed, formula: 1 + f%d}", i, (i+1)%n)
		},
		"back edges": func(i int) string { return fmt.Sprintf("f%d: {label: A, kind: computed, formula: f0 + f%d}", i, i+1) },
		"unknown": func(i int) string {
			return fmt.Sprintf("f%d: {label: A, kind: public, value: 1, sources: [s%d]}", i, i)
		},
		"contradiction": func(i int) string {
			return fmt.Sprintf("f%d: {label: A, kind: hypothesis, value: 1, contradicts: f0}", i)
		},
	} {
		t.Run(name, func(t *testing.T) {
			var b strings.Builder
			for i := range n {
				fmt.Fprintln(&b, line(i))
			}
			r, problems := files{"content/facts.yaml": b.String()}.read(t)
			if len(r.Facts) != n {
				t.Errorf("%d facts", len(r.Facts))
			}
			if size := len(tell(problems)); size > 300*n {
				t.Errorf("%d bytes of problems", size)
			}
		})
	}
}

func TestTooManyEntries(t *testing.T) {
	text := strings.Repeat("a: {}\n", maxEntries+1)
	r, problems := files{"content/facts.yaml": text}.read(t)
	if len(problems) != 1 || problems[0].Code != diag.YAMLRefused || problems[0].Line != maxEntries+1 || !r.IsCut(Facts) {
		t.Errorf("problems\n%.500s", tell(problems))
	}
}

func BenchmarkRead(b *testing.B) {
	var facts strings.Builder
	for i := range 1000 {
		fmt.Fprintf(&facts, "fait-%d:\n  label: \"Prix d'un poste %d\"\n  value: {min: 20, max: 30}\n  unit: EUR/poste/mois\n  kind: public\n  sources: [\"anssi, p. %d\"]\n  as_of: 2024-05\n", i, i, i)
	}
	tree := files{"content/facts.yaml": facts.String(), "content/sources.yaml": goodSources}.tree(b, nil)
	b.ReportAllocs()
	for b.Loop() {
		if _, problems := Read(nil, tree); len(problems) > 0 {
			b.Fatal(tell(problems))
		}
	}
}
