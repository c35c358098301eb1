package main

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

var clientElement = regexp.MustCompile(`<script src="/-/balise/client\.js"[^>]*></script>`)

// answered returns what a running preview shows under an output name, without its
// client; ok tells whether it shows anything.
func answered(p *preview, name string) (text []byte, ok bool) {
	r := httptest.NewRequest("GET", "http://localhost:4040/"+strings.TrimSuffix(name, "index.html"), nil)
	w := httptest.NewRecorder()
	p.server.Handler(4040).ServeHTTP(w, r)
	if strings.HasSuffix(name, ".html") {
		return clientElement.ReplaceAll(w.Body.Bytes(), nil), w.Code == 200
	}
	return w.Body.Bytes(), w.Code == 200
}

// published returns what a build from nothing publishes of the files as they are, and
// whether it does.
func published(t *testing.T, dir string) (map[string][]byte, bool) {
	t.Helper()
	a := &app{source: dir, drafts: true, at: testDay}
	tree, problems, err := a.read(nil)
	if err != nil {
		t.Fatal(err)
	}
	snapshot := a.next(nil, tree, problems, nil)
	files := map[string][]byte{}
	var mu sync.Mutex
	wrong, err := snapshot.Each(func(name string, data []byte) error {
		mu.Lock()
		defer mu.Unlock()
		files[name] = bytes.Clone(data)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	errors, _ := slices.Concat(snapshot.Problems, wrong).Count()
	return files, errors == 0
}

// edit does what an author may do next to a site's files, some of it mistaken.
func edit(t *testing.T, dir string, r *rand.Rand, round int) string {
	t.Helper()
	name := func(i int) string { return filepath.Join(dir, "content", fmt.Sprintf("g%d.md", i)) }
	i, j := r.IntN(6), r.IntN(6)
	text, _ := os.ReadFile(name(i))
	var done string
	switch r.IntN(10) {
	case 0:
		os.Remove(name(i))
		return fmt.Sprintf("removed g%d", i)
	case 1:
		os.Rename(name(i), name(j))
		return fmt.Sprintf("moved g%d to g%d", i, j)
	case 2:
		text, done = fmt.Appendf(text, "\n[a link](g%d.md)\n", j), fmt.Sprintf("linked g%d to g%d", i, j)
	case 3:
		text, done = fmt.Appendf(nil, "---\ntitle: Title %d\n", round), fmt.Sprintf("half wrote g%d", i)
	case 4:
		text, done = fmt.Appendf(nil, "---\ntitle: Title %d\ndraft: true\ntags: [x]\n---\n\n- [ ] Box\n", round), fmt.Sprintf("drafted g%d", i)
	case 5:
		config := fmt.Sprintf("title: Site %d\nlanguage: fr\n", r.IntN(2))
		write(t, dir, []txtar.File{file("content/site.yaml", config)})
		return "renamed the site"
	case 6, 7:
		for i := range 6 {
			text := fmt.Sprintf("---\ntitle: Title %d\n---\n\nText %d.\n", i, round)
			write(t, dir, []txtar.File{file(fmt.Sprintf("content/g%d.md", i), text)})
		}
		return "mended all"
	default:
		text, done = fmt.Appendf(nil, "---\ntitle: Title %d\n---\n\nText %d.\n\n## Heading\n", i, round), fmt.Sprintf("wrote g%d", i)
	}
	if err := os.WriteFile(name(i), text, 0o644); err != nil {
		t.Fatal(err)
	}
	return done
}

// Whatever an author edits, the preview shows what the last site without errors
// publishes, byte for byte, and nothing else.
func TestPreviewEqualsBuild(t *testing.T) {
	for seed := range uint64(3) {
		p, dir, _, _ := previewed(t, goodSite()...)
		r := rand.New(rand.NewPCG(seed, 0))
		want, good := published(t, dir)
		if !good {
			t.Fatal("the first site has errors")
		}
		p.changed()
		known := map[string]bool{}
		var did []string
		kept := 0
		for round := range 60 {
			did = append(did, edit(t, dir, r, round))
			p.changed()
			if now, good := published(t, dir); good {
				want = now
				kept++
			}
			for name := range want {
				known[name] = true
			}
			for _, name := range slices.Sorted(maps.Keys(known)) {
				shown, ok := answered(p, name)
				if text, isPublished := want[name]; ok != isPublished || ok && !bytes.Equal(shown, text) {
					t.Fatalf("seed %d: %s: shown %t, %q\npublished %t, %q\nafter %q", seed, name, ok, shown, isPublished, text, did)
				}
			}
		}
		if kept < 10 || kept > 55 {
			t.Errorf("seed %d: %d of 60 sites were without errors, which proves little", seed, kept)
		}
	}
}

// A preview that runs for days holds what the site holds, however often it is edited.
func TestPreviewDoesNotGrow(t *testing.T) {
	p, dir, stdout, stderr := previewed(t, goodSite()...)
	name := filepath.Join(dir, "content", "bon.md")
	edit := func(from, to int) (heap uint64) {
		for i := range to - from {
			text := fmt.Appendf(nil, "---\ntitle: Titre %d\n---\n\nTexte %d. [Lien](absent-%d.md)\n", i%7, from+i, (from+i)*(i%2))
			if i%2 == 0 {
				text = fmt.Appendf(nil, "---\ntitle: Titre %d\n---\n\nTexte %d.\n", i%7, from+i)
			}
			if err := os.WriteFile(name, text, 0o644); err != nil {
				t.Fatal(err)
			}
			p.changed()
			answered(p, "bon/index.html")
			stdout.Reset()
			stderr.Reset()
		}
		runtime.GC()
		runtime.GC()
		var stats runtime.MemStats
		runtime.ReadMemStats(&stats)
		return stats.HeapAlloc
	}
	before := edit(0, growEdits/5)
	after := edit(growEdits/5, growEdits)
	t.Logf("%d KB, then %d KB", before>>10, after>>10)
	if after > before+before/5 {
		t.Errorf("after %d edits %d KB are in use, after %d edits %d KB", growEdits/5, before>>10, growEdits, after>>10)
	}
	if text, ok := answered(p, "bon/index.html"); !ok || len(text) == 0 {
		t.Error("the page is not shown any more")
	}
}

// growEdits is how often TestPreviewDoesNotGrow edits.
const growEdits = 2000
