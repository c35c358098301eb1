// Package corpus makes the content that the benchmarks build: any number of French guides on outsourced IT, of about
// 8 KB each, in sections of 25.
//
// A [Corpus] is a recipe, not a set of files: [Corpus.Guide] depends only on the seed, the place of the guide and the
// number of guides, so guides can be made in any order and on several processors, and the same seed and number give the
// same bytes on every machine. [Corpus.Write] puts all of them into a folder that a site generator can build.
//
// The guides use what authors use (front matter, headings, links to files and anchors, nested lists, tables,
// footnotes, code, checklists, quotations) in the proportions of our own content; every link leads somewhere. The text is
// grammatical more than it is sensible: it has the lengths and the accents of French, not its meaning.
package corpus

import (
	"fmt"
	"math/rand/v2"
)

// Corpus is a recipe for guides. It is read only and may be shared.
type Corpus struct {
	guides int
	seed   uint64
	words  *words
	names  *names
}

// New gives the recipe for so many guides. There is a limit, a little under 140,000, as sections have names of their
// own.
func New(guides int, seed uint64) (*Corpus, error) {
	c := &Corpus{guides: guides, seed: seed, words: newWords(), names: newNames(seed)}
	if limit := c.names.sections() * sectionSize; guides < 1 || guides > limit {
		return nil, fmt.Errorf("corpus of %d guides: want 1 to %d", guides, limit)
	}
	return c, nil
}

// Sections tells how many folders the guides are in.
func (c *Corpus) Sections() int { return (c.guides + sectionSize - 1) / sectionSize }

// Key gives the path of guide i below the content folder, without its ".md".
func (c *Corpus) Key(i int) string {
	title, _ := c.names.guide(i)
	return c.folder(i/sectionSize) + "/" + Anchor(title)
}

// folder gives the name of section k's folder.
func (c *Corpus) folder(k int) string { return Anchor(c.names.section(k)) }

// Each guide has two streams of chance, so that another guide can know its headings without making its text.
const (
	outlineStream = 1
	textStream    = 2
)

// chance gives a fresh source of chance for guide i.
func (c *Corpus) chance(i int, stream uint64) *rand.Rand {
	return rand.New(rand.NewPCG(c.seed, uint64(i)<<8|stream))
}

// outline is what other guides may refer to.
type outline struct {
	key      string
	title    string
	short    string
	headings []heading
}

// heading is a heading of level 2 or 3; its anchor is unique in its guide.
type heading struct {
	level  int
	text   string
	anchor string
}

// outline makes the outline of guide i.
func (c *Corpus) outline(i int) outline {
	rng := c.chance(i, outlineStream)
	o := outline{key: c.Key(i)}
	o.title, o.short = c.names.guide(i)
	want := 8 + rng.IntN(7)
	taken := make(map[string]bool, want)
	for len(o.headings) < want {
		text := c.names.heading(rng, c.words)
		anchor := Anchor(text)
		if taken[anchor] {
			continue
		}
		taken[anchor] = true
		level := 2
		if len(o.headings) > 0 && rng.IntN(100) < 40 {
			level = 3
		}
		o.headings = append(o.headings, heading{level, text, anchor})
	}
	return o
}

// pick chooses one of the items.
func pick[T any](rng *rand.Rand, items []T) T { return items[rng.IntN(len(items))] }
