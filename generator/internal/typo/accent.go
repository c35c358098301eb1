package typo

import (
	"bytes"
	"strings"
)

// unaccented looks for a capital letter without the accent it needs in French, at i.
func (p *Setter) unaccented(i int) {
	if r := p.prev(i); r == '-' || r == '.' || r == '&' || r == '/' {
		return // of a compound, an abbreviation, a name
	}
	word := p.word(i)
	to := i + len(word)
	if r := p.next(to); isWord(r) || r == '&' || r == '.' && isWord(p.next(to+1)) {
		return
	}
	if want, ok := properAccent(string(word)); ok {
		p.find(Accent, i, to, want)
		return
	}
	if !p.startsSentence(i) || isCapital(p.next(p.skip(to))) { // a name: Evolution Networks
		return
	}
	switch {
	case word[0] == 'E' && startsWithAcute(string(word[1:])):
		p.find(Accent, i, to, "É"+string(word[1:]))
	case string(word) == "Etre", string(word) == "Etes":
		p.find(Accent, i, to, "Ê"+string(word[1:]))
	case string(word) == "Ca" && p.skip(to) > to && isLetter(p.next(p.skip(to))):
		p.find(Accent, i, to, "Ça")
	case string(word) == "A" && p.skip(to) > to && isAfterA(p.word(p.skip(to))):
		p.find(Accent, i, to, "À")
	}
}

// startsSentence tells whether a sentence, or what is like one, starts at i.
func (p *Setter) startsSentence(i int) bool {
	switch r := p.prev(p.back(i)); r {
	case '.', '–', '—', '"', '-':
		return true
	default:
		return r == 0 || isMark(r) || isOpener(r)
	}
}

// properAccent knows the words that want their accent wherever they stand.
func properAccent(word string) (want string, ok bool) {
	switch word {
	case "Etat", "Etats", "Ecole", "Ecoles", "Eglise", "Etienne":
		return "É" + word[1:], true
	case "Ile", "Iles":
		return "Î" + word[1:], true
	}
	return "", false
}

// startsWithAcute knows what follows É in words that open a sentence. Words that English has as
// well are among them: a sentence of a French text seldom begins with one.
func startsWithAcute(rest string) bool {
	switch strings.TrimSuffix(rest, "s") {
	case "carter", "cart", "change", "changer", "chéance", "chec", "chelle", "chelon", "conomie", "conomique", "conomiser", "crire", "crivez", "cran", "cologie",
		"diter", "diteur", "ducation", "galement", "galité", "lection", "lectricité", "lectronique", "lément", "lève", "laborer", "limination", "liminer",
		"mission", "mettre", "nergie", "norme", "numérer", "pargne", "poque", "preuve", "puiser", "quipe", "quipement", "quilibre", "quivalent",
		"tablir", "tablissement", "tage", "tant", "tape", "teindre", "tendre", "tendue", "thique", "tiquette", "tranger", "troit", "tude", "tudier",
		"valuer", "valuation", "vénement", "vènement", "videmment", "vident", "vitez", "viter", "voquer", "volution", "voluer":
		return true
	}
	return false
}

// isAfterA tells whether a word follows À rather than A, the letter or the verb.
func isAfterA(word []byte) bool {
	switch string(word) {
	case "la", "l", "un", "une", "ce", "cet", "cette", "ces", "chaque", "titre", "terme", "court", "moyen", "long", "propos", "cause", "défaut", "moins", "peine",
		"peu", "côté", "travers", "condition", "quoi", "qui", "quel", "quelle", "quels", "quelles", "votre", "vos", "notre", "nos", "leur", "leurs", "son", "sa", "ses", "mon", "ma", "mes",
		"mesure", "partir", "nouveau", "bientôt", "jamais", "force", "part", "priori", "noter", "savoir", "suivre", "lire", "faire", "retenir", "prévoir", "voir",
		"distance", "domicile", "demi", "plusieurs", "deux", "trois", "tous", "tout", "toutes", "première", "droite", "gauche", "terre", "ceux", "celui", "celle":
		return true
	}
	return len(word) > 4 && (bytes.HasSuffix(word, []byte("er")) || bytes.HasSuffix(word, []byte("ir"))) // à vérifier
}

// ligatures looks for oe in words that have œ.
func (p *Setter) ligatures() {
	if p.rules != french || !holdsPair(p.s, 'o', 'e') {
		return
	}
	const longest = len("ranc") // before oe
	for at := 0; ; {
		i := bytes.Index(p.s[at:], []byte("oe"))
		if i < 0 {
			return
		}
		i += at
		at = i + len("oe")
		start := i
		for start > 0 && i-start < longest && isLetter(rune(p.s[start-1])) && p.s[start-1] < 0x80 {
			start--
		}
		word := p.word(start)
		end := start + len(word)
		if isWord(p.prev(start)) || isWord(p.next(end)) || p.next(end) == '@' || !hasLigature(string(word)) {
			continue
		}
		p.find(Ligature, start, end, strings.Replace(string(word), "oe", "œ", 1))
	}
}

func hasLigature(word string) bool {
	word = strings.TrimRight(word, "sx")
	switch word {
	case "oeuvre", "oeil", "oeuf", "coeur", "soeur", "noeud", "voeu", "boeuf", "moeur", "manoeuvre", "manoeuvrer", "rancoeur", "Coeur", "Noeud", "Soeur", "Voeu", "Manoeuvre":
		return true
	}
	return false
}
