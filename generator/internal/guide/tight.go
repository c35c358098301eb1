package guide

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// lists is a parser of lists that leaves the paragraphs of tight ones in the tree:
// rendering writes no tags around them. goldmark's own way is to make another node of
// each.
type lists struct{ parser.BlockParser }

// Close implements parser.BlockParser.
func (lists) Close(n ast.Node, _ text.Reader, _ parser.Context) {
	list := n.(*ast.List)
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		list.IsTight = list.IsTight && (item == list.FirstChild() || !item.HasBlankPreviousLines()) && !isParted(item)
	}
}

// isParted tells whether there are blank lines between the blocks of an item.
func isParted(item ast.Node) bool {
	for block := item.FirstChild(); block != nil; block = block.NextSibling() {
		if block != item.FirstChild() && block.HasBlankPreviousLines() {
			return true
		}
	}
	return false
}

// isUnwrapped tells whether a block is text alone, without tags around it: in an item of a
// tight list, or in a definition.
func isUnwrapped(n ast.Node) bool {
	if n.Kind() != ast.KindParagraph {
		return n.Kind() == ast.KindTextBlock
	}
	item := n.Parent()
	if item == nil || item.Kind() != ast.KindListItem {
		return false
	}
	list, ok := item.Parent().(*ast.List)
	return ok && list.IsTight
}
