package lexicon

import (
	"bytes"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Words that keep more than three letters lose the s or x of a plural wherever they
// are compared (see stem). For shorter ones that would make one word of mois and moi,
// of pas and pa. Here the plural of a spelling's words of three letters is made
// instead: lot is found as lots, but mois is never found as moi.

// mostShort is how many words of three letters a spelling may have that are put in
// the plural: each doubles the ways to write it.
const mostShort = 4

// plurals returns the ways to write a spelling with some or all of its words of three
// letters in the plural.
func plurals(spelling string) []string {
	if isCapitals(spelling) {
		return nil
	}
	text, ways, from, short := []byte(spelling), []string{""}, 0, 0
	for i := 0; i < len(text); {
		end, _ := wordEnd(text, i)
		if end == i {
			_, size := utf8.DecodeRune(text[i:])
			i += size
			continue
		}
		if mark := pluralMark(text[i:end]); mark != "" {
			if short++; short > mostShort {
				return nil
			}
			for _, way := range ways {
				ways = append(ways, way+spelling[from:end]+mark)
			}
			for k := range len(ways) / 2 {
				ways[k] += spelling[from:end]
			}
			from = end
		}
		i = end
	}
	for k := range ways {
		ways[k] += spelling[from:]
	}
	return ways[1:]
}

// pluralMark returns what a word of three letters takes in the plural: s, or x as
// jeu and eau do; "" for longer and shorter ones and those that take nothing.
func pluralMark(word []byte) string {
	var room [16]byte
	key := appendSmall(room[:0], word[:min(len(word), 64)])
	mark := "s"
	if bytes.HasSuffix(key, []byte("eu")) || bytes.HasSuffix(key, []byte("eau")) {
		mark = "x"
	}
	switch {
	case utf8.RuneCount(key) != 3 || bytes.ContainsFunc(key, func(r rune) bool { return !unicode.IsLetter(r) }):
		return ""
	case strings.IndexByte("sxz", key[len(key)-1]) >= 0 || isSmall(string(key)) || isOwnWord(string(key)+mark):
		return ""
	}
	return mark
}

// isOwnWord tells whether a word that ends like a plural of three letters is far more
// often a word of its own: vers is no worms, mais no months of May.
func isOwnWord(word string) bool {
	switch word {
	case "bois", "bras", "dans", "fois", "hors", "lors", "mais", "mois", "pays", "peux", "plus", "pris", "puis", "sans", "sous", "vers", // French
		"does", "lens", "less", "news", "this", "thus": // English
		return true
	}
	return false
}
