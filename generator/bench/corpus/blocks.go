package corpus

import (
	"fmt"
	"strings"
)

// Rough sizes of what is written after the last heading's text, so that it can be left room for.
const (
	footnoteSize = 130
	closingSize  = 40
)

// body writes everything below the front matter.
func (w *writer) body() {
	w.inBody = true
	w.due = min(1, len(w.links))
	w.paragraph(350)
	if w.extras.bareLink {
		w.out.print("Le texte complet se lit sur https://example.org/textes/", Anchor(w.outline.short), " en ligne.\n\n")
	}
	end := w.size - w.extras.footnotes*footnoteSize - closingSize
	for i, h := range w.outline.headings {
		left := len(w.outline.headings) - i
		w.due = min(len(w.links), (len(w.links)+left-1)/left)
		w.out.print(strings.Repeat("#", h.level), " ", h.text, "\n\n")
		w.underHeading(i, w.out.len()+(end-w.out.len())/left)
	}
	if len(w.links) > 0 {
		w.closingLinks()
	}
	w.footnotes()
}

// underHeading writes the blocks under heading i, up to about the given place.
func (w *writer) underHeading(i, until int) {
	// A block is at least a sentence long, so a gap of half a sentence is left alone.
	const halfSentence = 45
	switch {
	case i == 1 && w.extras.table:
		w.table()
	case i == 2 && w.extras.code:
		w.code()
	case i == 3 && w.extras.tasks:
		w.tasks()
	case i == 4 && w.extras.quote:
		w.quote()
	}
	if i > 0 && w.notes < w.extras.footnotes {
		w.notes++
		w.out.print(w.sentence(), fmt.Sprintf("[^%d]\n\n", w.notes))
	}
	for block := 0; w.out.len() < until-halfSentence; block++ {
		if block%3 == 1 {
			w.list(until)
			continue
		}
		w.paragraph(until - w.out.len())
	}
}

// paragraph writes one to five sentences, about size bytes of them at most.
func (w *writer) paragraph(size int) {
	until := w.out.len() + size - 40
	for n := 1 + w.rng.IntN(5); n > 0; n-- {
		w.out.print(w.sentence())
		if w.out.len() >= until || n == 1 {
			break
		}
		w.out.print(" ")
	}
	w.out.print("\n\n")
}

// list writes a list of up to four items, some with a list of their own.
func (w *writer) list(until int) {
	mark := pick(w.rng, []string{"-", "-", "1."})
	indent := strings.Repeat(" ", len(mark)+1)
	for range 2 + w.rng.IntN(3) {
		w.out.print(mark, " ", w.sentence(), "\n")
		if w.rng.IntN(3) == 0 {
			for range 1 + w.rng.IntN(2) {
				w.out.print(indent, "- ", pick(w.rng, w.words.rules), "\n")
			}
		}
		if w.out.len() >= until-40 {
			break
		}
	}
	w.out.print("\n")
}

// table writes a table of three columns.
func (w *writer) table() {
	w.out.print("| Critère | Aujourd'hui | Attendu |\n| --- | --- | ---: |\n")
	for range 3 + w.rng.IntN(4) {
		n := pick(w.rng, w.words.nouns)
		w.out.print("| ", capital(n.definite()), " | ", pick(w.rng, w.words.times), " | ", w.slot('N', ""), " |\n")
	}
	w.out.print("\n")
}

// code writes a fenced block of configuration.
func (w *writer) code() {
	w.out.print("```yaml\n# Extrait à adapter\nplan:\n")
	for range 4 + w.rng.IntN(5) {
		n := pick(w.rng, w.words.nouns)
		w.out.print("  ", Anchor(n.text), ": ", fmt.Sprint(w.rng.IntN(500)), " # ", pick(w.rng, w.words.times), "\n")
	}
	w.out.print("```\n\n")
}

// tasks writes a checklist.
func (w *writer) tasks() {
	for i, rule := range w.rng.Perm(len(w.words.rules))[:5] {
		box := "[ ] "
		if i == 0 {
			box = "[x] "
		}
		w.out.print("- ", box, capital(w.words.rules[rule]), "\n")
	}
	w.out.print("\n")
}

// quote writes a quotation of two sentences.
func (w *writer) quote() {
	w.out.print("> ", w.sentence(), "\n> ", w.sentence(), "\n\n")
}

// closingLinks writes the links that found no sentence.
func (w *writer) closingLinks() {
	w.out.print("Pour aller plus loin :\n\n")
	for len(w.links) > 0 {
		w.out.print("- ", w.nextLink(), "\n")
	}
	w.out.print("\n")
}

// footnotes writes the text of the footnotes referred to.
func (w *writer) footnotes() {
	for i := range w.notes {
		w.out.print(fmt.Sprintf("[^%d]: ", i+1), w.fill("$D $V $D $G, $T ; $D $V $A $D."), "\n")
	}
}

// buffer is a file in the making.
type buffer struct{ data []byte }

// print appends the strings.
func (b *buffer) print(parts ...string) {
	for _, s := range parts {
		b.data = append(b.data, s...)
	}
}

// len tells how many bytes there are.
func (b *buffer) len() int { return len(b.data) }

// bytes gives the bytes; the buffer is not used any more.
func (b *buffer) bytes() []byte { return b.data }
