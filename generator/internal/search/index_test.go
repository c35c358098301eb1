package search

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"
)

// opened is an index as a browser reads it.
type opened struct {
	classes map[string]int // by form
	lists   []string
	terms   map[string]int
}

// open reads the files of an index as the client does, beginning with meta.js.
func open(t testing.TB, x *Index) opened {
	t.Helper()
	o := opened{classes: map[string]int{}, terms: map[string]int{}}
	var meta struct {
		Stops, T string
		L        struct {
			Firsts, Hashes []string
			Classes        []int
		}
	}
	used := map[string]bool{}
	load := func(name string, into ...any) {
		t.Helper()
		used[name] = true
		data, ok := strings.CutPrefix(string(x.File(name+".js")), `K("`+name+`",`)
		data, closed := strings.CutSuffix(data, ")\n")
		if !ok || !closed || strings.Contains(data, "<") {
			t.Fatalf("%s.js is %.60q", name, x.File(name+".js"))
		}
		if err := json.Unmarshal([]byte("["+data+"]"), &into); err != nil {
			t.Fatalf("%s.js: %v in %.200s", name, err, data)
		}
	}
	load("meta", &meta)
	for i, hash := range meta.L.Hashes {
		var text string
		var firsts []int
		var hashes []string
		load("l-"+hash, &text, &firsts, &hashes)
		if meta.L.Classes[i] != len(o.lists) {
			t.Fatalf("piece %d begins with class %d, want %d", i, meta.L.Classes[i], len(o.lists))
		}
		for j, f := range readForms(text, meta.L.Classes[i]) {
			if i > 0 && j == 0 && f.text != meta.L.Firsts[i] {
				t.Errorf("piece %d begins with %q, meta.js says %q", i, f.text, meta.L.Firsts[i])
			}
			o.classes[f.text] = int(f.class)
		}
		for j, hash := range hashes {
			if firsts[j] != len(o.lists)-meta.L.Classes[i] {
				t.Fatalf("lists of piece %d begin with class %d, want %d", i, firsts[j], len(o.lists)-meta.L.Classes[i])
			}
			var lists []string
			load("p-"+hash, &lists)
			o.lists = append(o.lists, lists...)
		}
	}
	if meta.T != "" {
		load("t-"+meta.T, &o.terms)
	}
	if len(used) != len(x.Names()) {
		t.Errorf("%v are used, of %v", used, x.Names())
	}
	return o
}

// find returns the weights of a form, by document and section.
func (o opened) find(form string) map[[2]int]int {
	class, ok := o.classes[form]
	if !ok {
		return nil
	}
	return o.weights(class)
}

func (o opened) weights(class int) map[[2]int]int {
	found, document := map[[2]int]int{}, 0
	for list := strings.TrimPrefix(o.lists[class], "!"); list != ""; {
		distance, section, rest := readPlace(list)
		document += distance
		found[[2]int{document, section}] = value(rest[0])
		list = rest[1:]
	}
	return found
}

// page makes a document of paragraphs: the first one above all headings, the
// others each below one.
func page(title string, paragraphs ...string) Document {
	html := "<p>" + paragraphs[0] + "</p>"
	for i, p := range paragraphs[1:] {
		heading, text, _ := strings.Cut(p, ": ")
		html += fmt.Sprintf(`<h2 id="s%d">%s</h2><p>%s</p>`, i, heading, text)
	}
	return Document{URL: title + "/", Title: title, Sections: new(Reader).Read([]byte(html))}
}

// index makes an index of documents in segments of so many.
func index(o Options, documents []Document, size int) *Index {
	in, analyser := Input{Options: o}, NewAnalyser(o)
	for part := range slices.Chunk(documents, size) {
		in.Segments = append(in.Segments, analyser.Segment(part))
	}
	return New(in)
}

func TestFormsOfOneClass(t *testing.T) {
	o := open(t, index(Options{Lang: "fr"}, []Document{
		page("Réversibilité", "La réversibilité, les réversibilités."), page("REVERSIBILITE", "Un titre sans accents."),
		page("Sorties", "L’infogérance d'un infogérant : infogérer.", "Deux cœurs: un cœur, un pare-feu de 1 500 €, 20 000 euros"),
	}, 32))
	for _, same := range []string{"reversibilite reversibilites", "infogerance infogerant infogerer", "coeur coeurs", "sorties sorties"} {
		words := strings.Fields(same)
		for _, word := range words[1:] {
			if first, ok := o.classes[words[0]]; !ok || first != o.classes[word] {
				t.Errorf("%q has class %d and %q %d", words[0], first, word, o.classes[word])
			}
		}
	}
	if got := len(o.find("reversibilite")); got != 2 {
		t.Errorf("reversibilite is in %d sections, want 2", got)
	}
	for _, there := range []string{"parefeu", "1500", "pare", "20000", "500"} {
		if o.find(there) == nil {
			t.Errorf("%q is not found", there)
		}
	}
	for _, absent := range []string{"la", "d", "les", "un", ""} {
		if o.find(absent) != nil {
			t.Errorf("%q is found", absent)
		}
	}
}

