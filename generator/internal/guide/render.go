package guide

import (
	"encoding/binary"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/util"
)

// maxKept is the largest buffer, in bytes, that is kept for the next guide.
const maxKept = 1 << 20

// render turns the tree into the guide's body.
func (s *parsing) render(md markdown, doc ast.Node) {
	src := s.text[s.base:]
	defer func() {
		if p := recover(); p != nil {
			if _, ok := p.(bodyTooLarge); !ok {
				panic(p)
			}
			s.report(s.base, s.base, diag.Error, diag.MarkdownLimit, "the page would be larger than 16 MiB", "split the guide up; a long link definition used many times adds up")
		}
	}()
	if s.deep {
		return
	}
	w := s.parser.writers.Get().(*bodyWriter)
	w.set.begin(s.lang(), src)
	w.ahead = ahead{headings: s.guide.Headings, boxes: s.room.boxes, texts: s.parser.options.Texts}
	md.writers.write(w, src, doc)
	for _, f := range w.set.findings {
		s.typography(s.base+f.Start, s.base+f.End, f)
	}
	s.guide.Body = w.body(s.keep)
	s.parser.put(w)
}

func newWriter() any { return &bodyWriter{html: make([]byte, 0, 16<<10)} }

// put leaves a writer to the next text.
func (p *Parser) put(w *bodyWriter) {
	w.set.src, w.ahead = nil, ahead{}
	if cap(w.html) <= maxKept {
		p.writers.Put(w)
	}
}

// nodes renders what guides have in their own way: links and images with holes,
// headings, tables one can scroll, callouts, tickable tasks; and no raw HTML.
type nodes struct{}

// RegisterFuncs implements renderer.NodeRenderer.
func (r nodes) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindLink, r.link)
	reg.Register(ast.KindImage, r.image)
	reg.Register(ast.KindAutoLink, r.autoLink)
	reg.Register(ast.KindHeading, r.heading)
	reg.Register(ast.KindHTMLBlock, r.nothing)
	reg.Register(ast.KindRawHTML, r.rawHTML)
	reg.Register(ast.KindTextBlock, r.textBlock)
	reg.Register(ast.KindParagraph, r.paragraph)
	reg.Register(ast.KindList, r.list)
	reg.Register(ast.KindListItem, r.listItem)
	reg.Register(ast.KindFencedCodeBlock, r.code)
	reg.Register(ast.KindCodeBlock, r.code)
	reg.Register(kindCallout, r.callout)
	reg.Register(kindCalloutTitle, r.calloutTitle)
	reg.Register(kindCitation, r.citation)
	reg.Register(kindTerm, r.term)
	reg.Register(extast.KindTable, r.table)
	reg.Register(extast.KindTableCell, r.tableCell)
	reg.Register(extast.KindDefinitionTerm, r.definitionTerm)
	reg.Register(extast.KindTaskCheckBox, r.checkBox)
	reg.Register(extast.KindFootnoteLink, r.footnoteLink)
	reg.Register(extast.KindFootnoteBacklink, r.footnoteBacklink)
	reg.Register(extast.KindFootnoteList, r.footnoteList)
}

func (nodes) nothing(util.BufWriter, []byte, ast.Node, bool) (ast.WalkStatus, error) {
	return ast.WalkSkipChildren, nil
}

// rawHTML writes nothing but the space that keeps two words from becoming one.
func (nodes) rawHTML(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering && isBreak(n.(*ast.RawHTML), src) {
		w.WriteByte(' ')
	}
	return ast.WalkSkipChildren, nil
}

// target writes the attribute that leads somewhere: a hole for a reference,
// nothing for a refused address.
func target(w util.BufWriter, attribute string, dest []byte) {
	index, isRef := markedIndex(markRef, dest)
	switch {
	case isRef:
		w.(*bodyWriter).hole(Hole{Kind: RefHole, Index: int32(index)})
	case len(dest) > 0 && dest[0] == markRefused:
	default:
		w.(*bodyWriter).strings(" ", attribute, `="`)
		w.Write(util.EscapeHTML(util.URLEscape(dest, false)))
		w.WriteByte('"')
	}
}

