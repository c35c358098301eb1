package lexicon

import (
	"strings"
	"testing"
)

// Acronyms found are in brackets, with = when they are defined.
func TestAcronyms(t *testing.T) {
	tests := []struct{ name, want string }{
		{"none", "Rien, ni A4, ni X, ni Pra, ni SaaS."},
		{"words", "le [PRA], l'[ANSSI], d’[ANSSI], [PRA]/[PCA], « [SLA] »"},
		{"digits", "[NIS2] et [EN15838], pas I18N ni H2O"},
		{"lengths", "[IT] [ABCDEFGH], ABCDEFGHI"[:4] + ", [ABCDEFGH], ABCDEFGHI, A"},
		{"accents", "[ÉTÉ] et [CÉE]"},
		{"not whole", "PRA-test, multi-PRA, PRA.fr, @PRA, PRA_1, PRAs, Z67-801"},
		{"Roman numerals", "le XIX, IV, XL, MCMXCIX, MMXX, DCCC"},
		{"acronyms that are numerals too", "un [CV], un [CDI], [CI]/[CD], un [CDD]"},
		{"titles", "NE PAS SIGNER, À VENDRE DEMAIN"},
		{"a run with elisions", "TROIS MOIS D'AVIS, L’OFFRE GLOBALE"},
		{"a run next to a long word", "ATTENTION DANGER"},
		{"a run over a line", "CONTRAT\nTYPE"},
		{"no run", "le [SLA], [GTR] et [GTI] : [RTO]\n\n[RPO]. À [DSI]"},
		{"after its meaning", "plan de reprise d'activité ([=PRA])"},
		{"after its meaning in quotes", "Le « plan de reprise d’activité » ([=PRA])"},
		{"small words that count", "maintien en conditions opérationnelles ([=MCO])"},
		{"many small words", "l'Agence nationale de la sécurité des systèmes d'information ([=ANSSI])"},
		{"more than initials", "Association française de normalisation ([=AFNOR])"},
		{"accents in initials", "Éducation nationale ([=EN])"},
		{"with spaces", "direction des systèmes d'information ( [=DSI] )"},
		{"with a number", "directive Network and Information Security 2 ([=NIS2])"},
		{"wrong initials", "autre chose ([PRA])"},
		{"in another sentence", "plan de. Reprise ([PRA])"},
		{"not alone", "plan de reprise d'activité ([PRA] ou [DRP])"},
		{"before its meaning", "[=PRA] (plan de reprise d'activité)"},
		{"before its meaning and more", "[=PRA] (plan de reprise d'activité, en anglais [DRP])"},
		{"before its meaning in another language", "[=SLA] (engagement de niveau de service)"},
		{"before something else", "[GTI] (4 heures au plus tard), [PRA] (voir le guide suivant), [SLA] (sic)"},
		{"before open parentheses", "[PRA] (plan de reprise d'activité"},
	}
	strip := strings.NewReplacer("[=", "", "[", "", "]", "")
	for _, test := range tests {
		text := strip.Replace(test.want)
		var b strings.Builder
		at := 0
		for _, a := range Acronyms([]byte(text), nil) {
			b.WriteString(text[at:a.From] + "[")
			if a.Defined([]byte(text)) {
				b.WriteString("=")
			}
			b.WriteString(text[a.From:a.To] + "]")
			at = a.To
		}
		if got := b.String() + text[at:]; got != test.want {
			t.Errorf("%s: Acronyms(%q)\n got %q\nwant %q", test.name, text, got, test.want)
		}
	}
}

// Many open parentheses and long gaps must not take quadratic time.
func TestAcronymsLong(t *testing.T) {
	text := strings.Repeat("AB (", 50_000) + strings.Repeat("A ", 100_000) + strings.Repeat(" ", 100_000) + "AB"
	if got := len(Acronyms([]byte(text), nil)); got == 0 {
		t.Error("no acronyms")
	}
}