func TestTermsAreOneClass(t *testing.T) {
	terms := []Term{{"sla", []string{"Engagement de niveau de service", "SLA", "GTR"}}, {"forfait", []string{"Forfait"}}}
	o := open(t, index(Options{Lang: "fr", Terms: terms}, []Document{
		page("Un", "Le SLA du contrat."), page("Deux", "Les engagements de niveau de service, un service."), page("Trois", "Une GTR au forfait. Un engagement."),
	}, 32))
	for _, word := range []string{"sla", "gtr"} {
		if got := slices.Sorted(maps.Keys(documentsOf(o.find(word)))); !slices.Equal(got, []int{0, 1, 2}) {
			t.Errorf("%q is in the documents %v, want all", word, got)
		}
	}
	key := fmt.Sprintf("%d %d %d", o.classes["engagement"], o.classes["niveau"], o.classes["service"])
	if got, ok := o.terms[key]; !ok || got != o.classes["sla"] {
		t.Errorf("the spelling %s has class %d, want %d; terms %v", key, got, o.classes["sla"], o.terms)
	}
	if got := len(o.find("engagement")); got != 2 {
		t.Errorf("a word of a term is in %d sections, want 2", got)
	}
}

func documentsOf(found map[[2]int]int) map[int]bool {
	documents := map[int]bool{}
	for place := range found {
		documents[place[0]] = true
	}
	return documents
}

// prose makes documents of random words, rare and common.
func prose(seed uint64, n int) []Document {
	rng := rand.New(rand.NewPCG(seed, 1))
	words := func(n int) string {
		var b strings.Builder
		for range n {
			i := int(math.Exp(rng.Float64() * 6)) // 1 to 403, small ones often
			fmt.Fprintf(&b, "mot%c%c ", 'a'+i%20, 'a'+i/20)
		}
		return b.String()
	}
	documents := make([]Document, n)
	for i := range documents {
		parts := []string{words(rng.IntN(30))}
		for range rng.IntN(40) / (1 + rng.IntN(20)) {
			parts = append(parts, words(2)+": "+words(rng.IntN(200)))
		}
		documents[i] = page(words(3), parts...)
	}
	return documents
}

// Another reading of BM25, by counting the words of each section one by one and
// in floating point, gives the same sections in the same order.
func TestWeightsAreBM25(t *testing.T) {
	documents := prose(1, 150)
	o := open(t, index(Options{Lang: "de"}, documents, 7)) // which has no stemmer
	type section struct {
		counts map[string]float64
		length float64
	}
	sections, total, holds := map[[2]int]section{}, 0.0, map[string]int{}
	for d, doc := range documents {
		for i, s := range doc.Sections {
			one := section{counts: map[string]float64{}}
			add := func(text string, weight float64) {
				for _, word := range strings.Fields(text) {
					one.counts[word] += weight
					one.length++
				}
			}
			add(string(s.Text), 1)
			add(string(s.Heading), 3)
			if i == 0 {
				add(doc.Title, 6)
			}
			for word := range one.counts {
				holds[word]++
			}
			sections[[2]int{d, i}] = one
			total += one.length
		}
	}
	n, mean := float64(round(len(sections))), float64(round(int(total)/len(sections)))
	for word, df := range holds {
		idf := func(df float64) float64 { return math.Log2(1 + (n-df+.5)/(df+.5)) }
		found := o.find(word)
		if len(found) != df {
			t.Fatalf("%s is in %d sections, want %d", word, len(found), df)
		}
		for place, got := range found {
			s := sections[place]
			tf := math.Min(s.counts[word], maxCount)
			rarity := math.Max(idf(math.Min(float64(df), n)), idf(1)/4)
			want := 1 + maxWeight*rarity/idf(1)*tf/(tf+.3+.9*float64(round(int(s.length)))/mean)
			if math.Abs(math.Min(want, maxWeight)-float64(got)) > 1.5 {
				t.Errorf("%s weighs %d in %v, want %.2f", word, got, place, want)
			}
		}
	}
}

// What a site's documents are grouped into, and how many processors there are, is
// not to be seen.
func TestFilesDependOnDocumentsAlone(t *testing.T) {
	documents := prose(2, 100)
	want := index(Options{Lang: "fr"}, documents, 32)
	for _, size := range []int{1, 5, 100} {
		for _, processors := range []int{1, 8} {
			before := runtime.GOMAXPROCS(processors)
			got := index(Options{Lang: "fr"}, documents, size)
			runtime.GOMAXPROCS(before)
			if !slices.Equal(got.Names(), want.Names()) {
				t.Fatalf("segments of %d: files %v, want %v", size, got.Names(), want.Names())
			}
			for _, name := range want.Names() {
				if !bytes.Equal(got.File(name), want.File(name)) {
					t.Errorf("segments of %d: %s differs", size, name)
				}
			}
		}
	}
}

