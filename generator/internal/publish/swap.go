package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"
)

// cannotSwapIfForbidden turns an error that is due to the place into
// errCannotSwap, so that the site is published in place.
func cannotSwapIfForbidden(err error) error {
	if err != nil && isForbidden(err) {
		return fmt.Errorf("%w: %w", errCannotSwap, err)
	}
	return err
}

// swap completes the staged tree and puts it in the place of the output. With
// errCannotSwap nothing has changed.
func (t *Target) swap(s *stage, p *plan) error {
	old, err := t.scan(p)
	if err != nil {
		return err
	}
	if err := t.assemble(s, p, old); err != nil {
		return err
	}
	if err := t.barrier(s, p); err != nil {
		return err
	}
	if t.newLock, err = lockDir(s.tree()); err != nil {
		return err
	}
	if err := s.enter(stateSwapping); err != nil {
		return err
	}
	gone, err := s.exchange(t.path)
	if err != nil {
		t.newLock.release()
		t.newLock = nil
		if !isThere(t.path) {
			return err // not even back; resolve tries again
		}
		return cannotSwapIfForbidden(err)
	}
	t.done = true
	for _, d := range old.dirs {
		if d.top { // the very folder again; if that fails, its likeness stays
			_ = t.disk.exchange(join(gone, d.name), t.at(d.name))
		}
	}
	return s.resolve(t.path)
}

// assemble adds to the staged tree what stays as it is: our own files, and all
// that is foreign.
func (t *Target) assemble(s *stage, p *plan, old *carried) error {
	err := each(p.same, func(name string) error {
		if err := s.ensure(parent(name)); err != nil {
			return err
		}
		err := linkOrCopy(t.disk, t.at(name), join(s.tree(), name))
		return cannotSwapIfForbidden(err)
	})
	if err != nil {
		return err
	}
	for _, d := range old.dirs {
		if err := s.ensure(d.name); err != nil {
			return err
		}
	}
	err = each(old.files, func(name string) error { return t.carry(s, name) })
	if err != nil {
		return err
	}
	for _, d := range slices.Backward(old.dirs) {
		path := join(s.tree(), d.name)
		if err := matchDir(t.disk, path, d.info); err != nil {
			return cannotSwapIfForbidden(err)
		}
		if err := t.disk.chtimes(path, d.info.ModTime()); err != nil {
			return cannotSwapIfForbidden(err)
		}
	}
	return nil
}

// carry links a foreign file into the staged tree. It is never copied: what
// cannot be linked stays where it is, and the site is published around it.
func (t *Target) carry(s *stage, name string) error {
	if err := s.ensure(parent(name)); err != nil {
		return err
	}
	err := t.disk.link(t.at(name), join(s.tree(), name))
	if errors.Is(err, fs.ErrNotExist) {
		if _, err := os.Lstat(t.at(name)); errors.Is(err, fs.ErrNotExist) {
			return nil // deleted meanwhile
		}
	}
	return cannotSwapIfForbidden(err)
}

// barrier adds the manifest, and waits until all that was staged is on the disk.
func (t *Target) barrier(s *stage, p *plan) error {
	if err := s.put(manifestName, p.next.text()); err != nil || t.o.NoSync {
		return err
	}
	files := []string{join(s.tree(), manifestName)}
	for _, name := range p.fresh {
		files = append(files, join(s.tree(), name))
	}
	return t.disk.sync(s.tree(), files)
}

// exchange puts the staged tree in the place of live and returns where the old
// one is now. Where the system cannot exchange two folders it takes two renames;
// killed between them, the next build finds the old site in the stage.
func (s *stage) exchange(live string) (gone string, err error) {
	err = s.disk.exchange(s.tree(), live)
	if err == nil || !isUnsupported(err) {
		return s.tree(), err
	}
	if err := s.disk.rename(live, s.backup()); err != nil {
		return "", err
	}
	if err := s.disk.rename(s.tree(), live); err != nil {
		return "", errors.Join(err, s.disk.rename(s.backup(), live))
	}
	return s.backup(), nil
}
