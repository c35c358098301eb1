package guide

import (
	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// table puts the table into a region that scrolls by itself on narrow screens,
// named after the heading above it.
func (nodes) table(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		w.WriteString("</table>\n</div>\n")
		return ast.WalkContinue, nil
	}
	w.WriteString(`<div class="table"`)
	labelledBy(w, n, ` role="region" tabindex="0"`)
	w.WriteString(">\n<table>\n")
	return ast.WalkContinue, nil
}

func (nodes) tableCell(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	cell := n.(*extast.TableCell)
	tag := "td"
	if cell.Parent().Kind() == extast.KindTableHeader {
		tag = "th"
	}
	if !entering {
		w.(*bodyWriter).strings("</", tag, ">\n")
		return ast.WalkContinue, nil
	}
	w.(*bodyWriter).set.block(n)
	w.(*bodyWriter).strings("<", tag)
	if tag == "th" {
		w.WriteString(` scope="col"`)
	}
	switch cell.Alignment {
	case extast.AlignRight:
		w.WriteString(` class="right"`)
	case extast.AlignCenter:
		w.WriteString(` class="center"`)
	}
	if tag == "td" {
		writeLabel(w, src, cell)
	}
	w.WriteByte('>')
	return ast.WalkContinue, nil
}

// manyColumns is how many columns a phone cannot show side by side.
const manyColumns = 4

// writeLabel names the column of a cell, for a phone that shows each row of a
// large table as a card. The first cell is the card's title.
func writeLabel(w util.BufWriter, src []byte, cell *extast.TableCell) {
	header := cell.Parent().Parent().FirstChild()
	if header.ChildCount() < manyColumns || cell.PreviousSibling() == nil {
		return
	}
	column := header.FirstChild()
	for before := cell.PreviousSibling(); before != nil && column != nil; before = before.PreviousSibling() {
		column = column.NextSibling()
	}
	if column == nil {
		return
	}
	if label := plainText(column, src); label != "" {
		w.WriteString(` data-label="`)
		w.Write(util.EscapeHTML([]byte(label)))
		w.WriteByte('"')
	}
}

func (nodes) listItem(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		w.WriteString("</li>\n")
		return ast.WalkContinue, nil
	}
	first := n.FirstChild()
	if isTask(first) {
		w.WriteString(`<li class="task">`)
	} else {
		w.WriteString("<li>")
	}
	if first != nil && !isUnwrapped(first) {
		w.WriteByte('\n')
	}
	return ast.WalkContinue, nil
}

// isTask tells whether a block of text begins with a box to tick.
func isTask(n ast.Node) bool {
	return n != nil && n.FirstChild() != nil && n.FirstChild().Kind() == extast.KindTaskCheckBox
}

// checkBox writes the box of a task. The text beside it is its label, so that a
// tap on the words ticks it.
func (nodes) checkBox(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	w.WriteString(`<input type="checkbox"`)
	if name := w.(*bodyWriter).ahead.box(); name != "" {
		w.WriteString(` value="`)
		w.WriteString(name)
		w.WriteByte('"')
	}
	if n.(*extast.TaskCheckBox).IsChecked {
		w.WriteString(" checked")
	}
	w.WriteString("> ")
	return ast.WalkContinue, nil
}

func (nodes) textBlock(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	task := isTask(n)
	if entering {
		w.(*bodyWriter).set.block(n)
	}
	switch {
	case entering && task:
		w.WriteString("<label>")
	case !entering && task:
		w.WriteString("</label>")
	}
	if !entering && n.NextSibling() != nil && n.FirstChild() != nil {
		w.WriteByte('\n')
	}
	return ast.WalkContinue, nil
}

func (r nodes) paragraph(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if isUnwrapped(n) {
		return r.textBlock(w, src, n, entering)
	}
	task := isTask(n)
	if entering {
		w.(*bodyWriter).set.block(n)
	}
	switch {
	case entering && task:
		w.WriteString("<p><label>")
	case entering:
		w.WriteString("<p>")
	case task:
		w.WriteString("</label></p>\n")
	default:
		w.WriteString("</p>\n")
	}
	return ast.WalkContinue, nil
}

// code makes a block of code one can reach by keyboard, since it scrolls by
// itself on narrow screens.
func (nodes) code(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if !entering {
		return ast.WalkContinue, nil
	}
	if index, ok := n.AttributeString("aid"); ok {
		w.(*bodyWriter).hole(Hole{Kind: AidHole, Index: int32(index.(int))})
		return ast.WalkSkipChildren, nil
	}
	w.WriteString(`<pre tabindex="0"><code`)
	if fence, ok := n.(*ast.FencedCodeBlock); ok {
		if language := fence.Language(src); language != nil {
			w.WriteString(` class="language-`)
			w.Write(util.EscapeHTML(unescape(language)))
			w.WriteByte('"')
		}
	}
	w.WriteByte('>')
	lines := n.Lines()
	for i := range lines.Len() {
		line := lines.At(i)
		w.Write(util.EscapeHTML(line.Value(src)))
	}
	w.WriteString("</code></pre>\n")
	return ast.WalkSkipChildren, nil
}

func (nodes) definitionTerm(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	if entering {
		w.(*bodyWriter).set.block(n)
		w.WriteString("<dt>")
	} else {
		w.WriteString("</dt>\n")
	}
	return ast.WalkContinue, nil
}
