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
	see := func(want string) *os.Root {
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
	closed := func(root *os.Root) {
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

func rename(t *testing.T, dir, from, to string) {
	t.Helper()
	if err := os.Rename(filepath.Join(dir, from), filepath.Join(dir, to)); err != nil {
		t.Fatal(err)
	}
}
