package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// foreignTest lays files into the output, as lay does, and publishes a site.
type foreignTest struct {
	name  string
	lay   []string
	site  site   // nil: one that adds, changes and removes pages of small
	clash string // part of the error, or "" for success
}

// TestForeign publishes small, lays more files into the output, and publishes
// another site.
func TestForeign(t *testing.T) {
	tests := []foreignTest{
		{name: "nothing"},
		{name: "files of a host", lay: []string{"CNAME=x.fr", ".nojekyll", ".htaccess=deny", ".gitignore=*"}},
		{name: "folder", lay: []string{"uploads/a/b.png=b", "uploads/c.png=c"}},
		{name: "empty folder", lay: []string{"uploads/", "deep/er/"}},
		{name: "file in a folder of ours", lay: []string{"guides/notes.txt=n"}},
		{name: "file in a folder that goes", lay: []string{"guides/a/notes.txt=n"}},
		{name: "empty folder in one that goes", lay: []string{"guides/a/keep/"}},
		{name: "link to a folder", lay: []string{"uploads -> ../files"}},
		{name: "link to a file", lay: []string{"latest.html -> index.html"}},
		{name: "link to nothing", lay: []string{"gone -> nowhere"}},
		{name: "link in a folder of ours", lay: []string{"guides/up -> ../../files"}},
		{name: "loop", lay: []string{"loop -> loop"}},
		{name: "other tools' folders", lay: []string{".well-known/acme/token=t", ".svn/entries=e"}},
		{name: "a stage of nobody", lay: []string{".public.tmp-77/mine=m"}},
		{name: "a hidden folder in the way of none", lay: []string{"new/other.txt=o"}},
		{name: "edited page that goes", lay: []string{"guides/a/index.html=mine"}},
		{name: "edited file that goes", lay: []string{"feed.xml=mine"}},
		{name: "clash file", lay: []string{"new/page.html=mine"}, clash: `"new/page.html"`},
		{name: "clash, same bytes", lay: []string{"new/page.html=new"}, clash: `"new/page.html"`},
		{name: "clash link", lay: []string{"new -> ../files"}, clash: `"new"`},
		{name: "clash file for folder", lay: []string{"new=mine"}, clash: `"new"`},
		{name: "clash folder for file", lay: []string{"page.html/x=mine"}, site: site{"page.html": "p"}, clash: `"page.html`},
		{name: "clash empty folder for file", lay: []string{"page.html/"}, site: site{"page.html": "p"}, clash: `"page.html"`},
		{name: "clash foreign in our folder for file", lay: []string{"guides/x=mine"}, site: site{"guides": "p"}, clash: `"guides`},
		{name: "clash edited file for folder", lay: []string{"feed.xml=mine"}, site: site{"feed.xml/a": "p"}, clash: `"feed.xml"`},
	}
	for _, test := range tests {
		for _, way := range allWays {
			t.Run(test.name+"/"+way.name, func(t *testing.T) { test.run(t, way.o, way.name == "swap") })
		}
	}
}

// run does the test; sameDirs tells that foreign folders keep their inode.
func (test foreignTest) run(t *testing.T, o Options, sameDirs bool) {
	base := t.TempDir()
	lay(t, base, "files/outside=o")
	dir := filepath.Join(base, "public")
	mustWrite(t, dir, small, o)
	lay(t, dir, test.lay...)
	age(t, base)
	before := look(t, base)
	inodes := foreignInodes(t, dir, test.lay)

	s := site{"index.html": "home 2", "guides/index.html": "guides", "new/page.html": "new"}
	if test.site != nil {
		s = test.site
	}
	stats, err := write(dir, s, o)
	if test.clash != "" {
		var refused *RefusedError
		if !errors.As(err, &refused) || !strings.Contains(err.Error(), test.clash) {
			t.Fatalf("got error %v, want a refusal with %s", err, test.clash)
		}
		wantSite(t, look(t, base), before)
		return
	}
	if err != nil {
		t.Fatal(err)
	}
	want := with(s, site{"assets/site.1.css": "css 1"})
	for name, info := range inodes {
		want[name] = before["public/"+name]
		now := stat(t, filepath.Join(dir, name))
		if !os.SameFile(now, info) && (!info.IsDir() || sameDirs) || !now.ModTime().Equal(info.ModTime()) {
			t.Errorf("%s has another inode or date", name)
		}
	}
	got := look(t, dir)
	for name, content := range got {
		if content == "/" && inodes[name] == nil {
			delete(got, name)
		}
	}
	delete(got, manifestName)
	wantSite(t, got, want)
	if edited := strings.Contains(test.name, "edited"); edited != (len(stats.Edited) == 1) {
		t.Errorf("got Edited %q", stats.Edited)
	}
	if files := look(t, filepath.Join(base, "files")); len(files) != 1 {
		t.Errorf("wrote through a link: %v", files)
	}
}

