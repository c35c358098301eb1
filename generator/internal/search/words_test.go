package search

import (
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode"
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
		for s := (&scanner{text: []byte(text)}); s.next(); last = s.to {
			raw := text[s.from:s.to]
			if s.from < last || s.to <= s.from || strings.ContainsAny(raw, " '’-,;<>\"\\\n") {
				t.Fatalf("%q at %d of %q, after %d", raw, s.from, text, last)
			}
			if string(s.small) != small(raw) || s.key != keyOf(s.small) {
				t.Fatalf("%q is %q in small letters (%d), want %q (%d)", raw, s.small, s.key, small(raw), keyOf([]byte(small(raw))))
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

// shown returns what there is in sections, for reading.
func shown(sections []Section) string {
	var b strings.Builder
	for _, s := range sections {
		fmt.Fprintf(&b, "%q %q %q %v\n", s.ID, s.Heading, s.Text, s.Subheadings)
	}
	return b.String()
}

func TestRead(t *testing.T) {
	var r Reader
	r.Read([]byte("<p>what stood there before</p><h2>Old</h2>"))
	r.Reset()
	first := r.Read([]byte(`<p>En <strong>bref</strong></p><p>L’<em>infogérance</em> &amp; vous<sup id="fnref:1"><a href="#fn:1">1</a></sup>,
le 1<sup>er</sup> mai<sup>[<a>2</a>]</sup>.</p>
<h2 id="a&amp;b">Les <code>prix</code></h2>
<table><tr><th>Un</th><td>deux</td></tr></table><h3 id="x">Sous-titre</h3><p>a &lt; b<br>c</p>
<span class="fact">3 €<button type="button">?</button></span>
<h2 id="vide"></h2><h2 id="fin">Fin</h2><ul><li>un</li><li>deux&#160;<a href="#r" class="footnote-backref">↩</a></li></ul>`))
	second := r.Read([]byte("Sans titre<h2>Un</h2>deux<h3>&quot;trois&quot;</h3>"))
	for _, test := range []struct {
		got  []Section
		want string
	}{
		{first, `"" "" "En bref\nL’infogérance & vous, le 1er mai." []
"a&b" "Les prix" "Un\ndeux\nSous-titre\na < b c\n3 €" [[8 19]]
"vide" "" "" []
"fin" "Fin" "un\ndeux\u00a0" []
`},
		{second, `"" "" "Sans titre" []
"" "Un" "deux\n\"trois\"" [[5 12]]
`},
	} {
		if got := shown(test.got); got != test.want {
			t.Errorf("got\n%s\nwant\n%s", got, test.want)
		}
	}
}

// What is told of characters by their first bytes is what Unicode says.
func TestCharAt(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		size, word := charAt([]byte(string(r)+"."), 0)
		want := r == softHyphen || r != utf8.RuneError && unicode.In(r, unicode.L, unicode.N, unicode.M)
		if size != utf8.RuneLen(r) || word != want {
			t.Errorf("%U: got %d, %t, want %d, %t", r, size, word, utf8.RuneLen(r), want)
		}
	}
}

func FuzzRead(f *testing.F) {
	f.Add(`<p>a</p><h2 id="b">c</h2><h3>d`, "<")
	f.Add(`</h2></h3>x<h1>&`, `<sup class=">"><button>`)
	f.Fuzz(func(t *testing.T, a, b string) {
		var r Reader
		first := r.Read([]byte(a))
		before := shown(first)
		for _, s := range r.Read([]byte(a + b)) {
			from := 0
			for _, sub := range s.Subheadings {
				if sub[0] < from || sub[1] < sub[0] || sub[1] > len(s.Text) {
					t.Fatalf("subheadings %v of %q", s.Subheadings, s.Text)
				}
				from = sub[1]
			}
		}
		if after := shown(first); after != before {
			t.Fatalf("what was read before\n%s\nbecame\n%s", before, after)
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
