package floor

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"balise/generator/bench/corpus"
)

const guides = 60

// built builds a corpus and gives the recipe and the pages by URL path.
func built(t *testing.T) (*corpus.Corpus, map[string]string) {
	t.Helper()
	c, err := corpus.New(guides, 1)
	if err != nil {
		t.Fatal(err)
	}
	source, output := t.TempDir(), filepath.Join(t.TempDir(), "public")
	if err := c.Write(source); err != nil {
		t.Fatal(err)
	}
	if err := Build(source, output); err != nil {
		t.Fatal(err)
	}
	pages := make(map[string]string)
	public := os.DirFS(output)
	err = fs.WalkDir(public, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || path.Base(name) != "index.html" {
			return err
		}
		data, err := fs.ReadFile(public, name)
		pages[path.Join("/", path.Dir(name))] = string(data)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return c, pages
}

func TestBuild(t *testing.T) {
	c, pages := built(t)
	if want := guides + c.Sections() + len([]string{"home"}); len(pages) != want {
		t.Errorf("%d pages, want %d", len(pages), want)
	}
	previous, next := 0, 0
	for i := range guides {
		html, source := pages["/"+c.Key(i)], string(c.Guide(i))
		_, rest, _ := strings.Cut(source, "title: ")
		title, _, _ := strings.Cut(rest, "\n")
		for _, want := range []string{
			"<h1>" + title + "</h1>", `aria-current="page" href="../` + path.Base(c.Key(i)) + `/">`, "<h2 id=",
			`<li><a href="#`, `<ul class="tags"><li>`, `class="footnotes"`,
		} {
			if !strings.Contains(html, want) {
				t.Errorf("%s: no %s in the page", c.Key(i), want)
			}
		}
		if strings.Contains(source, "https://") != strings.Contains(html, `href="https://example.org/textes/`) {
			t.Errorf("%s: a bare link is not linked", c.Key(i))
		}
		previous += strings.Count(html, `rel="prev"`)
		next += strings.Count(html, `rel="next"`)
	}
	// Each section's first guide has nothing before it, its last one nothing after.
	if want := guides - c.Sections(); previous != want || next != want {
		t.Errorf("%d links to the previous guide and %d to the next, want %d each", previous, next, want)
	}
}

func TestLinksLeadSomewhere(t *testing.T) {
	_, pages := built(t)
	href := regexp.MustCompile(`href="([^"#:]*)(?:#([^"]*))?"`)
	for url, html := range pages {
		for _, m := range href.FindAllStringSubmatch(html, -1) {
			if strings.HasSuffix(m[1], ".css") {
				continue
			}
			target, ok := pages[path.Join(url, m[1])]
			if !ok {
				t.Errorf("%s: no page for the link %q", url, m[1])
			} else if m[2] != "" && !strings.Contains(target, `id="`+m[2]+`"`) {
				t.Errorf("%s: no anchor for the link %q#%q", url, m[1], m[2])
			}
		}
	}
}

func TestMissingSource(t *testing.T) {
	if err := Build(t.TempDir(), t.TempDir()); err == nil {
		t.Error("building an empty folder succeeds, want an error")
	}
}

func TestAnchors(t *testing.T) {
	a := anchors{}
	for _, test := range []struct{ heading, want string }{
		{"L'état des lieux", "l-etat-des-lieux"},
		{"  À propos  de… ", "a-propos-de"},
		{"À propos de", "a-propos-de-1"},
		{"99,9 % du temps", "99-9-du-temps"},
	} {
		if got := string(a.Generate([]byte(test.heading), 0)); got != test.want {
			t.Errorf("anchor of %q: got %q, want %q", test.heading, got, test.want)
		}
	}
}
