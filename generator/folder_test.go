package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

// A folder that was swapped for another, or that went, is closed: its file system
// could not let go of it. What was found in it is then read from the next.
func TestFolderFollowsASwap(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []txtar.File{file("content/i.png", "one"), file("next/i.png", "two")})
	f := &folder{dir: filepath.Join(dir, "content")}
	see := func(want string) *rooted {
		t.Helper()
		there, err := f.look()
		if err != nil || there != (want != "") {
			t.Fatalf("look: %t, %v", there, err)
		}
		data, err := fs.ReadFile(f, "i.png")
		if string(data) != want || (err == nil) != there || err != nil && !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("got %q, %v, want %q", data, err, want)
		}
		return f.root.Load()
	}
	closed := func(root *rooted) {
		t.Helper()
		if _, err := root.Stat("."); !errors.Is(err, os.ErrClosed) {
			t.Errorf("the old folder is still open: %v", err)
		}
	}
	first := see("one")
	if again := see("one"); again != first {
		t.Error("the same folder was opened anew")
	}
	rename(t, dir, "content", "old")
	rename(t, dir, "next", "content")
	second := see("two")
	closed(first)
	rename(t, dir, "content", "gone")
	see("")
	closed(second)
}

// What a folder gives of its files is what os.Root gives: nothing from outside, nothing
// that is no file. But a link that comes back leads where it says.
func TestFolderReadsWhatRootDoes(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []txtar.File{file("content/sub/a.md", "text"), file("content/empty.md", ""), file("outside.md", "secret")})
	content := filepath.Join(dir, "content")
	for name, target := range map[string]string{
		"in.md": "sub/a.md", "up.md": "sub/../sub/a.md", "out.md": "../outside.md", "absolute.md": filepath.Join(content, "sub/a.md"),
		"folder.md": "sub", "dangling.md": "none", "loop.md": "loop.md",
	} {
		if err := os.Symlink(target, filepath.Join(content, name)); err != nil {
			t.Skip(err)
		}
	}
	f := &folder{dir: content}
	if there, err := f.look(); !there || err != nil {
		t.Fatal(there, err)
	}
	defer f.use(nil, nil)
	root := f.root.Load().Root.FS()
	for _, name := range []string{"sub/a.md", "empty.md", "in.md", "up.md", "out.md", "folder.md", "sub", "dangling.md", "loop.md", "../outside.md", "/sub/a.md", "", "sub//a.md", "./sub/a.md", "sub/../sub/a.md", "sub/"} {
		got, err := fs.ReadFile(f, name)
		want, wantErr := fs.ReadFile(root, name)
		if string(got) != string(want) || (err == nil) != (wantErr == nil) || err != nil && err.Error() != wantErr.Error() {
			t.Errorf("%q: got %q, %v, want %q, %v", name, got, err, want, wantErr)
		}
	}
}

func rename(t *testing.T, dir, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
		t.Fatal(err)
	}
}

// An absolute link, or one that leaves the folder and comes back, is as good as another
// as long as it leads to something in the folder, also from within another one and where
// the folder itself is named by a link.
func TestFolderFollowsLinksThatComeBack(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []txtar.File{file("content/sub/a.md", "text"), file("content-not/a.md", "secret")})
	content := filepath.Join(dir, "content")
	for name, target := range map[string]string{
		"content/absolute.md": filepath.Join(content, "sub/a.md"), "content/back.md": "../content/sub/a.md", "content/folder": filepath.Join(content, "sub"),
		"content/out.md": filepath.Join(dir, "content-not/a.md"), "content/folder-out": "../content-not",
		"content/dangling.md": filepath.Join(content, "none.md"), "content/loop.md": "../content/loop.md", "alias": "content",
	} {
		if err := os.Symlink(target, filepath.Join(dir, name)); err != nil {
			t.Skip(err)
		}
	}
	for _, named := range []string{"content", "alias"} {
		f := &folder{dir: filepath.Join(dir, named)}
		if there, err := f.look(); !there || err != nil {
			t.Fatal(there, err)
		}
		for _, name := range []string{"absolute.md", "back.md", "folder/a.md"} {
			data, err := fs.ReadFile(f, name)
			if info, statErr := fs.Stat(f, name); string(data) != "text" || err != nil || statErr != nil || info.Size() != 4 {
				t.Errorf("%s/%s: got %q, %v, %v", named, name, data, err, statErr)
			}
		}
		if list, err := fs.ReadDir(f, "folder"); len(list) != 1 || err != nil {
			t.Errorf("%s/folder: got %v, %v", named, list, err)
		}
		for _, name := range []string{"out.md", "folder-out", "folder-out/a.md", "loop.md"} {
			if info, err := fs.Stat(f, name); err == nil || errors.Is(err, fs.ErrNotExist) {
				t.Errorf("%s/%s: got %v, %v", named, name, info, err)
			}
		}
		if _, err := fs.Stat(f, "dangling.md"); !errors.Is(err, fs.ErrNotExist) {
			t.Errorf("%s/dangling.md: got %v", named, err)
		}
		if err := f.use(nil, nil); err != nil {
			t.Fatal(err)
		}
	}
}

// A folder may be swapped for another while a link is followed, too.
func TestFolderFollowsASwapBehindALink(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []txtar.File{file("content/a.md", "old"), file("next/a.md", "new")})
	for _, folder := range []string{"content", "next"} {
		if err := os.Symlink("../content/a.md", filepath.Join(dir, folder, "link.md")); err != nil {
			t.Skip(err)
		}
	}
	f := &folder{dir: filepath.Join(dir, "content")}
	if there, err := f.look(); !there || err != nil {
		t.Fatal(there, err)
	}
	swapped := false
	data, err := in(f, "open", "link.md", func(r *rooted, name string) ([]byte, error) {
		if name == "a.md" && !swapped {
			swapped = true
			rename(t, dir, "content", "before")
			rename(t, dir, "next", "content")
			if there, err := f.look(); !there || err != nil {
				t.Fatal(there, err)
			}
		}
		return fs.ReadFile(r.FS(), name)
	})
	if string(data) != "new" || err != nil || !swapped {
		t.Errorf("got %q, %v, swapped %t", data, err, swapped)
	}
	if err := f.use(nil, nil); err != nil {
		t.Fatal(err)
	}
}
