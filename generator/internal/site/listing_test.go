package site

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// listed returns the entries of a listing page with the letters above them.
func listed(t *testing.T, lang string, terms ...string) []string {
	t.Helper()
	var glossary strings.Builder
	for i, term := range terms {
		fmt.Fprintf(&glossary, "t%d: {term: %q, definition: x}\n", i, term)
	}
	in := input(t, map[string]string{
		"site.yaml": "title: x\nlanguage: " + lang + "\n", "glossary.yaml": glossary.String(), "mots.md": titled("Mots", "layout: glossary"),
	})
	in.Speeches = map[string]Speech{lang: {}}
	var list []string
	for _, e := range page(t, New(nil, in), "mots/index.html").TermEntries {
		if e.Letter != "" {
			list = append(list, "= "+e.Letter)
		}
		list = append(list, strings.ReplaceAll(e.Term, "\u00a0", " ")) // as typography has it
	}
	return list
}

// Entries are sorted by what their sections are named for, so that each letter
// heads one section.
func TestLettersHeadOneSectionEach(t *testing.T) {
	tests := []struct {
		lang  string
		terms []string
		want  string
	}{
		{"fr", []string{"Coût", "« Cloud » souverain", "24 h", "Abc", "% de x", "…"}, "= #|…|24 h|= A|Abc|= C|« Cloud » souverain|Coût|= D|% de x"},
		{"fr", []string{"Oz", "Øre", "Ombre", "Œuvre", "été", "Étage", "E"}, "= E|E|Étage|été|= O|Œuvre|Ombre|Øre|Oz"},
		{"fr", []string{"zèbre", "Яблоко", "ящик", "Öl", "@x"}, "= O|Öl|= X|@x|= Z|zèbre|= Я|Яблоко|ящик"},
		{"sv", []string{"Öl", "Zebra", "Åka", "ål", "Ost"}, "= O|Ost|= Z|Zebra|= Å|Åka|ål|= Ö|Öl"},
	}
	for _, test := range tests {
		if got := strings.Join(listed(t, test.lang, test.terms...), "|"); got != test.want {
			t.Errorf("%s: %q are listed as\n%s\nwant\n%s", test.lang, test.terms, got, test.want)
		}
		slices.Reverse(test.terms)
		if got := strings.Join(listed(t, test.lang, test.terms...), "|"); got != test.want {
			t.Errorf("%s: %q are listed as\n%s\nwant\n%s", test.lang, test.terms, got, test.want)
		}
	}
}

// A list of facts for other programs holds all that the register says of them.
func TestListFactsLeavesNothingOut(t *testing.T) {
	s := link(t, map[string]string{
		"site.yaml": "title: x\nlanguage: fr\n", "index.md": titled("A"),
		"facts.yaml": "prix: {label: Prix, value: 4, kind: hypothesis, population: PME, note: à peu près, as_of: 2024, review_by: 2030-01-01}\n" +
			"double: {label: Double, kind: computed, formula: \"2*prix\", contradicts: [prix]}\n",
	})
	list := s.ListFacts()
	if got := list[1]; got.Population != "PME" || got.Note != "à peu près" || got.AsOf != "2024" || got.ReviewBy == "" {
		t.Errorf("listed as %+v", got)
	}
	if got := list[0]; got.Formula != "2 * prix" || !slices.Equal(got.Inputs, []string{"prix"}) || !slices.Equal(got.Against, []string{"prix"}) {
		t.Errorf("listed as %+v", got)
	}
}
