package watch

import (
	"fmt"
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
		w.Saved = func(files, _ []string) bool {
			if len(files) > 0 {
				saved <- files
			}
			return false
		}
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
		w.Saved = func(files, _ []string) bool {
			if len(files) > mostSaved {
				t.Errorf("told of %d files", len(files))
			}
			return false
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

// looked returns a watcher that has looked at a root with some files, and is told of
// events by the test.
func looked(t *testing.T, o Options, names ...string) (*watcher, func(name string) string) {
	t.Helper()
	root := t.TempDir()
	path := func(name string) string { return filepath.Join(root, name) }
	for _, name := range names {
		write(t, path(name), "one")
	}
	o.Roots = []string{root}
	w, err := newWatcher(o, nil)
	must(t, err)
	w.seen = w.look(t.Context())
	w.seen.racy = false
	return w, path
}

// told is what events that name something do.
func (w *watcher) told(names ...string) {
	for _, name := range names {
		w.named.add(name)
	}
	w.hint()
}

// Where the caller knows all that events told, no call has to follow, and a sweep
// finds nothing new. Everything else is left to the call.
func TestSettled(t *testing.T) {
	for _, tt := range []struct {
		what    string
		do      func(w *watcher, path func(string) string) (told []string)
		refuse  bool // the caller does not settle it
		settled bool
	}{
		{what: "a save", settled: true, do: func(w *watcher, path func(string) string) []string {
			write(t, path("a.md"), "two")
			return []string{path("a.md")}
		}},
		{what: "a rename over a file", settled: true, do: func(w *watcher, path func(string) string) []string {
			write(t, path("a.md.new"), "two")
			must(t, os.Rename(path("a.md.new"), path("a.md")))
			return []string{path("a.md.new"), path("a.md")}
		}},
		{what: "nothing new", settled: true, do: func(w *watcher, path func(string) string) []string { return nil }},
		{what: "a save that the caller does not settle", refuse: true, do: func(w *watcher, path func(string) string) []string {
			write(t, path("a.md"), "two")
			return []string{path("a.md")}
		}},
		{what: "a save and something that has no name", do: func(w *watcher, path func(string) string) []string {
			write(t, path("a.md"), "two")
			w.hintAll()
			return []string{path("a.md")}
		}},
		{what: "a save and a new folder", do: func(w *watcher, path func(string) string) []string {
			write(t, path("a.md"), "two")
			must(t, os.Mkdir(path("new"), 0o755))
			return []string{path("a.md"), path("new")}
		}},
		{what: "a new link", do: func(w *watcher, path func(string) string) []string {
			must(t, os.Symlink(path("a.md"), path("link.md")))
			return []string{path("link.md")}
		}},
		{what: "a save beside a link to what may be saved", do: func(w *watcher, path func(string) string) []string {
			must(t, os.Symlink(".", path("link")))
			w.seen = w.look(t.Context())
			write(t, path("a.md"), "two")
			return []string{path("a.md")}
		}},
		{what: "a save of a file with two names", do: func(w *watcher, path func(string) string) []string {
			must(t, os.Link(path("a.md"), path("twin.md")))
			w.seen = w.look(t.Context())
			write(t, path("a.md"), "two")
			return []string{path("a.md")}
		}},
		{what: "a file that stays empty", do: func(w *watcher, path func(string) string) []string {
			write(t, path("a.md"), "")
			return []string{path("a.md")}
		}},
		{what: "a save where events are not to be trusted", do: func(w *watcher, path func(string) string) []string {
			w.refused = true
			write(t, path("a.md"), "two")
			return []string{path("a.md")}
		}},
	} {
		w, path := looked(t, Options{Saved: func(_, _ []string) bool { return !tt.refuse }}, "a.md", "b.md")
		w.told(tt.do(w, path)...)
		if got := w.tellSaved(); got != tt.settled {
			t.Errorf("%s: settled %v, want %v", tt.what, got, tt.settled)
		}
		if tt.settled && !w.look(t.Context()).same(w.seen) {
			t.Errorf("%s: a sweep would call", tt.what)
		}
		if tt.refuse && w.look(t.Context()).same(w.seen) {
			t.Errorf("%s: no sweep would tell", tt.what)
		}
	}
}

// A save waits for no look: it is told before the look goes on, and then known to
// the look wherever that was. What the caller does not settle is told again.
func TestLookGivesWay(t *testing.T) {
	for _, settles := range []bool{true, false} {
		var w *watcher
		var path func(string) string
		var order []string
		saving := false
		ignore := func(name string) bool {
			switch base := filepath.Base(name); {
			case base == "b.md" && saving:
				saving = false
				write(t, path("a.md"), "two")
				write(t, path("c.md"), "two")
				w.told(path("a.md"), path("c.md"))
			case base == "d.md":
				order = append(order, "look at d.md")
			}
			return false
		}
		saved := func(files, _ []string) bool {
			for _, name := range files {
				order = append(order, "save of "+filepath.Base(name))
			}
			return settles
		}
		w, path = looked(t, Options{Ignore: ignore, Saved: saved}, "a.md", "b.md", "c.md", "d.md")
		order, saving = nil, true
		now := w.look(t.Context())
		if want := []string{"save of a.md", "save of c.md", "look at d.md"}; !slices.Equal(order, want) {
			t.Errorf("order: got %q, want %q", order, want)
		}
		if got := now.equal(w.seen); got != settles {
			t.Errorf("settled %v: the look equals what is known: %v", settles, got)
		}
		if got := len(w.hints) > 0 && !w.tellSaved(); got == settles {
			t.Errorf("settled %v: left to do: %v", settles, got)
		}
	}
}

// Saves without end keep neither a sweep from coming nor a batch from ending.
func TestSavesWithoutEnd(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a.md"), "one")
	write(t, filepath.Join(root, "b.md"), "one")
	h := startSettling(t, root, func(w *watcher) {
		w.deaf, w.pace.sweep = true, 10*time.Millisecond
		w.Saved = func(_, _ []string) bool {
			w.told(filepath.Join(root, "a.md"))
			return true
		}
		w.told(filepath.Join(root, "a.md"))
	})
	write(t, filepath.Join(root, "b.md"), "two")
	h.seen("a change that no event tells")
}

// A file that is written without end holds up no look: neither when the caller does not
// settle it, nor when it does.
func TestLookComesToAnEnd(t *testing.T) {
	names := make([]string, 400)
	for i := range names {
		names[i] = fmt.Sprintf("g%03d.md", i)
	}
	for _, settles := range []bool{true, false} {
		var w *watcher
		var path func(string) string
		calls := 0
		w, path = looked(t, Options{Saved: func(_, _ []string) bool {
			calls++
			w.told(path(names[0])) // and again, while this is shown
			return settles
		}}, names...)
		w.told(path(names[0]))
		w.look(t.Context())
		if most := len(names) / 4; calls == 0 || calls > most || !settles && calls > 1 {
			t.Errorf("settled: %v: told %d times during one look at %d files, want at most %d, and once if that leaves more to do", settles, calls, len(names), most)
		}
	}
}

// What a look says of a file is what is said of it when it was saved, or each save
// would look like another change.
func TestLookSaysTheSame(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a.md"), "one")
	must(t, os.Chmod(filepath.Join(root, "a.md"), 0o4755))
	must(t, os.Mkdir(filepath.Join(root, "sub"), 0o700))
	must(t, os.Symlink("nowhere", filepath.Join(root, "link")))
	folder, names, err := list(root)
	must(t, err)
	defer folder.Close()
	if want := []string{"a.md", "link", "sub"}; !slices.Equal(names, want) {
		t.Fatalf("names: got %q, want %q", names, want)
	}
	for _, name := range names {
		got, err := lstat(folder, name)
		must(t, err)
		info, err := os.Lstat(filepath.Join(root, name))
		must(t, err)
		if want := entryOf(info); got != want {
			t.Errorf("%s: got %v, want %v", name, got, want)
		}
	}
	if e, err := lstat(folder, "none"); err == nil {
		t.Errorf("a name where nothing is: got %v", e)
	}
}
