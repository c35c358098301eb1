package register

import (
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"balise/generator/internal/diag"

	"github.com/rogpeppe/go-internal/txtar"
)

// FuzzRead: whatever the files, reading ends; every problem has a cause, a fix and
// a place in a file that is there; entries are sorted and have well-formed ids; and
// the same files give the same registers.
func FuzzRead(f *testing.F) {
	f.Add(goodFacts, goodSources, goodTerms)
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			f.Fatal(err)
		}
		text := map[string]string{}
		for _, file := range archive.Files {
			text[file.Name] = string(file.Data)
		}
		f.Add(text["content/facts.yaml"], text["content/sources.yaml"], text["content/glossary.yaml"])
	}
	f.Add("a: {label: A, kind: computed, formula: >-\n  >-\n}", "\ufeffa: b\r\n", "a:\n\tb")
	f.Add("a: {label: A, kind: computed, formula: '  \u00a0a +'}", "? a\n: b", "{a: {}, a: {}}")
	f.Fuzz(func(t *testing.T, factsText, sourcesText, termsText string) {
		if len(factsText)+len(sourcesText)+len(termsText) > 5000 {
			return
		}
		site := files{"content/facts.yaml": factsText, "content/sources.yaml": sourcesText, "content/glossary.yaml": termsText}
		r, problems := site.read(t)
		site.checkAll(t, problems)
		for _, d := range r.Facts {
			site.check(t, d.At)
			site.check(t, d.FormulaAt)
			site.check(t, d.ReviewAt)
			if !isID(d.ID) || r.Fact(d.ID) != d {
				t.Errorf("the fact %q", d.ID)
			}
		}
		if !slices.IsSortedFunc(r.Terms, func(a, b *Term) int { return strings.Compare(a.ID, b.ID) }) {
			t.Error("terms are not sorted")
		}
		if _, again := site.read(t); tell(again) != tell(problems) {
			t.Errorf("read twice\n%s\n%s", tell(problems), tell(again))
		}
	})
}

// checkAll reports problems without a cause, a fix or a place.
func (f files) checkAll(t *testing.T, problems diag.List) {
	t.Helper()
	for _, d := range problems {
		if d.Message == "" || d.Fix == "" || d.Code == "" {
			t.Errorf("%s: no cause, no fix or no code: %+v", d.Place, d)
		}
		f.check(t, d.Place)
		for _, related := range d.Related {
			f.check(t, related.Place)
		}
	}
}

// check reports a place that is not in a file.
func (f files) check(t *testing.T, p diag.Place) {
	t.Helper()
	text, ok := f[p.File]
	if !utf8.ValidString(text) || strings.Contains(text, "\x00") {
		return // the place of a byte in what is no text
	}
	text = strings.TrimPrefix(text, "\ufeff")
	lines := strings.Split(strings.ReplaceAll(strings.ReplaceAll(text, "\r\n", "\n"), "\r", "\n"), "\n")
	if !ok || p.Line < 1 || p.Line > len(lines) {
		t.Fatalf("%s is no place", span(p))
	}
	length := utf8.RuneCountInString(lines[p.Line-1])
	if p.Col < 1 || p.Col > length+1 || p.End != 0 && (p.End <= p.Col || p.End > length+1) {
		t.Errorf("%s is not on the line %q", span(p), lines[p.Line-1])
	}
}
