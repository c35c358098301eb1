package watch

import (
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"syscall"
	"time"
)

// interval is the time to the next look when no event comes.
func (w *watcher) interval() time.Duration {
	if w.isPolling() {
		return w.pace.poll
	}
	return w.pace.sweep
}

// isPolling tells whether events are not to be trusted.
func (w *watcher) isPolling() bool { return w.refused || w.silent || w.missed >= 2 }

// refuse notes that the system did not give a watch, for good reasons of its
// own: the sweep takes over.
func (w *watcher) refuse(err error, setting, dir string, added, all int) {
	w.refused = true
	switch {
	case !isLimit(err):
		w.say("refused", fmt.Sprintf("cannot watch %s (%v); polling every %s", dir, err, seconds(w.pace.poll)))
	case runtime.GOOS == "linux":
		w.say("limit", fmt.Sprintf("watch limit reached (%d of %d directories); polling every %s. Raise fs.inotify.%s",
			added, all, seconds(w.pace.poll), setting))
	default:
		w.say("limit", fmt.Sprintf("watch limit reached (%d of %d directories); polling every %s. Raise the limit of open files (ulimit -n)",
			added, all, seconds(w.pace.poll)))
	}
}

// miss notes a change that only the sweep saw. Once is chance.
func (w *watcher) miss() {
	if w.refused || w.silent {
		return // known already
	}
	if w.missed++; w.missed >= 2 {
		w.say("missed", "files change here without an event; polling every "+seconds(w.pace.poll))
	}
}

// say tells the author something the first time it is so.
func (w *watcher) say(kind, remark string) {
	if !w.said[kind] {
		w.said[kind] = true
		w.Notice(remark)
	}
}

// isLimit tells whether the system refused a watch because there are too many.
func isLimit(err error) bool {
	return errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EMFILE) || errors.Is(err, syscall.ENFILE) || errors.Is(err, syscall.ENOMEM)
}

func seconds(d time.Duration) string {
	return strconv.FormatFloat(d.Seconds(), 'g', -1, 64) + " s"
}
