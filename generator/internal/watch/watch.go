// Package watch calls back when something under some folders may have changed.
//
// Events of the system are only hints here. They come late, twice, under
// another name, or never: not for a file written the moment its folder was
// made, not from a network share, not through a memory map. So [Watch] tells no
// names. It says "look again", and the caller reads the files and compares
// contents; a call too many costs a read, a call too few would cost an edit.
//
// A save of a few files need not wait for that: Options.Saved hears of them as
// soon as they look whole, and goes before a look that is under way. Where the
// caller can do with what it hears, no call follows, as a look at a hundred thousand
// files takes longer than the time to the next save; the next sweep sees to the rest.
//
// Three things together see every change:
//
//   - events, gathered until 25 ms pass without one and for 250 ms at most. The
//     quiet time is not idle: the folders are looked at meanwhile;
//   - renewal. When a folder came, went or moved, all watches are dropped and
//     made anew. Repairing them instead fails: after a rename, inotify answers
//     with the watch of the old name and then removes it, and the folder is
//     deaf for ever. Watches stand before the caller reads, so that an edit is
//     either read or reported;
//   - a sweep every 2 s, which compares what the file system says of each file
//     with what it said last. Where the system refuses watches or sends no
//     events, the sweep comes every second and the author is told once.
//
// [Watch] never reads a file and does not know what a guide is. Folders behind
// symbolic links are not followed, files behind them are swept.
package watch

import (
	"context"
	"fmt"
	"hash/maphash"
	"maps"
	"path/filepath"
	"sync/atomic"
	"time"

	"github.com/fsnotify/fsnotify"
)

// Options says what to watch.
type Options struct {
	// Roots are the folders to watch with all that is in them. They need not
	// exist yet, and may go and come back.
	Roots []string
	// Ignore, unless nil, tells whether a file or folder below a root is none
	// of the caller's business, such as the output folder. It is given absolute
	// names, and is called by several goroutines at once.
	Ignore func(name string) bool
	// Saved, unless nil, is told of a few files that events name as soon as they
	// look whole, without waiting for the end of a batch: a caller may show them at
	// once. In gone are names that events told of where nothing is any more, such as
	// those that editors write to first. Names are absolute, sorted, and may be none
	// of the caller's. It returns whether the caller now knows all that there is
	// to know of these names; otherwise changed follows. It is never called
	// concurrently with changed.
	Saved func(files, gone []string) bool
	// Notice, unless nil, gets one-line remarks for the author: that watching
	// is slower than it should be, and what to do about it. It is never called
	// concurrently, nor while changed is running.
	Notice func(remark string)
}

// Watch calls changed when it has begun to watch, and again each time something
// under the roots may have changed since the last call began and Saved has not
// settled it. It never calls it concurrently. It returns when ctx ends and leaves
// nothing running; only roots whose names cannot be resolved make it fail.
func Watch(ctx context.Context, o Options, changed func()) error {
	w, err := newWatcher(o, changed)
	if err != nil {
		return err
	}
	w.run(ctx)
	return nil
}

// pace is how fast a watcher reacts.
type pace struct {
	quiet time.Duration // this long without an event ends a batch
	most  time.Duration // a batch lasts no longer than this, plus one look
	sweep time.Duration // between two looks while events come
	poll  time.Duration // between two looks where events are not to be trusted
}

// watcher is the state of one call of Watch. Its fields belong to the goroutine
// of run, save hints, named, touched, overflowed and moved, which collect writes to.
type watcher struct {
	Options
	changed func()
	pace    pace
	deaf    bool // a test's: never listen for events
	seed    maphash.Seed

	events *fsnotify.Watcher // nil while there are no watches
	ended  chan struct{}     // closed when nobody reads events any more

	hints      chan struct{} // holds one when something may have changed
	named      saves         // what events named
	touched    atomic.Bool   // a change of mode or times alone was reported since the last sweep
	overflowed atomic.Bool   // the system lost events
	moved      atomic.Bool   // a watched folder went or moved since the watches stand

	refused bool            // the system does not give all the watches
	silent  bool            // a root lies on a file system known to send no events
	missed  int             // changes that a sweep found and no event told
	said    map[string]bool // remarks the author has had, by kind

	// seen is always older than what the caller knows: a change between the two
	// costs a call too many, never one too few.
	seen   view
	hinted bool              // something was told since the last sweep began
	newest map[uint64]uint64 // the files of the newest look, which may be under way
}

