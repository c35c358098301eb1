package watch

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
	"sync"
	"time"
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
	mu      sync.Mutex
	names   map[string]bool
	unknown bool // something else changed too
}

// add notes the name of something that came, went or was written.
func (s *saves) add(name string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.names == nil {
		s.names = map[string]bool{}
	}
	if len(s.names) <= mostSaved {
		s.names[name] = true
	}
}

// addUnknown notes that something changed whose name is not known.
func (s *saves) addUnknown() {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.unknown = true
}

// take returns the names, sorted, and whether they are all; it forgets them.
func (s *saves) take() (names []string, all bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	names, all = slices.Sorted(maps.Keys(s.names)), !s.unknown
	clear(s.names)
	s.unknown = false
	return names, all
}

// tellSaved hands the files that were saved to the caller, unless one of them is
// still being written. It returns whether nothing is left to do: all that events
// told was of these files, and the caller knows what became of them.
func (w *watcher) tellSaved() (settled bool) {
	w.hinted = true
	names, all := w.named.take()
	if w.Saved == nil || len(names) > mostSaved {
		return false
	}
	names = slices.DeleteFunc(names, w.Ignore)
	if len(names) == 0 {
		return all
	}
	before := w.states(names)
	for range stillTries {
		time.Sleep(still)
		after := w.states(names)
		if slices.Equal(before, after) && !slices.ContainsFunc(after, state.isEmpty) {
			return w.tell(names, after) && all && !w.seen.links && !w.isPolling()
		}
		before = after
	}
	return false
}

// tell hands names in these states to the caller and returns whether it knows what
// became of all. It has then seen no earlier state of them, and no sweep has to tell.
func (w *watcher) tell(names []string, states []state) bool {
	var files, gone []string
	for i, s := range states {
		switch s.kind {
		case isFile:
			files = append(files, names[i])
		case isGone:
			gone = append(gone, names[i])
		}
	}
	if len(files)+len(gone) == 0 || !w.Saved(files, gone) {
		return false
	}
	for i, s := range states {
		for _, look := range []map[uint64]uint64{w.seen.files, w.newest} {
			switch s.kind {
			case isFile:
				look[w.key(names[i])] = s.digest
			case isGone:
				delete(look, w.key(names[i]))
			}
		}
	}
	return len(files)+len(gone) == len(names)
}

// state is what there is under a name.
type state struct {
	kind   kind
	digest uint64 // of a file
	size   int64  // of a file
}

type kind int

const (
	isOther kind = iota // a folder, a link, or nothing that can be known
	isFile
	isGone
)

func (w *watcher) states(names []string) []state {
	states := make([]state, len(names))
	for i, name := range names {
		switch info, err := os.Lstat(name); {
		case err == nil && info.Mode().IsRegular():
			states[i] = state{isFile, w.digest(entryOf(info)), info.Size()}
		case errors.Is(err, fs.ErrNotExist):
			states[i].kind = isGone
		}
	}
	return states
}

func (s state) isEmpty() bool { return s.kind == isFile && s.size == 0 }
