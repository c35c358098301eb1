package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"slices"
	"strings"

	"balise/generator/internal/digest"
)

// plan is what a commit has to do.
type plan struct {
	next    manifest
	dirs    map[string]bool // folders of next
	fresh   []string        // staged
	same    []string        // published already: unchanged, and assets of the build before
	drop    []string        // to delete
	edited  map[string]bool // listed, but not ours any more
	changes bool
	stats   Stats
}

// plan compares what was written with what the last build made.
func (t *Target) plan() (*plan, error) {
	n := len(t.outputs)
	p := &plan{edited: make(map[string]bool), next: make(manifest, 0, n), same: make([]string, 0, n)}
	for _, name := range slices.Sorted(maps.Keys(t.outputs)) {
		out := t.outputs[name]
		p.next = append(p.next, entry{name: name, size: out.size, sum: out.sum})
		if out.fresh {
			p.fresh = append(p.fresh, name)
		} else {
			p.same = append(p.same, name)
		}
	}
	p.stats.Written, p.stats.Unchanged = len(p.fresh), len(p.same)
	if err := t.retire(p); err != nil {
		return nil, err
	}
	p.dirs = p.next.dirs()
	for _, e := range p.next {
		if p.dirs[e.name] {
			return nil, fmt.Errorf("%q is a file of the site and a folder of it too", e.name)
		}
	}
	p.changes = len(p.fresh) > 0 || t.lastTime.IsZero() || !slices.Equal(p.next, t.last)
	return p, nil
}

// retire decides what becomes of the files that only the last manifest lists.
func (t *Target) retire(p *plan) error {
	moved := t.generationPasses(p.next)
	made := p.next
	for _, e := range t.last {
		for len(made) > 0 && made[0].name < e.name {
			made = made[1:]
		}
		if len(made) > 0 && made[0].name == e.name {
			continue
		}
		stays := e.past && !moved || !e.past && strings.HasPrefix(e.name, assets)
		if stays && t.exists(e.name) {
			e.past = true
			p.next = append(p.next, e)
			p.same = append(p.same, e.name)
			continue
		}
		switch ours, err := t.isAsWritten(e); {
		case errors.Is(err, fs.ErrNotExist):
		case err != nil:
			return err
		case ours:
			p.drop = append(p.drop, e.name)
		default:
			p.edited[e.name] = true
			p.stats.Edited = append(p.stats.Edited, e.name)
		}
	}
	p.stats.Deleted = len(p.drop)
	slices.SortFunc(p.next, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	return nil
}

// generationPasses reports whether made differs from what the last build made.
func (t *Target) generationPasses(made manifest) bool {
	i := 0
	for _, e := range t.last {
		if e.past {
			continue
		}
		if i == len(made) || made[i] != e {
			return true
		}
		i++
	}
	return i < len(made)
}

// matches reports whether the published file of e holds exactly data. untouched
// tells in addition that it is older than the manifest, so nobody wrote to it
// since and the digest in e is still its own.
func (t *Target) matches(e entry, data []byte) (same, untouched bool) {
	buffer := t.buffers.Get().(*[]byte)
	defer t.buffers.Put(buffer)
	same, modified := holds(t.at(e.name), data, *buffer)
	return same, modified.Before(t.lastTime)
}

// isAsWritten reports whether the published file of e still holds what we wrote.
// What cannot be read, or is no file any more, does not.
func (t *Target) isAsWritten(e entry) (bool, error) {
	if !t.exists(e.name) {
		return false, fs.ErrNotExist
	}
	sum, size, err := digestOf(t.at(e.name))
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, errNotRegular) {
		return false, nil
	}
	return size == e.size && sum == e.sum, err
}

// exists reports whether something is published as name, not counting what lies
// behind a symbolic link.
func (t *Target) exists(name string) bool {
	if !isRealDir(t.path, parent(name)) {
		return false
	}
	_, err := os.Lstat(t.at(name))
	return err == nil
}

// isRealDir reports whether every folder on the way from root to dir is one, and
// not a symbolic link.
func isRealDir(root, dir string) bool {
	for ; dir != ""; dir = parent(dir) {
		if info, err := os.Lstat(join(root, dir)); err != nil || !info.IsDir() {
			return false
		}
	}
	return true
}

// errNotRegular is returned for what is neither folder nor plain file.
var errNotRegular = errors.New("not a regular file")

// openRegular opens a plain file for reading. It neither follows a link nor
// waits for the other end of a pipe.
func openRegular(file string) (*os.File, fs.FileInfo, error) {
	f, err := openItself(file)
	if err != nil {
		return nil, nil, err
	}
	info, err := f.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = errNotRegular
	}
	if err != nil {
		f.Close()
		return nil, nil, err
	}
	return f, info, nil
}

// digestOf returns the digest of a plain file.
func digestOf(file string) (sum digest.Sum, size int64, err error) {
	f, _, err := openRegular(file)
	if err != nil {
		return sum, 0, err
	}
	defer f.Close()
	return digest.Read(f)
}
