package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
)

var small = site{
	"index.html":          "home",
	"guides/index.html":   "guides",
	"guides/a/index.html": "a",
	"feed.xml":            "feed",
	"assets/site.1.css":   "css 1",
}

func TestPublish(t *testing.T) {
	for _, way := range allWays {
		t.Run(way.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "new", "public")
			stats := mustWrite(t, dir, small, way.o)
			if stats.Written != len(small) || stats.Unchanged+stats.Deleted != 0 {
				t.Errorf("first build: got %+v", stats)
			}
			wantSite(t, lookSite(t, dir), small)
			wantAlone(t, dir)

			next := with(small, site{"feed.xml": "feed 2", "guides/a/index.html": "", "b.html": "b"})
			stats = mustWrite(t, dir, next, way.o)
			if stats.Written != 2 || stats.Unchanged != 3 || stats.Deleted != 1 {
				t.Errorf("second build: got %+v", stats)
			}
			wantSite(t, lookSite(t, dir), next)
			if isThere(filepath.Join(dir, "guides", "a")) {
				t.Error("the folder of a deleted page is still there")
			}
			wantAlone(t, dir)
		})
	}
}

func TestUnchangedFilesAreNotTouched(t *testing.T) {
	for _, way := range allWays {
		t.Run(way.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			mustWrite(t, dir, small, way.o)
			age(t, dir)
			before := stat(t, filepath.Join(dir, "index.html"))
			mustWrite(t, dir, with(small, site{"feed.xml": "new"}), way.o)
			after := stat(t, filepath.Join(dir, "index.html"))
			if !os.SameFile(before, after) || !before.ModTime().Equal(after.ModTime()) {
				t.Error("an unchanged file has another inode or date")
			}
		})
	}
}

func TestNothingChanged(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, small, Options{})
	for _, aged := range []bool{false, true} {
		if aged {
			age(t, dir)
		}
		folder, manifest := stat(t, dir), stat(t, filepath.Join(dir, manifestName))
		count := &faulty{}
		stats := mustWrite(t, dir, small, Options{disk: count})
		if stats.Unchanged != len(small) || stats.Written+stats.Deleted != 0 {
			t.Errorf("got %+v", stats)
		}
		if count.calls != 0 {
			t.Errorf("a build that changes nothing made %d calls that change the disk", count.calls)
		}
		if !os.SameFile(folder, stat(t, dir)) || !os.SameFile(manifest, stat(t, filepath.Join(dir, manifestName))) {
			t.Error("the folder or its manifest was replaced")
		}
	}
}

func TestAbandon(t *testing.T) {
	base := t.TempDir()
	dir := filepath.Join(base, "new", "public")
	target, err := Open(dir, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := target.Write("index.html", []byte("x")); err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(target.Close(), target.Close()); err != nil {
		t.Fatal(err)
	}
	wantSite(t, look(t, base), site{})
	if _, err := target.Commit(); err == nil {
		t.Error("Commit after Close: no error")
	}
	if err := target.Write("a.html", nil); err == nil {
		t.Error("Write after Close: no error")
	}
}

func TestFileAndFolderTradePlaces(t *testing.T) {
	for _, way := range allWays {
		t.Run(way.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			one := site{"a": "file", "b/c/d": "deep", "b/e": "e", "z": "z"}
			two := site{"a/b/c": "folder now", "b": "file now", "z": "z"}
			for _, s := range []site{one, two, one} {
				mustWrite(t, dir, s, way.o)
				wantSite(t, lookSite(t, dir), s)
			}
			if _, err := write(dir, site{"a": "1", "a/b": "2"}, way.o); err == nil {
				t.Error("a file that is a folder too: no error")
			}
			wantSite(t, lookSite(t, dir), one)
		})
	}
}

func TestAssetsStayForOneGeneration(t *testing.T) {
	for _, way := range allWays {
		t.Run(way.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			one := site{"index.html": "1", "assets/s.1.css": "1"}
			two := site{"index.html": "2", "assets/s.2.css": "2"}
			three := site{"index.html": "3", "assets/s.2.css": "2"}
			mustWrite(t, dir, one, way.o)
			for range 2 { // the same site again does not count
				mustWrite(t, dir, two, way.o)
				wantSite(t, lookSite(t, dir), with(two, site{"assets/s.1.css": "1"}))
			}
			if stats := mustWrite(t, dir, three, way.o); stats.Deleted != 1 {
				t.Errorf("got %+v, want 1 deleted", stats)
			}
			wantSite(t, lookSite(t, dir), three)

			mustWrite(t, dir, one, way.o) // back: an asset of the past is current again
			mustWrite(t, dir, two, way.o)
			mustWrite(t, dir, one, way.o)
			wantSite(t, lookSite(t, dir), with(one, site{"assets/s.2.css": "2"}))
		})
	}
}

