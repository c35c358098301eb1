package quantity

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// fold returns a word in small letters without accents: words are recognised
// whatever their case and the Unicode form of their accents.
func fold(word string) string {
	if isPlain(word) {
		return word
	}
	b := make([]byte, 0, 32)
	for _, r := range word {
		c := plainLetter(unicode.ToLower(r))
		if c == 0 {
			return foldAny(word)
		}
		b = append(b, c)
	}
	return string(b)
}

// plainLetter returns a small letter without its accent, 0 when it is not one of
// the common ones.
func plainLetter(r rune) byte {
	switch r {
	case 'à', 'â', 'ä', 'á':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'î', 'ï', 'í':
		return 'i'
	case 'ô', 'ö', 'ó':
		return 'o'
	case 'ù', 'û', 'ü', 'ú':
		return 'u'
	case 'ç':
		return 'c'
	}
	if r < utf8.RuneSelf {
		return byte(r)
	}
	return 0
}

func foldAny(word string) string {
	var b strings.Builder
	for _, r := range norm.NFD.String(word) {
		if !unicode.Is(unicode.Mn, r) {
			b.WriteRune(unicode.ToLower(r))
		}
	}
	return b.String()
}

// isPlain tells whether fold would leave a word as it is.
func isPlain(word string) bool {
	for i := range len(word) {
		if c := word[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' {
			return false
		}
	}
	return true
}

// cutTax cuts a word about tax off the folded name of a currency.
func cutTax(folded string) (name, tax string) {
	for _, t := range taxes() {
		if name, ok := strings.CutSuffix(folded, " "+t.words); ok {
			return name, t.tax
		}
	}
	return folded, ""
}

type taxWords struct{ words, tax string }

func taxes() []taxWords {
	return []taxWords{{"ht", " HT"}, {"hors taxes", " HT"}, {"hors taxe", " HT"}, {"ttc", " TTC"}}
}

// singular returns an unknown word without its plural ending.
func singular(word string) string {
	if utf8.RuneCountInString(word) <= 3 || isSingular(fold(word)) || word == strings.ToUpper(word) {
		return word
	}
	if strings.HasSuffix(word, "s") || strings.HasSuffix(word, "eaux") || strings.HasSuffix(word, "eux") {
		return singular(word[:len(word)-1])
	}
	return word
}

// isSingular tells whether a folded word ends like a plural and is none.
func isSingular(folded string) bool {
	if strings.HasSuffix(folded, "ss") || strings.HasSuffix(folded, "us") {
		return true
	}
	return slices.Contains([]string{
		"acces", "avis", "bois", "colis", "corps", "cours", "deces", "devis", "fois", "mois", "palais", "poids",
		"proces", "succes", "temps", "tiers", "univers", "series", "deux",
	}, folded)
}

// plural returns a word in the plural of a language: a regular s, and x where
// French wants it. Symbols and abbreviations stay as they are.
func plural(word, lang string) string {
	n := utf8.RuneCountInString(word)
	switch last := word[max(len(word)-1, 0):]; {
	case n <= 3 || word != strings.ToLower(word) || strings.Contains("sxz", last) || !isLetters(word):
		return word
	case lang == "fr" && (strings.HasSuffix(word, "eau") || strings.HasSuffix(word, "eu")):
		return word + "x"
	}
	return word + "s"
}

func isLetters(word string) bool {
	for _, r := range word {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) {
			return false
		}
	}
	return true
}

// pluralPhrase returns the words of a factor in the plural: all words up to a
// preposition in French (postes de travail), the last of them in English.
func pluralPhrase(text, lang string) string {
	words := strings.Split(text, " ")
	end := slices.IndexFunc(words, isPreposition)
	if end < 0 {
		end = len(words)
	}
	for i := range words[:end] {
		if lang == "fr" || i == end-1 {
			words[i] = plural(words[i], lang)
		}
	}
	return strings.Join(words, " ")
}

func isPreposition(word string) bool {
	return strings.HasPrefix(word, "d'") || strings.HasPrefix(word, "d’") ||
		slices.Contains([]string{"de", "du", "des", "à", "au", "en", "par", "pour", "avec", "sans", "sur", "of", "per", "in", "for", "with", "on"}, word)
}

// base returns the language of a tag without its region.
func base(lang string) string {
	base, _, _ := strings.Cut(strings.ToLower(lang), "-")
	return base
}
