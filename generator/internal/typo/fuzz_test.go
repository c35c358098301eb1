package typo

import (
	"bytes"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"
)

// seeds gives a fuzz target the examples in each language.
func seeds(f *testing.F) {
	f.Helper()
	for _, e := range append(slices.Clip(frenchExamples), englishExamples()...) {
		for _, lang := range []string{"fr", "en", "it"} {
			f.Add(lang, e.in)
		}
	}
}

// Setting a text that has been set changes nothing.
func FuzzIdempotent(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, lang, example string) {
		p := New(lang)
		text, frozen := parts(example)
		once, moved := set(p, text, frozen, false)
		twice, _ := set(p, once, moved, false)
		if !bytes.Equal(once, twice) {
			t.Errorf("%s: %q\nonce  %s\ntwice %s", lang, example, shown.Replace(string(once)), shown.Replace(string(twice)))
		}
	})
}

// Edits ascend, do not overlap and begin where characters do; what is frozen stays as it is, and so
// do all letters and digits but those of ordinals and the x between numbers.
func FuzzLetters(f *testing.F) {
	seeds(f)
	f.Fuzz(func(t *testing.T, lang, example string) {
		p := New(lang)
		text, frozen := parts(example)
		if !utf8.Valid(text) {
			return
		}
		from := int32(0)
		for _, e := range p.Set(text, frozen) {
			switch {
			case e.Start < from, e.End < e.Start, int(e.End) > len(text):
				t.Fatalf("%q: edit %+v after %d", text, e, from)
			case !utf8.Valid(text[e.Start:e.End]), int(e.Start) < len(text) && !utf8.RuneStart(text[e.Start]):
				t.Fatalf("%q: edit %+v cuts a character", text, e)
			case touches(e, frozen):
				t.Fatalf("%q: edit %+v of what is frozen", text, e)
			}
			from = e.End
			old := string(text[e.Start:e.End])
			if got, want := letters(e.Text()), letters(old); got != want && !e.Raised() && !(old == "x" && e.Text() == "×") {
				t.Fatalf("%q: edit %+v of letters", text, e)
			}
		}
		for _, found := range p.Findings() {
			if found.Start >= found.End || found.End > len(text) || !utf8.Valid(text[found.Start:found.End]) {
				t.Fatalf("%q: finding %+v", text, found)
			}
		}
	})
}

func touches(e Edit, frozen []Span) bool {
	for _, f := range frozen {
		if int(e.Start) < f.End && int(e.End) > f.Start {
			return true
		}
	}
	return false
}

// letters returns a text without what the rules may change.
func letters(s string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r), strings.ContainsRune(`"'’‘“”«»<>-–—−….`, r):
			return -1
		}
		return r
	}, s)
}
