package watch

import (
	"context"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/fsnotify/fsnotify"
)

// picture is what a caller reads after a call: file names and contents.
type picture map[string]string

// watched runs a watcher on a root and reads the root at each call, as a caller
// does. The newest picture waits in pictures.
type watched struct {
	t        *testing.T
	root     string
	pictures chan picture
	remarks  chan string
	calls    atomic.Int64
	running  atomic.Int64
	known    picture // what was read last; the watcher's
}

func newWatched(t *testing.T, root string) *watched {
	return &watched{t: t, root: root, pictures: make(chan picture, 1), remarks: make(chan string, 10)}
}

// start watches root. Sweeps are off unless prepare says otherwise, so that
// what is seen is seen by events.
func start(t *testing.T, root string, prepare func(*watcher)) *watched {
	t.Helper()
	h := newWatched(t, root)
	h.start(prepare)
	return h
}

// startSettling is like start, for a caller that settles saves of files it knows.
func startSettling(t *testing.T, root string, prepare func(*watcher)) *watched {
	t.Helper()
	h := newWatched(t, root)
	h.start(func(w *watcher) {
		w.Saved = h.saved
		if prepare != nil {
			prepare(w)
		}
	})
	return h
}

func (h *watched) start(prepare func(*watcher)) {
	h.t.Helper()
	t, root := h.t, h.root
	w, err := newWatcher(Options{Roots: []string{root}, Notice: func(s string) { h.remarks <- s }}, h.changed)
	if err != nil {
		t.Fatal(err)
	}
	w.pace.quiet, w.pace.sweep = 5*time.Millisecond, time.Hour
	if prepare != nil {
		prepare(w)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		w.run(ctx)
	}()
	t.Cleanup(func() {
		cancel()
		select {
		case <-ended:
		case <-time.After(time.Second):
			t.Error("run did not end within a second")
		}
	})
	h.await("the first call", read(root))
}

func (h *watched) changed() {
	if h.running.Add(1) != 1 {
		h.t.Error("changed was called concurrently")
	}
	defer h.running.Add(-1)
	h.calls.Add(1)
	h.known = read(h.root)
	h.show()
}

// saved reads the files that are known already, and no others.
func (h *watched) saved(files, gone []string) (settled bool) {
	settled = true
	for _, name := range files {
		data, err := os.ReadFile(name)
		if _, known := h.known[name]; !known || err != nil {
			settled = false
			continue
		}
		h.known[name] = string(data)
	}
	for name := range h.known {
		settled = settled && !slices.ContainsFunc(gone, func(g string) bool { return name == g || isWithin(name, g) })
	}
	h.show()
	return settled
}

func (h *watched) show() {
	select {
	case <-h.pictures:
	default:
	}
	h.pictures <- maps.Clone(h.known)
}

// await waits for a call that saw want.
func (h *watched) await(what string, want picture) {
	h.t.Helper()
	deadline := time.After(2 * time.Second)
	var got picture
	for {
		select {
		case got = <-h.pictures:
			if maps.Equal(got, want) {
				return
			}
		case <-deadline:
			h.t.Fatalf("%s: not seen: got %v, want %v", what, got, want)
		}
	}
}

// seen waits for a call that saw the root as it is now.
func (h *watched) seen(what string) {
	h.t.Helper()
	h.await(what, read(h.root))
}

func (h *watched) remark(want string) {
	h.t.Helper()
	select {
	case got := <-h.remarks:
		if !strings.Contains(got, want) || strings.Contains(got, "\n") {
			h.t.Errorf("remark: got %q, want one line with %q", got, want)
		}
	case <-time.After(2 * time.Second):
		h.t.Errorf("no remark; want %q", want)
	}
}

func read(root string) picture {
	p := picture{}
	filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			data, _ := os.ReadFile(name)
			p[name] = string(data)
		}
		return nil
	})
	return p
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func write(t *testing.T, name, text string) {
	t.Helper()
	must(t, os.WriteFile(name, []byte(text), 0o644))
}

func TestSaves(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a.md"), "one")
	must(t, os.MkdirAll(filepath.Join(root, "sub", "deep"), 0o755))
	h := start(t, root, nil)

	write(t, filepath.Join(root, "a.md"), "two")
	h.seen("a file written in place")
	write(t, filepath.Join(root, "a.md.new"), "three")
	must(t, os.Rename(filepath.Join(root, "a.md.new"), filepath.Join(root, "a.md")))
	h.seen("a file renamed over another")
	write(t, filepath.Join(root, "sub", "deep", "b.md"), "b")
	h.seen("a file in a folder of a folder")
	must(t, os.Rename(filepath.Join(root, "sub", "deep", "b.md"), filepath.Join(root, "b.md")))
	h.seen("a file moved to another folder")
	must(t, os.RemoveAll(filepath.Join(root, "sub")))
	must(t, os.Remove(filepath.Join(root, "a.md")))
	h.seen("a folder and a file removed")
}

