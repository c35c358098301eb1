package guide

import (
	"bytes"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// FuzzSpecials: a stretch of a source holds a special byte when one of its bytes is one, whichever
// stretches were asked for before.
func FuzzSpecials(f *testing.F) {
	f.Add([]byte("a < b & c \\> d \"e\""), []byte{0, 3, 2, 2, 4, 9, 0, 1, 9, 18, 5, 12})
	f.Add([]byte("a\x00b"), []byte{0, 1, 1, 3, 2, 3, 1, 2})
	f.Fuzz(func(t *testing.T, src, cuts []byte) {
		var s specials
		s.begin()
		for ; len(cuts) > 1; cuts = cuts[2:] {
			from := min(int(cuts[0]), len(src))
			to := max(from, min(int(cuts[1]), len(src)))
			if got, want := s.within(src, from, to), bytes.ContainsAny(src[from:to], special); got != want {
				t.Fatalf("%q from %d to %d: %v, want %v", src, from, to, got, want)
			}
		}
	})
}

// FuzzWriters: a body is written as goldmark's renderer writes it with the same functions.
func FuzzWriters(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add([]byte(text))
	}
	goldmarks := renderer.NewRenderer(renderer.WithNodeRenderers(
		util.Prioritized(html.NewRenderer(), 1000),
		util.Prioritized(extension.NewTableHTMLRenderer(), 500), util.Prioritized(extension.NewStrikethroughHTMLRenderer(), 500),
		util.Prioritized(extension.NewFootnoteHTMLRenderer(), 500), util.Prioritized(extension.NewDefinitionListHTMLRenderer(), 500),
		util.Prioritized(nodes{}, 1), util.Prioritized(lines{}, 0),
	))
	p := NewParser(Options{Lang: "fr"})
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 4<<10 || bytes.IndexByte(src, '\r') >= 0 {
			return
		}
		s := &parsing{parser: p, room: newRoom().(*room), guide: &Guide{File: fileOf(t, "a.md", src)}, text: src}
		if !s.scan(src) {
			return
		}
		doc := p.links.parser.Parse(text.NewReader(src), parser.WithContext(s.room.takeContext()))
		s.inspect(doc)
		written := func(write func(w *bodyWriter)) string {
			w := newWriter().(*bodyWriter)
			w.set.begin("fr", src)
			w.ahead = ahead{headings: s.guide.Headings, boxes: s.room.boxes}
			write(w)
			return string(w.html)
		}
		got := written(func(w *bodyWriter) { p.links.writers.write(w, src, doc) })
		want := written(func(w *bodyWriter) {
			if err := goldmarks.Render(w, src, doc); err != nil {
				t.Fatal(err)
			}
		})
		if got != want {
			t.Errorf("%q:\n got %q\nwant %q", src, got, want)
		}
	})
}

// lines writes texts, as goldmark's renderer would have it.
type lines struct{}

func (lines) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	reg.Register(ast.KindText, func(w util.BufWriter, src []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
		if entering {
			w.(*bodyWriter).line(n.(*ast.Text), src)
		}
		return ast.WalkContinue, nil
	})
}