func newWatcher(o Options, changed func()) (*watcher, error) {
	w := &watcher{
		Options: o,
		changed: changed,
		pace:    pace{quiet: 25 * time.Millisecond, most: 250 * time.Millisecond, sweep: 2 * time.Second, poll: time.Second},
		seed:    maphash.MakeSeed(),
		hints:   make(chan struct{}, 1),
		said:    map[string]bool{},
	}
	w.Roots = nil
	for _, root := range o.Roots {
		name, err := filepath.Abs(root)
		if err != nil {
			return nil, fmt.Errorf("watch %s: %w", root, err)
		}
		w.Roots = append(w.Roots, name)
	}
	if w.Ignore == nil {
		w.Ignore = func(string) bool { return false }
	}
	if w.Notice == nil {
		w.Notice = func(string) {}
	}
	return w, nil
}

// run watches until ctx ends.
func (w *watcher) run(ctx context.Context) {
	defer w.close()
	w.seen = w.listen(ctx, w.look(ctx))
	if ctx.Err() != nil {
		return
	}
	w.changed()
	sweep := time.NewTimer(w.interval())
	defer sweep.Stop()
	for {
		touched := false
		select {
		case <-ctx.Done():
			return
		case <-w.hints:
			if w.tellSaved() {
				continue // and the sweep comes no later for that
			}
		case <-sweep.C:
			touched, w.hinted = w.touched.Swap(false), false
			if w.look(ctx).same(w.seen) {
				sweep.Reset(w.interval())
				continue
			}
		}
		now := w.settle(ctx)
		if w.hinted {
			now.racy = false // the next write has its event as this one had
		} else if !touched && !now.equal(w.seen) {
			w.miss()
		}
		// A folder that took the place of another may have its number too.
		if w.moved.Load() || !maps.Equal(now.dirs, w.seen.dirs) {
			now = w.listen(ctx, now)
		}
		if ctx.Err() != nil {
			return
		}
		w.seen = now
		if w.overflowed.Swap(false) {
			w.Notice("watch queue overflowed, rescanned")
		}
		w.changed()
		sweep.Reset(w.interval())
	}
}

// settle waits for the end of a batch of changes that Saved does not settle. It
// returns a look taken during it.
func (w *watcher) settle(ctx context.Context) view {
	limit := time.Now().Add(w.pace.most)
	for {
		began := time.Now()
		now := w.look(ctx)
		if !w.hintBefore(ctx, began.Add(w.pace.quiet)) {
			return now
		}
		if time.Now().After(limit) {
			w.hintAll() // not looked at yet: the next batch begins at once
			return now
		}
	}
}

// hint remembers that something may have changed.
func (w *watcher) hint() {
	select {
	case w.hints <- struct{}{}:
	default:
	}
}

// hintAll remembers that something may have changed that no name is known of.
func (w *watcher) hintAll() {
	w.named.addUnknown()
	w.hint()
}

// hintBefore waits for a hint that Saved does not settle, at most until t.
func (w *watcher) hintBefore(ctx context.Context, t time.Time) bool {
	timer := time.NewTimer(time.Until(t))
	defer timer.Stop()
	for {
		select {
		case <-w.hints: // first, as it may have come long before the time was up
		default:
			select {
			case <-w.hints:
			case <-timer.C:
				return false
			case <-ctx.Done():
				return false
			}
		}
		if !w.tellSaved() {
			return true
		}
		if time.Now().After(t) {
			return false // or saves without end would keep us here
		}
	}
}
