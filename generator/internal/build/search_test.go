package build

import (
	"bytes"
	"fmt"
	"path"
	"slices"
	"strings"
	"testing"

	"balise/generator/internal/search"
	pages "balise/generator/internal/site"
)

// searched is a site that is searched, of so many guides.
func searched(guides int) files {
	site := files{
		"content/site.yaml":     "language: fr\n",
		"content/recherche.md":  "---\ntitle: Recherche\nlayout: search\n---\n",
		"content/glossaire.md":  "---\ntitle: Glossaire\nlayout: glossary\n---\n",
		"content/glossary.yaml": "sla:\n  term: Engagement de service\n  abbr: SLA\n  definition: Une promesse chiffrée.\n",
		"content/brouillon.md":  "---\ntitle: Secret\ndraft: true\n---\nConfidentiel.\n",
	}
	for i := range guides {
		site[fmt.Sprintf("content/g%03d.md", i)] = fmt.Sprintf("---\ntitle: Guide %d\n---\nUn texte, le mot%d.\n\n## Suite\n\nLe SLA.\n", i, i)
	}
	return site
}

// A save makes no index: that is left to who asks for a file of it. Then what did
// not change is not analysed again.
func TestIndexIsMadeOnDemand(t *testing.T) {
	site := searched(5 * search.SegmentSize)
	first := site.next(t, nil)
	if first.finder.index != nil {
		t.Fatal("the index was made though nobody asked")
	}
	if first.Output("recherche/index/meta.js") == nil {
		t.Fatal("no meta.js")
	}
	site["content/g100.md"] += "Encore.\n"
	second := site.next(t, first)
	site["content/g100.md"] += "Et encore.\n"
	third := site.next(t, second) // the one before was never asked
	if second.finder.index != nil || third.finder.index != nil {
		t.Fatal("an edit made the index")
	}
	third.Names()
	before, after := first.finder.known.Load().segments, third.finder.known.Load().segments
	shared := 0
	for i := range after {
		if after[i] == before[i] {
			shared++
		}
	}
	if shared != len(after)-1 {
		t.Errorf("%d of %d groups were kept, want all but one", shared, len(after))
	}
	compare(t, "after two edits", third, site.next(t, nil))
}

// The files are the same whoever asks: for all of them, or for one.
func TestIndexByNameAndByAll(t *testing.T) {
	// a term, the guides, and the glossary's page
	testIndexByNameAndByAll(t, 40, 1+40+1)
	if !testing.Short() {
		testIndexByNameAndByAll(t, search.Many, 1+(search.Many+2)/2, "2.js") // two and two
	}
}

func testIndexByNameAndByAll(t *testing.T, guides, files int, none ...string) {
	site := searched(guides)
	one, all := site.next(t, nil), site.next(t, nil)
	written := published(t, all)
	names := one.Names()
	if len(names) != len(written) || !slices.IsSorted(names) {
		t.Fatalf("%d names, %d files", len(names), len(written))
	}
	texts, below := 0, one.finder.folder+one.finder.texts+"/"
	for _, name := range names {
		data, err := one.Output(name).Bytes()
		if err != nil || string(data) != written[name] {
			t.Errorf("%s differs: %v", name, err)
		}
		if strings.HasPrefix(name, below) {
			texts++
		}
		if bytes.Contains(data, []byte("onfidentiel")) || bytes.Contains(data, []byte("Secret")) {
			t.Errorf("%s holds the text of a draft", name)
		}
	}
	if texts != files {
		t.Errorf("%d files with the texts of %d guides, want %d", texts, guides, files)
	}
	for _, name := range append(none, "../", "../x.js", "9999.js", "01.js", "-1.js") {
		if name = path.Join(below, name); one.Output(name) != nil {
			t.Errorf("there is an output %q", name)
		}
	}
}

// shown returns what there is in sections, for reading.
func shown(sections []search.Section) string {
	var b strings.Builder
	for _, s := range sections {
		fmt.Fprintf(&b, "%s %s: %s %v\n", s.ID, s.Heading, s.Text, s.Subheadings)
	}
	return b.String()
}

// What is found is what the page shows, values of facts too.
func TestTextIsThatOfThePage(t *testing.T) {
	site := searched(1)
	site["content/facts.yaml"] = "prix:\n  label: Prix\n  value: 4200\n  unit: EUR\n  kind: market\n  sources: [un]\n"
	site["content/sources.yaml"] = "un:\n  title: Un\n  publisher: A\n"
	site["content/g000.md"] = "---\ntitle: G\nsummary: \"En **bref**, [4 200 €](fact:prix)\"\n---\n" +
		"Soit [](fact:prix) par [mois](glossaire.md)[@un, p. 3], ou [4 200 €](fact:prix)[^n].\n\n## Un *SLA* { <x }\n\nDu [SLA](term:sla) & `a<b`, ![image](x.svg).\n\n[^n]: Une note.\n"
	s := site.next(t, nil)
	for _, p := range s.Site.Searched() {
		var cut textReader
		var whole search.Reader
		got := shown(cut.sections(p))
		want := shown(whole.Read([]byte("<p>" + string(p.Summary) + "</p>" + shownBody(p))))
		if got != want {
			t.Errorf("%s: got\n%s\nwant\n%s", p.URL, got, want)
		}
		if p.Key == "g000" && (!strings.Contains(got, "Soit 4\u202f200\u00a0€ par mois, ou 4\u202f200\u00a0€.") || !strings.Contains(got, " Un SLA { <x }: Du SLA")) {
			t.Errorf("got %s", got)
		}
	}
}

// shownBody returns the body of a page as its layout shows it.
func shownBody(p *pages.Page) string {
	var b bytes.Buffer
	p.Body().WriteHTML(&b)
	return b.String()
}