func TestNewFolderWrittenAtOnce(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	h := start(t, root, nil)
	for i := range 100 {
		dir := filepath.Join(root, fmt.Sprint("x", i), "a", "b")
		must(t, os.MkdirAll(dir, 0o755))
		write(t, filepath.Join(dir, "c.md"), "new")
		h.seen("a file in a new folder")
		if i%10 == 0 {
			write(t, filepath.Join(dir, "c.md"), "again")
			h.seen("a second edit in a new folder")
		}
		must(t, os.RemoveAll(filepath.Join(root, fmt.Sprint("x", i))))
	}
}

func TestFolderRenamed(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	must(t, os.Mkdir(filepath.Join(root, "d0"), 0o755))
	h := start(t, root, nil)
	for i := range 20 {
		from, to := filepath.Join(root, fmt.Sprint("d", i)), filepath.Join(root, fmt.Sprint("d", i+1))
		must(t, os.Rename(from, to))
		write(t, filepath.Join(to, "f.md"), fmt.Sprint("first ", i))
		h.seen("an edit in a folder just renamed")
		write(t, filepath.Join(to, "f.md"), fmt.Sprint("second ", i))
		h.seen("a later edit in a renamed folder")
	}
}

func TestFoldersSwapped(t *testing.T) {
	t.Parallel()
	root := t.TempDir()
	a, b, c := filepath.Join(root, "a"), filepath.Join(root, "b"), filepath.Join(root, "c")
	must(t, os.Mkdir(a, 0o755))
	must(t, os.Mkdir(b, 0o755))
	h := start(t, root, nil)
	for i := range 20 {
		must(t, os.Rename(a, c))
		must(t, os.Rename(b, a))
		must(t, os.Rename(c, b))
		write(t, filepath.Join(a, "f.md"), fmt.Sprint("a", i))
		write(t, filepath.Join(b, "f.md"), fmt.Sprint("b", i))
		h.seen("edits after a swap")
		write(t, filepath.Join(b, "f.md"), fmt.Sprint("again", i))
		h.seen("a later edit after a swap")
	}
}

func TestRootComesAndGoes(t *testing.T) {
	t.Parallel()
	root := filepath.Join(t.TempDir(), "project", "content")
	h := start(t, root, nil)
	for i := range 5 {
		must(t, os.MkdirAll(filepath.Join(root, "sub"), 0o755))
		write(t, filepath.Join(root, "sub", "a.md"), fmt.Sprint("born ", i))
		h.seen("a root that appears")
		write(t, filepath.Join(root, "sub", "a.md"), fmt.Sprint("edited ", i))
		h.seen("an edit in a root that appeared")
		must(t, os.RemoveAll(filepath.Dir(root)))
		h.seen("a root that vanished")
	}
}

func TestStormGivesFewCalls(t *testing.T) {
	root := t.TempDir()
	h := start(t, root, func(w *watcher) { w.pace.quiet = 25 * time.Millisecond })
	before := h.calls.Load()
	began := time.Now()
	for i := range 500 {
		dir := filepath.Join(root, fmt.Sprint("d", i%10))
		must(t, os.MkdirAll(dir, 0o755))
		write(t, filepath.Join(dir, fmt.Sprint(i, ".md")), "x")
	}
	batches := 2 + int64(time.Since(began)/(250*time.Millisecond))
	h.seen("the last of 500 files")
	if got := h.calls.Load() - before; got > batches {
		t.Errorf("calls for a storm of %v: got %d, want at most %d", time.Since(began), got, batches)
	}
}

func TestWritesWithoutEnd(t *testing.T) {
	root := t.TempDir()
	h := start(t, root, func(w *watcher) { w.pace.quiet, w.pace.most = 50*time.Millisecond, 100*time.Millisecond })
	stop, ended := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(ended)
		tick := time.NewTicker(time.Millisecond)
		defer tick.Stop()
		for i := 0; ; i++ {
			select {
			case <-stop:
				return
			case <-tick.C:
				os.WriteFile(filepath.Join(root, "log.md"), []byte(fmt.Sprint(i)), 0o644)
			}
		}
	}()
	for range 2 {
		select {
		case <-h.pictures:
		case <-time.After(2 * time.Second):
			t.Error("no call while writes go on")
		}
	}
	close(stop)
	<-ended
	h.seen("the last write")
}

func TestSweepSeesWithoutEvents(t *testing.T) {
	root := t.TempDir()
	write(t, filepath.Join(root, "a.md"), "one")
	h := start(t, root, func(w *watcher) {
		w.deaf, w.pace.sweep, w.pace.poll = true, 50*time.Millisecond, 10*time.Millisecond
	})
	write(t, filepath.Join(root, "a.md"), "two")
	h.seen("an edit without an event")
	must(t, os.Mkdir(filepath.Join(root, "sub"), 0o755))
	write(t, filepath.Join(root, "sub", "b.md"), "b")
	h.seen("a folder without an event")
	h.remark("files change here without an event; polling every")
	must(t, os.RemoveAll(root))
	h.seen("a removal without an event")
	if len(h.remarks) > 0 {
		t.Errorf("a second remark: %q", <-h.remarks)
	}
}