// markedIndex returns the index in a mark of a kind.
func markedIndex(kind byte, dest []byte) (index int, ok bool) {
	if len(dest) == 0 || dest[0] != kind {
		return 0, false
	}
	return int(binary.BigEndian.Uint32(dest[1:])), true
}

func title(w util.BufWriter, title []byte) {
	if title != nil {
		w.WriteString(` title="`)
		w.(*bodyWriter).attribute(string(unescape(title)))
		w.WriteByte('"')
	}
}

// attribute writes a text that readers see or hear.
func (w *bodyWriter) attribute(text string) {
	w.Write(util.EscapeHTML([]byte(w.set.setter.Text(text))))
}

func (nodes) link(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	link := n.(*ast.Link)
	if index, ok := markedIndex(markMention, link.Destination); ok {
		w.(*bodyWriter).mention(index, entering)
		return ast.WalkContinue, nil
	}
	if !entering {
		w.WriteString("</a>")
		return ast.WalkContinue, nil
	}
	w.WriteString("<a")
	target(w, "href", link.Destination)
	title(w, link.Title)
	w.WriteByte('>')
	return ast.WalkContinue, nil
}

func (nodes) image(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	image := n.(*ast.Image)
	w.WriteString("<img")
	target(w, "src", image.Destination)
	w.WriteString(` alt="`)
	w.(*bodyWriter).attribute(plainText(image, src))
	w.WriteByte('"')
	title(w, image.Title)
	w.WriteByte('>')
	return ast.WalkSkipChildren, nil
}

func (nodes) autoLink(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	link := n.(*ast.AutoLink)
	address := util.URLEscape(link.URL(src), false)
	w.WriteString("<a")
	if scheme, ok := schemeOf(string(address)); link.AutoLinkType == ast.AutoLinkEmail && scheme != "mailto" {
		w.WriteString(` href="mailto:`)
		w.Write(util.EscapeHTML(address))
		w.WriteByte('"')
	} else if !ok || allowedScheme(scheme) {
		w.WriteString(` href="`)
		w.Write(util.EscapeHTML(address))
		w.WriteByte('"')
	}
	w.WriteByte('>')
	w.Write(util.EscapeHTML(link.Label(src)))
	w.WriteString("</a>")
	return ast.WalkContinue, nil
}

func (nodes) heading(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	h := n.(*ast.Heading)
	level := "0123456"[h.Level]
	if !entering {
		w.WriteString("</h")
		w.WriteByte(level)
		w.WriteString(">\n")
		return ast.WalkContinue, nil
	}
	b := w.(*bodyWriter)
	b.set.block(h)
	w.WriteString("<h")
	w.WriteByte(level)
	if id := b.ahead.id(); id != "" {
		w.WriteString(` id="`)
		w.WriteString(id) // an id holds nothing to be escaped
		w.WriteByte('"')
	}
	if class, ok := h.AttributeString("class"); ok {
		w.WriteString(` class="`)
		w.Write(util.EscapeHTML(class.([]byte)))
		w.WriteByte('"')
	}
	w.WriteByte('>')
	return ast.WalkContinue, nil
}

func (nodes) callout(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.(*bodyWriter).strings(`<div class="callout callout-`, n.(*callout).kind, `" role="note">`, "\n")
	} else {
		w.WriteString("</div>\n")
	}
	return ast.WalkContinue, nil
}

func (nodes) calloutTitle(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	switch {
	case !n.HasChildren():
	case entering:
		w.(*bodyWriter).set.block(n)
		w.WriteString(`<p class="callout-title">`)
	default:
		w.WriteString("</p>\n")
	}
	return ast.WalkContinue, nil
}