func TestNames(t *testing.T) {
	bad := []string{"", ".", "..", "/a", "a/", "a//b", "../a", "a/../b", "./a", "a\\b", "a\x00", "a\nb", "\xff",
		".balise-manifest", ".Balise-Manifest/x", ".public.tmp-12/a", "a/\x7f"}
	good := []string{"a", "é è.html", "a b/c", ".nojekyll", ".well-known/security.txt", "b/.balise-manifest", "..a"}
	for _, name := range bad {
		if _, err := write(filepath.Join(t.TempDir(), "public"), site{name: "x"}, Options{}); err == nil {
			t.Errorf("Write(%q): no error", name)
		}
	}
	s := site{}
	for _, name := range good {
		s[name] = "x"
	}
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, s, Options{})
	mustWrite(t, dir, s, Options{})
	wantSite(t, lookSite(t, dir), s)
}

func TestWriteTwice(t *testing.T) {
	target, err := Open(filepath.Join(t.TempDir(), "public"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer target.Close()
	target.Write("a", []byte("x"))
	if err := target.Write("a", []byte("x")); err == nil || !strings.Contains(err.Error(), "twice") {
		t.Errorf("got %v", err)
	}
	if _, err := target.Commit(); err == nil {
		t.Error("Commit after a failed Write: no error")
	}
}

func TestWriteConcurrently(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	want := site{}
	for round := range 2 {
		target, err := Open(dir, Options{NoSync: true})
		if err != nil {
			t.Fatal(err)
		}
		var group sync.WaitGroup
		for g := range 4 {
			group.Go(func() {
				buffer := []byte("page of round 0")
				for i := range 50 {
					name := fmt.Sprintf("s/%d/%d/%d.html", i%5, i, g)
					buffer[len(buffer)-1] = byte('0' + round*(i%2))
					if err := target.Write(name, buffer); err != nil {
						t.Error(err)
					}
					clear(buffer[len(buffer)-1:])
				}
			})
		}
		group.Wait()
		stats, err := target.Commit()
		if err != nil || stats.Written != 200/(round+1) {
			t.Fatalf("got %+v, %v", stats, err)
		}
		target.Close()
		want = lookSite(t, dir)
	}
	if len(want) != 200 {
		t.Errorf("got %d files, want 200", len(want))
	}
}

func TestDamagedFileIsWrittenAgain(t *testing.T) {
	for _, way := range allWays {
		t.Run(way.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			mustWrite(t, dir, small, way.o)
			lay(t, dir, "index.html=mine", "feed.xml=feeD")
			os.Remove(filepath.Join(dir, "guides/index.html"))
			os.Remove(filepath.Join(dir, "guides/a/index.html"))
			lay(t, dir, "guides/index.html -> ../CNAME", "CNAME=x")
			if stats := mustWrite(t, dir, small, way.o); stats.Written != 4 || stats.Unchanged != 1 {
				t.Errorf("got %+v", stats)
			}
			wantSite(t, lookSite(t, dir), with(small, site{"CNAME": "x"}))
		})
	}
}

// TestLargeSite checks that only a small change of a large site is made in place.
func TestLargeSite(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	s := site{}
	for i := range 300 {
		s[fmt.Sprintf("%d.html", i)] = "x"
	}
	for _, test := range []struct {
		limit, edits int
		inPlace      bool
	}{{0, 1, false}, {301, 1, false}, {300, 2, true}, {300, 3, false}} {
		mustWrite(t, dir, s, Options{})
		before := stat(t, dir)
		next := with(s, nil)
		for i := range test.edits {
			next[fmt.Sprintf("%d.html", i)] = "y"
		}
		mustWrite(t, dir, next, Options{LargeSite: test.limit})
		wantSite(t, lookSite(t, dir), next)
		if got := os.SameFile(before, stat(t, dir)); got != test.inPlace {
			t.Errorf("%+v: in place is %v", test, got)
		}
	}
}

// strict is a disk that minds the modes of folders, as it does for who is not root.
type strict struct{ osDisk }

func (d strict) unlink(path string) error {
	if info, err := os.Stat(filepath.Dir(path)); err == nil && info.Mode().Perm()&0o200 == 0 {
		return &fs.PathError{Op: "remove", Path: path, Err: fs.ErrPermission}
	}
	return d.osDisk.unlink(path)
}

// A folder of the site that nobody may change goes with the old site all the same.
func TestProtectedFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	first, second := site{"a/b/index.html": "one", "index.html": "one"}, site{"a/b/index.html": "two", "index.html": "two"}
	mustWrite(t, dir, first, Options{})
	if err := os.Chmod(filepath.Join(dir, "a", "b"), 0o555); err != nil {
		t.Fatal(err)
	}
	mustWrite(t, dir, second, Options{disk: strict{}})
	wantSite(t, lookSite(t, dir), second)
	wantAlone(t, dir)
}
