package publish

import (
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
)

// carried is what goes over from the old site into the new one without being
// ours.
type carried struct {
	files []string     // of any kind but folders, in no folder that is a link
	dirs  []foreignDir // outer before inner
}

// foreignDir is a folder in which we never wrote.
type foreignDir struct {
	name string
	info fs.FileInfo
	// top is set when the new site has no file in it and the folder above is
	// ours: it can go over as a whole.
	top bool
}

// scan walks the published site for what is foreign. It refuses when the new
// site needs the name of a foreign file.
type scan struct {
	t    *Target
	p    *plan
	ours map[string]bool // folders in which the last build wrote
	out  carried
}

func (t *Target) scan(p *plan) (*carried, error) {
	s := &scan{t: t, p: p, ours: t.last.dirs()}
	if err := s.folder("", false); err != nil {
		return nil, err
	}
	return &s.out, nil
}

// folder looks through dir; whole tells that it goes over as a whole.
func (s *scan) folder(dir string, whole bool) error {
	entries, err := os.ReadDir(s.t.at(dir))
	if err != nil {
		return cannotSwapIfForbidden(err)
	}
	for _, e := range entries {
		name := e.Name()
		if dir != "" {
			name = dir + "/" + name
		}
		switch {
		case name == manifestName:
		case !e.IsDir():
			err = s.file(name)
		case s.ours[name]:
			err = s.folder(name, false)
		default:
			err = s.foreign(name, e, whole)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// foreign takes note of a folder that is not ours.
func (s *scan) foreign(name string, e fs.DirEntry, whole bool) error {
	if err := s.refuseClash(name, true); err != nil {
		return err
	}
	info, err := e.Info()
	if err != nil {
		return cannotSwapIfForbidden(err)
	}
	if isMountPoint(s.t.at(name)) {
		return errCannotSwap
	}
	top := !whole && !s.p.dirs[name]
	s.out.dirs = append(s.out.dirs, foreignDir{name, info, top})
	return s.folder(name, whole || top)
}

// file takes note of name unless it is ours to replace, keep or delete.
func (s *scan) file(name string) error {
	if _, listed := s.t.last.find(name); listed && !s.p.edited[name] {
		return nil
	}
	s.out.files = append(s.out.files, name)
	return s.refuseClash(name, false)
}

// refuseClash returns an error if the foreign name cannot stay beside the files
// of the new site.
func (s *scan) refuseClash(name string, isDir bool) error {
	if !isDir && s.p.dirs[name] {
		return s.t.clash(name)
	}
	for at := name; at != ""; at = parent(at) {
		if _, ok := s.p.next.find(at); ok {
			return s.t.clash(name)
		}
	}
	return nil
}

// clash is the error for a foreign file or folder in the way of one of ours. It may be
// one that we wrote and somebody changed, so it is for them to say what becomes of it.
func (t *Target) clash(name string) error {
	file := filepath.ToSlash(filepath.Join(t.given, filepath.FromSlash(name)))
	return t.refuse(fmt.Sprintf("move %s to a place outside %s, then build again", file, t.given),
		"holds %q, which somebody put there or changed by hand, in the way of a file of the site", name)
}
