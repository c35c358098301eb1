package guide

import (
	"html/template"

	"balise/generator/internal/diag"
	"balise/generator/internal/source"
	"balise/generator/internal/typo"

	gmtext "github.com/yuin/goldmark/text"
)

// Fragment is a rendered piece of Markdown.
type Fragment struct {
	HTML template.HTML
	Text string // the same without marks
}

// Fragment turns a piece of Markdown that stands in another file, such as the
// definition of a term, into HTML. It may refer to nothing on the site and hold
// nothing that takes an id, since it is shown on many pages, and several such on
// one. The diagnostics have no place.
func (p *Parser) Fragment(text string) (Fragment, diag.List) {
	file := &source.File{Path: "content/fragment"}
	s := &parsing{parser: p, room: p.rooms.Get().(*room), guide: &Guide{File: file, Front: Front{Title: text}}, text: append([]byte(text), '\n')}
	defer p.leave(s.room)
	s.room.prose.off = 1
	if s.scan(s.text) {
		s.markdown(p.links, s.text)
	}
	g := s.guide
	if len(g.Refs) > 0 || len(g.Mentions) > 0 || len(g.Headings) > 0 || s.notes > 0 || len(g.Aids) > 0 || g.Checklists > 0 || hasCode(g.Problems, diag.Footnote) {
		return Fragment{}, diag.List{{
			Code: diag.ValueInvalid, Message: "this text is shown on many pages and cannot hold headings, footnotes, boxes to tick, calculators, or links to files, facts, terms or sources",
			Fix: "say it in words; see, explained_in and sources are keys of their own",
		}}
	}
	doc := p.links.parser.Parse(gmtext.NewReader(s.text))
	return Fragment{HTML: g.Body.HTML(nil), Text: typo.Text(p.options.Lang, plainText(doc, s.text))}, g.Problems
}
