package build

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"balise/generator/internal/cache"
	"balise/generator/internal/diag"
)

// folder is a Publisher in memory, which keeps what it has.
type folder struct {
	mu      sync.Mutex
	before  map[string]string
	now     map[string]string
	written []string // pages
}

func (f *folder) Write(name string, data []byte) error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.now[name] = string(data)
	if strings.HasSuffix(name, ".html") {
		f.written = append(f.written, name)
	}
	return nil
}

func (f *folder) Keep(files ...Published) bool {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, p := range files {
		text, ok := f.before[p.Name]
		if !ok || int64(len(text)) != p.Size || sha256.Sum256([]byte(text)) != p.Sum {
			return false
		}
	}
	for _, p := range files {
		f.now[p.Name] = f.before[p.Name]
	}
	return true
}

// again builds a site as a new process does: with a cache in a folder, over what was
// published before. It returns what is published now, unless there are errors.
func (f files) again(t testing.TB, dir string, before map[string]string) (s *Snapshot, out *folder, wrong diag.List) {
	t.Helper()
	store := cache.Open(dir, []byte("test"), cache.ReadWrite)
	defer store.Close()
	s = Next(nil, Input{Tree: f.read(t, Before(store)), At: "2026-11-22", Cache: store, Lean: true})
	out = &folder{before: before, now: map[string]string{}}
	_, wrong, err := s.Publish(out)
	if err != nil {
		t.Fatal(err)
	}
	if len(wrong) > 0 {
		s.Remember(nil)
		out.now = before
		return s, out, wrong
	}
	var list []Published
	for _, name := range slices.Sorted(maps.Keys(out.now)) {
		text := out.now[name]
		list = append(list, Published{Name: name, Size: int64(len(text)), Sum: sha256.Sum256([]byte(text))})
	}
	s.Remember(list)
	return s, out, nil
}

// FuzzProcesses holds the law of the cache: whatever is in its folder, a process that
// builds with it publishes what one without it does, and reports the same.
func FuzzProcesses(f *testing.F) {
	for seed := range uint64(3) {
		f.Add(seed, uint8(8))
	}
	f.Fuzz(func(t *testing.T, seed uint64, edits uint8) {
		e := &editor{rand: rand.New(rand.NewPCG(seed, 11)), files: files{}}
		for range 8 {
			e.edit()
		}
		if seed%2 == 0 {
			e.files["content/recherche.md"] = "---\ntitle: Recherche\nlayout: search\n---\n"
		}
		dir, before := t.TempDir(), map[string]string{}
		for i := range int(edits % 13) {
			what := e.edit()
			if i%2 == 1 {
				what += ", " + damage(t, e.rand, dir)
			}
			s, out, wrong := e.files.again(t, dir, before)
			want := e.files.next(t, nil)
			what = fmt.Sprintf("after edit %d, %s", i+1, what)
			if g, w := texts(t, s.Problems), texts(t, want.Problems); g != w {
				t.Fatalf("%s: problems differ\ngot:\n%s\nwant:\n%s", what, g, w)
			}
			if g, w := texts(t, wrong), texts(t, want.Render()); g != w {
				t.Fatalf("%s: problems of layouts differ\ngot:\n%s\nwant:\n%s", what, g, w)
			}
			if len(wrong) > 0 {
				continue
			}
			w := published(t, want)
			if gn, wn := slices.Sorted(maps.Keys(out.now)), slices.Sorted(maps.Keys(w)); !slices.Equal(gn, wn) {
				t.Fatalf("%s: outputs differ\ngot  %v\nwant %v", what, gn, wn)
			}
			for name := range w {
				if out.now[name] != w[name] {
					t.Fatalf("%s: %s differs\n%s", what, name, firstDifference(out.now[name], w[name]))
				}
			}
			before = out.now
		}
	})
}

// damage does to a cache what disks, people and other programs do, and says what.
func damage(t testing.TB, r *rand.Rand, dir string) string {
	t.Helper()
	names, _ := filepath.Glob(filepath.Join(dir, "*-*"))
	names = append(names, filepath.Join(dir, "index"))
	name := names[r.IntN(len(names))]
	data, err := os.ReadFile(name)
	if err != nil || len(data) == 0 {
		return "found no cache"
	}
	switch r.IntN(5) {
	case 0:
		data = data[:r.IntN(len(data))]
	case 1:
		data[r.IntN(len(data))] ^= 1 << r.IntN(8)
	case 2:
		os.Remove(name)
		return "deleted " + filepath.Base(name)
	case 3:
		data = nil
	case 4:
		return "left the cache alone"
	}
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("damaged %s, of which %d bytes are left", filepath.Base(name), len(data))
}

// A new process parses the guides whose files are others, and renders the pages that
// show it.
func TestProcessesRenderWhatChanged(t *testing.T) {
	dir, before := t.TempDir(), map[string]string{}
	site := files{}
	for i := range 40 {
		site[fmt.Sprintf("content/g%02d.md", i)] = fmt.Sprintf("---\ntitle: Guide %d\n---\n\nTexte [](fact:prix) et forfait.\n", i)
	}
	site["content/facts.yaml"] = "prix:\n  label: Prix\n  value: 3\n  unit: EUR\n  kind: market\n"
	site["content/glossary.yaml"] = "forfait:\n  term: Forfait\n  definition: Un prix.\n"
	site["content/recherche.md"] = "---\ntitle: Recherche\nlayout: search\n---\n"
	step := func(what string, parsed int, rendered ...string) {
		t.Helper()
		s, out, wrong := site.again(t, dir, before)
		if len(wrong) > 0 {
			t.Fatal(wrong)
		}
		slices.Sort(out.written)
		if s.Parsed != parsed || rendered != nil && !slices.Equal(out.written, rendered) {
			t.Errorf("%s: parsed %d, want %d; rendered %d pages %v, want %v", what, s.Parsed, parsed, len(out.written), out.written, rendered)
		}
		before = out.now
	}
	step("at first", 41)
	step("nothing", 0, []string{}...)
	if again, _, _ := site.again(t, dir, before); again.Parsed != 0 {
		t.Errorf("parsed %d of nothing that changed", again.Parsed)
	}
	site["content/g07.md"] += "\nUn mot de plus.\n"
	step("a word", 1, "g07/index.html")
	site["content/facts.yaml"] = strings.Replace(site["content/facts.yaml"], "3", "4", 1)
	step("a fact", 0)
	site["layouts/page.html"] = "<p>{{.Title}}</p>{{.Body}}"
	step("a layout that nobody uses", 0, []string{}...)
	site["layouts/guide.html"] = "<p>{{.Title}}</p>{{.Body}}"
	step("the layout of guides", 0)
	delete(site, "content/g39.md")
	step("one guide less", 0)
}
