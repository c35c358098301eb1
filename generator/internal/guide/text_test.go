package guide

import (
	"strings"
	"testing"
)

// TestCountWords counts every stretch of a text that has spaces of each kind, alone and in a
// row, and bytes that are nearly one.
func TestCountWords(t *testing.T) {
	const text = "a bc\n\tdé \t f\u00a0g\u2029h\x08\x0b\x1f!  i\x89\x8a\xa0j\nklmnopqrstuvw xyz "
	for from := range len(text) {
		for to := from; to <= len(text); to++ {
			part := text[from:to]
			want := len(strings.FieldsFunc(part, func(r rune) bool { return r == ' ' || r == '\n' || r == '\t' }))
			if got := countWords([]byte(part)); got != want {
				t.Fatalf("%q has %d words, want %d", part, got, want)
			}
		}
	}
}
