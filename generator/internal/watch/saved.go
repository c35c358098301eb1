package watch

import (
	"maps"
	"os"
	"slices"
	"sync"
	"time"

	"balise/generator/internal/stamp"

	"github.com/fsnotify/fsnotify"
)

// mostSaved is how many names still look like a save, and not like a storm.
const mostSaved = 16

// still is for how long a file must stay as it is to look whole: a program that
// empties a file and then writes it does both within microseconds.
const (
	still      = 2 * time.Millisecond
	stillTries = 5
)

// saves are the names that events gave since somebody took them.
type saves struct {
	mu    sync.Mutex
	names map[string]bool
}

// add notes the name of a file that came or was written.
func (s *saves) add(e fsnotify.Event) {
	if !e.Has(fsnotify.Write) && !e.Has(fsnotify.Create) {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.names == nil {
		s.names = map[string]bool{}
	}
	if len(s.names) <= mostSaved {
		s.names[e.Name] = true
	}
}

// take returns the names, sorted, and forgets them.
func (s *saves) take() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	names := slices.Sorted(maps.Keys(s.names))
	clear(s.names)
	return names
}

// tellSaved hands the files that were saved to the caller, unless one of them is
// still being written: then the next event, or the end of the batch, tells of it.
func (w *watcher) tellSaved() {
	names := slices.DeleteFunc(w.named.take(), w.Ignore)
	if w.Saved == nil || len(names) == 0 || len(names) > mostSaved {
		return
	}
	files, before := regular(names)
	for range stillTries {
		time.Sleep(still)
		again, after := regular(files)
		if len(again) == 0 || len(again) < len(files) {
			return
		}
		if slices.Equal(before, after) && !slices.ContainsFunc(after, isEmpty) {
			w.Saved(files)
			return
		}
		before = after
	}
}

// regular returns those of the names that are files now, with their stamps. Editors
// write to names that are gone a moment later.
func regular(names []string) (files []string, stamps []stamp.Stamp) {
	for _, name := range names {
		if info, err := os.Stat(name); err == nil && info.Mode().IsRegular() {
			files, stamps = append(files, name), append(stamps, stamp.Of(info))
		}
	}
	return files, stamps
}

func isEmpty(s stamp.Stamp) bool { return s.Size == 0 }
