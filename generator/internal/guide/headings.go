package guide

import (
	"fmt"
	"strconv"
	"unicode/utf8"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
)

// heading checks the attributes of a heading and notes it. Its id is settled
// when all headings are known. It returns false when the heading is the page's
// title and belongs no longer to the body.
func (s *parsing) heading(n *ast.Heading) bool {
	h := Heading{Level: n.Level, Text: plainText(n, s.text[s.base:])}
	if n.Level == 1 && s.isTitle(n, h.Text) {
		return false
	}
	if n.Attributes() != nil {
		h.ID = s.headingAttributes(n)
	}
	if h.Text == "" && !n.HasChildren() {
		from, to := s.headingLines(n)
		s.report(from, to, diag.Warning, diag.MarkdownLike, "a heading without a text", "write its text, or remove the line")
	}
	if n.Level == 1 && (s.untitled || s.guide.Front.Title != "") { // else the missing title is reported
		from, to := s.headingLines(n)
		s.report(from, to, diag.Warning, diag.HeadingLevel, "a level 1 heading: the title is the page's only one", "begin with ##")
	}
	s.room.headings = append(s.room.headings, headingNode{h, n})
	s.above = len(s.room.headings)
	return true
}

// isTitle tells whether a level 1 heading is the title: in a file without front
// matter the first one is, elsewhere one that opens the text and repeats the
// title.
func (s *parsing) isTitle(n *ast.Heading, text string) bool {
	front := &s.guide.Front
	if text == "" || n.Parent().Kind() != ast.KindDocument {
		return false
	}
	if !s.untitled || front.Title != "" {
		return text == front.Title && opensText(n)
	}
	front.Title = text
	if length := utf8.RuneCountInString(text); length > maxTitle {
		from, to := s.headingLines(n)
		s.report(from, to, diag.Error, diag.ValueInvalid, fmt.Sprintf("the title has %d characters; at most %d", length, maxTitle), "shorten it")
	}
	return true
}

// opensText tells whether nothing a reader sees stands before a block.
func opensText(n ast.Node) bool {
	for p := n.PreviousSibling(); p != nil; p = p.PreviousSibling() {
		if kind := p.Kind(); kind != ast.KindHTMLBlock && kind != ast.KindLinkReferenceDefinition {
			return false
		}
	}
	return true
}

// headingLines returns the stretch of the lines a heading stands on, without the
// line below it.
func (s *parsing) headingLines(n *ast.Heading) (from, to int) {
	from = s.base + max(n.Pos(), 0)
	last := from
	if lines := n.Lines(); lines.Len() > 0 {
		last = s.base + lines.At(lines.Len()-1).Stop
		if last > from && s.text[last-1] == '\n' {
			last--
		}
	}
	return from, last + len(lineAt(s.text, last))
}

// headingNode is a heading and its node.
type headingNode struct {
	Heading
	node *ast.Heading
}

// settleHeadings gives every heading without an id one made from its text. Explicit
// ids are reserved first, so that adding one never moves another; of equal texts
// the second gets "-2".
func (s *parsing) settleHeadings() {
	if len(s.room.headings) == 0 {
		return
	}
	s.guide.Headings = make([]Heading, len(s.room.headings))
	taken := make(map[string]int, len(s.room.headings))
	for _, h := range s.room.headings {
		taken[h.ID] = 1
	}
	for i, h := range s.room.headings {
		if h.ID == "" {
			h.ID = freeID(h.Text, taken)
		}
		s.guide.Headings[i] = h.Heading
	}
}

// freeID makes an id from a text and takes it. Each id taken has the last number that
// was given to its like.
func freeID(text string, taken map[string]int) string {
	base := Slug(text)
	if base == "" {
		base = "section"
	}
	n, id := taken[base], base
	if n == 0 {
		taken[base] = 1
		return base
	}
	for taken[id] > 0 {
		n++
		id = base + "-" + strconv.Itoa(n)
	}
	taken[base], taken[id] = n, 1
	return id
}
