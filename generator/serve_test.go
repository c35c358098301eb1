package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"balise/generator/internal/serve"

	"github.com/rogpeppe/go-internal/txtar"
)

// previewed is a preview without sockets of a site made of files.
func previewed(t *testing.T, files ...txtar.File) (p *preview, dir string, stdout, stderr *strings.Builder) {
	t.Helper()
	dir, stdout, stderr = t.TempDir(), &strings.Builder{}, &strings.Builder{}
	write(t, dir, append(smallLayouts(t), files...))
	a := &app{stdout: stdout, stderr: stderr, source: dir, drafts: true, at: testDay}
	p = &preview{app: a, server: serve.New(serve.Options{})}
	if err := p.refresh(); err != nil {
		t.Fatal(err)
	}
	p.show(p.snapshot.Problems, true)
	return p, dir, stdout, stderr
}

// Changes of the output say nothing, but an output folder that holds the sources
// does not make the preview deaf.
func TestOutputIsIgnored(t *testing.T) {
	dir := t.TempDir()
	tests := []struct {
		output, name string
		want         bool
	}{
		{"", "public/a/index.html", true},
		{"", "content/a.md", false},
		{"", "content/.a.md.swp", true},
		{"", "publication/a.md", false},
		{".", "content/a.md", false},
		{"content", "content/a.md", false},
		{"..", "layouts/guide.html", false},
		{"content/public", "content/public/a/index.html", true},
		{"content/public", "content/a.md", false},
	}
	for _, test := range tests {
		a := &app{source: dir}
		if test.output != "" {
			a.output = filepath.Join(dir, test.output)
		}
		if got := a.ignored()(filepath.Join(dir, filepath.FromSlash(test.name))); got != test.want {
			t.Errorf("with the output %q, %s is ignored: %t, want %t", test.output, test.name, got, test.want)
		}
	}
}

func file(name, text string) txtar.File { return txtar.File{Name: name, Data: []byte(text)} }

var times = regexp.MustCompile(`\d\d:\d\d:\d\d |, \d+ ms`)

// What a layout does wrong on one page is told after every save, until it is
// mended.
func TestPreviewKeepsLayoutProblems(t *testing.T) {
	p, dir, stdout, stderr := previewed(t,
		file("content/a.md", "---\ntitle: A\ntags: [x]\n---\nTexte.\n"), file("content/b.md", "---\ntitle: B\n---\nTexte.\n"),
		file("layouts/guide.html", "{{(index .Tags 0).Title}}{{.Body}}\n"),
	)
	p.changed() // as the watch does once it stands
	if !strings.Contains(stderr.String(), "layouts/guide.html:1:4: error: index 0 of a list of 0") {
		t.Errorf("the fault of the layout is not told:\n%s", stderr)
	}
	for _, edit := range []struct {
		file txtar.File
		want string
	}{
		{file("content/a.md", "---\ntitle: A\ntags: [x]\n---\nTexte. Encore.\n"), "1 page changed, 1 error\n"},
		{file("content/b.md", "---\ntitle: B\ntags: [x]\n---\nTexte.\n"), "2 pages changed, no problems\n"},
	} {
		stdout.Reset()
		write(t, dir, []txtar.File{edit.file})
		p.changed()
		if got := times.ReplaceAllString(stdout.String(), ""); got != edit.want {
			t.Errorf("after an edit of %s: got %q, want %q", filepath.Base(edit.file.Name), got, edit.want)
		}
	}
}

// What makes pages fail is told once, as check tells it, and not again for the pages.
func TestPreviewTellsCauseAlone(t *testing.T) {
	guide := file("content/a.md", "---\ntitle: A\n---\nTexte.\n")
	for _, wrong := range []txtar.File{
		file("content/a.md", "---\ntitle: A\nlayout: nope\n---\nTexte.\n"),
		file("layouts/guide.html", "{{t \"nope\"}}{{.Body}}\n"),
	} {
		p, _, _, stderr := previewed(t, guide, wrong)
		p.changed()
		if got := strings.Count(stderr.String(), "error: "); got != 1 {
			t.Errorf("%s: %d errors, want 1:\n%s", wrong.Name, got, stderr)
		}
	}
}

