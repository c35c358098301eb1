package guide

import (
	"slices"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// FuzzTight: the lists that goldmark finds tight are tight, and what has no tags in
// them is what it makes text of.
func FuzzTight(f *testing.F) {
	for _, text := range append(seeds(f), "- a\n- b\n\n  c\n- d", "- a\n\n- b", "- a\n  - b\n\n    c\n- d", "1. a\n\n\n2. b\n   > c\n\n   d", "- a\n  b\n  ***\n- ```\n  c\n\n  d\n  ```\n  e") {
		f.Add([]byte(text))
	}
	ours := parser.NewParser(parser.WithBlockParsers(blockParsers()...), parser.WithInlineParsers(parser.DefaultInlineParsers()...), parser.WithParagraphTransformers(parser.DefaultParagraphTransformers()...))
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 4<<10 {
			return
		}
		got, want := unwrapped(ours.Parse(text.NewReader(src))), unwrapped(goldmark.DefaultParser().Parse(text.NewReader(src)))
		if !slices.Equal(got, want) {
			t.Errorf("%q: bare blocks %v, want %v", src, got, want)
		}
	})
}

// unwrapped tells of the blocks of a tree, one after another, whether they stand without tags.
func unwrapped(doc ast.Node) []bool {
	var blocks []bool
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering && n.Type() == ast.TypeBlock {
			blocks = append(blocks, isUnwrapped(n))
		}
		return ast.WalkContinue, nil
	})
	return blocks
}
