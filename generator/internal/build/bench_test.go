package build

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"balise/generator/bench/corpus"
	"balise/generator/internal/source"
	"balise/layouts"
	"balise/static"
)

// benchSite writes the benchmark corpus to disk and returns how to read it.
func benchSite(b *testing.B, guides int) func(prev *source.Tree) *source.Tree {
	b.Helper()
	dir := b.TempDir()
	recipe, err := corpus.New(guides, 1)
	if err == nil {
		err = recipe.Write(dir)
	}
	if err != nil {
		b.Fatal(err)
	}
	root, err := os.OpenRoot(filepath.Join(dir, "content"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { root.Close() })
	isGo := func(name string) bool { return filepath.Ext(name) == ".go" }
	return func(prev *source.Tree) *source.Tree {
		tree, _, err := source.Read(prev, source.Layer{Name: "content", FS: root.FS()},
			source.Layer{Name: "layouts", FS: layouts.FS, Skip: isGo}, source.Layer{Name: "static", FS: static.FS, Skip: isGo})
		if err != nil {
			b.Fatal(err)
		}
		return tree
	}
}

// BenchmarkEdit measures what a save of one word costs: reading what changed and
// making the next snapshot.
func BenchmarkEdit(b *testing.B) {
	for _, size := range []int{1000, 10000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			read := benchSite(b, size)
			tree := read(nil)
			snapshot := Next(nil, Input{Tree: tree, At: "2026-11-22"})
			b.Run("read", func(b *testing.B) {
				for b.Loop() {
					tree = read(tree)
				}
			})
			b.Run("next", func(b *testing.B) {
				for b.Loop() {
					snapshot = Next(snapshot, Input{Tree: tree, At: "2026-11-22"})
				}
			})
		})
	}
}
