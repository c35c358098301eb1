package main

import (
	"bytes"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"balise/generator/internal/diag"
	"balise/layouts"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite what testdata expects")

// testDay is the day that sites in tests are built for.
const testDay = "2026-11-22"

// wrongSite is an archive of testdata/wrong: a site with one fault. Its comment says
// in words what the fault is, then prepares what a text archive cannot hold
// (lines that begin with "do: "), then lists the diagnostics that a build must
// give, each with its fix, and no others.
type wrongSite struct {
	name  string
	about []string
	do    []string
	want  []string // "place: severity: message [code]" and "fix: …", in turn
	files []txtar.File
}

// goodSite is what the wrong files are laid over, and what is published before.
func goodSite() []txtar.File {
	return []txtar.File{
		{Name: "content/site.yaml", Data: []byte("title: Le site\nlanguage: fr\nauthors:\n  marie: {name: Marie Curie}\n")},
		{Name: "content/index.md", Data: []byte("---\ntitle: Accueil\n---\n\nBonjour.\n")},
		{Name: "content/bon.md", Data: []byte("---\ntitle: Un bon guide\n---\n\n## Le début\n\nTexte.\n")},
	}
}

// smallLayouts stand in for the theme, which takes ten times as long to compile
// as all else does that a wrong site needs.
func smallLayouts(t *testing.T) []txtar.File {
	t.Helper()
	found, err := fs.Glob(layouts.FS, "*.html")
	if err != nil {
		t.Fatal(err)
	}
	var files []txtar.File
	for _, name := range found {
		files = append(files, txtar.File{Name: "layouts/" + name, Data: []byte("<title>{{.Title}}</title>{{.Body}}\n")})
	}
	return files
}

func TestWrongSites(t *testing.T) {
	published := t.TempDir()
	write(t, published, append(goodSite(), smallLayouts(t)...))
	if status, printed := command("build", "-s", published); status != 0 {
		t.Fatalf("the good site does not build: %d\n%s", status, printed)
	}
	good := tree(t, filepath.Join(published, "public"))
	files, err := filepath.Glob("testdata/wrong/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 70 {
		t.Errorf("only %d wrong sites", len(files))
	}
	for _, file := range files {
		t.Run(strings.TrimSuffix(filepath.Base(file), ".txtar"), func(t *testing.T) {
			t.Parallel()
			w := readWrong(t, file)
			dir := w.site(t)
			write(t, filepath.Join(dir, "public"), good)
			w.build(t, dir)
			if got := tree(t, filepath.Join(dir, "public")); !same(got, good) {
				t.Errorf("public/ was touched: %v, was %v", names(got), names(good))
			}
		})
	}
}

// build checks what a build of the site says, that it exits 1 and so publishes
// nothing. Warnings do so in a strict build alone, which shows them as errors, so
// what they look like is left to a check.
func (w *wrongSite) build(t *testing.T, dir string) {
	t.Helper()
	status, printed := command("build", "-s", dir, "--strict")
	if status != 1 {
		t.Errorf("build --strict exits %d, want 1\n%s", status, printed)
	}
	if *update || strings.Contains(strings.Join(w.want, "\n"), ": warning: ") {
		status, printed = command("check", "-s", dir)
	}
	got := diagnostics(printed)
	if *update && !slices.Equal(got, w.want) {
		w.want = got
		w.save(t)
	}
	if !slices.Equal(got, w.want) {
		t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(w.want, "\n"))
	}
	if status != w.status() {
		t.Errorf("exits %d, want %d", status, w.status())
	}
}

// status is how a build must end that is not strict.
func (w *wrongSite) status() int {
	if slices.ContainsFunc(w.want, func(line string) bool { return strings.Contains(line, ": error: ") }) {
		return 1
	}
	return 0
}

// Each code is provoked by a wrong site, so that its place, its words and its fix
// are looked at.
func TestEveryCodeIsProvoked(t *testing.T) {
	files, err := filepath.Glob("testdata/wrong/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	provoked := map[string]bool{}
	for _, file := range files {
		for i, line := range readWrong(t, file).want {
			switch {
			case i%2 == 1 && strings.TrimPrefix(line, "fix: ") == "":
				t.Errorf("%s: no fix", file)
			case i%2 == 0:
				provoked[line[strings.LastIndexByte(line, '[')+1:len(line)-1]] = true
			}
		}
	}
	for _, e := range diag.Explain() {
		if !provoked[string(e.Code)] {
			t.Errorf("no wrong site in testdata/wrong provokes %s", e.Code)
		}
	}
}

// readWrong reads an archive.
func readWrong(t *testing.T, file string) *wrongSite {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	w := &wrongSite{name: file, files: archive.Files}
	for line := range strings.Lines(string(archive.Comment)) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case strings.HasPrefix(line, "do: "):
			w.do = append(w.do, strings.TrimPrefix(line, "do: "))
		case strings.HasPrefix(line, "fix: ") || placed.MatchString(line):
			w.want = append(w.want, line)
		case line != "":
			w.about = append(w.about, line)
		}
	}
	return w
}