// A register that is not there is told once after each save, with all that needs it and
// not only what was saved.
func TestPreviewCountsWhatNeedsRegister(t *testing.T) {
	const head = "---\ntitle: A\n---\n"
	p, dir, _, stderr := previewed(t, file("content/a.md", head+"[@x]\n"), file("content/b.md", head+"[@y] et [@z]\n"))
	for i, edit := range []struct{ text, want string }{
		{head + "[@x]\n", "a.md:4:2: error: no source \"x\": there is no content/sources.yaml, which is needed in 2 more places"},
		{head + "[@x], [@w]\n", "a.md:4:2: error: no source \"x\": there is no content/sources.yaml, which is needed in 3 more places"},
		{head, "b.md:4:2: error: no source \"y\": there is no content/sources.yaml, which is needed in 1 more place ["},
	} {
		if i > 0 {
			stderr.Reset()
		}
		write(t, dir, []txtar.File{file("content/a.md", edit.text)})
		p.changed()
		if got := stderr.String(); !strings.Contains(got, edit.want) || strings.Count(got, "error: ") != 1 {
			t.Errorf("got\n%s\nwant %s alone", got, edit.want)
		}
	}
}

// A register that was emptied is about to be written: nobody is told that it is empty.
func TestPreviewWaitsForRegisters(t *testing.T) {
	const entry = "prix: {label: Prix, value: 4, kind: hypothesis}\n"
	p, dir, _, stderr := previewed(t, file("content/a.md", "---\ntitle: A\n---\n[4](fact:prix).\n"), file("content/facts.yaml", entry))
	p.changed()
	facts := []string{filepath.Join(dir, "content", "facts.yaml")}
	write(t, dir, []txtar.File{file("content/facts.yaml", "")})
	if p.saved(facts, nil) {
		t.Error("an emptied register is taken for what it is to be")
	}
	write(t, dir, []txtar.File{file("content/facts.yaml", "# Un commentaire.\n"+entry)})
	if !p.saved(facts, nil) {
		t.Error("a register that was written is not shown by itself")
	}
	if stderr.Len() > 0 {
		t.Errorf("problems are told:\n%s", stderr)
	}
}

// As long as there are errors the pages are those of the last site without, and that
// is what the preview says of them; then it says what changed since.
func TestPreviewTellsWhatPagesDo(t *testing.T) {
	p, dir, stdout, _ := previewed(t, file("content/a.md", "---\ntitle: A\n---\nUn.\n"), file("content/b.md", "---\ntitle: B\n---\nB.\n"))
	p.changed()
	for _, edit := range []struct {
		file txtar.File
		want string
	}{
		{file("content/b.md", "---\ntitle: B\n---\nB, encore.\n"), "1 page changed, no problems\n"},
		{file("content/a.md", "---\ntitle: A\n---\n[Un](none.md).\n"), "pages stay as they were, 1 error\n"},
		{file("content/b.md", "---\ntitle: B\n---\nAutre.\n"), "pages stay as they were, 1 error\n"},
		{file("content/a.md", "---\ntitle: A\n---\nDeux.\n"), "2 pages changed, no problems\n"},
		{file("layouts/guide.html", "{{(index .Tags 0).Title}}{{.Body}}\n"), "pages stay as they were, 1 error\n"},
		{file("layouts/guide.html", "{{.Title}}{{.Body}}\n"), "2 pages changed, no problems\n"},
	} {
		stdout.Reset()
		write(t, dir, []txtar.File{edit.file})
		p.changed()
		if got := times.ReplaceAllString(stdout.String(), ""); got != edit.want {
			t.Errorf("after an edit of %s: got %q, want %q", edit.file.Name, got, edit.want)
		}
	}
}

// Only a large site leaves less garbage than the Go runtime would.
func TestGarbageRate(t *testing.T) {
	for _, tt := range []struct {
		live uint64
		want int
	}{{0, 100}, {maxGarbage, 100}, {2 * maxGarbage, 50}, {5 * maxGarbage, 20}, {1000 * maxGarbage, leastGarbageRate}} {
		if got := garbageRate(tt.live); got != tt.want {
			t.Errorf("%d bytes: got %d %%, want %d %%", tt.live, got, tt.want)
		}
	}
}

