package watch

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"syscall"

	"github.com/fsnotify/fsnotify"
)

// listen watches the folders of v, and those that came meanwhile, in place of
// the ones watched so far. What happens in between goes unreported, so the
// caller has to be called afterwards.
func (w *watcher) listen(ctx context.Context, v view) view {
	for range 10 {
		w.open(v)
		now := w.look(ctx)
		if !w.moved.Load() && maps.Equal(now.dirs, v.dirs) || ctx.Err() != nil {
			return now
		}
		v = now
	}
	// Folders come and go faster than they can be watched. A view that no look
	// equals makes the next batch, which begins at once, listen again.
	w.hintAll()
	return view{files: map[uint64]uint64{}}
}

// open replaces the watches by one on each folder of v. The old ones go first,
// as both together could exceed what the system allows.
func (w *watcher) open(v view) {
	w.close()
	w.refused, w.silent = false, false
	w.moved.Store(false)
	if w.deaf {
		return
	}
	for _, root := range w.Roots {
		if kind := silentFileSystem(root); kind != "" {
			w.silent = true
			w.say("silent", kind+" sends no file events ("+root+"); polling every "+seconds(w.pace.poll))
		}
	}
	events, err := fsnotify.NewWatcher()
	if err != nil {
		w.refuse(err, "max_user_instances", "", 0, len(v.dirs))
		return
	}
	w.events, w.ended = events, make(chan struct{})
	go w.collect(events.Events, events.Errors, v.dirs, w.ended)
	for added, dir := range slices.Sorted(maps.Keys(v.dirs)) {
		err := events.Add(dir)
		if err == nil || errors.Is(err, fs.ErrNotExist) || errors.Is(err, syscall.ENOTDIR) {
			continue // one that is gone is told by the look that follows
		}
		w.refuse(err, "max_user_watches", dir, added, len(v.dirs))
		if isLimit(err) {
			return
		}
	}
}

// close drops all watches and waits until nobody reads their events.
func (w *watcher) close() {
	if w.events == nil {
		return
	}
	w.events.Close()
	<-w.ended
	w.events = nil
}

// collect turns events into hints, and notes when one of the watched folders is
// not where it was. It does nothing else, so that the system's queue is always
// drained.
func (w *watcher) collect(events <-chan fsnotify.Event, errs <-chan error, dirs map[string]identity, ended chan<- struct{}) {
	defer close(ended)
	for {
		select {
		case e, ok := <-events:
			if !ok {
				return
			}
			switch {
			case !w.concerns(e.Name):
			case e.Op == fsnotify.Chmod:
				// Indexers and backup programs do this all day.
				w.touched.Store(true)
			default:
				if _, watched := dirs[e.Name]; watched && (e.Has(fsnotify.Remove) || e.Has(fsnotify.Rename)) {
					w.moved.Store(true)
					w.named.addUnknown()
				}
				w.named.add(e.Name)
				w.hint()
			}
		case err, ok := <-errs:
			if !ok {
				errs = nil // closed just before events is
				continue
			}
			if errors.Is(err, fsnotify.ErrEventOverflow) {
				w.overflowed.Store(true)
			}
			w.hintAll()
		}
	}
}

// concerns tells whether an event on name can matter: it is in a root, or leads
// to one.
func (w *watcher) concerns(name string) bool {
	for _, root := range w.Roots {
		if name == root || isWithin(root, name) {
			return true
		}
	}
	for _, root := range w.Roots {
		if isWithin(name, root) {
			return !w.Ignore(name)
		}
	}
	return false
}

func isWithin(name, dir string) bool {
	rest, ok := strings.CutPrefix(name, dir)
	return ok && rest != "" && (rest[0] == filepath.Separator || dir == filepath.Dir(dir))
}
