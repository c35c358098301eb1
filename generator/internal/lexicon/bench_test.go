package lexicon

import (
	"fmt"
	"os"
	"testing"
)

// glossary is one of 300 terms and 900 spellings such as the subject has them:
// single words, acronyms, and many terms that begin alike.
func glossary() []Entry {
	heads := []string{"contrat", "plan", "niveau", "service", "poste", "prestataire", "clause", "coût", "délai", "garantie",
		"sauvegarde", "hébergement", "supervision", "réversibilité", "astreinte", "maintenance", "périmètre", "entreprise", "offre", "client"}
	tails := []string{"de service", "d'infogérance", "de reprise", "contractuel", "d’exploitation", "de base", "à distance", "hors forfait",
		"de sortie", "managé", "de sécurité", "en régie", "d'urgence", "mutualisé", ""}
	var entries []Entry
	for h, head := range heads {
		for t, tail := range tails {
			term := head + " " + tail
			entries = append(entries, Entry{
				ID:        fmt.Sprintf("term-%d-%d", h, t),
				Spellings: []string{term, term + " du client", fmt.Sprintf("%c%cX%d", 'A'+h, 'A'+t, t)},
			})
		}
	}
	return entries
}

func prose(tb testing.TB) []byte {
	tb.Helper()
	text, err := os.ReadFile("testdata/prose.txt")
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

// BenchmarkFind looks for 300 terms in 8 KB of French prose.
func BenchmarkFind(b *testing.B) {
	l, clashes := New(glossary())
	text := prose(b)
	found := l.Find(text, nil)
	if len(clashes) > 0 || len(l.entries) != 300 || len(found) < 30 {
		b.Fatalf("%d clashes, %d entries, %d matches", len(clashes), len(l.entries), len(found))
	}
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		found = l.Find(text, found[:0])
	}
	b.ReportMetric(float64(len(found)), "matches")
}

func BenchmarkAcronyms(b *testing.B) {
	text := prose(b)
	var found []Acronym
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		found = Acronyms(text, found[:0])
	}
	b.ReportMetric(float64(len(found)), "acronyms")
}

func BenchmarkNew(b *testing.B) {
	entries := glossary()
	b.ReportAllocs()
	for b.Loop() {
		New(entries)
	}
}
