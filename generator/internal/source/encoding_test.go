package source

import (
	"testing"
	"unicode/utf8"
)

// FuzzUTF8 holds what is found eight bytes at a time to what is found one character after
// another.
func FuzzUTF8(f *testing.F) {
	for _, text := range []string{"", "a", "abcdefgh", "é", "abcdefgé", "abcdefghé", "\xc3", "abcdefg\xc3", "é\x80", "\xc0\x80", "«l’été» — 12\u202f€, 🚀", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\ufffd\xe9"} {
		f.Add([]byte(text))
	}
	f.Fuzz(func(t *testing.T, text []byte) {
		want, at := -1, 0
		for _, r := range string(text) {
			_, size := utf8.DecodeRune(text[at:])
			if r == utf8.RuneError && size == 1 {
				want = at
				break
			}
			at += size
		}
		if got := invalidUTF8(text); got != want {
			t.Errorf("invalidUTF8(%q) = %d, want %d", text, got, want)
		}
	})
}

// However many byte order marks begin a file, none is text.
func TestByteOrderMarks(t *testing.T) {
	for _, marks := range []string{"", "\ufeff", "\ufeff\ufeff"} {
		text, problems, ok := Decode("content/a.md", []byte(marks+"# A\r\n"))
		if string(text) != "# A\n" || len(problems) > 0 || !ok {
			t.Errorf("%q: got %q, %v, %t", marks, text, problems, ok)
		}
	}
}
