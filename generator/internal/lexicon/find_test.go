package lexicon

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
)

// lexiconOf makes a lexicon of one entry per argument; | separates spellings.
func lexiconOf(entries ...string) *Lexicon {
	var list []Entry
	for i, e := range entries {
		list = append(list, Entry{ID: fmt.Sprint("term-", i), Spellings: strings.Split(e, "|")})
	}
	l, _ := New(list)
	return l
}

// marked returns a text with brackets around what was found: the number of the
// entry, a colon, the match.
func marked(text string, found []Match) string {
	var b strings.Builder
	at := 0
	for _, m := range found {
		fmt.Fprintf(&b, "%s[%d:%s]", text[at:m.From], m.Entry, text[m.From:m.To])
		at = m.To
	}
	return b.String() + text[at:]
}

func TestFind(t *testing.T) {
	terms := []string{"PRA|plan de reprise d'activité", "plan", "infogérance", "cloud", "hébergement", "niveau de service",
		"obligation contractuelle", "côté", "mise en œuvre", "sous-traitant", "SaaS", "coût spécial", "NIS2|ISO 27001", "C++|.NET|R&D",
		"plan de reprise", "prud’homme", "homme", "œuvre", "été", "accès", "NUMÉRO", "service"}
	tests := []struct{ name, want string }{
		{"nothing", "Rien à voir ici."},
		{"whole text", "[0:PRA]"},
		{"slash", "[0:PRA]/PCA"},
		{"parentheses", "([0:PRA])"},
		{"full stop", "d'un [0:PRA]."},
		{"at the end of a sentence", "Le [3:cloud]. Puis"},
		{"three dots", "…[0:PRA]...et"},
		{"quotes", "« [0:PRA] », “[0:PRA]”, '[0:PRA]', ‘[0:PRA]’"},
		{"dashes", "le [0:PRA] – [0:PRA]—[0:PRA] - [0:PRA]"},
		{"dangling hyphens", "-[0:PRA] [0:PRA]- et"},
		{"elision before capitals", "l’[0:PRA], l'[0:PRA], L'[0:PRA]"},
		{"inside a word", "PRATIQUE, SUPRA, PRAs, éPRA, PRAé"},
		{"joined by a hyphen", "PRA-test, multi-cloud, multi\u2011cloud, cloud\u2010natif"},
		{"joined by a full stop", "cloud.fr, www.cloud, fin.Cloud"},
		{"names", "@pra @PRA pra_1 PRA_1 x@PRA PRA@x _PRA_"},
		{"digits", "PRA2 2PRA cloud9"},
		{"before an apostrophe", "cloud'x PRA’x"},
		{"English possessive", "the [3:cloud]'s edge, a [0:PRA]’s end, cloud'st"},
		{"capitals as written", "pra Pra pRA [0:PRA]"},
		{"whatever the case", "[3:Cloud] [3:CLOUD] [3:cLoUd] [10:saas] [10:SAAS] [2:INFOGÉRANCE]"},
		{"elisions", "l'[2:infogérance], d’[4:hébergement], qu'[4:hébergement], jusqu'[4:hébergement] lorsqu’[4:hébergement] QU'[2:Infogérance]"},
		{"elision within quotes", "'l'[2:infogérance]'"},
		{"no elision", "main-d'œuvre, chef-d’œuvre, O'Cloud, aujourd'cloud, élorsqu'cloud"},
		{"apostrophe within", "un [0:plan de reprise d’activité], un [0:plan de reprise d'activité], [15:prud'homme] [15:prud’homme] [16:homme]"},
		{"longest", "[1:plan] de; [14:plan de reprise] du; [14:plan de reprise] d'activités2; [0:plan de reprise d'activité]"},
		{"longest again after a match", "[14:plan de reprise] [1:plan] [14:plan de reprise]"},
		{"longest that ends a word", "[14:plan de reprise] d'activité-x"},
		{"plural", "[3:clouds] [4:hébergements] [5:niveaux de services] [5:Niveaux de service] [6:obligations contractuelles] [9:sous-traitants]"},
		{"-aux", "[11:coûts spéciaux], [11:coût spécial], [11:coût spéciaux]"},
		{"three letters", "[18:été] [18:étés] [18:ÉTÉS] étéx"},
		{"a final s of the word itself", "[19:accès] [19:accè]"},
		{"accents count", "[7:côté] [7:côtés] cote côte coté infogerance"},
		{"capitals with accents", "[20:NUMÉRO] [20:NUME\u0301RO] numéro NUMERO"},
		{"oe", "[8:mise en œuvre] [8:mise en oeuvre] [8:MISE EN ŒUVRE] [8:mises en œuvre] [17:oeuvres]"},
		{"decomposed", "[2:infoge\u0301rance] [7:co\u0302te\u0301] l'[4:he\u0301bergement] cloud\u0301"},
		{"soft hyphen", "[2:infogé\u00adrance] cloud\u00ady"},
		{"white space", "[5:niveau  de\tservice] [5:niveau\u00a0de\u202fservice] [5:niveau\u2009de service] [5:niveau \r\n  de\nservice]"},
		{"two line breaks", "niveau\n\nde [21:service], niveau \n \n de [21:service]"},
		{"hyphens", "[9:sous-traitant] [9:sous\u2011traitant] sous traitant, niveau-de-service"},
		{"digits in a spelling", "[12:NIS2] nis2 [12:ISO\u00a027001] ISO 270012 iso 27001"},
		{"signs in a spelling", "[13:C++], [13:.NET] ASP.NET [13:R&D] r&d C+ C"},
		{"invalid bytes", "\xff[3:cloud]\xc3 \xc3(\xe2\x80[3:cloud]\xc3"},
		{"multiplication signs", "×[3:cloud]÷[3:cloud]"},
	}
	l := lexiconOf(terms...)
	strip := strings.NewReplacer("]", "")
	for _, test := range tests {
		text := strip.Replace(bracket.ReplaceAllString(test.want, ""))
		if got := marked(text, l.Find([]byte(text), nil)); got != test.want {
			t.Errorf("%s: Find(%q)\n got %q\nwant %q", test.name, text, got, test.want)
		}
		if composed := norm.NFC.String(test.want); norm.NFC.String(marked(norm.NFD.String(text), l.Find([]byte(norm.NFD.String(text)), nil))) != composed {
			t.Errorf("%s: decomposed, %q does not give the same", test.name, text)
		}
	}
}

