package watch

import (
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

// A save is told at once, and the call that counts waits for the quiet.
func TestSaved(t *testing.T) {
	root := t.TempDir()
	a := filepath.Join(root, "a.md")
	write(t, a, "one")
	saved := make(chan []string, 10)
	h := start(t, root, func(w *watcher) {
		w.pace.quiet, w.pace.most = 300*time.Millisecond, 300*time.Millisecond
		w.Ignore = func(name string) bool { return filepath.Ext(name) == ".swp" }
		w.Saved = func(names []string) { saved <- names }
	})
	told := func(what string, want ...string) {
		t.Helper()
		select {
		case got := <-saved:
			if !slices.Equal(got, want) {
				t.Errorf("%s: told %q, want %q", what, got, want)
			}
		case p := <-h.pictures:
			t.Errorf("%s: the call that counts came first, with %v", what, p)
		case <-time.After(2 * time.Second):
			t.Errorf("%s: not told", what)
		}
		h.seen(what)
	}

	write(t, a, "two")
	told("written in place", a)

	write(t, filepath.Join(root, "a.md.swp"), "x")
	write(t, filepath.Join(root, "new"), "three")
	must(t, os.Rename(filepath.Join(root, "new"), a))
	told("renamed over", a)

	must(t, os.Truncate(a, 0))
	time.Sleep(50 * time.Millisecond)
	write(t, a, "four")
	told("emptied first", a)
}

// A storm is no save.
func TestStormIsNotSaved(t *testing.T) {
	root := t.TempDir()
	h := start(t, root, func(w *watcher) {
		w.pace.quiet = 50 * time.Millisecond
		w.Saved = func(names []string) {
			if len(names) > mostSaved {
				t.Errorf("told of %d files", len(names))
			}
		}
	})
	for range 10 * mostSaved {
		f, err := os.CreateTemp(root, "*.md")
		must(t, err)
		f.WriteString("x")
		f.Close()
	}
	h.seen("the storm")
}
