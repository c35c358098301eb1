package floor

import (
	"bytes"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is a pair of converters. Looking for bare links costs a third of the parsing, and few guides have one.
type markdown struct{ plain, linkify goldmark.Markdown }

// newMarkdown makes the converters; they may be shared.
func newMarkdown() markdown {
	convert := func(more ...goldmark.Extender) goldmark.Markdown {
		extensions := append(more, extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote)
		return goldmark.New(goldmark.WithExtensions(extensions...), goldmark.WithParserOptions(parser.WithAutoHeadingID()))
	}
	return markdown{plain: convert(), linkify: convert(extension.Linkify)}
}

// choose gives the converter for a text.
func (m markdown) choose(body []byte) goldmark.Markdown {
	if bytes.IndexByte(body, '@') >= 0 || bytes.Contains(body, []byte("://")) || bytes.Contains(body, []byte("www.")) {
		return m.linkify
	}
	return m.plain
}

// renderer reads and renders one guide after the other, in the same buffers.
type renderer struct {
	markdown markdown
	source   []byte
	html     buffer
	title    []byte // text of a heading
}

// render fills in the page from w.source.
func (w *renderer) render(p *page) error {
	head, body := cutFrontMatter(w.source)
	p.setFrontMatter(head)
	md := w.markdown.choose(body)
	context := parser.NewContext(parser.WithIDs(anchors{}))
	tree := md.Parser().Parse(text.NewReader(body), parser.WithContext(context))
	if err := rewriteLinks(tree, p.up != "../../"); err != nil {
		return err
	}
	w.html = w.html[:0]
	w.contents(tree, body)
	cut := len(w.html)
	if err := md.Renderer().Render(&w.html, body, tree); err != nil {
		return err
	}
	kept := bytes.Clone(w.html)
	p.toc, p.body = kept[:cut:cut], kept[cut:]
	return nil
}

// rewriteLinks turns links to files into links to pages. A page is a folder deeper than its file, save for an index.
func rewriteLinks(tree ast.Node, index bool) error {
	return ast.Walk(tree, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		l, ok := n.(*ast.Link)
		if !ok || !entering {
			return ast.WalkContinue, nil
		}
		name, rest, found := bytes.Cut(l.Destination, []byte(".md"))
		if !found || len(rest) > 0 && rest[0] != '#' || bytes.Contains(name, []byte("://")) {
			return ast.WalkContinue, nil
		}
		url := make([]byte, 0, len(l.Destination)+1)
		if !index {
			url = append(url, "../"...)
		}
		url = append(url, name...)
		url = append(url, '/')
		l.Destination = append(url, rest...)
		return ast.WalkContinue, nil
	})
}

// contents appends the table of contents to w.html: the headings of level 2, each with those of level 3 below it.
func (w *renderer) contents(tree ast.Node, body []byte) {
	open := false
	for n := tree.FirstChild(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || h.Level > 3 {
			continue
		}
		id, _ := h.AttributeString("id")
		anchor, _ := id.([]byte)
		w.title = appendText(w.title[:0], h, body)
		switch {
		case h.Level == 3 && !open:
			w.html.add("<ul>")
			open = true
		case h.Level == 2 && open:
			w.html.add("</ul>")
			open = false
		}
		w.html.add(`<li><a href="#`, string(anchor), `">`, string(util.EscapeHTML(w.title)), "</a>\n")
	}
	if open {
		w.html.add("</ul>")
	}
}

// appendText appends the plain text below a node.
func appendText(b []byte, n ast.Node, source []byte) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if t, ok := c.(*ast.Text); ok {
			b = append(b, t.Value(source)...)
			continue
		}
		b = appendText(b, c, source)
	}
	return b
}