// A word more in a section changes the files of that word, and no others, unless
// the section passes for longer now. A list may move on to the next piece.
func TestEditTouchesItsWords(t *testing.T) {
	documents := prose(3, 400)
	at := slices.IndexFunc(documents, func(d Document) bool {
		words := len(strings.Fields(d.Title + " " + string(d.Sections[0].Text)))
		return words > 16 && round(words) == round(words+1) // as most have it
	})
	text := string(documents[at].Sections[0].Text)
	before := index(Options{Lang: "de"}, documents, 32)
	for word, most := range map[string]int{"motaa": 3, "motzz": 5} { // one that is there already, and a new one
		documents[at].Sections[0].Text = []byte(text + " " + word)
		after, changed := index(Options{Lang: "de"}, documents, 32), 0
		for _, name := range after.Names() {
			if name != "meta.js" && before.File(name) == nil {
				changed++
			}
		}
		if len(after.Names()) < 20 || changed > most || changed == 0 {
			t.Errorf("%s: %d of %d files are new, want at most %d", word, changed, len(after.Names()), most)
		}
	}
}

// Two pieces that hold the same are one file.
func TestEqualPieces(t *testing.T) {
	var text strings.Builder
	for i := range 4000 {
		fmt.Fprintf(&text, "q%04dx ", i)
	}
	o := open(t, index(Options{Lang: "de"}, []Document{page("A", text.String())}, 32))
	if len(o.classes) != 4001 {
		t.Errorf("%d forms", len(o.classes))
	}
}

// Of a word that is nearly everywhere the best sections are kept.
func TestCommonWords(t *testing.T) {
	var documents []Document
	for i := range maxHits + 500 {
		documents = append(documents, page(fmt.Sprint("Titre", i), "commun "+strings.Repeat("commun ", i%7)+strings.Repeat("autre ", 20)))
	}
	o := open(t, index(Options{Lang: "fr"}, documents, 32))
	list := o.lists[o.classes["commun"]]
	found := o.find("commun")
	if list[0] != cutMark || len(found) != maxHits {
		t.Fatalf("%d sections, begins %.10q; want %d and the mark", len(found), list, maxHits)
	}
	least := slices.Min(slices.Collect(maps.Values(found)))
	for i := range documents {
		if _, ok := found[[2]int{i, 0}]; !ok && i%7 > 1 {
			t.Fatalf("document %d is left out, though one of weight %d is not", i, least)
		}
	}
}

func TestBestKeepsTheOrder(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 200 {
		hits := make([]posting, 1+rng.IntN(60))
		for i := range hits {
			hits[i] = posting{int32(i), int32(1 + rng.IntN(maxWeight))}
		}
		n := 1 + rng.IntN(len(hits))
		want := slices.Clone(hits)
		slices.SortStableFunc(want, func(a, b posting) int { return cmp.Compare(b.count, a.count) })
		want = want[:n]
		slices.SortFunc(want, func(a, b posting) int { return cmp.Compare(a.unit, b.unit) })
		if got := best(slices.Clone(hits), n); !slices.Equal(got, want) {
			t.Fatalf("best %d of %v: %v, want %v", n, hits, got, want)
		}
	}
}

func TestLog2(t *testing.T) {
	for n := uint64(1); n < 1<<50; n = n*3/2 + 1 {
		if got, want := float64(log2(n))/logOne, math.Log2(float64(n)); math.Abs(got-want) > 2.0/logOne {
			t.Errorf("log2(%d) = %f, want %f", n, got, want)
		}
	}
}

func TestTextsOfDocuments(t *testing.T) {
	one, two := page("A \"b\" </script>", "un", "Deux: trois"), page("B", "")
	want := `K("x/3",["A \"b\" \u003c/script>/","A \"b\" \u003c/script>","","",[["","","un"],["s0","Deux","trois"]]],["B/","B","","",[["","",""]]])` + "\n"
	if got := string(AppendTexts(nil, "x/3", one, two)); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
}

// The sizes that a reader pays for stay as they are meant.
func TestPiecesAreSmall(t *testing.T) {
	x := index(Options{Lang: "fr"}, prose(5, 600), 32)
	for _, name := range x.Names() {
		if size := len(x.File(name)); size > maxPostings+64 {
			t.Errorf("%s has %d bytes, want at most %d", name, size, maxPostings)
		}
	}
}

func TestNoDocuments(t *testing.T) {
	o := open(t, New(Input{Options: Options{Lang: "fr"}, Texts: "x"}))
	if len(o.classes) > 0 || len(o.lists) > 0 {
		t.Errorf("of nothing there are %v and %v", o.classes, o.lists)
	}
}
