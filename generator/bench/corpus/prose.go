package corpus

import (
	"math/rand/v2"
	"strconv"
	"strings"
)

// sentenceList holds the forms of plain sentences, one a line. Their slots are described at [writer.slot].
const sentenceList = `$O, $D $V $D $G.
$D $V $D, et $U $J $V $A $D.
Il faut $I $D $G pour $I $D $T.
Quand $D $V $D, $D $V $A $U.
Les $P relèvent $G, les $P $G.
Le prestataire $V $D $T, tandis que le client $V $D $G.
Sans $D, $U $J ne suffit pas : $D $V $D.
$D ne remplace pas $D : $U $V $U $T.
Avant $D, mieux vaut $I $U et $I $D.
Compter $N pour $I $D $G, puis $N pour $I $U.
$O, qui $V $D ? Le contrat doit nommer $U $J.
Une fois $D en place, $D $V $D $T.
« $D $V $D », répond $A $D.
Entre $D et $D, $D $V $A $D $G.
Au-delà de $N, $D $V $D et $V $U.
Deux $P sur trois dépendent $G ; $D $V $A $D.
Chaque écart entre $D et $D $V $U : on l'explique $T.
$O, $D et $D se décident ensemble, $T.`

// linkList holds the forms of sentences around a link, which stands for $L.
const linkList = `Voir aussi $L.
Le guide $L le détaille $T.
Comme l'explique $L, $D $V $D.
Pour $I $D, commencer par $L.
$O, $L $V $D $G.
Ce point est traité dans $L ; $D $V $D.`

// writer makes the body of one guide. It is used once.
type writer struct {
	out     buffer
	rng     *rand.Rand
	words   *words
	outline outline
	extras  extras
	links   []link // not yet placed
	due     int    // links to place under the current heading
	notes   int    // footnotes referred to so far
	size    int    // bytes wanted
	inBody  bool
}

// sentence makes one sentence, with a link while some are due.
func (w *writer) sentence() string {
	if w.due > 0 && w.rng.IntN(100) < 45 {
		return w.fill(pick(w.rng, w.words.linkForms))
	}
	return w.fill(pick(w.rng, w.words.sentenceForms))
}

// fill replaces the slots of a form and begins it with a capital.
func (w *writer) fill(form string) string {
	var b strings.Builder
	for i := 0; i < len(form); i++ {
		if form[i] != '$' {
			b.WriteByte(form[i])
			continue
		}
		i++
		b.WriteString(w.slot(form[i], b.String()))
	}
	s := b.String()
	if strings.HasPrefix(s, "« ") {
		return "« " + capital(s[len("« "):])
	}
	return capital(s)
}

// slot makes the text of one slot: $D "le contrat", at times with an adjective or emphasis; $G "du contrat"; $U "un
// contrat"; $P "contrats"; $J an adjective for the noun before; $V a verb; $I an infinitive; $A an adverb; $T a time;
// $O an opening; $N a quantity; $L the next link.
func (w *writer) slot(kind byte, before string) string {
	switch kind {
	case 'D':
		return w.emphasise(w.described(pick(w.rng, w.words.nouns)))
	case 'G':
		return pick(w.rng, w.words.nouns).genitive()
	case 'U':
		return pick(w.rng, w.words.nouns).indefinite()
	case 'P':
		return pick(w.rng, w.words.nouns).plural()
	case 'J':
		feminine := strings.LastIndex(before, "une ") > strings.LastIndex(before, "un ")
		return pick(w.rng, w.words.adjectives).agree(noun{feminine: feminine})
	case 'V':
		return pick(w.rng, w.words.verbs).present
	case 'I':
		return pick(w.rng, w.words.verbs).infinitive
	case 'A':
		return pick(w.rng, w.words.adverbs)
	case 'T':
		return pick(w.rng, w.words.times)
	case 'O':
		return pick(w.rng, w.words.openers)
	case 'N':
		return strconv.Itoa(2+w.rng.IntN(28)) + pick(w.rng, []string{" jours", " heures", " %", " postes", " semaines"})
	case 'L':
		return w.nextLink()
	}
	panic("corpus: no such slot: $" + string(kind))
}

// described gives the noun with its article, one time in five with an adjective.
func (w *writer) described(n noun) string {
	if w.rng.IntN(5) > 0 {
		return n.definite()
	}
	return n.definite() + " " + pick(w.rng, w.words.adjectives).agree(n)
}

// emphasise sets a few phrases of the body in bold, in italics or as code. The front matter has its own emphasis.
func (w *writer) emphasise(s string) string {
	if !w.inBody {
		return s
	}
	switch w.rng.IntN(60) {
	case 0, 1:
		return "**" + s + "**"
	case 2:
		return "*" + s + "*"
	case 3:
		return "`" + s + "`"
	}
	return s
}

// nextLink takes a link off the list and gives it as Markdown.
func (w *writer) nextLink() string {
	l := w.links[0]
	w.links = w.links[1:]
	w.due--
	return "[" + l.text + "](" + l.target + ")"
}
