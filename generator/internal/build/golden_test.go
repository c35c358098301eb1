package build

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite what the golden sites expect")

// TestGoldenSites builds each site in testdata, then makes its edits one after
// the other. "rendered" lists the pages that the first build renders,
// "rendered-N" those that edit N does: incremental building, written down.
func TestGoldenSites(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no golden sites: %v", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { goldenSite(t, name) })
	}
}

func goldenSite(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	site := files{}
	edits := map[string]files{}
	for _, f := range archive.Files {
		first, rest, _ := strings.Cut(f.Name, "/")
		switch {
		case strings.HasPrefix(first, "edit-"):
			number := strings.TrimPrefix(first, "edit-")
			if edits[number] == nil {
				edits[number] = files{}
			}
			edits[number][rest] = string(f.Data)
		case !strings.HasPrefix(first, "rendered"):
			site[f.Name] = string(f.Data)
		}
	}
	snapshot := site.next(t, nil)
	expect(t, archive, "rendered", snapshot)
	for i := 1; edits[fmt.Sprint(i)] != nil; i++ {
		for file, text := range edits[fmt.Sprint(i)] {
			site[file] = text
		}
		snapshot = site.next(t, snapshot)
		expect(t, archive, fmt.Sprintf("rendered-%d", i), snapshot)
		compare(t, fmt.Sprintf("edit %d", i), snapshot, site.next(t, nil))
	}
	if *update {
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
	}
}

// expect compares the pages that a snapshot rendered with a file of the archive.
func expect(t *testing.T, archive *txtar.Archive, file string, s *Snapshot) {
	t.Helper()
	if len(s.Problems) > 0 {
		t.Fatalf("%s: the site has problems:\n%s", file, texts(t, s.Problems))
	}
	got := strings.Join(s.Rendered, "\n")
	if got != "" {
		got += "\n"
	}
	for i := range archive.Files {
		f := &archive.Files[i]
		if f.Name != file {
			continue
		}
		if *update {
			f.Data = []byte(got)
		} else if want := string(f.Data); got != want {
			t.Errorf("%s: rendered\n%s\nwant\n%s", file, got, want)
		}
		return
	}
	t.Errorf("the archive has no %s", file)
}
