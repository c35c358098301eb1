package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// errLocked is returned by lockDir when another process holds the lock.
var errLocked = errors.New("locked by another process")

// acquire locks the output folder, making it first if need be. A swap puts
// another folder in its place, so whoever got the lock looks again whether it
// still is the one the path leads to.
func (t *Target) acquire() error {
	for range 100 {
		lock, err := lockDir(t.path)
		switch {
		case errors.Is(err, fs.ErrNotExist):
			if err := t.provide(); err != nil {
				return err
			}
			continue
		case errors.Is(err, errLocked):
			return &BusyError{Dir: t.given, PID: t.holder()}
		case err != nil:
			return err
		}
		now, err := os.Lstat(t.path)
		if err == nil && lock.holds(now) {
			t.lock, t.id = lock, now
			return nil
		}
		lock.release()
	}
	return &BusyError{Dir: t.given}
}

// holder returns the process that holds the lock on the output, or 0.
func (t *Target) holder() int {
	if pid := lockHolder(t.path); pid != 0 {
		return pid
	}
	for _, path := range t.leftovers() {
		lock, err := lockDir(path)
		lock.release()
		if errors.Is(err, errLocked) {
			return t.stagePID(path)
		}
	}
	return 0
}

// provide makes the output folder. If a build was killed while the folder was
// away, between two renames, it is put back instead.
func (t *Target) provide() error {
	for _, path := range t.leftovers() {
		s, err := t.openStage(path)
		if err != nil {
			return err
		}
		if s == nil {
			continue
		}
		back, err := s.restore(t.path)
		s.lock.release()
		if back || err != nil {
			return err
		}
	}
	var missing []string
	for dir := t.path; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(dir); err == nil || filepath.Dir(dir) == dir {
			break
		}
		missing = append(missing, dir)
	}
	for i := len(missing) - 1; i >= 0; i-- {
		err := t.disk.mkdir(missing[i], 0o755)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return err
		}
		t.made = append(t.made, missing[i])
		if info, err := os.Lstat(missing[i]); err == nil && info.Mode().Perm() != 0o755 {
			if err := t.disk.chmod(missing[i], 0o755); err != nil {
				return err
			}
		}
	}
	return nil
}

// choosePlace finds out before any work whether the folder can be written, and
// whether it can be exchanged.
func (t *Target) choosePlace() error {
	if err := checkWritable(t.path); err != nil {
		return fmt.Errorf("the folder cannot be written: %w", err)
	}
	t.inside = t.o.inside || isMountPoint(t.path) || checkWritable(filepath.Dir(t.path)) != nil
	t.inPlace = t.inside || t.o.inPlace
	return nil
}
