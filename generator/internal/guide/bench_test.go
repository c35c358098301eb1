package guide

import (
	"io"
	"os"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
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
