package guide

import "testing"

func TestSections(t *testing.T) {
	const text = "---\ntitle: T\n---\nLe début.\n\n## Un\n\nC'est 10 %.\n\n### Dedans\n\nMot.\n\n> ## Cité\n\n## Deux\n\nFin\n"
	sections := func(text string) map[string]uint32 {
		sums := map[string]uint32{}
		for _, s := range parse(t, text).Sections {
			sums[s.ID] = s.Sum
		}
		return sums
	}
	was := sections(text)
	if len(was) != 3 {
		t.Fatalf("sections %v", was)
	}
	for _, test := range []struct{ text, changed string }{
		{"---\ntitle: T\n---\nLe  début !\n\n## un\n\nC’est\n10\u00a0%.\n\n### dedans\n\n**Mot**…\n\n> ## Cité\n\n## Deux {#deux}\n\nFin", "deux"}, // the mark {#deux} is a word
		{"---\ntitle: T\n---\nLe début.\n\n## Un\n\nC'est 11 %.\n\n### Dedans\n\nMot.\n\n> ## Cité\n\n## Deux\n\nFin\n", "un"},
		{"---\ntitle: T\n---\nUn début.\n\n## Un\n\nC'est 10 %.\n\n### Dedans\n\nMot.\n\n> ## Cité\n\n## Deux\n\nFin\n", ""},
	} {
		for id, sum := range sections(test.text) {
			if (sum != was[id]) != (id == test.changed) {
				t.Errorf("section %q of %q: changed %v", id, test.text, sum != was[id])
			}
		}
	}
	if got := parse(t, "---\ntitle: T\n---\n## Un\n\nA.\n").Sections; len(got) != 1 || got[0].ID != "un" {
		t.Errorf("a text that begins with a heading has sections %v", got)
	}
}
