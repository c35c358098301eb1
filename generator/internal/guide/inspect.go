package guide

import (
	"fmt"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// inspect walks the tree once: it collects headings, references and words,
// checks what the author wrote, and leaves in the tree what rendering needs.
func (s *parsing) inspect(doc ast.Node) {
	s.walk(doc)
	s.figures(doc)
	s.settleHeadings()
	s.guide.Refs = kept(s.room.refs)
	s.nameBlocks()
	s.settleMentions()
	s.sections()
}

func (s *parsing) walk(n ast.Node) {
	for c := n.FirstChild(); c != nil && !s.deep; {
		if text, ok := c.(*ast.Text); ok && s.reads() {
			c = s.run(text)
			continue
		}
		next := c.NextSibling() // visit may replace c
		s.visit(c)
		c = next
	}
}

func (s *parsing) visit(n ast.Node) {
	src := s.text[s.base:]
	switch n := n.(type) {
	case *ast.Text:
		s.guide.Words += countWords(n.Segment.Value(src))
		s.nearLinks(n.Segment)
		return
	case *ast.CodeSpan, *ast.CodeBlock:
		return
	case *ast.FencedCodeBlock:
		s.fence(n)
		s.aid(n)
		return
	case *ast.Heading:
		if !s.heading(n) {
			s.titleMentions(n)
			s.figures(n)
			n.Parent().RemoveChild(n.Parent(), n)
			return
		}
		s.quietly(n)
		return
	case *calloutTitle, *extast.TableHeader:
		s.quietly(n)
		return
	case *extast.DefinitionTerm:
		s.defined(n)
		s.quietly(n)
		return
	case *citation:
		s.cite(n)
		s.outOfLink(n)
		return
	case *ast.Link:
		s.link(n)
		s.linkText(n)
		return
	case *ast.Image:
		s.image(n)
		return // what its description holds is text
	case *ast.AutoLink:
		s.autoLink(n)
		return
	case *extast.FootnoteLink:
		s.notes++
		s.outOfLink(n)
		return
	case *ast.RawHTML:
		s.inlineHTML(n)
		return
	case *ast.HTMLBlock:
		s.htmlBlock(n)
		return
	case *ast.Blockquote:
		if c := s.callout(n); c != nil {
			s.nested(c)
			return
		}
		s.nested(n)
		return
	case *ast.ListItem, *ast.Emphasis, *extast.Strikethrough, *extast.DefinitionDescription, *extast.Footnote:
		s.nested(n)
		return
	case *extast.TaskCheckBox:
		s.task(n)
		return
	case *extast.Table:
		s.table(n)
	}
	s.walk(n)
}

// nested walks what may be nested in its like, down to a limit. The headings in
// it name nothing outside.
func (s *parsing) nested(n ast.Node) {
	above := s.above
	if s.depth++; s.depth > maxNesting && !s.deep {
		s.deep = true
		s.limit(max(n.Pos(), 0), 0, fmt.Sprintf("lists, quotations or emphasis nested more than %d deep", maxNesting))
	}
	s.walk(n)
	s.depth, s.above = s.depth-1, above
}

// linkText walks the text of a link. A link within it would end it for browsers:
// addresses there stay text, footnotes and citations move behind the link.
func (s *parsing) linkText(n *ast.Link) {
	s.within, s.behind = n, n
	s.quietly(n)
	s.within, s.behind = nil, nil
}

// outOfLink moves what makes a link of its own out of the link it stands in.
func (s *parsing) outOfLink(n ast.Node) {
	if s.within == nil {
		return
	}
	n.Parent().RemoveChild(n.Parent(), n)
	s.within.Parent().InsertAfter(s.within.Parent(), s.behind, n)
	s.behind = n
}

// labelled is a block and the index of the heading it stands under.
type labelled struct {
	block ast.Node
	under int
}

// table notes a table.
func (s *parsing) table(n *extast.Table) {
	s.guide.Tables++
	s.lostCells(n)
	s.underHeading(n)
}

// underHeading notes a block that is named after the heading it stands under.
func (s *parsing) underHeading(n ast.Node) {
	if s.above > 0 {
		s.named = append(s.named, labelled{n, s.above - 1})
	}
}

// nameBlocks gives each block the id of the heading that names it.
func (s *parsing) nameBlocks() {
	for _, b := range s.named {
		b.block.SetAttributeString("label", s.guide.Headings[b.under].ID)
	}
}
