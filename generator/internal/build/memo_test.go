package build

import (
	"bytes"
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
	"balise/generator/internal/digest"
	"balise/generator/internal/search"
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
		if !ok || int64(len(text)) != p.Size || digest.Of([]byte(text)) != p.Sum {
			return false
		}
	}
	for _, p := range files {
		f.now[p.Name] = f.before[p.Name]
	}
	return true
}

// process is what a process that builds did.
type process struct {
	problems diag.List
	wrong    diag.List // of layouts: nothing is published
	parsed   int
	amended  bool
	out      *folder
}

// again builds a site as a new process does: with a cache in a folder, over what was
// published before.
func (f files) again(t testing.TB, dir string, before map[string]string) process {
	t.Helper()
	store := cache.Open(dir, []byte("test"), cache.ReadWrite)
	defer store.Close()
	memo := NewMemo(store)
	in := Input{Tree: f.readLate(t, memo.Before()), At: "2026-11-22", Memo: memo, Lean: true}
	p := process{out: &folder{before: before, now: map[string]string{}}}
	amended, parsed, err := Amend(in, p.out)
	if err != nil {
		t.Fatal(err)
	}
	p.parsed = parsed
	if p.amended = amended != nil; p.amended {
		p.problems = amended.Problems
		amended.Remember()
		return p
	}
	if len(p.out.now) > 0 {
		t.Fatal("something was published, and then not amended")
	}
	s := Next(nil, in)
	p.parsed += s.Parsed
	p.problems = s.Problems
	if _, p.wrong, err = s.Publish(p.out); err != nil {
		t.Fatal(err)
	}
	if len(p.wrong) > 0 {
		s.Remember(nil)
		p.out.now = before
		return p
	}
	s.Remember(p.out.published())
	return p
}

// published returns what is in the folder now.
func (f *folder) published() []Published {
	var list []Published
	for _, name := range slices.Sorted(maps.Keys(f.now)) {
		text := f.now[name]
		list = append(list, Published{Name: name, Size: int64(len(text)), Sum: digest.Of([]byte(text))})
	}
	return list
}

// A guide holds nothing of the room its text was read into, which the next one takes.
func TestGuideIsApartFromItsText(t *testing.T) {
	site, err := os.ReadDir("../../../content")
	if err != nil {
		t.Fatal(err)
	}
	f := files{}
	for _, e := range site {
		if text, err := os.ReadFile(filepath.Join("../../../content", e.Name())); err == nil {
			f["content/"+e.Name()] = string(text)
		}
	}
	store := cache.Open(t.TempDir(), []byte("test"), cache.ReadWrite)
	defer store.Close()
	s, _ := begin(nil, Input{Tree: f.readLate(t, nil), At: "2026-11-22", Memo: NewMemo(store)})
	r := s.reader()
	for _, file := range s.in.Tree.Under("content") {
		if !strings.HasSuffix(file.Path, ".md") {
			continue
		}
		room := file.Load(nil)
		g := r.read(file)
		file.Forget()
		was := r.guides.Append(nil, g)
		copy(room, bytes.Repeat([]byte("x"), len(room)))
		if now := r.guides.Append(nil, g); len(g.Problems) > 0 || !bytes.Equal(now, was) {
			t.Errorf("%s is another guide once its text is written over, or has problems: %v", file.Path, g.Problems)
		}
	}
	if r.parsed.Load() == 0 {
		t.Error("no guide was parsed")
	}
}

