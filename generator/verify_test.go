package main

import (
	"testing"

	"balise/generator/internal/digest"
)

func TestFirstDifference(t *testing.T) {
	site := func(texts ...string) map[string]digest.Sum {
		files := map[string]digest.Sum{}
		for i := 0; i < len(texts); i += 2 {
			files[texts[i]] = digest.Of([]byte(texts[i+1]))
		}
		return files
	}
	for _, c := range []struct {
		a, b map[string]digest.Sum
		want string
	}{
		{site(), site(), ""},
		{site("a", "x", "b", "y"), site("b", "y", "a", "x"), ""},
		{site("a", "x", "b", "y"), site("a", "x", "b", "z"), "b"},
		{site("a", "x", "c", "y"), site("a", "x", "b", "z"), "b"},
		{site("a", "x"), site(), "a"},
	} {
		if got := firstDifferent(c.a, c.b); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
	for _, c := range []struct{ made, clean, want string }{
		{"one\ntwo\n", "one\ntoo\n", `a differs at byte 5, in line 2: "one\ntwo\n" with the cache, "one\ntoo\n" without`},
		{"one", "one more", `a differs at byte 3, in line 1: "one" with the cache, "one more" without`},
	} {
		if got := describe("a", []byte(c.made), []byte(c.clean)); got != c.want {
			t.Errorf("got %s, want %s", got, c.want)
		}
	}
}
