package guide

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// lists is a parser of lists that takes room that is there for plain ones, and leaves the
// paragraphs of tight ones in the tree: rendering writes no tags around them. goldmark's
// own way is to make another node of each.
type lists struct{ parser.BlockParser }

// Open implements parser.BlockParser. A list in a list is none: there the line is the next
// item of that.
func (l lists) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	m := plainMarker(line)
	last := pc.LastOpenedBlock().Node
	if m.end == 0 || isList(parent) || isList(last) || pc.Get(emptyItemKey) != nil || ast.IsParagraph(last) && last.Parent() == parent {
		return l.BlockParser.Open(parent, reader, pc)
	}
	list := roomOf(pc).lists.take()
	list.Marker, list.IsTight, list.Start = line[m.end-1], true, m.number
	return list, parser.HasChildren
}

// Continue implements parser.BlockParser.
func (l lists) Continue(n ast.Node, reader text.Reader, pc parser.Context) parser.State {
	if n.LastChild().ChildCount() == 0 {
		pc.Set(emptyItemKey, true)
	}
	return l.BlockParser.Continue(n, reader, pc)
}

// emptyItemKey is where a parser.Context notes that an item had nothing in it once. goldmark
// remembers blank lines behind one until a list or an item begins, so from there on all have to
// begin its way.
var emptyItemKey = parser.NewContextKey()

// Close implements parser.BlockParser.
func (lists) Close(n ast.Node, _ text.Reader, _ parser.Context) {
	list := n.(*ast.List)
	for item := list.FirstChild(); item != nil; item = item.NextSibling() {
		list.IsTight = list.IsTight && (item == list.FirstChild() || !item.HasBlankPreviousLines()) && !isParted(item)
	}
}

// items is goldmark's parser of the items of lists, of which plain ones take room that is there.
type items struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (i items) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, _ := reader.PeekLine()
	m := plainMarker(line)
	if m.end == 0 || !isList(parent) || pc.Get(emptyItemKey) != nil {
		return i.BlockParser.Open(parent, reader, pc)
	}
	if last, ok := parent.LastChild().(*ast.ListItem); ok && m.indent-last.Offset > 3 {
		return nil, parser.NoChildren
	}
	item := roomOf(pc).items.take()
	item.Offset = m.end + 1
	reader.AdvanceAndSetPadding(item.Offset, 0)
	return item, parser.HasChildren
}

// marker is what begins an item of a list.
type marker struct {
	indent int // the spaces before it
	end    int // where it ends; 0 when it is not plain
	number int // of an ordered list
}

// plainMarker returns the marker that a line begins with when one space and a text follow it.
func plainMarker(line []byte) marker {
	i := 0
	for i < len(line) && line[i] == ' ' {
		i++
	}
	m := marker{indent: i}
	for i < len(line) && util.IsNumeric(line[i]) && i-m.indent < 9 {
		m.number = m.number*10 + int(line[i]-'0')
		i++
	}
	if m.indent > 3 || i+2 >= len(line) || line[i+1] != ' ' || util.IsSpace(line[i+2]) {
		return marker{}
	}
	isOrdered := i > m.indent
	switch c := line[i]; {
	case isOrdered && (c == '.' || c == ')'), !isOrdered && (c == '-' || c == '*' || c == '+'):
		m.end = i + 1
		return m
	}
	return marker{}
}

func isList(n ast.Node) bool {
	_, ok := n.(*ast.List)
	return ok
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
