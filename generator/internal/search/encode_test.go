package search

import (
	"encoding/json"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"
)

func TestDigits(t *testing.T) {
	seen := map[byte]bool{}
	for n := range 90 {
		c := digit(n)
		if seen[c] || value(c) != n || c < '#' || c > '~' || c == '<' || c == '\\' {
			t.Errorf("digit(%d) = %q, and back %d", n, c, value(c))
		}
		seen[c] = true
	}
}

func FuzzNumbers(f *testing.F) {
	f.Add(0, 0, 0)
	f.Add(44, 31, 45)
	f.Add(1<<20, 1000, 2069)
	f.Fuzz(func(t *testing.T, distance, section, n int) {
		if min(distance, section, n) < 0 || max(distance, section, n) > 1<<40 {
			return
		}
		text := string(appendNumber(appendPlace(nil, distance, section), n))
		d, s, rest := readPlace(text)
		got, rest := readNumber(rest)
		if d != distance || s != section || got != n || rest != "" {
			t.Fatalf("%d, %d, %d is written %q and read %d, %d, %d, rest %q", distance, section, n, text, d, s, got, rest)
		}
	})
}

func FuzzQuoted(f *testing.F) {
	for _, text := range []string{"", `a"b\c`, "</script><!--", "\u2028\u2029\u202f’", "\n\x00\x1f\t", "cut \xe2", "cut \xe2\x80"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		quoted := appendQuoted(nil, text)
		if !utf8.ValidString(text) {
			return // it is written all the same, and what is cut as it is
		}
		var back string
		if err := json.Unmarshal(quoted, &back); err != nil || back != text || strings.ContainsAny(string(quoted), "<\u2028\u2029") {
			t.Fatalf("%q is written %s and read %q, %v", text, quoted, back, err)
		}
	})
}

// readForms is what the client does with a piece of the lexicon.
func readForms(text string, known int) []form {
	var forms []form
	before := []rune{}
	for item := range strings.SplitSeq(strings.TrimSuffix(text, ","), ",") {
		if item == "" {
			continue
		}
		same, _ := strconv.ParseInt(item[:1], 36, 0)
		rest, back, isOld := strings.Cut(item[1:], ";")
		before = append(before[:same], []rune(rest)...)
		class := known
		if isOld {
			n, _ := strconv.Atoi(back)
			class -= n
		} else {
			known++
		}
		forms = append(forms, form{string(before), int32(class)})
	}
	return forms
}

func FuzzForms(f *testing.F) {
	f.Add("contrat contrats contrat abc ab œil 日本 日本語 a😀 a😀b", 3)
	f.Add(strings.Repeat("a", 50)+" "+strings.Repeat("a", 51), 1)
	f.Fuzz(func(t *testing.T, text string, every int) {
		if !utf8.ValidString(text) {
			return
		}
		words := Words(text)
		slices.SortFunc(words, compare)
		words = slices.Compact(words)
		var forms []form
		known := 7
		for i, word := range words {
			class := known
			if every > 0 && i%every == every-1 && known > 7 {
				class = 7 + i%(known-7)
			} else {
				known++
			}
			forms = append(forms, form{word, int32(class)})
		}
		written := string(appendForms(nil, forms, 7))
		if got := readForms(written, 7); !slices.Equal(got, forms) {
			t.Fatalf("got %v, want %v, written %q", got, forms, written)
		}
	})
}
