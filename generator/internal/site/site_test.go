package site

import (
	"bytes"
	"fmt"
	"image"
	"image/png"
	"io/fs"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"balise/generator/internal/guide"
	"balise/generator/internal/register"
	"balise/generator/internal/source"
)

// link makes a site of files below content/.
func link(t *testing.T, files map[string]string) *Site {
	t.Helper()
	return New(nil, input(t, files))
}

// input is what a site of files below content/ is made of.
func input(t *testing.T, files map[string]string) Input {
	t.Helper()
	fsys := fstest.MapFS{}
	for name, text := range files {
		fsys[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return inputFS(t, fsys)
}

func inputFS(t *testing.T, fsys fs.FS) Input {
	t.Helper()
	tree, _, err := source.Read(nil, source.Layer{Name: "content", FS: fsys, Lazy: guide.IsAttachment})
	if err != nil {
		t.Fatal(err)
	}
	parser := guide.NewParser(guide.Options{Lang: "fr"})
	var guides []*guide.Guide
	for _, f := range tree.Under("content") {
		if strings.HasSuffix(f.Path, ".md") {
			guides = append(guides, parser.Parse(f))
		}
	}
	config, _ := ReadConfig(tree.File(ConfigFile))
	registers, _ := register.Read(nil, tree)
	return Input{
		Config: config, Guides: guides, Tree: tree, Registers: registers, At: "2026-11-22",
		Texts:   Texts{TopicsSlug: "sujets", Home: "Accueil", NotFound: "Introuvable"},
		Layouts: []string{"fiche", "guide", "home", "page", "path", "section"}, Speeches: map[string]Speech{"fr": {}},
	}
}

// titled is a guide with a title and further lines of front matter.
func titled(title string, lines ...string) string {
	return "---\ntitle: " + title + "\n" + strings.Join(lines, "\n") + "\n---\nTexte.\n"
}

// page returns the page of a guide.
func page(t *testing.T, s *Site, out string) *Page {
	t.Helper()
	for _, p := range s.Pages() {
		if p.Out() == out {
			return p
		}
	}
	t.Fatalf("no page %s", out)
	return nil
}

// told writes a position in one line.
func told(p *Position) string {
	if p == nil {
		return "nowhere"
	}
	step := func(s *Step) string {
		if s == nil {
			return "-"
		}
		return strings.TrimSuffix(s.URL, "/") + "(" + s.Why + ")"
	}
	return fmt.Sprintf("%s %d/%d %s %s", p.Path.Title, p.Number, p.Of, step(p.Previous), step(p.Next))
}

// A guide with a layout of its author's own is read like any other.
func TestOwnLayoutIsRead(t *testing.T) {
	files := map[string]string{
		"index.md": titled("Accueil"), "a.md": titled("A"), "b.md": titled("B", "layout: fiche"), "c.md": titled("C"),
		"legal.md": titled("Mentions légales", "layout: page"),
	}
	s := link(t, files)
	for out, want := range map[string]string{
		"a/index.html": "Accueil 0/0 - b()", "b/index.html": "Accueil 0/0 a() c()", "c/index.html": "Accueil 0/0 b() -", "legal/index.html": "nowhere",
	} {
		if got := told(page(t, s, out).Path); got != want {
			t.Errorf("%s: got %s, want %s", out, got, want)
		}
	}
	if nav := page(t, s, "b/index.html").Nav.Items; len(nav) != 3 {
		t.Errorf("the navigation beside b has %v", nav)
	}
	files["index.md"] = titled("Accueil", "steps: [a, c]")
	if found := fmt.Sprint(link(t, files).Check(nil).Problems); !strings.Contains(found, "content/b.md:1:1") {
		t.Errorf("b is in no path, yet found %s", found)
	}
}

func TestPositionsBelongToPathAndGuide(t *testing.T) {
	s := link(t, map[string]string{
		"index.md":   titled("Accueil", "steps: [{guide: a, why: un}, {guide: b, why: deux}, {guide: s/x, why: trois}]"),
		"a.md":       titled("A"),
		"b.md":       titled("B"),
		"autre.md":   titled("Autre", "steps: [{guide: b, why: d'abord}, {guide: a, why: puis}]"),
		"s/index.md": titled("S", "steps: [s/y, s/x]"),
		"s/x.md":     titled("X"),
		"s/y.md":     titled("Y"),
	})
	tests := []struct{ out, main, others string }{
		{"a/index.html", "Accueil 1/3 - b(deux)", "[Autre 2/2 b(d’abord) -]"},
		{"b/index.html", "Accueil 2/3 a(un) s/x(trois)", "[Autre 1/2 - a(puis)]"},
		{"s/x/index.html", "Accueil 3/3 b(deux) -", "[S 2/2 s/y() -]"},
		{"s/y/index.html", "S 1/2 - s/x()", "[]"},
		{"autre/index.html", "nowhere", "[]"},
	}
	for _, test := range tests {
		p := page(t, s, test.out)
		var others []string
		for i := range p.Others {
			others = append(others, told(&p.Others[i]))
		}
		if got := told(p.Path); got != test.main {
			t.Errorf("%s: main path %q, want %q", test.out, got, test.main)
		}
		if got := fmt.Sprint(others); got != test.others {
			t.Errorf("%s: other paths %q, want %q", test.out, got, test.others)
		}
	}
}

// Without steps a section is read by prerequisites, then by name, and nobody
// counts.
func TestDefaultOrder(t *testing.T) {
	s := link(t, map[string]string{
		"s/a.md": titled("A", "requires: [s/c]"),
		"s/b.md": titled("B"),
		"s/c.md": titled("C"),
		"s/d.md": titled("D", "standalone: true"),
	})
	if got, want := told(page(t, s, "s/a/index.html").Path), "S 0/0 s/c() -"; got != want {
		t.Errorf("a is at %q, want %q", got, want)
	}
	if got := told(page(t, s, "s/d/index.html").Path); got != "nowhere" {
		t.Errorf("a standalone guide is at %q", got)
	}
	var titles []string
	for _, card := range page(t, s, "s/index.html").Guides {
		titles = append(titles, card.Title)
	}
	if got := strings.Join(titles, " "); got != "B C A D" {
		t.Errorf("the section lists %s, want B C A D", got)
	}
}

// What is not published is nowhere: not in lists, paths, feeds or topics.
func TestHiddenGuides(t *testing.T) {
	s := link(t, map[string]string{
		"site.yaml": "title: S\nlanguage: fr\nbase_url: https://example.org\n",
		"index.md":  titled("Accueil", "steps: [a, brouillon, futur, b]"),
		"a.md":      titled("A", "tags: [x]", "published: 2026-11-22"), "b.md": titled("B"),
		"brouillon.md": titled("Brouillon", "draft: true", "tags: [x, secret]", "published: 2020-01-01"),
		"futur.md":     titled("Futur", "published: 2026-11-23", "aliases: [/vieux/]"),
	})
	if got, want := told(page(t, s, "a/index.html").Path), "Accueil 1/2 - b()"; got != want {
		t.Errorf("a is at %q, want %q", got, want)
	}
	for _, p := range s.Pages() {
		if all := fmt.Sprintf("%+v", *p); strings.Contains(all, "Brouillon") || strings.Contains(all, "Futur") || strings.Contains(all, "secret") || strings.HasPrefix(p.Out(), "vieux") {
			t.Errorf("%s shows a guide that is not published", p.Out())
		}
	}
	if n := len(s.Feed()); n != 1 {
		t.Errorf("the feed has %d entries, want 1", n)
	}
	if n := len(s.Sitemap()); n != 4 { // home, a, b, the topic
		t.Errorf("the sitemap has %d entries, want 4: %v", n, s.Sitemap())
	}
}

// A page shows a window of its section, its path and its backlinks, however
// large they are.
func TestPagesDoNotGrowWithTheSite(t *testing.T) {
	size := func(n int) int {
		files := map[string]string{"p.md": titled("P", "steps: ["+strings.Join(numbered(n), ", ")+"]")}
		for _, key := range numbered(n) {
			files[key+".md"] = titled("Un titre") + "[p](p.md)\n" + "[voisin](" + numbered(n)[n/2] + ".md)\n"
		}
		s := link(t, files)
		p := page(t, s, numbered(n)[n/2]+"/index.html")
		if len(p.Nav.Items) > MaxNav || len(p.Path.Steps) > MaxNav || len(p.Backlinks) > MaxBacklinks || !p.MoreBacklinks {
			t.Errorf("of %d guides a page shows %d in its section, %d of its path, %d backlinks", n, len(p.Nav.Items), len(p.Path.Steps), len(p.Backlinks))
		}
		if !slices.ContainsFunc(p.Path.Steps, func(s Step) bool { return s.Current }) || !slices.ContainsFunc(p.Nav.Items, func(i NavItem) bool { return i.Current }) {
			t.Errorf("of %d guides the page is not in its own windows", n)
		}
		return len(p.Nav.Items) + len(p.Path.Steps) + len(p.Backlinks) + len(p.Trail)
	}
	if a, b := size(100), size(200); a != b {
		t.Errorf("a page shows %d things of 100 guides and %d of 200", a, b)
	}
}

func numbered(n int) []string {
	var keys []string
	for i := range n {
		keys = append(keys, fmt.Sprintf("g%03d", i))
	}
	return keys
}

func TestAddresses(t *testing.T) {
	s := link(t, map[string]string{
		"index.md":               titled("Accueil"),
		"Types-de-Contrats.md":   titled("T", "slug: contrats"),
		"Été/index.md":           titled("É"),
		"Été/Où ça.md":           titled("O") + "[image](plan%20b.svg) [haut](../index.md) [moi](#x)\n",
		"Été/plan b.svg":         `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"/>`,
		"sans-index/你好.md":       titled("N"),
		"sans-index/non-lié.md":  titled("L", "aliases: [/vieux/, /tres/vieux.html]"),
		"sans-index/inutile.svg": "",
	})
	var outs []string
	for _, p := range s.Pages() {
		outs = append(outs, p.Out())
	}
	slices.Sort(outs)
	want := []string{
		"404.html", "contrats/index.html", "ete/index.html", "ete/ou-ca/index.html", "index.html", "sans-index/index.html",
		"sans-index/non-lie/index.html", "sans-index/你好/index.html", "tres/vieux.html", "vieux/index.html",
	}
	if !slices.Equal(outs, want) {
		t.Errorf("pages %q\nwant  %q", outs, want)
	}
	if len(s.Attachments()) != 1 || s.Attachments()[0].Out != "Été/plan b.svg" {
		t.Errorf("attachments %v, want the one that is referred to", s.Attachments())
	}
	var shown bytes.Buffer
	page(t, s, "ete/ou-ca/index.html").Body().WriteHTML(&shown)
	body := shown.String()
	for _, want := range []string{`href="../../%C3%89t%C3%A9/plan%20b.svg"`, `href="../../"`, `href="#x"`} {
		if !strings.Contains(body, want) {
			t.Errorf("the body lacks %s:\n%s", want, body)
		}
	}
	if p := page(t, s, "sans-index/你好/index.html"); p.Root != "../../" || p.URL != "sans-index/%E4%BD%A0%E5%A5%BD/" || p.Trail[1].Title != "Sans index" {
		t.Errorf("root %q, URL %q, trail %v", p.Root, p.URL, p.Trail)
	}
	if p := page(t, s, "tres/vieux.html"); p.Root != "../" || p.Target != "sans-index/non-lie/" {
		t.Errorf("a redirect has root %q and target %q", p.Root, p.Target)
	}
}

// counted counts the bytes that are read of each file, by several at a time.
type counted struct {
	fstest.MapFS
	read *tally
}

type tally struct {
	sync.Mutex
	bytes map[string]int
}

func (t *tally) add(name string, n int) {
	t.Lock()
	defer t.Unlock()
	t.bytes[name] += n
}

func (c counted) Open(name string) (fs.File, error) {
	f, err := c.MapFS.Open(name)
	return countedFile{f, name, c.read}, err
}

func (c counted) ReadFile(name string) ([]byte, error) {
	data, err := c.MapFS.ReadFile(name)
	c.read.add(name, len(data))
	return data, err
}

type countedFile struct {
	fs.File
	name string
	read *tally
}

func (f countedFile) Read(p []byte) (int, error) {
	n, err := f.File.Read(p)
	f.read.add(f.name, n)
	return n, err
}

// Of attachments no more is read than there is to learn from, however large they
// are.
func TestAttachmentsAreNotReadWhole(t *testing.T) {
	const large = 10 << 20
	var picture bytes.Buffer
	if err := png.Encode(&picture, image.NewGray(image.Rect(0, 0, 30, 20))); err != nil {
		t.Fatal(err)
	}
	fsys := counted{fstest.MapFS{
		"a.md":      {Data: []byte("---\ntitle: A\n---\n[le contrat](c.pdf), ![le plan](p.png)\n")},
		"c.pdf":     {Data: make([]byte, large)},
		"site.yaml": {Data: []byte("title: Le site\nlanguage: fr\n")},
		"p.png":     {Data: append(picture.Bytes(), make([]byte, large)...)},
	}, &tally{bytes: map[string]int{}}}
	s := New(nil, inputFS(t, fsys))
	if found := s.Check(nil).Problems; len(found) > 0 {
		t.Errorf("found %v", found)
	}
	if n := fsys.read.bytes["c.pdf"]; n > 0 {
		t.Errorf("%d bytes of a PDF were read", n)
	}
	if n := fsys.read.bytes["p.png"]; n > 64<<10 {
		t.Errorf("%d bytes of an image were read", n)
	}
	if a := s.byAttach["p.png"]; a.Width != 30 || a.Height != 20 {
		t.Errorf("the image is %d × %d, want 30 × 20", a.Width, a.Height)
	}
}

// What the preview alone shows is in no sitemap, nor are the lists of nothing else.
func TestSitemapLeavesOutDrafts(t *testing.T) {
	in := input(t, map[string]string{
		"index.md": titled("Accueil"), "a.md": titled("A", "tags: [des deux]"),
		"b.md":       titled("B", "draft: true", "tags: [des deux, brouillons]"),
		"s/c.md":     titled("C", "published: 2099-01-01"),
		"t/u/d.md":   titled("D", "draft: true"),
		"v/index.md": titled("V", "draft: true"),
		"w/x/e.md":   titled("E"),
	})
	in.Drafts = true
	var got []string
	for _, e := range New(nil, in).Sitemap() {
		got = append(got, e.URL)
	}
	if want := []string{"", "a/", "w/x/e/", "w/", "w/x/", "sujets/des-deux/"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
