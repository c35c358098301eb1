package guide

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/quantity"
	"balise/generator/internal/register"

	"github.com/yuin/goldmark/ast"
)

// MentionKind says what register a mention is of.
type MentionKind = register.Shelf

const (
	FactMention   = register.Facts   // [4 à 7 mois](fact:sortie)
	TermMention   = register.Terms   // [réversibilité](term:reversibilite), or found by itself
	SourceMention = register.Sources // [@anssi, p. 12]
)

// Mention is a place of the text that names an entry of a register.
type Mention struct {
	Kind MentionKind
	ID   string
	// Text is what the reader sees, without marks; empty where it is to be filled
	// in.
	Text string
	// Numbers are those of a fact's text.
	Numbers []quantity.Number
	// Locator says where in a source: "p. 12".
	Locator string
	// Found says that the guide does not name the term as such: a spelling of it
	// stands in the text.
	Found bool
	// Plain says that nothing but the text is shown here.
	Plain bool
	// InHeading says that nothing can be filled in here: the id of a heading is
	// made from its text.
	InHeading bool
	// Near is what the name in a formula was likely meant for if no fact has it, or
	// "".
	Near string
	// Unsure says that the name in a formula may be that of an input whose own name
	// could not be read.
	Unsure bool
	// From and To delimit the id in the guide's text, or what was found, in bytes;
	// TextFrom and TextTo delimit the text.
	From, To, TextFrom, TextTo int32
}

var entryID = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// mentioned returns the register and the id that the address of a link names.
func mentioned(address []byte) (kind MentionKind, id string, ok bool) {
	if rest, ok := bytes.CutPrefix(address, []byte("fact:")); ok {
		return FactMention, string(rest), true
	}
	if rest, ok := bytes.CutPrefix(address, []byte("term:")); ok {
		return TermMention, string(rest), true
	}
	return 0, "", false
}

// mention notes a link to an entry of a register. It returns false when the link
// is none.
func (s *parsing) mention(n *ast.Link) bool {
	kind, id, ok := mentioned(n.Destination)
	if !ok {
		return false
	}
	from, to := s.destination(n.Destination, n.Pos())
	m := Mention{Kind: kind, ID: id, Text: plainText(n, s.text[s.base:]), From: int32(from), To: int32(to)}
	m.TextFrom, m.TextTo = s.textOf(n, m)
	m.Plain, m.InHeading = within(n, isLabel), within(n, isHeading)
	if !s.isEntry(&m) {
		n.Destination = refused()
		return true
	}
	switch {
	case m.Text == "" && kind == TermMention:
		s.report(from, to, diag.Error, diag.TermUnknown, "a term without a text", fmt.Sprintf("write [the term](term:%s)", id))
	case m.Text == "" && m.InHeading:
		s.report(from, to, diag.Error, diag.FactText, "a heading cannot have a figure filled in: its id is made from its text", "write the figure itself between the brackets")
	}
	if kind == FactMention {
		m.Numbers = quantity.Find(m.Text, s.lang())
	}
	n.Destination = s.mark(markMention, len(s.guide.Mentions))
	s.guide.Mentions = append(s.guide.Mentions, m)
	return true
}

// titleMentions notes the facts and terms in a heading that is the page's title,
// of which the text alone is shown.
func (s *parsing) titleMentions(title ast.Node) {
	for n := title.FirstChild(); n != nil; n = n.NextSibling() {
		switch n := n.(type) {
		case *ast.Link:
			before := len(s.guide.Mentions)
			if s.mention(n); len(s.guide.Mentions) > before {
				s.guide.Mentions[before].Plain = true
			}
		case *citation:
			s.report(s.base+n.parts[0].at, s.base+n.parts[0].at, diag.Error, diag.Citation, "the title is text, so the citation in it is left out", "put it into the text below")
		default:
			s.titleMentions(n)
		}
	}
}

// textOf returns where the text of a mention stands: its first line, or its
// address when it has no text.
func (s *parsing) textOf(n *ast.Link, m Mention) (from, to int32) {
	first := firstText(n)
	if first == nil {
		return m.From, m.To
	}
	from = int32(s.base + first.Segment.Start)
	if end := bytes.Index(s.text[from:m.From], []byte("](")); end >= 0 {
		return from, from + int32(end)
	}
	return from, int32(s.base + first.Segment.Stop)
}

// firstText returns the first text below a node, or nil.
func firstText(n ast.Node) *ast.Text {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			return t
		}
		if t := firstText(c); t != nil {
			return t
		}
	}
	return nil
}

// isEntry tells whether a mention's id can be one, and reports it otherwise.
func (s *parsing) isEntry(m *Mention) bool {
	if entryID.MatchString(m.ID) {
		return true
	}
	fix := "ids are lower-case words joined by hyphens"
	meant, _, _ := strings.Cut(m.ID, "#") // an entry has no parts
	if slug := Slug(meant); slug != "" {
		fix += ": " + slug
	}
	s.report(int(m.From), int(m.To), diag.Error, m.Kind.Unknown(), fmt.Sprintf("%q cannot be the id of a %s", m.ID, m.Kind), fix)
	return false
}

// within tells whether a node stands in one of a kind.
func within(n ast.Node, is func(ast.Node) bool) bool {
	for p := n.Parent(); p != nil; p = p.Parent() {
		if is(p) {
			return true
		}
	}
	return false
}

// settleMentions has nothing shown at a term that was found in the text where the
// guide names it as such elsewhere, or defines it.
func (s *parsing) settleMentions() {
	mentions := s.guide.Mentions
	named := map[string]bool{}
	for i := range mentions {
		if m := &mentions[i]; m.Kind == TermMention && !m.Found {
			named[m.ID] = true
		}
	}
	for i := range mentions {
		if m := &mentions[i]; m.Found && (named[m.ID] || slices.Contains(s.defines, m.ID)) {
			m.Plain = true
		}
	}
}

func isHeading(n ast.Node) bool { return n.Kind() == ast.KindHeading }

// isLabel tells whether a block is the label of a box to tick, where nothing else
// may be pressed.
func isLabel(n ast.Node) bool { return n.Type() == ast.TypeBlock && isTask(n) }
