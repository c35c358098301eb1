package typo

import (
	"bytes"
	"strings"
	"testing"
)

// A pair is found wherever it stands, and seldom where it does not.
func TestMayHold(t *testing.T) {
	for size := range 40 {
		for _, pair := range []string{"  ", "oe"} {
			for at := range max(size-1, 0) {
				text := []byte(strings.Repeat("eo ", 20)[:size])
				copy(text[at:], pair)
				if !mayHold(text, pair[0], pair[1]) {
					t.Errorf("%q is not found in %q", pair, text)
				}
			}
			text := []byte(strings.Repeat("Les voies de cœur, o e ; on verra !\n", 3)[:size])
			if mayHold(text, pair[0], pair[1]) != bytes.Contains(text, []byte(pair)) {
				t.Errorf("%q seems to be in %q", pair, text)
			}
		}
	}
}