func TestSweepSeesBehindLinks(t *testing.T) {
	root, elsewhere := t.TempDir(), filepath.Join(t.TempDir(), "a.md")
	write(t, elsewhere, "one")
	if err := os.Symlink(elsewhere, filepath.Join(root, "a.md")); err != nil {
		t.Skip(err)
	}
	h := start(t, root, func(w *watcher) { w.pace.sweep = 20 * time.Millisecond })
	write(t, elsewhere, "two")
	h.seen("an edit behind a link")
}

func TestIgnored(t *testing.T) {
	root := t.TempDir()
	out := filepath.Join(root, "public")
	must(t, os.Mkdir(out, 0o755))
	must(t, os.Symlink(out, filepath.Join(root, "link")))
	h := start(t, root, func(w *watcher) {
		w.Ignore = func(name string) bool { return name == out || strings.HasSuffix(name, "~") }
		w.pace.sweep = 10 * time.Millisecond
	})
	before := h.calls.Load()
	for i := range 50 {
		write(t, filepath.Join(out, "index.html"), fmt.Sprint(i))
		write(t, filepath.Join(root, "a.md~"), fmt.Sprint(i))
	}
	write(t, filepath.Join(root, "a.md"), "the end")
	h.await("the edit after the noise", read(root))
	// The first call may have looked while files were still being made.
	if got := h.calls.Load() - before; got > 3 {
		t.Errorf("calls: got %d, want those of one edit", got)
	}
}

func TestChmodIsNoHint(t *testing.T) {
	w, err := newWatcher(Options{Roots: []string{"/r"}}, nil)
	must(t, err)
	events, errs, ended := make(chan fsnotify.Event), make(chan error), make(chan struct{})
	go w.collect(events, errs, nil, ended)
	for _, tt := range []struct {
		event fsnotify.Event
		want  bool
	}{
		{fsnotify.Event{Name: "/r/a.md", Op: fsnotify.Chmod}, false},
		{fsnotify.Event{Name: "/r/a.md", Op: fsnotify.Chmod | fsnotify.Write}, true},
		{fsnotify.Event{Name: "/rr/a.md", Op: fsnotify.Write}, false},
		{fsnotify.Event{Name: "/x", Op: fsnotify.Create}, false},
		{fsnotify.Event{Name: "/r", Op: fsnotify.Remove}, true},
		{fsnotify.Event{Name: "/", Op: fsnotify.Rename}, true},
	} {
		events <- tt.event
		events <- fsnotify.Event{Name: "/x"} // the one before has been dealt with
		if got := len(w.hints) == 1; got != tt.want {
			t.Errorf("%v: hint %v, want %v", tt.event, got, tt.want)
		}
		select {
		case <-w.hints:
		default:
		}
	}
	close(errs)
	close(events)
	<-ended
}

// A folder that went is more than a name that is gone: it has to be looked for.
func TestFolderGoneIsNoSave(t *testing.T) {
	w, err := newWatcher(Options{Roots: []string{"/r"}}, nil)
	must(t, err)
	for _, op := range []fsnotify.Op{fsnotify.Remove, fsnotify.Rename} {
		events, ended := make(chan fsnotify.Event), make(chan struct{})
		go w.collect(events, nil, map[string]identity{"/r/sub": {}}, ended)
		events <- fsnotify.Event{Name: "/r/a.md", Op: op}
		events <- fsnotify.Event{Name: "/x"} // the one before has been dealt with
		if names, all := w.named.take(); !all || len(names) != 1 {
			t.Errorf("%v of a file: names %q, all %v; want that name and no more", op, names, all)
		}
		events <- fsnotify.Event{Name: "/r/sub", Op: op}
		close(events)
		<-ended
		if names, all := w.named.take(); all {
			t.Errorf("%v of a folder: names %q are said to be all", op, names)
		}
	}
}

func TestOverflow(t *testing.T) {
	root := t.TempDir()
	inject := make(chan error)
	h := start(t, root, func(w *watcher) {
		w.deaf = true
		events, ended := make(chan fsnotify.Event), make(chan struct{})
		go w.collect(events, inject, nil, ended)
		t.Cleanup(func() { close(events); <-ended })
	})
	write(t, filepath.Join(root, "a.md"), "lost")
	inject <- fsnotify.ErrEventOverflow
	h.seen("an edit whose event was lost")
	h.remark("watch queue overflowed, rescanned")
}

func TestNothingLeftRunning(t *testing.T) {
	root := t.TempDir()
	before := runtime.NumGoroutine()
	for range 5 {
		ctx, cancel := context.WithCancel(context.Background())
		began := make(chan struct{})
		ended := make(chan error)
		go func() { ended <- Watch(ctx, Options{Roots: []string{root}}, func() { close(began) }) }()
		<-began
		cancel()
		select {
		case err := <-ended:
			must(t, err)
		case <-time.After(time.Second):
			t.Fatal("Watch did not end within a second")
		}
	}
	for deadline := time.Now().Add(time.Second); runtime.NumGoroutine() > before; runtime.Gosched() {
		if time.Now().After(deadline) {
			t.Fatalf("goroutines: got %d, want %d", runtime.NumGoroutine(), before)
		}
	}
}
