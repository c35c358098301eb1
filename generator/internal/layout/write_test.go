package layout

import (
	"strings"
	"testing"
)

func TestIsUnreserved(t *testing.T) {
	const all = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"
	for b := range 256 {
		if got, want := isUnreserved(byte(b)), strings.IndexByte(all, byte(b)) >= 0; got != want {
			t.Errorf("isUnreserved(%q) = %v, want %v", byte(b), got, want)
		}
	}
}
