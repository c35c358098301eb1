package corpus

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"unicode/utf8"
)

const (
	// meanSize is the mean size of a guide in bytes, and sizeSpread the distance between the smallest and the largest.
	meanSize   = 8080
	sizeSpread = 5000
)

// Guide makes the file of guide i.
func (c *Corpus) Guide(i int) []byte {
	rng := c.chance(i, textStream)
	w := &writer{rng: rng, words: c.words, outline: c.outline(i), extras: newExtras(i, rng)}
	w.links = c.links(i, rng)
	w.size = guideSize(i)
	c.frontMatter(&w.out, i, w)
	w.body()
	return w.out.bytes()
}

// guideSize spreads the sizes evenly by the golden ratio, so that the mean of any run of guides is close to meanSize.
func guideSize(i int) int {
	const golden = 0x9E3779B9
	part := float64(uint32(i)*golden) / (1 << 32)
	return meanSize + int((part-0.5)*sizeSpread)
}

// frontMatter writes the front matter of guide i.
func (c *Corpus) frontMatter(out *buffer, i int, w *writer) {
	rng := w.rng
	out.print("---\ntitle: ", w.outline.title, "\n")
	if rng.IntN(6) == 0 {
		out.print("nav_title: ", w.outline.short, "\n")
	}
	out.print("description: ", w.description(), "\n")
	out.print("summary: ", w.summary(), "\n")
	out.print("tags: [", strings.Join(c.tags(rng), ", "), "]\n")
	out.print(fmt.Sprintf("published: %d-%02d-%02d\n", 2021+rng.IntN(5), 1+rng.IntN(12), 1+rng.IntN(28)))
	// Only earlier guides of the section are required, so requirements never form a cycle.
	if first := i - i%sectionSize; i > first && rng.IntN(6) == 0 {
		out.print("requires: [", c.Key(first+rng.IntN(i-first)), "]\n")
	}
	out.print("---\n\n")
}

// tags chooses two or three tags.
func (c *Corpus) tags(rng *rand.Rand) []string {
	var tags []string
	for _, i := range rng.Perm(len(c.names.tags))[:2+rng.IntN(2)] {
		tags = append(tags, c.names.tags[i])
	}
	return tags
}

// description makes a description of 50 to 160 characters, without colon as it stands unquoted in the front matter.
func (w *writer) description() string {
	for {
		s := w.fill("Comment $I $D $G et pourquoi $D $V $D.")
		if n := utf8.RuneCountInString(s); n >= 50 && n <= 160 {
			return s
		}
	}
}

// summary makes a summary of at most 320 characters, with a little emphasis.
func (w *writer) summary() string {
	for {
		s := w.fill("$O, $D $V $D $T. Il faut **$I $D** avant la fin $G, car $D $V *$U* $A.")
		if utf8.RuneCountInString(s) <= 320 {
			return s
		}
	}
}

// link is a link to another guide, ready to be set into a sentence.
type link struct{ text, target string }

// links chooses what guide i links to: 13 to 17 other guides, most of them neighbours, a third of them at a heading.
func (c *Corpus) links(i int, rng *rand.Rand) []link {
	if c.guides == 1 {
		return nil
	}
	links := make([]link, 0, 17)
	first := i - i%sectionSize
	section := min(sectionSize, c.guides-first)
	for range 13 + rng.IntN(5) {
		to := rng.IntN(c.guides)
		if section > 1 && rng.IntN(100) < 60 {
			to = first + rng.IntN(section)
		}
		if to == i {
			to = (i + 1) % c.guides
		}
		links = append(links, c.link(i, to, rng))
	}
	return links
}

// link makes a link from one guide's file to another's.
func (c *Corpus) link(from, to int, rng *rand.Rand) link {
	target := c.Key(to) + ".md"
	if from/sectionSize == to/sectionSize {
		target = target[strings.IndexByte(target, '/')+1:]
	} else {
		target = "../" + target
	}
	if rng.IntN(3) == 0 {
		h := pick(rng, c.outline(to).headings)
		return link{text: strings.ToLower(h.text), target: target + "#" + h.anchor}
	}
	title, short := c.names.guide(to)
	if rng.IntN(2) == 0 {
		title = strings.ToLower(short)
	}
	return link{text: title, target: target}
}

// extras tells which of the rarer constructs a guide has.
type extras struct {
	table, code, tasks, quote, bareLink bool
	footnotes                           int
}

// newExtras gives guide i its extras. Tables and code go by turns, so that their share is exact.
func newExtras(i int, rng *rand.Rand) extras {
	return extras{
		table: i%3 == 1, code: i%7 == 3, tasks: rng.IntN(5) == 0, quote: rng.IntN(4) == 0, bareLink: rng.IntN(50) == 0,
		footnotes: 2 + rng.IntN(2),
	}
}
