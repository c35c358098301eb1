package typo

import (
	"bytes"
	"strings"
	"testing"
)

// A pair is found wherever it stands, and nowhere else: not in bytes that are nearly one of its own.
func TestHoldsPair(t *testing.T) {
	for size := range 40 {
		for _, pair := range []string{"  ", "oe"} {
			for at := range max(size-1, 0) {
				text := []byte(strings.Repeat("eo ", 20)[:size])
				copy(text[at:], pair)
				if !holdsPair(text, pair[0], pair[1]) {
					t.Errorf("%q is not found in %q", pair, text)
				}
			}
			for from := range 24 {
				text := []byte(strings.Repeat("Les voies de cœur, o e ; on verra ! n\xefod o\xe5 \xa0\n", 3)[from : from+size])
				if holdsPair(text, pair[0], pair[1]) != bytes.Contains(text, []byte(pair)) {
					t.Errorf("%q seems to be in %q", pair, text)
				}
			}
		}
	}
}
