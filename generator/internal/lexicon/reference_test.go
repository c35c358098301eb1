package lexicon

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

const wordChar = `[\p{L}\p{Nd}\p{M}_@\x{ad}]`

var (
	bracket   = regexp.MustCompile(`\[\d+:`)
	wordRun   = regexp.MustCompile(wordChar + `+`)
	token1    = regexp.MustCompile(`(?s)` + wordChar + `+|[\s\v\x{85}\p{Z}]+|.`)
	inWord    = regexp.MustCompile(wordChar + `[-‐‑.]?$`)
	afterMark = regexp.MustCompile(wordChar + `['’]$`)
	elided    = regexp.MustCompile(`(?i)(?:^|` + `[^\p{L}\p{Nd}\p{M}_@\x{ad}])(?:[cdjlmnst]|(?:|jus|lors|puis|quoi|quel|pres)qu|entr)['’]$`)
	compound  = regexp.MustCompile(`(?i)` + wordChar + `[-‐‑.](?:[cdjlmnst]|(?:|jus|lors|puis|quoi|quel|pres)qu|entr)['’]$`)
	goesOn    = regexp.MustCompile(`^[-‐‑.'’]?` + wordChar)
	genitive  = regexp.MustCompile(`^['’][sS](?:$|[^\p{L}\p{Nd}\p{M}_@\x{ad}])`)
)

// plainly brings a token into the form that is compared, in the most obvious
// way. Exactly keeps case and number.
func plainly(t string, exactly bool) string {
	switch {
	case wordRun.MatchString(t) && exactly:
		t = norm.NFC.String(strings.ReplaceAll(t, "\u00ad", ""))
		return strings.NewReplacer("œ", "oe", "Œ", "OE").Replace(t)
	case wordRun.MatchString(t):
		t = strings.Map(unicode.ToLower, norm.NFC.String(strings.ReplaceAll(t, "\u00ad", "")))
		return singular(strings.ReplaceAll(t, "œ", "oe"))
	case strings.TrimSpace(t) == "" && strings.Count(t, "\n") > 1:
		return "\n"
	case strings.TrimSpace(t) == "":
		return " "
	case t == "’":
		return "'"
	case t == "‐" || t == "‑":
		return "-"
	case !utf8.ValidString(t):
		return "\ufffd"
	}
	return t
}

// forms are the tokens of a text in the form that is compared.
func forms(text string, exactly bool) []string {
	tokens := token1.FindAllString(text, -1)
	for i, t := range tokens {
		tokens[i] = plainly(t, exactly)
	}
	return tokens
}

func joined(forms []string) string { return strings.Join(forms, "\x00") }

func singular(word string) string {
	r := []rune(word)
	if n := len(r); n > 4 && (r[n-1] == 's' || r[n-1] == 'x') {
		r = r[:n-1]
	}
	if n := len(r); n > 3 && strings.HasSuffix(string(r), "al") {
		r[n-1] = 'u'
	}
	return string(r)
}

func stands(text string, from, to int) bool {
	return begins(text[:from]) && (!goesOn.MatchString(text[to:]) || genitive.MatchString(text[to:]))
}

func begins(before string) bool {
	if inWord.MatchString(before) || compound.MatchString(before) {
		return false
	}
	return !afterMark.MatchString(before) || elided.MatchString(before)
}

// spellings are the entries by the form that is compared.
func spellings(entries []Entry) (exactly, anyhow map[string]int) {
	exactly, anyhow = map[string]int{}, map[string]int{}
	for i, e := range entries {
		for _, s := range e.Spellings {
			s = strings.Join(strings.Fields(s), " ")
			if !strings.ContainsFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) {
				continue
			}
			to := anyhow
			if isCapitals(s) {
				to = exactly
			}
			form := joined(forms(s, isCapitals(s)))
			if _, taken := to[form]; !taken {
				to[form] = i
			}
		}
	}
	for i, e := range entries {
		for _, s := range e.Spellings {
			s = strings.Join(strings.Fields(s), " ")
			for _, form := range inPlural(forms(s, false)) {
				if _, taken := anyhow[joined(form)]; !taken && !isCapitals(s) {
					anyhow[joined(form)] = i
				}
			}
		}
	}
	return exactly, anyhow
}

var threeLetters = regexp.MustCompile(`^\pL\pL[^\PLsxz]$`)

