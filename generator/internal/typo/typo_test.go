package typo

import (
	"strings"
	"testing"
)

// example is a text and what becomes of it, both written with ⍽ for U+00A0, ⎵ for U+202F, and
// ⟦…⟧ around frozen text. In what comes out, <sup> holds what is raised.
type example struct{ in, want string }

var spaces = strings.NewReplacer("⍽", "\u00a0", "⎵", "\u202f")

var shown = strings.NewReplacer("\u00a0", "⍽", "\u202f", "⎵")

// parts returns the text of an example and its frozen spans.
func parts(example string) (text []byte, frozen []Span) {
	for rest := spaces.Replace(example); ; {
		before, after, ok := strings.Cut(rest, "⟦")
		text = append(text, before...)
		if !ok {
			return text, frozen
		}
		inside, after, _ := strings.Cut(after, "⟧")
		frozen = append(frozen, Span{len(text), len(text) + len(inside)})
		text = append(text, inside...)
		rest = after
	}
}

// set returns a text with its edits made, and the frozen spans of the new text.
func set(p *Setter, text []byte, frozen []Span, raise bool) (out []byte, moved []Span) {
	moved = append(moved, frozen...)
	from := 0
	for _, e := range p.Set(text, frozen) {
		out = append(out, text[from:e.Start]...)
		inserted := e.Text()
		if e.Raised() && raise {
			inserted = "<sup>" + inserted + "</sup>"
		}
		out = append(out, inserted...)
		for i, f := range frozen {
			if f.Start >= int(e.End) {
				moved[i].Start += len(inserted) - int(e.End-e.Start)
				moved[i].End += len(inserted) - int(e.End-e.Start)
			}
		}
		from = int(e.End)
	}
	return append(out, text[from:]...), moved
}

// try sets an example and checks it, and that setting it again changes nothing.
func try(t *testing.T, lang string, e example) {
	t.Helper()
	p := New(lang)
	text, frozen := parts(e.in)
	want, _ := parts(e.want)
	got, _ := set(p, text, frozen, true)
	if string(got) != string(want) {
		t.Errorf("%s: %s\n got %s\nwant %s", lang, e.in, shown.Replace(string(got)), e.want)
		return
	}
	once, frozen := set(p, text, frozen, false)
	twice, _ := set(p, once, frozen, false)
	if string(twice) != string(once) {
		t.Errorf("%s: %s\nonce  %s\ntwice %s", lang, e.in, shown.Replace(string(once)), shown.Replace(string(twice)))
	}
	if len(frozen) == 0 {
		if got := Text(lang, string(text)); got != string(once) {
			t.Errorf("%s: Text(%s) = %s, want %s", lang, e.in, shown.Replace(got), shown.Replace(string(once)))
		}
	}
}

func TestFrench(t *testing.T) {
	for _, e := range frenchExamples {
		try(t, "fr", e)
	}
}

func TestEnglish(t *testing.T) {
	for _, e := range englishExamples() {
		try(t, "en", e)
	}
}

func TestOtherLanguages(t *testing.T) {
	for _, e := range []example{
		{`l'Italia : "bella" - 10 % ...`, `l’Italia : "bella" - 10 % ...`},
		{`'t Hooft zei 'nee'`, `'t Hooft zei 'nee'`},
		{`geht's um 14h30?`, `geht’s um 14h30?`},
		{`об'єкт 10 %`, `об'єкт 10 %`},
		{`日本'語`, `日本'語`},
	} {
		try(t, "it", e)
	}
}

func TestLanguageTags(t *testing.T) {
	for lang, want := range map[string]string{
		"fr": "l’eau⎵!", "fr-CA": "l’eau⎵!", "FR": "l’eau⎵!", "en": "l’eau !", "en-GB": "l’eau !", "frp": "l’eau !", "": "l'eau !",
	} {
		if got := shown.Replace(Text(lang, "l'eau !")); got != want {
			t.Errorf("Text(%q) = %s, want %s", lang, got, want)
		}
	}
}
