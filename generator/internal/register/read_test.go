package register

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"balise/generator/internal/quantity"
	"balise/generator/internal/source"
)

const goodFacts = `
sortie:
  label: "Rupture avant terme"
  value: {min: 4, max: 7.5}
  unit: mois
  kind: field
  sources: [k-comprendre, "anssi, p. 12"]
  as_of: 2024-05
  population: "Contrats audités"
  note: >
    Méthode
    non publiée
  review_by: 2027-06-30
  contradicts: penalite
penalite: {label: "Pénalité", value: "rare", kind: public, sources: anssi, as_of: 2024}
forfait: {label: "Forfait", value: 20.50, unit: EUR/poste/mois, kind: hypothesis}
postes: {label: "Postes", value: {min: 50, max: 100}, unit: postes, kind: hypothesis, contradicts: [sortie]}
total: {label: "Total", kind: computed, unit: EUR, formula: "mensuel * sortie + 10 [EUR]"}
mensuel: {label: "Par mois", kind: computed, unit: EUR/mois, formula: "forfait * postes"}
part: {label: "Part", kind: computed, unit: "%", value: 7, formula: "7 / 100"}
`

const goodSources = `
k-comprendre: {title: "Comprendre", publisher: "K", read: false, kind: vendor}
anssi:
  title: "Externalisation"
  authors: [A. Martin, B. Durand]
  year: 2010-12
  url: https://www.ssi.gouv.fr/a
  archived: http://web.archive.org/a
  consulted: 2026-11-22
`

const goodTerms = `
pra:
  term: "Plan de reprise d'activité"
  forms: [plan de reprise]
  abbr: PRA
  lang: fr
  definition: |
    Ce qui *reste*.

    - Une liste
  sources: ["anssi, p. 3"]
  see: [pca]
  explained_in: contrats/regie
pca: {term: "Plan de continuité", definition: "L'autre", forms: PCA}
`

func goodFiles() files {
	return files{"content/facts.yaml": goodFacts, "content/sources.yaml": goodSources, "content/glossary/a/b.yaml": goodTerms}
}

func TestReadGoodRegisters(t *testing.T) {
	r, problems := goodFiles().read(t)
	if len(problems) > 0 {
		t.Fatalf("problems:\n%s", tell(problems))
	}
	f := r.Fact("sortie")
	got := fmt.Sprint(f.Label, "|", f.Value, "|", f.Unit, "|", f.Kind, "|", f.AsOf, "|", f.Population, "|", f.Note, "|", f.ReviewBy, "|", f.At, "|", f.ReviewAt)
	want := "Rupture avant terme|{ {4 7.5} 1 true true}|mois|field|2024-05|Contrats audités|Méthode non publiée|2027-06-30|content/facts.yaml:2:1|content/facts.yaml:13:14"
	if got != want {
		t.Errorf("the fact is\n%s\nwant\n%s", got, want)
	}
	if c := f.Sources; len(c) != 2 || c[1].ID != "anssi" || c[1].Locator != "p. 12" || span(c[1].At) != "content/facts.yaml:7:28-33" {
		t.Errorf("sources %+v", c)
	}
	s, unread := r.Source("anssi"), r.Source("k-comprendre")
	if got, want := fmt.Sprint(s.Authors, s.Year, s.URL, s.Archived, s.Consulted, s.Read, unread.Read, unread.Kind), "[A. Martin B. Durand]2010-12https://www.ssi.gouv.fr/ahttp://web.archive.org/a2026-11-22true falsevendor"; got != want {
		t.Errorf("the sources are %s, want %s", got, want)
	}
	term := r.Term("pra")
	if got, want := fmt.Sprintf("%q %s %s %q", term.Spellings(), term.Lang, term.ExplainedIn.ID, term.Definition), `["Plan de reprise d'activité" "plan de reprise" "PRA"] fr contrats/regie "Ce qui *reste*.\n\n- Une liste"`; got != want {
		t.Errorf("the term is %s, want %s", got, want)
	}
	if r.Fact("rien") != nil || r.Source("rien") != nil || r.Term("rien") != nil {
		t.Error("there is what is not there")
	}
}

// A chain of computed facts follows what it is computed from.
func TestComputedFactsFollowTheirInputs(t *testing.T) {
	for _, test := range []struct {
		price           string
		monthly, atExit quantity.Range
	}{
		{"20.50", quantity.Range{Min: 1025, Max: 2050}, quantity.Range{Min: 4110, Max: 15385}},
		{"2", quantity.Range{Min: 100, Max: 200}, quantity.Range{Min: 410, Max: 1510}},
	} {
		site := goodFiles()
		site["content/facts.yaml"] = strings.Replace(goodFacts, "20.50", test.price, 1)
		r, problems := site.read(t)
		if got := r.Fact("mensuel").Value.Range; got != test.monthly || len(problems) > 0 {
			t.Errorf("price %s: %v a month, want %v\n%s", test.price, got, test.monthly, tell(problems))
		}
		if got := r.Fact("total").Value; got.Range != test.atExit || !got.Known || !got.IsNumber {
			t.Errorf("price %s: %v at the exit, want %v", test.price, got, test.atExit)
		}
		if got := r.Fact("total").Inputs; !slices.Equal(got, []string{"mensuel", "sortie"}) {
			t.Errorf("inputs %v", got)
		}
	}
}

