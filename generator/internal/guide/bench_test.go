package guide

import (
	"io"
	"os"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	gmtext "github.com/yuin/goldmark/text"
)

// BenchmarkParse compares reading a guide of 8 KB with what goldmark alone needs
// to turn it into HTML.
func BenchmarkParse(b *testing.B) {
	text, err := os.ReadFile("testdata/french.md")
	if err != nil {
		b.Fatal(err)
	}
	b.Run("guide", func(b *testing.B) {
		p, f := NewParser(Options{Lang: "fr"}), fileOf(b, "french.md", text)
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			p.Parse(f)
		}
	})
	for _, c := range []struct {
		name       string
		extensions []goldmark.Extender
	}{
		{"goldmark", []goldmark.Extender{extension.Table, extension.Strikethrough, extension.TaskList, extension.Footnote}},
		{"goldmark-gfm", []goldmark.Extender{extension.GFM, extension.Footnote}},
	} {
		b.Run(c.name, func(b *testing.B) {
			md := goldmark.New(goldmark.WithExtensions(c.extensions...))
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if err := md.Convert(text, io.Discard); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkRender turns the tree of the same guide into HTML, with its typography.
func BenchmarkRender(b *testing.B) {
	text, err := os.ReadFile("testdata/french.md")
	if err != nil {
		b.Fatal(err)
	}
	p := NewParser(Options{Lang: "fr"})
	s := &parsing{parser: p, guide: &Guide{File: fileOf(b, "french.md", text)}, text: text, room: newRoom().(*room)}
	s.front()
	doc := p.plain.parser.Parse(gmtext.NewReader(s.text[s.base:]))
	s.inspect(doc)
	s.keep = func(html []byte) Fetch { return func(use func([]byte)) { use(nil) } }
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		s.render(p.plain, doc)
	}
}
