package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
)

// leftovers returns every folder that bears the name of a stage of ours.
func (t *Target) leftovers() []string {
	var found []string
	for _, place := range []string{filepath.Dir(t.path), t.path} {
		f, err := os.Open(place)
		if err != nil {
			continue
		}
		names, _ := f.Readdirnames(-1)
		f.Close()
		slices.Sort(names)
		for _, name := range names {
			if t.isStageName(name) {
				found = append(found, join(place, name))
			}
		}
	}
	return found
}

// recoverAll puts right what killed builds left.
func (t *Target) recoverAll() error {
	for _, path := range t.leftovers() {
		s, err := t.openStage(path)
		if err != nil {
			return err
		}
		if s == nil {
			continue
		}
		err = s.resolve(t.path)
		s.lock.release()
		if err != nil {
			return err
		}
	}
	return nil
}

// openStage opens what another process left. It returns nil when the folder is
// not one of ours, and a BusyError when its process lives.
func (t *Target) openStage(path string) (*stage, error) {
	lock, err := lockDir(path)
	if errors.Is(err, errLocked) {
		return nil, &BusyError{Dir: t.given, PID: t.stagePID(path)}
	}
	if err != nil {
		return nil, nil // no folder, or none we may look into
	}
	s := &stage{disk: t.disk, path: path, lock: lock}
	for _, state := range []string{stateStaging, stateSwapping, stateApplying} {
		if info, err := os.Lstat(join(path, state)); err == nil && info.Mode().IsRegular() {
			s.state = state
			return s, nil
		}
	}
	info, err := os.Lstat(path)
	entries, err2 := os.ReadDir(path)
	if errors.Join(err, err2) == nil && len(entries) == 0 && info.Mode()&(fs.ModePerm|fs.ModeSticky) == stageMode {
		return s, nil
	}
	lock.release()
	return nil, nil
}

// restore puts back an output that is missing because the build was ended
// between two renames. It reports whether the output is there now.
func (s *stage) restore(live string) (bool, error) {
	if isThere(live) || s.state != stateSwapping {
		return isThere(live), nil
	}
	for _, tree := range []string{s.backup(), s.tree()} {
		if isThere(tree) {
			err := s.disk.rename(tree, live)
			return err == nil, err
		}
	}
	return false, nil
}

// resolve ends the stage of a build that did not get to its end, whether it was
// killed or met an error, and removes it: the output live is then the old site
// or the new one.
func (s *stage) resolve(live string) error {
	switch s.state {
	case stateSwapping:
		if _, err := s.restore(live); err != nil {
			return err
		}
		for _, tree := range []string{s.tree(), s.backup()} {
			if err := clearTree(s.disk, tree, live); err != nil {
				return err
			}
		}
	case stateApplying:
		if err := s.settleInPlace(live); err != nil {
			return err
		}
	}
	return s.remove()
}

// remove deletes the staging folder. All that is in it by now is ours.
func (s *stage) remove() error {
	for _, tree := range []string{s.tree(), s.backup()} {
		if err := removeTree(freeing{s.disk}, tree); err != nil {
			return err
		}
	}
	if s.state != stateNone {
		err := s.disk.unlink(join(s.path, s.state))
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		s.state = stateNone
	}
	if err := s.disk.rmdir(s.path); err != nil {
		return err
	}
	s.gone = true
	return nil
}

// removeTree deletes a tree that may not exist, never following a link.
func removeTree(d freeing, path string) error {
	entries, err := d.list(path)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	for _, e := range entries {
		inner := join(path, e.Name())
		if e.IsDir() {
			err = removeTree(d, inner)
		} else {
			err = d.unlink(inner)
		}
		if err != nil {
			return err
		}
	}
	return d.rmdir(path)
}
