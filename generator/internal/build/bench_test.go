package build

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"testing"
	"time"

	"balise/generator/bench/corpus"
	"balise/generator/internal/layout"
	"balise/generator/internal/parallel"
	"balise/generator/internal/site"
	"balise/generator/internal/source"
	"balise/layouts"
	"balise/static"
)

// benchSite writes the benchmark corpus to disk, with a glossary of so many terms,
// and returns where its guides are and how to read it.
func benchSite(b *testing.B, guides, terms int) (content string, read func(prev *source.Tree) *source.Tree) {
	b.Helper()
	dir := b.TempDir()
	recipe, err := corpus.New(guides, 1)
	if err == nil {
		err = recipe.Write(dir)
	}
	if err == nil && terms > 0 {
		err = corpus.WriteGlossary(dir, terms)
	}
	if err != nil {
		b.Fatal(err)
	}
	content = filepath.Join(dir, "content")
	root, err := os.OpenRoot(content)
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { root.Close() })
	isGo := func(name string) bool { return filepath.Ext(name) == ".go" }
	return content, func(prev *source.Tree) *source.Tree {
		tree, _, err := source.Read(prev, source.Layer{Name: "content", FS: root.FS()},
			source.Layer{Name: "layouts", FS: layouts.FS, Skip: isGo}, source.Layer{Name: "static", FS: static.FS, Skip: isGo})
		if err != nil {
			b.Fatal(err)
		}
		return tree
	}
}

// BenchmarkStages measures the stages of a build of 1,000 guides, one by one.
func BenchmarkStages(b *testing.B) {
	content, read := benchSite(b, 1000, 300)
	if err := os.WriteFile(filepath.Join(content, "recherche.md"), []byte("---\ntitle: Recherche\nlayout: search\n---\n"), 0o666); err != nil {
		b.Fatal(err)
	}
	tree := read(nil)
	s := Next(nil, Input{Tree: tree, At: "2026-11-22"})
	var pages []string
	for _, o := range s.pages {
		pages = append(pages, o.Name)
	}
	for _, stage := range []struct {
		name string
		run  func()
	}{
		{"read", func() { read(nil) }},
		{"layouts", func() { layout.Load(nil, tree, (*site.Page)(nil)) }},
		{"parse", func() {
			parallel.Do(len(s.guides), func(i int) { s.parser.Parse(s.guides[i].File) })
		}},
		{"link", func() { site.New(nil, s.siteInput()) }},
		{"check", func() { s.Site.Check(nil) }},
		{"render", func() { s.publish(pages, nowhere{}) }},
		{"search", func() { newFinder(s, nil).make() }},
	} {
		b.Run(stage.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				stage.run()
			}
		})
	}
}

// BenchmarkEdit measures what a save of one word costs: reading what changed and
// making the next snapshot.
func BenchmarkEdit(b *testing.B) {
	for _, size := range []int{1000, 10000} {
		b.Run(fmt.Sprint(size), func(b *testing.B) {
			content, read := benchSite(b, size, 0)
			edited := someGuide(b, content)
			tree := read(nil)
			snapshot := Next(nil, Input{Tree: tree, At: "2026-11-22"})
			b.ResetTimer()
			var reading time.Duration
			for b.Loop() {
				b.StopTimer()
				toggleWord(b, edited)
				b.StartTimer()
				started := time.Now()
				tree = read(tree)
				reading += time.Since(started)
				snapshot = Next(snapshot, Input{Tree: tree, At: "2026-11-22"})
				if len(snapshot.Rendered) != 1 {
					b.Fatalf("rendered %v", snapshot.Rendered)
				}
			}
			b.ReportMetric(float64(reading.Microseconds())/float64(b.N)/1000, "ms-read/op")
		})
	}
}

// someGuide returns the file of a guide in the midst of the others.
func someGuide(b *testing.B, content string) string {
	b.Helper()
	files, err := filepath.Glob(filepath.Join(content, "*", "*.md"))
	if err != nil || len(files) == 0 {
		b.Fatalf("no guides: %v", err)
	}
	return files[len(files)/2]
}

// toggleWord adds a word to a file, or takes it away again: a text that grows takes
// longer to read at some point, which other pages show.
func toggleWord(b *testing.B, file string) {
	b.Helper()
	const word = " encore"
	text, err := os.ReadFile(file)
	if err != nil {
		b.Fatal(err)
	}
	if shorter, ok := bytes.CutSuffix(text, []byte(word)); ok {
		text = shorter
	} else {
		text = append(text, word...)
	}
	if err := os.WriteFile(file, text, 0o666); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkTerms measures a full build, without a disk to write to, of 1,000
// guides: with no glossary, and with one whose terms are linked in every guide.
func BenchmarkTerms(b *testing.B) {
	for _, terms := range []int{0, 300} {
		b.Run(fmt.Sprint(terms), func(b *testing.B) {
			_, read := benchSite(b, 1000, terms)
			tree := read(nil)
			b.ResetTimer()
			for b.Loop() {
				if _, err := Next(nil, Input{Tree: tree, At: "2026-11-22"}).Each(func(string, []byte) error { return nil }); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