// When the files could not be read, the next save has all of them read again.
func TestPreviewCatchesUp(t *testing.T) {
	p, dir, _, _ := previewed(t, file("content/a.md", "---\ntitle: A\n---\nUn.\n"))
	p.changed()
	content, aside := filepath.Join(dir, "content"), filepath.Join(dir, "aside")
	settled := func() bool { return p.saved([]string{filepath.Join(content, "a.md")}, nil) }
	if !settled() {
		t.Error("a save is not settled though all files were read")
	}
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	must(os.Rename(content, aside))
	must(os.Symlink("content", content)) // leads back to itself
	p.changed()
	must(os.Remove(content))
	must(os.Rename(aside, content))
	if settled() {
		t.Error("a save is settled though the last reading failed")
	}
	p.changed()
	if !settled() {
		t.Error("a save is not settled though all files were read again")
	}
}

// A save of a guide is shown by itself; what looks half-written is not, until it
// is whole or has stayed so for a while.
func TestPreviewShowsWholeSaves(t *testing.T) {
	const head = "---\ntitle: A\n---\n"
	p, dir, stdout, _ := previewed(t, file("content/a.md", head+"Un.\n\nDeux.\n"), file("content/b.md", "---\ntitle: B\n---\nB.\n"), file("content/sub/c.md", "---\ntitle: C\n---\nC.\n"), file("layouts/guide.html", "{{.Body}}\n"))
	p.changed()
	name := func(path string) string { return filepath.Join(dir, "content", path) }
	page := func() string {
		t.Helper()
		data, err := p.snapshot.Output("a/index.html").Bytes()
		if err != nil {
			t.Fatal(err)
		}
		return string(data)
	}
	for _, save := range []struct {
		what, text string
		want       string // of the page after saved alone
	}{
		{"an edit", head + "Un.\n\nTrois.\n", "Trois"},
		{"a beginning of what was there", head + "Un.\n", "Trois"},
		{"a text that stops within a line", head + "Autre ch", "Trois"},
		{"the whole of it", head + "Autre chose.\n", "Autre chose"},
		{"a longer text without a last line end", head + "Autre chose, et la suite", "la suite"},
	} {
		write(t, dir, []txtar.File{file("content/a.md", save.text)})
		p.saved([]string{name("a.md"), name("unknown.md"), filepath.Join(dir, "elsewhere.md")}, nil)
		if got := page(); !strings.Contains(got, save.want) {
			t.Errorf("after %s: the page is %q, want one with %q", save.what, got, save.want)
		}
	}
	stdout.Reset()
	p.changed()
	if stdout.Len() > 0 {
		t.Errorf("what was shown is shown again: %s", stdout)
	}
	write(t, dir, []txtar.File{file("content/new.md", head+"Neu.\n")})
	for _, tt := range []struct {
		what        string
		names, gone []string
		want        bool
	}{
		{"a guide", []string{name("a.md")}, nil, true},
		{"a guide, through another name", []string{name("a.md")}, []string{name("a.md.new")}, true},
		{"a name that is gone again", nil, []string{name("other"), name("other/x.md")}, true},
		{"a new guide", []string{name("a.md"), name("new.md")}, nil, false},
		{"a guide that is gone", nil, []string{name("b.md")}, false},
		{"a folder that is gone", nil, []string{name("sub")}, false},
		{"the folder of all guides", nil, []string{filepath.Join(dir, "content")}, false},
		{"a file elsewhere", []string{name("a.md"), filepath.Join(dir, "elsewhere.md")}, nil, false},
	} {
		if got := p.saved(tt.names, tt.gone); got != tt.want {
			t.Errorf("%s: saved settles it: %v, want %v", tt.what, got, tt.want)
		}
	}
	write(t, dir, []txtar.File{file("content/a.md", head+"Autre")})
	p.changed() // waits, and then believes it
	if got := page(); strings.Contains(got, "chose") {
		t.Errorf("a cut that stays is not shown: %q", got)
	}
}
