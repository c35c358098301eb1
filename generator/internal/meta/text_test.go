package meta

import (
	"testing"
	"unicode"
	"unicode/utf8"
)

func TestOrdinaryTextsHoldNothingOdd(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if isOrdinary(string(r)) && (unicode.IsControl(r) || isInvisible(r) || isOdd(r)) {
			t.Errorf("%U is ordinary", r)
		}
	}
	for a := range 256 {
		for b := range 256 {
			if text := string([]byte{byte(a), byte(b)}); isOrdinary(text) && !utf8.ValidString(text) {
				t.Errorf("%q is ordinary", text)
			}
		}
	}
	if text := "Déployer à l'échelle, 2 fois"; !isOrdinary(text) {
		t.Errorf("%q is not ordinary", text)
	}
}
