package guide

import (
	"bytes"
	"testing"
)

// FuzzSpecials: a stretch of a source holds a special byte when one of its bytes is one, whichever
// stretches were asked for before.
func FuzzSpecials(f *testing.F) {
	f.Add([]byte("a < b & c \\> d \"e\""), []byte{0, 3, 2, 2, 4, 9, 0, 1, 9, 18, 5, 12})
	f.Add([]byte("a\x00b"), []byte{0, 1, 1, 3, 2, 3, 1, 2})
	f.Fuzz(func(t *testing.T, src, cuts []byte) {
		var s specials
		s.begin()
		for ; len(cuts) > 1; cuts = cuts[2:] {
			from := min(int(cuts[0]), len(src))
			to := max(from, min(int(cuts[1]), len(src)))
			if got, want := s.within(src, from, to), bytes.ContainsAny(src[from:to], special); got != want {
				t.Fatalf("%q from %d to %d: %v, want %v", src, from, to, got, want)
			}
		}
	})
}
