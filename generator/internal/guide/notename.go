package guide

import (
	"strconv"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// Footnotes are written as goldmark's own renderer writes them, with names for
// those who hear them: a number alone says nothing, nor does the arrow that leads
// back.

// TextKeys returns the keys of the texts that guides say by themselves. {0} is the
// number of a footnote.
func TextKeys() []string {
	keys := []string{"footnotes", "footnote", "footnote_back"}
	for _, kind := range CalloutKinds() {
		keys = append(keys, "callout_"+kind)
	}
	return keys
}

// noteNumber is the number of a footnote; the second reference to note 1 is 1.2.
func noteNumber(index, reference int) string {
	number := strconv.Itoa(index)
	if reference > 0 {
		number += "." + strconv.Itoa(reference+1)
	}
	return number
}

// writeName writes the name of a node, in the language of the guide, as an attribute.
func (w *bodyWriter) writeName(key, number string) {
	if text := w.ahead.texts[w.set.lang+"/"+key]; text != "" {
		w.WriteString(` aria-label="`)
		w.Write(util.EscapeHTML([]byte(strings.ReplaceAll(text, "{0}", number))))
		w.WriteByte('"')
	}
}

// reference returns what the id of a reference to a footnote ends with.
func reference(index, reference int) string {
	if reference == 0 {
		return ":" + strconv.Itoa(index)
	}
	return strconv.Itoa(reference) + ":" + strconv.Itoa(index)
}

func (nodes) footnoteLink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		link := n.(*extast.FootnoteLink)
		number := strconv.Itoa(link.Index)
		w.WriteString(`<sup id="fnref`)
		w.WriteString(reference(link.Index, link.RefIndex))
		w.WriteString(`"><a href="#fn:`)
		w.WriteString(number)
		w.WriteString(`" class="footnote-ref" role="doc-noteref"`)
		w.(*bodyWriter).writeName("footnote", noteNumber(link.Index, 0))
		w.WriteByte('>')
		w.WriteString(number)
		w.WriteString(`</a></sup>`)
	}
	return ast.WalkContinue, nil
}

func (nodes) footnoteBacklink(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		link := n.(*extast.FootnoteBacklink)
		w.WriteString(`&#160;<a href="#fnref`)
		w.WriteString(reference(link.Index, link.RefIndex))
		w.WriteString(`" class="footnote-backref" role="doc-backlink"`)
		w.(*bodyWriter).writeName("footnote_back", noteNumber(link.Index, link.RefIndex))
		w.WriteString(">&#x21a9;&#xfe0e;</a>")
	}
	return ast.WalkContinue, nil
}

func (nodes) footnoteList(w util.BufWriter, _ []byte, _ ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		w.WriteString("</ol>\n</div>\n")
		return ast.WalkContinue, nil
	}
	w.WriteString(`<div class="footnotes" role="doc-endnotes"`)
	w.(*bodyWriter).writeName("footnotes", "")
	w.WriteString(">\n<hr>\n<ol>\n")
	return ast.WalkContinue, nil
}
