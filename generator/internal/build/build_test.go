package build

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/fstest"

	"balise/generator/internal/diag"
	"balise/generator/internal/source"
	"balise/layouts"
	"balise/static"
)

// files is a site in memory: paths such as "content/a.md" and what they hold.
type files map[string]string

// read takes a picture of the site, as the command does of one on disk.
func (f files) read(t testing.TB, prev *source.Tree) *source.Tree { return f.readLayers(t, prev, nil) }

// readLate is read that leaves the texts of guides for later.
func (f files) readLate(t testing.TB, prev *source.Tree) *source.Tree {
	return f.readLayers(t, prev, func(name string) bool { return strings.HasSuffix(name, ".md") })
}

func (f files) readLayers(t testing.TB, prev *source.Tree, later func(name string) bool) *source.Tree {
	t.Helper()
	layers := map[string]fstest.MapFS{"content": {}, "layouts": {}, "static": {}}
	for name, text := range f {
		folder, rest, _ := strings.Cut(name, "/")
		layers[folder][rest] = &fstest.MapFile{Data: []byte(text)}
	}
	isGo := func(name string) bool { return strings.HasSuffix(name, ".go") }
	isAttachment := func(name string) bool {
		return !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".yaml")
	}
	tree, problems, err := source.Read(prev,
		source.Layer{Name: "content", FS: layers["content"], Lazy: isAttachment, Later: later},
		source.Layer{Name: "layouts", FS: layers["layouts"]},
		source.Layer{Name: "static", FS: layers["static"]},
		source.Layer{Name: "layouts", FS: layouts.FS, Skip: isGo},
		source.Layer{Name: "static", FS: static.FS, Skip: isGo},
	)
	if err != nil || len(problems) > 0 {
		t.Fatalf("reading the site: %v, %v", err, problems)
	}
	return tree
}

// next makes a snapshot of the site.
func (f files) next(t testing.TB, prev *Snapshot) *Snapshot {
	t.Helper()
	var tree *source.Tree
	if prev != nil {
		tree = prev.in.Tree
	}
	return Next(prev, Input{Tree: f.read(t, tree), At: "2026-11-22"})
}

// published returns all outputs of a snapshot.
func published(t testing.TB, s *Snapshot) map[string]string {
	t.Helper()
	var mutex sync.Mutex
	site := map[string]string{}
	problems, err := s.Each(func(name string, data []byte) error {
		mutex.Lock()
		defer mutex.Unlock()
		site[name] = string(data)
		return nil
	})
	if err != nil {
		t.Fatalf("rendering: %v", err)
	}
	for _, p := range problems {
		site["problem: "+p.String()] = p.Message
	}
	return site
}

