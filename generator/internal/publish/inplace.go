package publish

import (
	"errors"
	"io/fs"
	"os"
	"slices"
	"syscall"
)

// replace publishes in place: every staged file is renamed into the output,
// pages last; then what the site no longer makes is deleted; then the manifest
// is renamed, and with that the new site is in force. All that is replaced or
// deleted was linked into the stage before, and the stage says so ("applying"),
// so any end before the last rename leads back to the old site.
func (t *Target) replace(s *stage, p *plan) error {
	missing, err := t.checkInPlace(p)
	if err != nil {
		return err
	}
	if _, err := os.Lstat(join(s.tree(), manifestName)); err != nil { // a swap got further
		if err := t.barrier(s, p); err != nil {
			return err
		}
	}
	if err := t.backUp(s, p, missing); err != nil {
		return err
	}
	if err := s.enter(stateApplying); err != nil {
		return err
	}
	if err := t.apply(s, p, missing); err != nil {
		return errors.Join(err, s.settleInPlace(t.path))
	}
	t.done = true
	return s.resolve(t.path)
}

// checkInPlace refuses when a foreign file is in the way of the new site. It
// returns the folders the output lacks, outer before inner.
func (t *Target) checkInPlace(p *plan) (missing []string, err error) {
	dirs := make(map[string]bool)
	for _, name := range p.fresh {
		addParents(dirs, name)
	}
	for dir := range dirs {
		info, err := os.Lstat(t.at(dir))
		switch {
		case err == nil && info.IsDir():
		case err == nil && !p.drops(dir):
			return nil, t.clash(dir)
		default:
			missing = append(missing, dir)
		}
	}
	slices.Sort(missing)
	for _, name := range p.fresh {
		info, err := os.Lstat(t.at(name))
		if err != nil {
			continue // absent
		}
		_, listed := t.last.find(name)
		if info.IsDir() && !t.isDropped(p, name) || !info.IsDir() && !listed {
			return nil, t.clash(name)
		}
	}
	return missing, nil
}

// drops reports whether p deletes name.
func (p *plan) drops(name string) bool {
	_, ok := slices.BinarySearch(p.drop, name)
	return ok
}

// isDropped reports whether p deletes all there is in the folder dir.
func (t *Target) isDropped(p *plan, dir string) bool {
	entries, err := os.ReadDir(t.at(dir))
	if err != nil || len(entries) == 0 {
		return false
	}
	for _, e := range entries {
		name := dir + "/" + e.Name()
		if !p.drops(name) && !(e.IsDir() && t.isDropped(p, name)) {
			return false
		}
	}
	return true
}

// backUp keeps what apply will replace or delete, in the stage. Its folders
// are those that the output already has.
func (t *Target) backUp(s *stage, p *plan, missing []string) error {
	if err := s.mkdir(s.backup()); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	kept := make(map[string]bool)
	var keep func(dir string) error
	keep = func(dir string) error {
		if _, absent := slices.BinarySearch(missing, dir); dir == "" || kept[dir] || absent {
			return nil
		}
		if err := keep(parent(dir)); err != nil {
			return err
		}
		kept[dir] = true
		return s.mkdir(join(s.backup(), dir))
	}
	for _, name := range slices.Concat(p.fresh, p.drop) {
		for dir := parent(name); dir != ""; dir = parent(dir) {
			if err := keep(dir); err != nil {
				return err
			}
		}
		if !isThere(t.at(name)) || isFolder(t.at(name)) {
			continue // new; what is in such a folder is kept by itself
		}
		if err := linkOrCopy(t.disk, t.at(name), join(s.backup(), name)); err != nil {
			return err
		}
	}
	return nil
}

// apply changes the output.
func (t *Target) apply(s *stage, p *plan, missing []string) error {
	late, err := t.clearWay(p)
	if err != nil {
		return err
	}
	for _, dir := range missing {
		if err := s.mkdir(t.at(dir)); err != nil {
			return err
		}
	}
	for _, pages := range []bool{false, true} {
		for _, name := range p.fresh {
			if isPage(name) != pages {
				continue
			}
			if err := t.disk.rename(join(s.tree(), name), t.at(name)); err != nil {
				return err
			}
		}
	}
	for _, name := range late {
		if err := t.delete(name); err != nil {
			return err
		}
	}
	return t.disk.rename(join(s.tree(), manifestName), t.at(manifestName))
}

// clearWay deletes the files that have to go first, because a file becomes a
// folder or a folder a file. It returns those that can wait.
func (t *Target) clearWay(p *plan) (late []string, err error) {
	for _, name := range p.drop {
		first := p.dirs[name]
		for dir := parent(name); dir != "" && !first; dir = parent(dir) {
			_, first = p.next.find(dir)
		}
		if !first {
			late = append(late, name)
			continue
		}
		if err := t.delete(name); err != nil {
			return nil, err
		}
		for dir := parent(name); dir != "" && !p.dirs[dir]; dir = parent(dir) {
			if err := rmdirIfEmpty(t.disk, t.at(dir)); err != nil {
				return nil, err
			}
		}
	}
	return late, nil
}

// delete removes a published file, which somebody else may have removed already.
func (t *Target) delete(name string) error {
	err := t.disk.unlink(t.at(name))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// rmdirIfEmpty removes a folder unless it holds something or is gone.
func rmdirIfEmpty(d disk, path string) error {
	err := d.rmdir(path)
	for _, fine := range []error{syscall.ENOTEMPTY, fs.ErrExist, fs.ErrNotExist, syscall.ENOTDIR} {
		if errors.Is(err, fine) {
			return nil
		}
	}
	return err
}