// foreignInodes returns the files and the folders that specs lay in dir.
func foreignInodes(t *testing.T, dir string, specs []string) map[string]os.FileInfo {
	t.Helper()
	found := make(map[string]os.FileInfo)
	for _, spec := range specs {
		name, _, _ := strings.Cut(spec, " -> ")
		name, _, _ = strings.Cut(name, "=")
		for name = strings.TrimSuffix(name, "/"); name != ""; name = parent(name) {
			if name != "guides" && name != "guides/a" && name != "new" {
				found[name] = stat(t, filepath.Join(dir, name))
			}
		}
	}
	return found
}

// TestEditedFileBecomesForeign checks that a page somebody edited is not
// overwritten once it left the manifest.
func TestEditedFileBecomesForeign(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, small, Options{})
	lay(t, dir, "feed.xml=mine")
	mustWrite(t, dir, with(small, site{"feed.xml": ""}), Options{})
	_, err := write(dir, small, Options{})
	var refused *RefusedError
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), "feed.xml") {
		t.Errorf("got %v", err)
	}
	wantSite(t, lookSite(t, dir), with(small, site{"feed.xml": "mine"}))
}

// TestFolderModes checks that an output folder that was there keeps its mode,
// and a foreign folder as well.
func TestFolderModes(t *testing.T) {
	for _, way := range allWays {
		t.Run(way.name, func(t *testing.T) {
			dir := filepath.Join(t.TempDir(), "public")
			lay(t, dir, ".gitignore=*")
			mode := os.ModeDir | os.ModeSetgid | 0o750
			os.Chmod(dir, mode)
			mustWrite(t, dir, small, way.o)
			lay(t, dir, "uploads/x=x")
			os.Chmod(filepath.Join(dir, "uploads"), 0o770)
			mustWrite(t, dir, with(small, site{"index.html": "2"}), way.o)
			if got := stat(t, dir).Mode(); got != mode {
				t.Errorf("output: got mode %v, want %v", got, mode)
			}
			if got := stat(t, filepath.Join(dir, "uploads")).Mode().Perm(); got != 0o770 {
				t.Errorf("uploads: got mode %v", got)
			}
			if got := stat(t, filepath.Join(dir, ".gitignore")); got.Size() != 1 {
				t.Error(".gitignore is not what it was")
			}
		})
	}
}

// lateDisk is a disk on which something happens just before the swap, and which
// then may fail.
type lateDisk struct {
	faulty
	swapped bool
	before  func()
	after   int // how many calls fail after the swap
}

func (d *lateDisk) exchange(a, b string) error {
	if !d.swapped {
		d.swapped = true
		d.before()
		d.at, d.more = d.calls+2, d.after-1
	}
	return d.faulty.exchange(a, b)
}

// TestSavedMeanwhile saves foreign files after Commit has looked for them, and
// kills some builds right after the swap.
func TestSavedMeanwhile(t *testing.T) {
	for _, after := range []int{0, killed} {
		dir := filepath.Join(t.TempDir(), "public")
		mustWrite(t, dir, small, Options{})
		lay(t, dir, "CNAME=old", "uploads/a=a", "guides/a/notes=n")
		age(t, dir)
		disk := &lateDisk{after: after, before: func() {
			lay(t, dir, "new-file=1", "new-folder/x/y=2", "uploads/b=3", "uploads/new/c=4", "guides/a/more=5", "CNAME.tmp=new")
			os.Rename(filepath.Join(dir, "CNAME.tmp"), filepath.Join(dir, "CNAME"))
		}}
		disk.faulty.err = os.ErrInvalid
		next := with(small, site{"index.html": "2", "guides/a/index.html": ""})
		_, err := write(dir, next, Options{disk: disk})
		if (err == nil) != (after == 0) {
			t.Fatalf("got %v", err)
		}
		mustWrite(t, dir, next, Options{})
		wantSite(t, lookSite(t, dir), with(next, site{"CNAME": "new", "uploads/a": "a", "guides/a/notes": "n", "new-file": "1",
			"new-folder/x/y": "2", "uploads/b": "3", "uploads/new/c": "4", "guides/a/more": "5"}))
		wantAlone(t, dir)
	}
}
