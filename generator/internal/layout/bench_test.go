package layout_test

import (
	"bytes"
	"testing"

	"balise/generator/internal/layout"
)

func BenchmarkGuide(b *testing.B) {
	set, p := theme(b), guide()
	var buf bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		buf.Reset()
		if err := set.Execute(&buf, "guide", "fr", p); err != nil {
			b.Fatal(err)
		}
	}
	b.SetBytes(int64(buf.Len()))
}

// BenchmarkLoad measures what every build and preview does before its first page.
func BenchmarkLoad(b *testing.B) {
	tree := read(b, nil)
	for b.Loop() {
		if _, problems := layout.Load(nil, tree, page{}); len(problems) > 0 {
			b.Fatal(problems)
		}
	}
}
