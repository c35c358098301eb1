package register

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"balise/generator/internal/diag"
	"balise/generator/internal/source"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite what testdata expects")

// files are the texts of a site by their paths.
type files map[string]string

// tree takes a picture of the site.
func (f files) tree(t testing.TB, prev *source.Tree) *source.Tree {
	t.Helper()
	content := fstest.MapFS{}
	for name, text := range f {
		content[strings.TrimPrefix(name, "content/")] = &fstest.MapFile{Data: []byte(text)}
	}
	tree, _, err := source.Read(prev, source.Layer{Name: "content", FS: content})
	if err != nil {
		t.Fatal(err)
	}
	return tree
}

// read reads registers.
func (f files) read(t testing.TB) (*Registers, diag.List) {
	t.Helper()
	return Read(nil, f.tree(t, nil))
}

// tell writes diagnostics with their whole places.
func tell(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%s: %s [%s]\n  fix: %s\n", span(d.Place), d.Message, d.Code, d.Fix)
		for _, r := range d.Related {
			fmt.Fprintf(&b, "  %s: %s\n", span(r.Place), r.Message)
		}
	}
	return b.String()
}

func span(p diag.Place) string { return fmt.Sprintf("%s-%d", p, p.End) }

// Each archive of testdata holds registers with faults and, in its file "want", all
// that is to be said of them.
func TestFaults(t *testing.T) {
	names, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(names) == 0 {
		t.Fatal(names, err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) {
			archive, err := txtar.ParseFile(name)
			if err != nil {
				t.Fatal(err)
			}
			site, want := files{}, ""
			for _, f := range archive.Files {
				site[f.Name] = string(f.Data)
			}
			want = site["want"]
			delete(site, "want")
			_, problems := site.read(t)
			got := tell(problems)
			if got == want {
				return
			}
			if !*update {
				t.Fatalf("got\n%s\nwant\n%s", got, want)
			}
			archive.Files = slices.DeleteFunc(archive.Files, func(f txtar.File) bool { return f.Name == "want" })
			archive.Files = append(archive.Files, txtar.File{Name: "want", Data: []byte(got)})
			if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
				t.Fatal(err)
			}
		})
	}
}