// inPlural are the forms of a spelling with one or more words of three letters in
// the plural.
func inPlural(form []string) [][]string {
	var short []int
	for i, word := range form {
		if plural := word + map[bool]string{false: "s", true: "x"}[regexp.MustCompile(`eu$|eau$`).MatchString(word)]; threeLetters.MatchString(word) && !isSmall(word) && !isOwnWord(plural) {
			short = append(short, i)
		}
	}
	if len(short) > mostShort {
		return nil
	}
	var all [][]string
	for chosen := 1; chosen < 1<<len(short); chosen++ {
		written := slices.Clone(form)
		for k, i := range short {
			if chosen>>k&1 == 1 && (strings.HasSuffix(written[i], "eu") || written[i] == "eau") {
				written[i] += "x"
			} else if chosen>>k&1 == 1 {
				written[i] += "s"
			}
		}
		all = append(all, written)
	}
	return all
}

// reference finds spellings by trying every run of tokens, the longest first.
func reference(entries []Entry, text string) []Match {
	exactly, anyhow := spellings(entries)
	exact, any, edges := forms(text, true), forms(text, false), token1.FindAllStringIndex(text, -1)
	var found []Match
next:
	for first := 0; first < len(edges); first++ {
		for last := len(edges) - 1; last >= first; last-- {
			from, to := edges[first][0], edges[last][1]
			entry, ok := exactly[joined(exact[first:last+1])]
			if !ok {
				entry, ok = anyhow[joined(any[first:last+1])]
			}
			if ok && stands(text, from, to) {
				found = append(found, Match{From: from, To: to, Entry: entry})
				first = last
				continue next
			}
		}
	}
	return found
}

// FuzzFind: Find agrees with the reference, a spelling is known, and Unicode
// forms do not matter.
func FuzzFind(f *testing.F) {
	f.Add("PRA|plan de reprise d'activité\ncloud", "Le PRA, plans de reprise d’activité : cloud.fr")
	f.Add("niveau de service\nmise en œuvre", "niveaux\nde services ; MISE EN ŒUVRE-là, l'mise en oeuvre")
	f.Add("été\ncommercial\nC++\n.NET", "e\u0301te\u0301 commerciaux C++ ASP.NET .net jusqu'été main-d'été")
	f.Add("x@y\nmulti-cloud\ncloud's|cloud", "x@y multi\u2011clouds cloud's cloud’s cloud'st pra_1 @cloud")
	f.Add("lot\nclé|lots de clés\nloi-jeu de mot", "lots, clés, LOIS-JEUX de mots, lot de cle\u0301")
	f.Add("sous\u00adtraitant\nLŒSS|lœss\n", "soustraitants LOESS loess LŒSS\xff\xc3 \u2028\u0085 l")
	f.Fuzz(func(t *testing.T, terms, text string) {
		if len(terms) > 100 || len(text) > 60 {
			return
		}
		var entries []Entry
		for term := range strings.SplitSeq(terms, "\n") {
			entries = append(entries, Entry{ID: term, Spellings: strings.Split(term, "|")})
		}
		l, _ := New(entries)
		got, want := l.Find([]byte(text), nil), reference(entries, text)
		if !slices.Equal(got, want) {
			t.Fatalf("Find(%q) in %q\n got %v\nwant %v", terms, text, got, want)
		}
		for _, e := range entries {
			for _, s := range e.Spellings {
				s = strings.TrimSpace(s)
				if strings.ContainsFunc(s, unicode.IsLetter) && !strings.Contains(s, "\n") && !l.Knows(s) {
					t.Fatalf("Knows(%q) is false", s)
				}
			}
		}
	})
}

// FuzzAcronyms: ascending words of 2 to 8 characters, each whole.
func FuzzAcronyms(f *testing.F) {
	f.Add("Un plan de reprise d'activité (PRA), le SLA (engagement de service), LE CONTRAT, XIX, NIS2 et ÉTAT.")
	f.Add("AB (AB (AB (\xc3AB\xffA A AB")
	f.Fuzz(func(t *testing.T, text string) {
		at := 0
		for _, a := range Acronyms([]byte(text), nil) {
			if a.From < at || a.To > len(text) || !stands(text, a.From, a.To) {
				t.Fatalf("Acronyms(%q): %v after %d", text, a, at)
			}
			if n := utf8.RuneCountInString(text[a.From:a.To]); n < 2 || n > 8 {
				t.Fatalf("Acronyms(%q): %q has %d characters", text, text[a.From:a.To], n)
			}
			at = a.To
		}
	})
}
