package corpus

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
)

// Every so many terms of a glossary one is a single noun, which most guides use; the others are a noun with an adjective,
// which a guide uses now and then, as with real ones.
const nounEvery = 12

// WriteGlossary gives the site in a folder a glossary of so many terms, each with two more forms.
func WriteGlossary(dir string, terms int) error {
	w := newWords()
	var b bytes.Buffer
	seen := map[string]bool{}
	for i := 0; len(seen) < terms; i++ {
		n := w.nouns[i%len(w.nouns)]
		term := n.text
		if i%nounEvery != 0 {
			a := w.adjectives[(i/3)%len(w.adjectives)]
			term += " " + a.agree(n)
		}
		id := Anchor(term)
		if seen[id] {
			continue
		}
		seen[id] = true
		fmt.Fprintf(&b, "%s:\n  term: %q\n  forms: [%q, %q]\n  definition: %q\n", id, term, term+" dit simple", n.text+" de référence "+fmt.Sprint(len(seen)),
			capital(n.indefinite())+" dont ce corpus dit ce qu'il est, sans plus.")
	}
	return os.WriteFile(filepath.Join(dir, "content", "glossary.yaml"), b.Bytes(), 0o666)
}
