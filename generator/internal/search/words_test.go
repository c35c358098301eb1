package search

import (
	"encoding/json"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// vectors returns texts and their words. The client is held to the same file
// (generator/e2e/search.test.js).
func vectors(t testing.TB) map[string][]string {
	t.Helper()
	data, err := os.ReadFile("testdata/words.json")
	if err != nil {
		t.Fatal(err)
	}
	var list [][2]json.RawMessage
	if err := json.Unmarshal(data, &list); err != nil {
		t.Fatal(err)
	}
	all := map[string][]string{}
	for _, pair := range list {
		var text string
		var words []string
		if json.Unmarshal(pair[0], &text) != nil || json.Unmarshal(pair[1], &words) != nil {
			t.Fatalf("cannot read %s", pair)
		}
		all[text] = words
	}
	return all
}

func TestWords(t *testing.T) {
	for text, want := range vectors(t) {
		if got := Words(text); !slices.Equal(got, want) {
			t.Errorf("Words(%q) = %q, want %q", text, got, want)
		}
	}
}

func FuzzWords(f *testing.F) {
	for text := range vectors(f) {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return // what is read is checked before
		}
		last := 0
		for s := (&scanner{text: text}); s.next(); last = s.to {
			raw := text[s.from:s.to]
			if s.from < last || s.to <= s.from || strings.ContainsAny(raw, " '’-,;<>\"\\\n") {
				t.Fatalf("%q at %d of %q, after %d", raw, s.from, text, last)
			}
			if string(s.small) != small(raw) || s.hash != hash(s.small) {
				t.Fatalf("%q is %q in small letters (%d), want %q (%d)", raw, s.small, s.hash, small(raw), hash([]byte(small(raw))))
			}
			folded := Fold(raw)
			if again := Fold(folded); again != folded {
				t.Fatalf("%q folds to %q, and that to %q", raw, folded, again)
			}
			for _, other := range []string{string(s.small), norm.NFD.String(raw), norm.NFC.String(raw)} {
				if Fold(other) != folded {
					t.Fatalf("%q folds to %q, but %q to %q", raw, folded, other, Fold(other))
				}
			}
		}
	})
}

func TestRead(t *testing.T) {
	var r Reader
	r.Read("<p>what stood there before</p><h2>Old</h2>")
	got := r.Read("<p>En <strong>br", "ef</strong></p>", `<p>L’<em>infogérance</em> &amp; vous<sup id="fnref:1"><a href="#fn:1">1</a></sup>,
le 1<sup>er</sup> mai<sup>[<a>2</a>]</sup>.</p>
<h2 id="a&amp;b">Les <code>prix</code></h2>
<table><tr><th>Un</th><td>deux</td></tr></table><h3 id="x">Sous-titre</h3><p>a &lt; b<br>c</p>
<span class="fact">3 €<button type="button">?</button></span>
<h2 id="vide"></h2><h2 id="fin">Fin</h2><ul><li>un</li><li>deux&#160;<a href="#r" class="footnote-backref">↩</a></li></ul>`)
	want := []Section{
		{Text: "En bref\nL’infogérance & vous, le 1er mai."},
		{ID: "a&b", Heading: "Les prix", Text: "Un\ndeux\nSous-titre\na < b c\n3 €", Subheadings: [][2]int{{8, 19}}},
		{ID: "vide"},
		{ID: "fin", Heading: "Fin", Text: "un\ndeux\u00a0"},
	}
	for i := range want {
		if i >= len(got) || got[i].ID != want[i].ID || got[i].Heading != want[i].Heading || got[i].Text != want[i].Text || !slices.Equal(got[i].Subheadings, want[i].Subheadings) {
			t.Fatalf("section %d\ngot  %+v\nwant %+v", i, got, want)
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d sections, want %d", len(got), len(want))
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<p>a</p><h2 id="b">c</h2><h3>d`, "<")
	f.Add(`</h2></h3>x<h1>&`, `<sup class=">"><button>`)
	f.Fuzz(func(t *testing.T, a, b string) {
		for _, s := range new(Reader).Read(a, b) {
			from := 0
			for _, sub := range s.Subheadings {
				if sub[0] < from || sub[1] < sub[0] || sub[1] > len(s.Text) {
					t.Fatalf("subheadings %v of %q", s.Subheadings, s.Text)
				}
				from = sub[1]
			}
		}
	})
}

// What is folded by the table is folded as by decomposition.
func TestFoldLatin(t *testing.T) {
	for r := 'À'; r <= 'ÿ'; r++ {
		if r == '×' || r == '÷' {
			continue
		}
		word := "a" + string(r) + "b9"
		if got, want := Fold(word)+"w", Fold(word+"ŵ"); got != want {
			t.Errorf("Fold(%q): got %q, want %q", word, got, want)
		}
	}
}