// Of many guides two share a file of texts: one that changed rewrites it with both.
func TestTextsOfManyGuides(t *testing.T) {
	if testing.Short() {
		t.Skip("a thousand guides")
	}
	site := files{"content/recherche.md": "---\ntitle: Recherche\nlayout: search\n---\n"}
	for i := range search.Many + 1 {
		site[fmt.Sprintf("content/s%d/g%03d.md", i/100, i)] = fmt.Sprintf("---\ntitle: G %d\n---\n\nTexte %d.\n", i, i)
	}
	dir := t.TempDir()
	first := site.again(t, dir, map[string]string{})
	site["content/s0/g003.md"] += "\nUn autre mot.\n"
	second := site.again(t, dir, first.out.now)
	if !second.amended {
		t.Error("the site was linked, want one text amended")
	}
	changed := 0
	for name, text := range published(t, site.next(t, nil)) {
		if second.out.now[name] != text {
			t.Errorf("%s differs\n%s", name, firstDifference(second.out.now[name], text))
		}
		if strings.Contains(text, "Un autre mot.") && strings.HasPrefix(name, "recherche/") {
			changed++
			if n := strings.Count(text, "Texte "); n != 2 {
				t.Errorf("%s holds the texts of %d guides, want 2", name, n)
			}
		}
	}
	if changed != 1 {
		t.Errorf("%d files of texts hold the new words, want 1", changed)
	}
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
			got := e.files.again(t, dir, before)
			want := e.files.next(t, nil)
			what = fmt.Sprintf("after edit %d, %s", i+1, what)
			if g, w := texts(t, got.problems), texts(t, want.Problems); g != w {
				t.Fatalf("%s: problems differ\ngot:\n%s\nwant:\n%s", what, g, w)
			}
			if g, w := texts(t, got.wrong), texts(t, want.Render()); g != w {
				t.Fatalf("%s: problems of layouts differ\ngot:\n%s\nwant:\n%s", what, g, w)
			}
			if len(got.wrong) > 0 {
				continue
			}
			w := published(t, want)
			if gn, wn := slices.Sorted(maps.Keys(got.out.now)), slices.Sorted(maps.Keys(w)); !slices.Equal(gn, wn) {
				t.Fatalf("%s: outputs differ\ngot  %v\nwant %v", what, gn, wn)
			}
			for name := range w {
				if got.out.now[name] != w[name] {
					t.Fatalf("%s: %s differs\n%s", what, name, firstDifference(got.out.now[name], w[name]))
				}
			}
			before = got.out.now
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
		got := site.again(t, dir, before)
		if len(got.wrong) > 0 {
			t.Fatal(got.wrong)
		}
		slices.Sort(got.out.written)
		if got.parsed != parsed || rendered != nil && !slices.Equal(got.out.written, rendered) {
			t.Errorf("%s: parsed %d, want %d; rendered %d pages %v, want %v", what, got.parsed, parsed, len(got.out.written), got.out.written, rendered)
		}
		before = got.out.now
	}
	step("at first", 41)
	step("nothing", 0, []string{}...)
	if again := site.again(t, dir, before); again.parsed != 0 || !again.amended {
		t.Errorf("parsed %d of nothing that changed", again.parsed)
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

// What is amended, and what is linked anew: whatever shows on another page, or in a
// diagnostic.
func TestAmend(t *testing.T) {
	if testing.Short() {
		t.Skip("one site after another; FuzzProcesses amends too")
	}
	site := files{
		"content/facts.yaml":    "prix:\n  label: Prix\n  value: 3\n  unit: EUR\n  kind: market\n",
		"content/glossary.yaml": "forfait:\n  term: Forfait\n  definition: Un prix.\n",
		"content/recherche.md":  "---\ntitle: Recherche\nlayout: search\n---\n",
		"content/chiffres.md":   "---\ntitle: Chiffres\nlayout: facts\n---\n\nTexte.\n",
		"content/brouillon.md":  "---\ntitle: Brouillon\ndraft: true\n---\n\nTexte.\n",
		"content/b.md":          "---\ntitle: B\n---\n\n## Un titre\n\nTexte.\n",
	}
	text := "---\ntitle: A\n---\n\nTexte [](fact:prix), [b](b.md#un-titre), forfait, SLA (accord de service).\n\nFin.\n"
	for i := range 2 * search.SegmentSize {
		site[fmt.Sprintf("content/g%02d.md", i)] = "---\ntitle: G\n---\n\nTexte.\n"
	}
	site["content/a.md"] = text
	dir, before := t.TempDir(), map[string]string{}
	step := func(what string, amended bool) {
		t.Helper()
		got := site.again(t, dir, before)
		if got.amended != amended {
			t.Errorf("%s: amended: %v, want %v", what, got.amended, amended)
		}
		for name, text := range published(t, site.next(t, nil)) {
			if got.out.now[name] != text {
				t.Errorf("%s: %s differs\n%s", what, name, firstDifference(got.out.now[name], text))
			}
		}
		before = got.out.now
	}
	step("at first", false)
	step("nothing", true)
	site["content/a.md"] = strings.Replace(text, "Texte", "Un autre texte", 1)
	step("words before what the text refers to", true)
	site["content/a.md"], site["content/g01.md"] = text+"\n## Une section\n", site["content/g01.md"]+"\nEncore.\n"
	step("a heading", false)
	site["content/a.md"] += "\nEncore des mots nouveaux.\n"
	site["content/g02.md"] += "\nEncore.\n"
	step("the texts of two guides", true)
	site["content/a.md"] += strings.Repeat("mot ", 300)
	step("more minutes", false)
	site["content/a.md"] += "\nUn [lien](g01.md).\n"
	step("a link", false)
	site["content/a.md"] += "\nEncore [](fact:prix).\n"
	step("a fact", false)
	site["content/a.md"] += "\nUn ERP (progiciel).\n"
	step("an acronym", false)
	site["content/b.md"] = strings.Replace(site["content/b.md"], "title: B", "title: Bé", 1)
	step("a title", false)
	site["content/chiffres.md"] += "\nEncore.\n"
	step("a page that lists", false)
	site["content/brouillon.md"] += "\nEncore.\n"
	step("a guide without a page", false)
	site["content/b.md"] += "\nUn mot  de trop, avec deux espaces.\n"
	step("a text with a problem", false)
	site["content/b.md"] += "\nEncore.\n"
	step("a text that has one", false)
	site["content/g03.md"] += "\nEncore.\n"
	step("a text beside it", true)
	site["layouts/guide.html"] = "<p>{{.Title}}</p>{{.Body}}"
	step("a layout", false)
	site["content/g04.md"] += "\nEncore.\n"
	step("a text under another layout", true)
	site["content/g04.md"], site["layouts/guide.html"] = site["content/g04.md"]+"\nEncore.\n", "<b>{{.Title}}</b>{{.Body}}"
	step("both", false)
	before["g05/index.html"] = "changed by hand"
	site["content/g04.md"] += "\nEncore.\n"
	step("a page that was changed by hand", false)
	for i := range maxAmended + 1 {
		site[fmt.Sprintf("content/g%02d.md", i)] += "\nEncore.\n"
	}
	step("many texts", false)
	for range 12 { // saves: nothing may grow old meanwhile
		site["content/g06.md"] += "\nMot.\n"
		step("one text again and again", true)
	}
	site["layouts/guide.html"] = "<i>{{.Title}}</i>{{.Body}}"
	if got := site.again(t, dir, before); got.parsed > 0 {
		t.Errorf("parsed %d guides after many texts were amended, want none", got.parsed)
	}
}
