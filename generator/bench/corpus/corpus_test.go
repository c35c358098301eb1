package corpus

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"
)

// newCorpus makes a recipe or fails the test.
func newCorpus(t *testing.T, guides int, seed uint64) *Corpus {
	t.Helper()
	c, err := New(guides, seed)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSameSeedSameBytes(t *testing.T) {
	const guides = 60
	a, b := newCorpus(t, guides, 1), newCorpus(t, guides, 1)
	other := newCorpus(t, guides, 2)
	digest := sha256.New()
	made := make([][]byte, guides)
	for i := guides - 1; i >= 0; i-- { // the order must not matter
		made[i] = a.Guide(i)
	}
	for i := range guides {
		digest.Write(made[i])
		if !bytes.Equal(made[i], b.Guide(i)) {
			t.Errorf("guide %d differs when made again", i)
		}
		if bytes.Equal(made[i], other.Guide(i)) {
			t.Errorf("guide %d is the same with another seed", i)
		}
	}
	// Figures taken with different corpora cannot be compared: change this only on purpose.
	const want = "717a3c83ae907c49"
	if got := fmt.Sprintf("%x", digest.Sum(nil)[:8]); got != want {
		t.Errorf("the corpus has changed: digest %s, want %s", got, want)
	}
}

func TestSize(t *testing.T) {
	for _, guides := range []int{60, 500} {
		c := newCorpus(t, guides, 1)
		total := 0
		for i := range guides {
			total += len(c.Guide(i))
		}
		if mean := total / guides; mean < 8000 || mean > 8200 {
			t.Errorf("%d guides: mean size %d bytes, want 8000 to 8200", guides, mean)
		}
	}
}

func TestLimits(t *testing.T) {
	for _, guides := range []int{0, -1, 1_000_000} {
		if _, err := New(guides, 1); err == nil {
			t.Errorf("New(%d) succeeds, want an error", guides)
		}
	}
	newCorpus(t, 1, 1).Guide(0) // has nobody to link to
	newCorpus(t, 100_000, 1).Guide(99_999)
}

func TestKeysAreUnique(t *testing.T) {
	const guides = 20_000
	c := newCorpus(t, guides, 1)
	seen := make(map[string]bool, guides)
	for i := range guides {
		if key := c.Key(i); seen[key] {
			t.Fatalf("guide %d: key %q is taken", i, key)
		} else {
			seen[key] = true
		}
	}
	folders := make(map[string]bool)
	for k := range c.names.sections() {
		if folder := c.folder(k); folders[folder] {
			t.Fatalf("section %d: folder %q is taken", k, folder)
		} else {
			folders[folder] = true
		}
	}
}

// written writes a corpus and gives its files by name below content.
func written(t *testing.T, c *Corpus) map[string]string {
	t.Helper()
	dir := t.TempDir()
	if err := c.Write(dir); err != nil {
		t.Fatal(err)
	}
	files := make(map[string]string)
	content := os.DirFS(filepath.Join(dir, "content"))
	err := fs.WalkDir(content, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(content, name)
		files[name] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	if want := c.guides + c.Sections() + len([]string{"index.md", "recherche.md", "site.yaml"}); len(files) != want {
		t.Errorf("%d files written, want %d", len(files), want)
	}
	return files
}

// anchors gives the anchors of a guide's headings; false means that two headings share it.
func anchors(text string) map[string]bool {
	set := make(map[string]bool)
	for _, h := range regexp.MustCompile(`(?m)^##+ (.*)$`).FindAllStringSubmatch(text, -1) {
		_, twice := set[Anchor(h[1])]
		set[Anchor(h[1])] = !twice
	}
	return set
}

func TestLinksAreAlive(t *testing.T) {
	const guides = 60
	c := newCorpus(t, guides, 1)
	files := written(t, c)
	links := regexp.MustCompile(`\]\(([^)#]*)#?([^)]*)\)`)
	total, anchored := 0, 0
	for i := range guides {
		key := c.Key(i)
		for _, m := range links.FindAllStringSubmatch(files[key+".md"], -1) {
			total++
			text, ok := files[path.Join(path.Dir(key), m[1])]
			if !ok {
				t.Errorf("%s: no file for the link %q", key, m[1])
			}
			if m[2] == "" {
				continue
			}
			anchored++
			if !anchors(text)[m[2]] {
				t.Errorf("%s: no heading for the link %q#%q", key, m[1], m[2])
			}
		}
	}
	if mean := float64(total) / guides; mean < 14 || mean > 16 {
		t.Errorf("%.1f links a guide, want about 15", mean)
	}
	if anchored < total/5 {
		t.Errorf("%d of %d links have an anchor, want a third", anchored, total)
	}
}

func TestRequirements(t *testing.T) {
	const guides = 200
	c := newCorpus(t, guides, 1)
	place := make(map[string]int)
	for i := range guides {
		place[c.Key(i)] = i
	}
	requires := regexp.MustCompile(`(?m)^requires: \[(.*)\]$`)
	found := 0
	for i := range guides {
		m := requires.FindSubmatch(c.Guide(i))
		if m == nil {
			continue
		}
		found++
		if j, ok := place[string(m[1])]; !ok || j >= i || j/sectionSize != i/sectionSize {
			t.Errorf("%s requires %q, want an earlier guide of its section", c.Key(i), m[1])
		}
	}
	if found == 0 {
		t.Error("no guide requires another")
	}
}

func TestShape(t *testing.T) {
	const guides = 60
	c := newCorpus(t, guides, 1)
	tables, code, tasks, nested := 0, 0, 0, 0
	for i := range guides {
		text := string(c.Guide(i))
		checkFrontMatter(t, text)
		headings := anchors(text)
		for anchor, once := range headings {
			if !once {
				t.Errorf("guide %d has the anchor %q twice", i, anchor)
			}
		}
		if len(headings) < 8 || len(headings) > 14 {
			t.Errorf("guide %d has %d headings, want 8 to 14", i, len(headings))
		}
		if n := strings.Count(text, "\n[^"); n < 2 || n > 3 {
			t.Errorf("guide %d has %d footnotes, want 2 or 3", i, n)
		}
		if strings.Contains(text, "@") || strings.Contains(text, "$") {
			t.Errorf("guide %d has a mail address or an unfilled slot", i)
		}
		tables += strings.Count(text, "| --- |")
		code += strings.Count(text, "```yaml")
		tasks += strings.Count(text, "- [x]")
		nested += strings.Count(text, "\n  - ")
	}
	if tables != guides/3 || code < guides/7 || tasks == 0 || nested < guides {
		t.Errorf("%d tables, %d code blocks, %d checklists, %d nested items", tables, code, tasks, nested)
	}
}

// checkFrontMatter checks the lengths that authors must keep.
func checkFrontMatter(t *testing.T, text string) {
	t.Helper()
	value := func(key string) string {
		_, rest, _ := strings.Cut(text, "\n"+key+": ")
		line, _, _ := strings.Cut(rest, "\n")
		return line
	}
	if n := utf8.RuneCountInString(value("description")); n < 50 || n > 160 {
		t.Errorf("description of %d characters, want 50 to 160: %s", n, value("description"))
	}
	if n := utf8.RuneCountInString(value("summary")); n == 0 || n > 320 {
		t.Errorf("summary of %d characters, want at most 320: %s", n, value("summary"))
	}
	for _, key := range []string{"title", "description", "summary"} {
		if v := value(key); v == "" || strings.Contains(v, ": ") || strings.ContainsAny(v[:1], "*[`«") {
			t.Errorf("%s is empty or would need quotes: %q", key, v)
		}
	}
}