// save writes the archive with other expectations.
func (w *wrongSite) save(t *testing.T) {
	t.Helper()
	var b bytes.Buffer
	for _, line := range w.about {
		fmt.Fprintln(&b, line)
	}
	for _, line := range w.do {
		fmt.Fprintln(&b, "do:", line)
	}
	fmt.Fprintf(&b, "\n%s\n", strings.Join(w.want, "\n"))
	if err := os.WriteFile(w.name, txtar.Format(&txtar.Archive{Comment: b.Bytes(), Files: w.files}), 0o644); err != nil {
		t.Fatal(err)
	}
}

// site makes the wrong site in a new folder.
func (w *wrongSite) site(t *testing.T) string {
	t.Helper()
	dir := t.TempDir()
	files := goodSite()
	if !slices.ContainsFunc(w.files, func(f txtar.File) bool { return strings.HasPrefix(f.Name, "layouts/") }) {
		files = append(files, smallLayouts(t)...)
	}
	for _, f := range w.files {
		files = slices.DeleteFunc(files, func(good txtar.File) bool { return good.Name == f.Name })
	}
	write(t, dir, append(files, w.files...))
	for _, line := range w.do {
		prepare(t, dir, strings.Fields(line))
	}
	return dir
}

// prepare carries out what a line "do: " says.
func prepare(t *testing.T, dir string, words []string) {
	t.Helper()
	name := filepath.Join(dir, unquoted(t, words[1]))
	rest := strings.Join(words[2:], " ")
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	var err error
	switch words[0] {
	case "bytes": // NAME "content": what is no text in UTF-8
		err = os.WriteFile(name, []byte(unquoted(t, rest)), 0o644)
	case "repeat": // NAME COUNT "text": add a text many times
		count, text, _ := strings.Cut(rest, " ")
		n, _ := strconv.Atoi(count)
		err = addTo(name, strings.Repeat(unquoted(t, text), n))
	case "size": // NAME BYTES: a file of zeros that takes no space
		n, _ := strconv.ParseInt(rest, 10, 64)
		if err = os.WriteFile(name, nil, 0o644); err == nil {
			err = os.Truncate(name, n)
		}
	case "remove":
		err = os.RemoveAll(name)
	case "link": // NAME TARGET
		err = os.Symlink(rest, name)
	case "fifo":
		err = mkfifo(name)
	case "locked": // nobody may read it, but root may all the same
		if os.Getuid() == 0 {
			t.Skip("root may read everything")
		}
		err = os.Chmod(name, 0)
		t.Cleanup(func() { os.Chmod(name, 0o755) })
	default:
		t.Fatalf("unknown preparation %q", words)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func addTo(name, text string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return err
	}
	return os.WriteFile(name, append(data, text...), 0o644)
}

// unquoted returns a word that may be quoted as in Go.
func unquoted(t *testing.T, word string) string {
	t.Helper()
	if !strings.HasPrefix(word, `"`) {
		return word
	}
	text, err := strconv.Unquote(word)
	if err != nil {
		t.Fatalf("%s: %v", word, err)
	}
	return text
}

// write makes files. Systems that cannot hold a name, or take two for one, cannot
// hold the site, and the test is skipped there.
func write(t *testing.T, dir string, files []txtar.File) {
	t.Helper()
	for _, f := range files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Lstat(name); err == nil && runtime.GOOS != "linux" {
			t.Skip("the file system cannot hold these names")
		}
		if err := os.WriteFile(name, f.Data, 0o644); err != nil && runtime.GOOS == "windows" {
			t.Skip(err)
		} else if err != nil {
			t.Fatal(err)
		}
	}
}

// tree returns all files below a folder.
func tree(t *testing.T, dir string) []txtar.File {
	t.Helper()
	var files []txtar.File
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		data, err := os.ReadFile(name)
		rel, _ := filepath.Rel(dir, name)
		files = append(files, txtar.File{Name: filepath.ToSlash(rel), Data: data})
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

func same(a, b []txtar.File) bool {
	return slices.EqualFunc(a, b, func(a, b txtar.File) bool { return a.Name == b.Name && bytes.Equal(a.Data, b.Data) })
}

func names(files []txtar.File) []string {
	all := map[string]bool{}
	for _, f := range files {
		all[f.Name] = true
	}
	return slices.Sorted(maps.Keys(all))
}

// command runs balise for the day of the tests and returns its status and what
// it prints.
func command(args ...string) (int, string) {
	var printed strings.Builder
	args = append(args, "--at", testDay)
	if args[0] == "build" {
		args = append(args, "--no-sync")
	}
	status := run(args, &printed, &printed)
	return status, printed.String()
}

var placed = regexp.MustCompile(`^\S.*: (error|warning): .* \[[a-z-]+\]$`)

// diagnostics returns from what balise prints the line of each diagnostic and
// that of its fix.
func diagnostics(printed string) []string {
	var lines []string
	for line := range strings.Lines(printed) {
		line = strings.TrimSuffix(line, "\n")
		switch {
		case placed.MatchString(line):
			lines = append(lines, line, "fix: ")
		case strings.HasPrefix(line, "  fix: ") && len(lines) > 0:
			lines[len(lines)-1] = strings.TrimPrefix(line, "  ")
		}
	}
	return lines
}
