package guide

import (
	"fmt"
	"slices"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// FuzzLists: lists and items are those that goldmark finds, as tight and with the same text in
// them, also in room that was used before; and what has no tags in them is what it makes text of.
// Each input is read as it is, and as the parts of lists that its bytes stand for.
func FuzzLists(f *testing.F) {
	for _, text := range append(seeds(f), listTexts...) {
		f.Add([]byte(text))
	}
	ours := parser.NewParser(parser.WithBlockParsers(blockParsers()...), parser.WithInlineParsers(parser.DefaultInlineParsers()...), parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...))
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 4<<10 {
			return
		}
		var parts []byte
		for _, c := range src {
			parts = append(parts, listParts[int(c)%len(listParts)]...)
		}
		for _, src := range [][]byte{src, parts[:min(len(parts), 4<<10)]} {
			r := newRoom().(*room)
			want := blocks(goldmark.DefaultParser().Parse(text.NewReader(src)), src)
			for range 2 {
				got := blocks(ours.Parse(text.NewReader(src), parser.WithContext(r.takeContext())), src)
				if !slices.Equal(got, want) {
					t.Errorf("%q:\n got %q\nwant %q", src, got, want)
				}
				r.empty()
			}
		}
	})
}

// listTexts are texts whose lists and items begin, or nearly begin, in the plain way.
var listTexts = []string{
	"- a\n- b\n\n  c\n- d", "- a\n\n- b", "- a\n  - b\n\n    c\n- d", "1. a\n\n\n2. b\n   > c\n\n   d", "- a\n  b\n  ***\n- ```\n  c\n\n  d\n  ```\n  e",
	"a\n- b\n- c\na\n2. d\n1. e\n3) f\n", "-\n\n- a\n- b", "- a\n-\n\n\n  b\n- c\n", "- [a]: b\n\n- c\n\n  d\n", "- - a\n  - b\n- 1. c\n     - d\n   2. e\n", "- * * *\n- - -\n* * *\n* a\n+ b\n",
	"   - a\n  - b\n - c\n    - d\n", "-\ta\n- \tb\n-  c\n-     d\n", "> - a\n> - b\nc\n- d\n", "1234567890. a\n123456789. b\n0. c\n-1. d\n1.e\n1 . f\n1. ", "- a\n---\n- b\n  ---\n- ---\n", "\t- a\n - b\n\t- c\n", "- # a\n- > b\n  - c\n- \u00a0d\n",
}

// listParts are what lists and their neighbours are made of.
var listParts = []string{"- ", "-", "* ", "+ ", "1. ", "2) ", "1) ", "12. ", "\n", "\n", "\n", "\n\n", " ", "  ", "    ", "\t", "a", "b", "# ", "> ", "---", "* * *", "[a]: b", "```", "=", "<div>"}

// blocks describes the blocks of a tree, one after another.
func blocks(doc ast.Node, src []byte) []string {
	var list []string
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if n.Type() != ast.TypeBlock {
			return ast.WalkSkipChildren, nil
		}
		switch n := n.(type) {
		case *ast.List:
			list = append(list, fmt.Sprint("list ", entering, n.Pos(), n.IsTight, n.Start, string(n.Marker)))
		case *ast.ListItem:
			list = append(list, fmt.Sprint("item ", entering, n.Pos(), n.Offset))
		case *ast.Paragraph, *ast.TextBlock:
			list = append(list, fmt.Sprintf("text %v %q", isUnwrapped(n), n.Lines().Value(src)))
		default:
			list = append(list, fmt.Sprint(n.Kind(), entering))
		}
		return ast.WalkContinue, nil
	})
	return list
}