// A stale value does not stop those who compute with it: they get what the formula
// gives, so that all that is stale is told at once.
func TestStaleFactsHaveTheComputedValue(t *testing.T) {
	r, _ := files{"content/facts.yaml": `
a: {label: A, kind: computed, value: 5, formula: "2 * 3"}
b: {label: B, kind: computed, formula: "a * 2"}
c: {label: C, kind: computed, formula: "d * 2"}
d: {label: D, kind: computed, formula: "c * 2", value: 4}
`}.read(t)
	for id, want := range map[string]Value{
		"a": {Range: quantity.Exact(6), IsNumber: true, Known: true}, "b": {Range: quantity.Exact(12), IsNumber: true, Known: true},
	} {
		if got := r.Fact(id).Value; got != want {
			t.Errorf("%s is %+v, want %+v", id, got, want)
		}
	}
	if r.Fact("c").Value.Known || r.Fact("d").Value.Known {
		t.Error("facts of a circle have values")
	}
}

func TestContradictionIsMutual(t *testing.T) {
	r, _ := goodFiles().read(t)
	for id, want := range map[string][]string{"sortie": {"penalite", "postes"}, "penalite": {"sortie"}, "postes": {"sortie"}, "forfait": nil} {
		var got []string
		for _, f := range r.Opposed(id) {
			got = append(got, f.ID)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s is opposed by %v, want %v", id, got, want)
		}
	}
}

// The registers come back as they were unless one of their files changed.
func TestUnchangedFilesGiveTheSameRegisters(t *testing.T) {
	site := goodFiles()
	site["content/index.md"] = "Bonjour."
	site["content/facts/x.yaml"] = "x: 4\n"
	tree := site.tree(t, nil)
	prev, problems := Read(nil, tree)
	if len(problems) != 1 {
		t.Fatalf("problems:\n%s", tell(problems))
	}
	for name, test := range map[string]struct {
		file, text string
		same       bool
	}{
		"nothing":                             {"content/index.md", "Bonjour.", true},
		"a guide":                             {"content/index.md", "Bonsoir.", true},
		"a fact":                              {"content/facts.yaml", goodFacts + "\n", false},
		"a source":                            {"content/sources.yaml", goodSources + "\n", false},
		"a term":                              {"content/glossary/a/b.yaml", goodTerms + "\n", false},
		"a new file":                          {"content/sources/c.yaml", "a: {title: A, publisher: B}\n", false},
		"no register":                         {"content/other.yaml", "a: b\n", true},
		"a guide in the folder of a register": {"content/facts/index.md", "Des faits.", true},
	} {
		next := maps.Clone(site)
		next[test.file] = test.text
		r, again := Read(prev, next.tree(t, tree))
		if (r == prev) != test.same {
			t.Errorf("%s changed: the same registers is %v", name, r == prev)
		}
		if tell(again) != tell(problems) {
			t.Errorf("%s changed: problems\n%s\nwant\n%s", name, tell(again), tell(problems))
		}
	}
	delete(site, "content/facts/x.yaml")
	if r, problems := Read(prev, site.tree(t, tree)); r == prev || len(problems) > 0 {
		t.Error("a file was removed, but the registers stay")
	}
}

// A file that was refused is not read, and what refers to its entries is not to
// blame; once it is there, all is read again.
func TestRefusedFile(t *testing.T) {
	site := files{
		"content/facts.yaml":   `a: {label: A, kind: public, value: 4, sources: anssi}`,
		"content/sources.yaml": strings.Repeat("#", source.MaxText+1),
	}
	tree := site.tree(t, nil)
	r, problems := Read(nil, tree)
	if len(problems) > 0 || !r.IsCut(Sources) || r.IsCut(Facts) || r.IsCut(Terms) {
		t.Errorf("cut %v %v %v, problems\n%s", r.IsCut(Facts), r.IsCut(Sources), r.IsCut(Terms), tell(problems))
	}
	delete(site, "content/sources.yaml")
	if r, problems := Read(r, site.tree(t, tree)); len(problems) > 0 || r.IsCut(Sources) || !r.IsAbsent(Sources) || len(r.Wanted(Sources)) != 1 {
		t.Errorf("no sources at all, but absent %v, wanted %v, problems\n%s", r.IsAbsent(Sources), r.Wanted(Sources), tell(problems))
	}
}

func TestNoRegisters(t *testing.T) {
	r, problems := Read(nil, nil)
	if len(problems)+len(r.Facts)+len(r.Sources)+len(r.Terms) > 0 {
		t.Errorf("%+v\n%s", r, tell(problems))
	}
	if again, _ := Read(r, files{}.tree(t, nil)); again != r {
		t.Error("no files are read anew")
	}
}

// The order of files and of entries does not matter to what is said, but for the
// places.
func TestEntriesAreSorted(t *testing.T) {
	r, _ := goodFiles().read(t)
	if !slices.IsSortedFunc(r.Facts, func(a, b *Fact) int { return strings.Compare(a.ID, b.ID) }) || len(r.Facts) != 7 {
		t.Errorf("%d facts, sorted?", len(r.Facts))
	}
}

func TestIDFor(t *testing.T) {
	for text, want := range map[string]string{
		"Coût_sortie": "cout-sortie", "  a  b ": "a-b", "Œuvre": "oeuvre", "--a": "a", "é": "e", "???": "", "日本": "", "a-b": "a-b", "A.1": "a-1",
		strings.Repeat("a", 79) + "-b": strings.Repeat("a", 79),
	} {
		if got := idFor(text); got != want {
			t.Errorf("idFor(%q) = %q, want %q", text, got, want)
		}
	}
}
