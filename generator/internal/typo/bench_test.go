package typo

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// BenchmarkSet sets the paragraphs of a real guide of our site, as many as make 8 KB.
func BenchmarkSet(b *testing.B) {
	text, err := os.ReadFile(filepath.FromSlash("../../../content/types-de-contrats.md"))
	if err != nil {
		b.Fatal(err)
	}
	blocks := bytes.Split(bytes.Repeat(text, 2)[:8192], []byte("\n\n"))
	p := New("fr")
	for b.Loop() {
		for _, block := range blocks {
			p.Set(block, nil)
		}
	}
}

// BenchmarkHostile sets texts that would punish rules that look far ahead or back.
func BenchmarkHostile(b *testing.B) {
	for name, unit := range map[string]string{
		"quotes": `"a `, "angles": "<< a ", "holes": "{{ ", "dashes": "a - ", "digits": "1 000 ", "days": "1 ", "colons": "a:", "spaces": "a  ", "slashes": "a://", "o": "oe", "singles": "'a ",
		"letters": "1aaaaaaaa", "words": "Etataaaaaaaa",
	} {
		for _, size := range []int{10_000, 40_000} {
			text := []byte(strings.Repeat(unit, size/len(unit)))
			b.Run(name+"/"+map[int]string{10_000: "10k", 40_000: "40k"}[size], func(b *testing.B) {
				p := New("fr")
				for b.Loop() {
					p.Set(text, nil)
				}
			})
		}
	}
}
