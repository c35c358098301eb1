package publish

import (
	"errors"
	"io/fs"
	"maps"
	"os"
	"slices"
)

// settleInPlace brings an output that was being published in place to one of its
// two ends. Once the new manifest is in force, only folders that became empty
// are left to remove; before that, everything goes back. Doing it twice, or
// being killed at it, does no harm.
func (s *stage) settleInPlace(live string) error {
	next, _, err := readManifest(s.tree(), live)
	if errors.Is(err, fs.ErrNotExist) {
		return s.removeEmptied(live, s.backup())
	}
	if err != nil {
		return err
	}
	last, _, err := readManifest(live, s.backup())
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	dirs := make(map[string]bool)
	for _, e := range next {
		was, listed := last.find(e.name)
		staged := isThere(join(s.tree(), e.name))
		if listed && was.sum == e.sum && !staged {
			continue // as it was
		}
		addParents(dirs, e.name)
		if staged || isThere(join(s.backup(), e.name)) {
			continue // not moved yet, or replaced
		}
		if err := s.takeBack(e, live); err != nil {
			return err
		}
	}
	inner := slices.SortedFunc(maps.Keys(dirs), func(a, b string) int { return len(b) - len(a) })
	for _, dir := range inner {
		if isFolder(join(s.backup(), dir)) {
			continue // it was there before
		}
		if err := rmdirIfEmpty(s.disk, join(live, dir)); err != nil {
			return err
		}
	}
	return s.putBack("", live)
}

// takeBack deletes a file that was added to the output, if it is still the one.
func (s *stage) takeBack(e entry, live string) error {
	sum, size, err := digestOf(join(live, e.name))
	switch {
	case errors.Is(err, fs.ErrNotExist) || errors.Is(err, errNotRegular):
		return nil
	case err != nil:
		return err
	case size != e.size || sum != e.sum:
		return nil
	}
	return s.disk.unlink(join(live, e.name))
}

// putBack renames what was kept in dir to where it was.
func (s *stage) putBack(dir, live string) error {
	entries, err := os.ReadDir(join(s.backup(), dir))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		name := e.Name()
		if dir != "" {
			name = dir + "/" + name
		}
		if !e.IsDir() {
			err = s.disk.rename(join(s.backup(), name), join(live, name))
		} else {
			if !isThere(join(live, name)) {
				err = s.mkdir(join(live, name))
			}
			if err == nil {
				err = s.putBack(name, live)
			}
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// removeEmptied removes the folders of deleted files that hold nothing any more.
func (s *stage) removeEmptied(live, backup string) error {
	entries, err := os.ReadDir(backup)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		if !e.IsDir() {
			continue
		}
		inner := join(live, e.Name())
		if err := s.removeEmptied(inner, join(backup, e.Name())); err != nil {
			return err
		}
		if err := rmdirIfEmpty(s.disk, inner); err != nil {
			return err
		}
	}
	return nil
}

// isThere reports whether path exists, itself and not what it leads to.
func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// isFolder reports whether path is a folder and not a link to one.
func isFolder(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.IsDir()
}
