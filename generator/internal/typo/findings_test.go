package typo

import (
	"fmt"
	"slices"
	"testing"
)

// What is found is written as the words concerned, "→", and what to type instead.
func TestFindings(t *testing.T) {
	for _, test := range []struct {
		lang, in string
		want     []string
	}{
		{"fr", `A partir de là. A noter : A vérifier`, []string{"A→À", "A→À", "A→À"}},
		{"fr", `A et B, plan A la carte, A vaut 3, "A" la lettre, vitamine A`, nil},
		{"fr", `L'Etat et l'Ecole de l'Ile-de-France`, []string{"Etat→État", "Ecole→École", "Ile→Île"}},
		{"fr", `Etape 1 : Evaluer. Etude de cas`, []string{"Etape→Étape", "Evaluer→Évaluer", "Etude→Étude"}},
		{"fr", `Ca va, Etre ou ne pas être`, []string{"Ca→Ça"}},
		{"fr", `Etre prêt. Etes-vous prêt ?`, []string{"Etre→Être", "Etes→Êtes"}},
		{"fr", `La Community Edition, Element, Europe, Excel et Evolution Networks`, nil},
		{"fr", `Evolution Networks vend. ETAT, CA, A&B, A.B`, nil},
		{"fr", `À partir de l’État, c’est écrit`, nil},
		{"fr", `prix, délais, etc... et etc… ou etc.`, []string{"etc...→etc.", "etc…→etc."}},
		{"fr", `deux  espaces, puis   trois`, []string{"  → ", "   → "}},
		{"fr", "  en retrait\n  encore  ", nil},
		{"fr", `support 24h/24 et 7j/7`, []string{"24h/24→24 h/24", "7j/7→7 j/7"}},
		{"fr", `support 24 h/24, 8h/jour`, nil},
		{"fr", `1500 € ou 15000 euros, 1234567 k€`, []string{"1500→1 500", "15000→15 000", "1234567→1 234 567"}},
		{"fr", `1 500 €, 500 €, 2026 postes, 3.1500 €, 1500`, nil},
		{"fr", `un " seul`, []string{`"→`}},
		{"fr", `"a" et "b`, []string{`"→`}},
		{"fr", `24" et "a" et « b`, nil},
		{"fr", `la main d'oeuvre au coeur du noeud, une rancoeur`, []string{"oeuvre→œuvre", "coeur→cœur", "noeud→nœud", "rancoeur→rancœur"}},
		{"fr", `un coefficient, du poème, Joe, oeuvre@exemple.fr`, nil},
		{"fr", "⟦A partir⟧ de ⟦1500 €⟧ ⟦etc...⟧ ⟦\"⟧ ⟦coeur⟧", nil},
		{"en", `One sentence.  Another  one, etc...`, []string{"  → ", "etc...→etc."}},
		{"en", `A la carte, Etat, 1500 €, 24h/24, coeur`, nil},
		{"en", `one " alone`, []string{`"→`}},
		{"de", `zwei  Wörter "`, []string{"  → "}},
	} {
		p := New(test.lang)
		text, frozen := parts(test.in)
		p.Set(text, frozen)
		var got []string
		for _, f := range p.Findings() {
			got = append(got, fmt.Sprintf("%s→%s", text[f.Start:f.End], f.Want))
		}
		if !slices.Equal(got, test.want) {
			t.Errorf("%s: %s\n got %q\nwant %q", test.lang, test.in, got, test.want)
		}
	}
}

// What was found in one text is not found in the next one.
func TestFindingsOfTheLastText(t *testing.T) {
	p := New("fr")
	if p.Text("A partir de là."); len(p.Findings()) != 1 {
		t.Fatalf("findings %+v, want one", p.Findings())
	}
	if p.Text("un titre"); len(p.Findings()) > 0 {
		t.Errorf("findings %+v of a text that has none", p.Findings())
	}
}

// Where nothing is to be done, nothing is allocated: a setter has its room from the texts before.
func TestAllocatesNothing(t *testing.T) {
	p := New("fr")
	text, frozen := parts(`"Un "essai" - l'un ; ⟦code⟧ 1 500 € le 1er mai 2026...`)
	p.Set(text, frozen)
	if n := testing.AllocsPerRun(100, func() { p.Set(text, frozen) }); n > 0 {
		t.Errorf("Set allocates %v times", n)
	}
	for _, plain := range []string{"Un titre sans rien", "A la carte", ""} {
		if n := testing.AllocsPerRun(100, func() { New("it").Text(plain) }); n > 1 {
			t.Errorf("Text(%q) allocates %v times", plain, n)
		}
	}
}
