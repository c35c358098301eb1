package digest

import (
	"bytes"
	"encoding/hex"
	"testing"
)

// Sums lie in manifests that other machines read, so they never change.
func TestOf(t *testing.T) {
	for text, want := range map[string]string{
		"":  "99aa06d3014798d86001c324468d497f",
		"a": "a96faf705af16834e6c632b61e964e1f",
	} {
		if sum := Of([]byte(text)); hex.EncodeToString(sum[:]) != want {
			t.Errorf("Of(%q) = %x, want %s", text, sum, want)
		}
	}
}

// Every byte counts, at every length, and Read agrees with Of.
func TestReadAndBits(t *testing.T) {
	data := make([]byte, 0, 3000)
	seen := map[Sum]int{}
	for n := range cap(data) {
		sum, size, err := Read(bytes.NewReader(data))
		if sum != Of(data) || size != int64(n) || err != nil {
			t.Fatalf("%d bytes: Read gives %x, %d, %v, want %x", n, sum, size, err, Of(data))
		}
		if m, ok := seen[sum]; ok {
			t.Fatalf("%d and %d bytes have one sum", m, n)
		}
		seen[sum] = n
		if n > 0 {
			data[n/2] ^= 1
			if Of(data) == sum {
				t.Fatalf("a bit in the middle of %d bytes does not count", n)
			}
			data[n/2] ^= 1
		}
		data = append(data, byte(n))
	}
}
