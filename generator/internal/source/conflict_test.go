package source

import "testing"

func TestConflict(t *testing.T) {
	for text, want := range map[string]int{
		"<<<<<<< HEAD\na\n=======\nb\n>>>>>>> c\n":              0,
		"Un < deux.\n<<<<<<< HEAD\n":                            11,
		"```\ncode\n```\n<<<<<<< HEAD\n":                        13,
		"```\n<<<<<<< HEAD\n```\n":                              -1,
		"~~~\n<<<<<<< HEAD\n~~~\n\n<<<<<<< HEAD\n":              22,
		" <<<<<<< HEAD\n":                                       -1,
		"<<<<<<<\n":                                             -1,
		"Titre\n=======\n\n>>>>>>> une citation de sept\n<a>\n": -1,
		"":                                       -1,
		"````md\n```\n<<<<<<< HEAD\n```\n````\n": -1,
		"1. ```sh\n   a\n   ```\n\n```\n<<<<<<< HEAD\n```\n":   -1,
		"- > ```\n  > a\n  > ```\n\n```\n<<<<<<< HEAD\n```\n":  -1,
		"> ```\n> a\n\n```\n<<<<<<< HEAD\n```\n":               -1,
		"- ```\n  a\n\nb\n\n```\n<<<<<<< HEAD\n```\n":          -1,
		"```a``` et du texte\n\n~~~\n```\n<<<<<<< HEAD\n~~~\n": -1,
		"```\na\n``` b\n<<<<<<< HEAD\n```\n":                   -1,
		"1. ```sh\n   a\n   ```\n\n<<<<<<< HEAD\n":             22,
		"> ```\n> a\n<<<<<<< HEAD\n":                           10,
	} {
		if got := conflict([]byte(text)); got != want {
			t.Errorf("conflict(%q) = %d, want %d", text, got, want)
		}
	}
}
