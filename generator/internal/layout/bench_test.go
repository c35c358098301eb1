package layout_test

import (
	"bytes"
	"testing"
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