// The plural of a short word is found; what only ends like one is another word, and
// a word that ends in s is never taken for a plural of three letters or less.
func TestShortPlurals(t *testing.T) {
	tests := []struct{ term, found, not string }{
		{"lot", "lot lots Lots LOTS", "lo lotx lotes"},
		{"clé", "clé clés CLÉS cle\u0301s", "cles cléx"},
		{"bug", "bug bugs", "bu"},
		{"fil", "fil fils", "file"},
		{"fils", "fils Fils", "fil"},
		{"jeu", "jeu jeux", "jeus"},
		{"eau", "eau eaux", "eaus"},
		{"été", "été étés", "êtes"},
		{"pas", "pas", "pa pass"},
		{"bas", "bas", "ba bass"},
		{"cas", "cas", "ca cass"},
		{"gaz", "gaz", "gazs ga"},
		{"prix", "prix", "pri"},
		{"pri", "pri", "prix pris"},
		{"os", "os", "o oss"},
		{"an", "an", "ans"},
		{"mois", "mois", "moi"},
		{"moi", "moi", "mois"},
		{"ver", "ver", "vers"},
		{"mai", "mai", "mais"},
		{"sou", "sou", "sous"},
		{"foi", "foi", "fois"},
		{"new", "new", "news"},
		{"b2b", "b2b", "b2bs"},
		{"loi pacte", "loi·pacte lois·pactes lois·pacte loi·pactes", "loi"},
		{"mot-clé", "mot-clé mots-clés mots-clé", "mots·clés"},
		{"mise sur axe", "mise·sur·axe mises·sur·axes", "mise·surs·axe"},
	}
	for _, test := range tests {
		l := lexiconOf(test.term)
		for _, word := range strings.Fields(test.found) {
			if word = strings.ReplaceAll(word, "·", " "); !l.Knows(word) {
				t.Errorf("%q is not found as %q", test.term, word)
			}
		}
		for _, word := range strings.Fields(test.not) {
			if word = strings.ReplaceAll(word, "·", " "); l.Knows(word) {
				t.Errorf("%q is found as %q", test.term, word)
			}
		}
	}
}

// A spelling of its own wins over the plural of another, whatever their order.
func TestPluralsYield(t *testing.T) {
	for _, terms := range [][]string{{"fil", "fils"}, {"fils", "fil"}} {
		l, clashes := New([]Entry{{terms[0], terms[:1]}, {terms[1], terms[1:]}})
		found := l.Find([]byte("fils fil"), nil)
		if len(clashes) > 0 || len(found) != 2 || l.ID(found[0].Entry) != "fils" || l.ID(found[1].Entry) != "fil" {
			t.Errorf("%q: clashes %v, found %v", terms, clashes, found)
		}
	}
}

// Capitals win over a spelling whatever its case, and both keep their entry.
func TestFindCapitalsFirst(t *testing.T) {
	l := lexiconOf("mars", "MARS", "Mar", "MAR|MARS X")
	const want = "[0:mars] [1:MARS] [0:Mars] [2:mar] [3:MAR] [3:MARS X] [1:MARS] x"
	text := strings.ReplaceAll(bracket.ReplaceAllString(want, ""), "]", "")
	if got := marked(text, l.Find([]byte(text), nil)); got != want {
		t.Errorf("Find(%q)\n got %q\nwant %q", text, got, want)
	}
}

func TestFindAppends(t *testing.T) {
	before := []Match{{From: 1, To: 2, Entry: 3}}
	want := []Match{{1, 2, 3}, {0, 5, 0}}
	if got := lexiconOf("cloud").Find([]byte("cloud"), before); !slices.Equal(got, want) {
		t.Errorf("Find appends to %v: %v, want %v", before, got, want)
	}
	var none *Lexicon
	if got := none.Find([]byte("cloud"), before); !slices.Equal(got, before) {
		t.Errorf("Find of no lexicon = %v, want %v", got, before)
	}
}

// Nothing is allocated but room for the result, save for decomposed words.
func TestFindAllocates(t *testing.T) {
	l, _ := New(glossary())
	for name, text := range map[string][]byte{
		"prose":    prose(t),
		"capitals": []byte(strings.Repeat("mise en œuvre, aax0, AAX0, NIVEAUX\u00a0DE\nSERVICE. ", 50)),
		"soft":     []byte(strings.Repeat("a\u00adudit et be\u00adton ", 50)),
	} {
		found := make([]Match, 0, 1000)
		if n := testing.AllocsPerRun(5, func() { l.Find(text, found) }); n > 0 {
			t.Errorf("Find in %s allocates %v times", name, n)
		}
	}
}

// A text and spellings that agree for long must not take quadratic time.
func TestFindLong(t *testing.T) {
	l := lexiconOf(strings.Repeat("a ", 50)+"b", "c")
	text := []byte(strings.Repeat("a ", 50_000) + strings.Repeat("'", 200_000) + strings.Repeat("é", 200_000) + " c")
	if found := l.Find(text, nil); len(found) != 1 {
		t.Errorf("%d matches, want 1", len(found))
	}
}