// texts writes diagnostics as a person sees them.
func texts(t testing.TB, list diag.List) string {
	t.Helper()
	var b bytes.Buffer
	if err := diag.Text(&b, list, diag.Style{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// compare fails when two snapshots of the same input differ in anything.
func compare(t testing.TB, what string, got, want *Snapshot) {
	t.Helper()
	if g, w := texts(t, got.Problems), texts(t, want.Problems); g != w {
		t.Fatalf("%s: problems differ\ngot:\n%s\nwant:\n%s", what, g, w)
	}
	if g, w := texts(t, got.Render()), texts(t, want.Render()); g != w {
		t.Fatalf("%s: problems of layouts differ\ngot:\n%s\nwant:\n%s", what, g, w)
	}
	g, w := published(t, got), published(t, want)
	if gn, wn := slices.Sorted(maps.Keys(g)), slices.Sorted(maps.Keys(w)); !slices.Equal(gn, wn) {
		t.Fatalf("%s: outputs differ\ngot  %v\nwant %v", what, gn, wn)
	}
	for name := range w {
		if g[name] != w[name] {
			t.Fatalf("%s: %s differs\n%s", what, name, firstDifference(g[name], w[name]))
		}
	}
}

// firstDifference shows two texts around the first byte in which they differ.
func firstDifference(got, want string) string {
	i := 0
	for i < min(len(got), len(want)) && got[i] == want[i] {
		i++
	}
	around := func(s string) string { return s[max(0, i-80):min(len(s), i+80)] }
	return fmt.Sprintf("got  …%q…\nwant …%q…", around(got), around(want))
}

// The same front matter may be broken or not by what follows it, and YAML that is broken may be
// that of a calculator: what is said of other guides follows from what is known now.
func TestFrontMatterThatTheTextBreaks(t *testing.T) {
	const front, calculator = "---\ntitle: A\n---\n\n", "```calculator\na: \"b\n```\n\n"
	bodies := []string{"Texte.\n", calculator + "Texte.\n", "tags: x\n---\n\nTexte.\n", "tags: x\n---\n\n" + calculator + "Texte.\n"}
	for i, before := range bodies {
		for k, after := range bodies {
			site := files{"content/index.md": "---\ntitle: I\nsteps: []\n---\nTexte.\n", "content/a.md": front + before, "content/b.md": "---\ntitle: B\n---\nTexte.\n"}
			first := site.next(t, nil)
			site["content/a.md"] = front + after
			now := site.next(t, first)
			compare(t, fmt.Sprintf("%q after %q", after, before), now, site.next(t, nil))
			got, want := 0, 0
			for _, d := range now.Problems {
				if d.Code == diag.PathNone {
					got++
				}
			}
			if k < 2 {
				want = 2
			}
			if got != want {
				t.Errorf("%d after %d: %d guides in no path, want %d", k, i, got, want)
			}
		}
	}
}

// A layout that is broken in another way fails in that way, whatever it did
// before.
func TestBrokenLayoutIsTheNewestOne(t *testing.T) {
	site := files{"content/a.md": "---\ntitle: A\n---\nTexte.\n", "layouts/guide.html": "{{.Titel}}"}
	snapshot := site.next(t, nil)
	site["layouts/guide.html"] = "<p>\n{{.Descripton}}"
	snapshot = site.next(t, snapshot)
	_, err := snapshot.Output("a/index.html").Bytes()
	if want := `layouts/guide.html:2:4: no field "Descripton" in a Page`; err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
	compare(t, "another fault", snapshot, site.next(t, nil))
}

// Of two pages with one address one alone is rendered, and only when it changed.
func TestRenderedOfOneAddress(t *testing.T) {
	site := files{
		"content/a.md": "---\ntitle: A\n---\nTexte.\n", "content/a/index.md": "---\ntitle: A aussi\n---\nTexte.\n",
		"content/b.md": "---\ntitle: B\n---\nTexte.\n",
	}
	snapshot := site.next(t, nil)
	if got, want := snapshot.Rendered, []string{"404.html", "a/index.html", "b/index.html", "index.html"}; !slices.Equal(got, want) {
		t.Errorf("rendered %v, want %v", got, want)
	}
	site["content/b.md"] += "Encore.\n"
	if got, want := site.next(t, snapshot).Rendered, []string{"b/index.html"}; !slices.Equal(got, want) {
		t.Errorf("after an edit of b.md rendered %v, want %v", got, want)
	}
}

// What a layout does wrong on a page is wrong until somebody mends it, whatever
// else is edited meanwhile.
func TestLayoutProblemsStay(t *testing.T) {
	site := files{
		"content/a.md":       "---\ntitle: A\ntags: [x]\n---\nTexte.\n",
		"content/b.md":       "---\ntitle: B\n---\nTexte.\n",
		"layouts/guide.html": "{{(index .Tags 0).Title}}",
	}
	snapshot := site.next(t, nil)
	want := texts(t, snapshot.Render())
	if !strings.Contains(want, "layouts/guide.html:1:4: error: index 0 of a list of 0") {
		t.Fatalf("rendering found %q", want)
	}
	site["content/a.md"] += "Encore.\n"
	snapshot = site.next(t, snapshot)
	if got := texts(t, snapshot.Render()); got != want {
		t.Errorf("after an edit elsewhere: got\n%s\nwant\n%s", got, want)
	}
	site["content/b.md"] = "---\ntitle: B\ntags: [x]\n---\nTexte.\n"
	if got := texts(t, site.next(t, snapshot).Render()); got != "" {
		t.Errorf("once mended: got\n%s", got)
	}
}

// Once the disk is full there is no use in going on, with the texts of a search neither.
func TestEachEndsWithTheFirstError(t *testing.T) {
	full := errors.New("no space left on device")
	for name, site := range map[string]files{"searched": searched(300), "not searched": {}} {
		for i := range 300 {
			site[fmt.Sprintf("content/page%d.md", i)] = "---\ntitle: Un titre\n---\nTexte.\n"
		}
		var tries atomic.Int64
		_, err := site.next(t, nil).Each(func(string, []byte) error {
			tries.Add(1)
			return full
		})
		if got, most := tries.Load(), int64(runtime.GOMAXPROCS(0)); !errors.Is(err, full) || got > most {
			t.Errorf("%s: %v after %d tries, want at most %d", name, err, got, most)
		}
	}
}
