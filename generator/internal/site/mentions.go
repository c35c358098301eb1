package site

import (
	"bytes"
	"html"
	"slices"
	"strconv"

	"balise/generator/internal/guide"
	"balise/generator/internal/typo"
)

// mentions are the notes that the page of a guide shows, each kind in the order
// of the text.
type mentions struct {
	facts   []*FactNote
	terms   []*TermNote
	sources []*SourceNote
	// numbers are those of the notes that the guide's mentions show, by the index
	// of the mention: from 1 in their list, 0 where nothing but the text is shown.
	numbers []int32
}

// setMentions gives a page the notes of its guide.
func (s *Site) setMentions(p *Page, e *Entry) {
	m := &s.linked[e.index].mentions
	p.Facts, p.Terms, p.Sources, p.numbers = m.facts, m.terms, m.sources, m.numbers
}

// equal tells whether two guides show the same notes.
func (m *mentions) equal(o *mentions) bool {
	return slices.Equal(m.facts, o.facts) && slices.Equal(m.terms, o.terms) && slices.Equal(m.sources, o.sources) && slices.Equal(m.numbers, o.numbers)
}

// mentioned collects the notes of a guide.
func (s *Site) mentioned(e *Entry) mentions {
	g := s.guide(e)
	notes := s.notes[s.spoken(s.langOf(g))]
	if len(g.Mentions) == 0 || notes == nil {
		return mentions{}
	}
	c := collector{notes: notes, facts: map[*FactNote]int32{}, terms: map[*TermNote]int32{}, sources: map[*SourceNote]int32{}}
	c.numbers = make([]int32, len(g.Mentions))
	for i := range g.Mentions {
		m := &g.Mentions[i]
		if m.Kind == guide.TermMention && m.Found && (m.Plain || s.explains(e, m.ID)) {
			continue
		}
		c.numbers[i] = c.number(m)
	}
	return c.mentions
}

// explains tells whether a guide is the one that explains a term.
func (s *Site) explains(e *Entry, term string) bool {
	if slices.ContainsFunc(e.head.Front.Explains, func(n guide.Name) bool { return n.Text == term }) {
		return true
	}
	t := s.in.Registers.Term(term)
	return t != nil && t.ExplainedIn.ID == e.head.Key
}

// collector numbers notes in the order in which they are mentioned.
type collector struct {
	mentions
	notes   *noteSet
	facts   map[*FactNote]int32
	terms   map[*TermNote]int32
	sources map[*SourceNote]int32
}

// number returns the number of the note that a mention shows.
func (c *collector) number(m *guide.Mention) int32 {
	switch m.Kind {
	case guide.FactMention:
		if note := c.notes.facts[m.ID]; note != nil {
			n := number(note, c.facts, &c.mentions.facts)
			c.cite(note)
			return n
		}
	case guide.TermMention:
		if note := c.notes.terms[m.ID]; note != nil {
			return number(note, c.terms, &c.mentions.terms)
		}
	case guide.SourceMention:
		if note := c.notes.sources[m.ID]; note != nil {
			return number(note, c.sources, &c.mentions.sources)
		}
	}
	return 0
}

// cite lists the sources of a fact, and of those that contradict it, among those
// of the page.
func (c *collector) cite(f *FactNote) {
	list := func(lines []SourceLine) {
		for _, line := range lines {
			number(c.notes.sources[line.ID], c.sources, &c.mentions.sources)
		}
	}
	list(f.Sources)
	for _, input := range f.Inputs {
		list(input.Sources)
	}
	for _, other := range f.Against {
		list(other.Sources)
	}
}

// number returns the number of a note in a list, and puts it there.
func number[T any](note *T, numbers map[*T]int32, list *[]*T) int32 {
	if numbers[note] == 0 {
		*list = append(*list, note)
		numbers[note] = int32(len(*list))
	}
	return numbers[note]
}

// fillMention writes what stands before or behind the text of a mention. The notes
// of a page have one series of numbers, facts before terms.
func (p *Page) fillMention(w *bytes.Buffer, h guide.Hole) {
	m, n := &p.guide.Mentions[h.Index], int(p.numbers[h.Index])
	switch {
	case m.Kind == guide.SourceMention:
		p.fillCitation(w, m, n)
	case n == 0:
	case h.Kind == guide.OpenHole:
		if !m.Plain {
			w.WriteString(`<span class="` + m.Kind.String() + `">`)
		}
	default:
		if m.Text == "" {
			w.WriteString(html.EscapeString(p.Facts[n-1].Value))
		}
		switch {
		case m.Plain:
		case m.Kind == guide.FactMention:
			writeButton(w, n, p.Facts[n-1].Label)
		default:
			writeButton(w, len(p.Facts)+n, p.Terms[n-1].Term)
		}
	}
}

// writeButton ends a mention with the button that opens its note. The number is
// the note's id in the form in which paper shows it.
func writeButton(w *bytes.Buffer, number int, name string) {
	w.WriteString(`<button type="button" popovertarget="(` + strconv.Itoa(number) + `)" aria-label="` + html.EscapeString(name) + `"></button></span>`)
}

// fillCitation writes the number of a source.
func (p *Page) fillCitation(w *bytes.Buffer, m *guide.Mention, n int) {
	if n == 0 {
		w.WriteString("?") // reported
		return
	}
	number := strconv.Itoa(n)
	w.WriteString(`<a href="#s:` + m.ID + `" role="doc-noteref">` + number + `</a>`)
	if m.Locator != "" {
		w.WriteString(", " + html.EscapeString(typo.Text(p.Lang, m.Locator)))
	}
}
