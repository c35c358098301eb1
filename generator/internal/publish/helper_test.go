package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// site is what a build makes: name to content.
type site map[string]string

// write publishes s into dir; the error is that of the first call that has one.
func write(dir string, s site, o Options) (Stats, error) {
	o.NoSync = true
	target, err := Open(dir, o)
	if err != nil {
		return Stats{}, err
	}
	defer target.Close()
	for _, name := range slices.Sorted(maps.Keys(s)) {
		if err := target.Write(name, []byte(s[name])); err != nil {
			return Stats{}, err
		}
	}
	stats, err := target.Commit()
	if err != nil {
		return stats, err
	}
	return stats, target.Close()
}

func mustWrite(t *testing.T, dir string, s site, o Options) Stats {
	t.Helper()
	stats, err := write(dir, s, o)
	if err != nil {
		t.Fatalf("publish %v: %v", slices.Sorted(maps.Keys(s)), err)
	}
	return stats
}

// lay makes files under base: "dir/", "file", "file=content", "link -> target".
func lay(t *testing.T, base string, specs ...string) {
	t.Helper()
	for _, spec := range specs {
		name, target, isLink := strings.Cut(spec, " -> ")
		name, content, _ := strings.Cut(name, "=")
		path := filepath.Join(base, filepath.FromSlash(name))
		err := os.MkdirAll(filepath.Dir(path), 0o755)
		switch {
		case err != nil:
		case isLink:
			err = os.Symlink(target, path)
		case strings.HasSuffix(name, "/"):
			err = os.MkdirAll(path, 0o755)
		default:
			err = os.WriteFile(path, []byte(content), 0o644)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

// look describes every file under dir: "name": "content", "-> target" or "/".
func look(t testing.TB, dir string) site {
	t.Helper()
	got := site{}
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, _ := filepath.Rel(dir, path)
		name := filepath.ToSlash(rel)
		switch {
		case name == ".":
		case d.IsDir():
			got[name] = "/"
		case d.Type() == fs.ModeSymlink:
			target, _ := os.Readlink(path)
			got[name] = "-> " + target
		default:
			data, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			got[name] = string(data)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// lookSite is look without folders and without the manifest.
func lookSite(t testing.TB, dir string) site {
	t.Helper()
	got := look(t, dir)
	maps.DeleteFunc(got, func(name, content string) bool { return content == "/" || name == manifestName })
	return got
}

func wantSite(t *testing.T, got, want site) {
	t.Helper()
	if d := diff(got, want); d != "" {
		t.Errorf("folder differs:\n%s", d)
	}
}

func diff(got, want site) string {
	var b strings.Builder
	for _, name := range slices.Sorted(maps.Keys(got)) {
		if w, ok := want[name]; !ok {
			fmt.Fprintf(&b, "unwanted %s = %.40q\n", name, got[name])
		} else if w != got[name] {
			fmt.Fprintf(&b, "%s = %.40q, want %.40q\n", name, got[name], w)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(want)) {
		if _, ok := got[name]; !ok {
			fmt.Fprintf(&b, "missing %s\n", name)
		}
	}
	return b.String()
}

// with returns s with the entries of more added; the content "" removes one.
func with(s site, more site) site {
	all := maps.Clone(s)
	for name, content := range more {
		if all[name] = content; content == "" {
			delete(all, name)
		}
	}
	return all
}

func stat(t *testing.T, path string) fs.FileInfo {
	t.Helper()
	info, err := os.Lstat(path)
	if err != nil {
		t.Fatal(err)
	}
	return info
}

// age makes everything under dir look an hour old.
func age(t *testing.T, dir string) {
	t.Helper()
	past := time.Now().Add(-time.Hour)
	filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if d.Type() != fs.ModeSymlink {
			os.Chtimes(path, past, past)
		}
		return err
	})
}

// wantAlone fails if anything but the output itself lies in its parent folder,
// or a stage in the output.
func wantAlone(t *testing.T, dir string) {
	t.Helper()
	entries, err := os.ReadDir(filepath.Dir(dir))
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range entries {
		if e.Name() != filepath.Base(dir) {
			t.Errorf("left beside the output: %s", e.Name())
		}
	}
	if inner, _ := filepath.Glob(filepath.Join(dir, ".public.tmp-*/*")); len(inner) > 0 && !strings.HasSuffix(inner[0], "/mine") {
		t.Errorf("left in the output: %s", inner)
	}
}

// allWays are the ways to publish.
var allWays = []struct {
	name string
	o    Options
}{
	{"swap", Options{}},
	{"rename", Options{disk: noExchange{}}},
	{"in place", Options{inPlace: true}},
	{"inside", Options{inside: true}},
}

// noExchange is a disk on which two folders cannot be exchanged.
type noExchange struct{ osDisk }

func (noExchange) exchange(a, b string) error {
	return &os.LinkError{Op: "exchange", Old: a, New: b, Err: errors.ErrUnsupported}
}
