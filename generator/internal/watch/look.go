package watch

import (
	"context"
	"encoding/binary"
	"hash/maphash"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"time"

	"balise/generator/internal/stamp"
)

// view is what the file system says of the trees at one moment.
type view struct {
	dirs  map[string]identity // the folders to watch, by absolute name
	files map[uint64]uint64   // digests of the size, times and identity of each file, by that of its name
	racy  bool                // a file may have changed after the look without its times telling
	links bool                // there are symbolic links, so that a file may be known under several names
}

// same tells whether nothing changed from the earlier view to this one.
func (v view) same(earlier view) bool { return !earlier.racy && v.equal(earlier) }

// equal tells whether two views show the same.
func (v view) equal(other view) bool {
	return maps.Equal(v.files, other.files) && maps.Equal(v.dirs, other.dirs)
}

// identity tells two folders of one name apart: device and inode, or nothing
// where the system does not say.
type identity [2]uint64

// looker collects a view.
type looker struct {
	view
	*watcher
	ctx     context.Context
	began   time.Time
	changes bool // hints came that Saved did not settle
}

// look walks the roots without opening a file, and gives way to saves: it may show
// the files of several moments, but none from before it began. Other hints are left
// to whoever waits for them. When ctx ends the view is unfinished and worth nothing.
func (w *watcher) look(ctx context.Context) view {
	l := looker{watcher: w, ctx: ctx, began: time.Now()}
	l.view = view{dirs: map[string]identity{}, files: make(map[uint64]uint64, len(w.seen.files))}
	w.newest = l.files
	var missing []string
	for _, root := range w.Roots {
		// A root may itself be a link: the author named it.
		info, err := os.Stat(root)
		if err == nil && info.IsDir() {
			l.dir(root, info)
			continue
		}
		missing = append(missing, root)
		if err == nil {
			l.file(root, info)
		}
	}
	for _, root := range missing {
		l.nearest(root)
	}
	if l.changes {
		w.hintAll()
	}
	return l.view
}

// giveWay tells of saves that came meanwhile, once it is known what they change.
func (l *looker) giveWay() {
	if l.seen.files == nil {
		return
	}
	select {
	case <-l.hints:
		if !l.tellSaved() {
			l.changes = true
		}
	default:
	}
}

func (l *looker) dir(name string, info fs.FileInfo) {
	if _, again := l.dirs[name]; again || l.ctx.Err() != nil {
		return
	}
	l.enter(name, info)
	prefix := strings.TrimSuffix(name, string(filepath.Separator)) + string(filepath.Separator)
	entries, err := os.ReadDir(name)
	if err != nil {
		l.files[l.key(name)] = maphash.String(l.seed, err.Error())
	}
	for _, e := range entries {
		l.giveWay()
		child := prefix + e.Name()
		if l.Ignore(child) {
			continue
		}
		info, err := e.Info()
		if err != nil {
			continue // gone since the folder was listed
		}
		if info.IsDir() {
			l.dir(child, info)
		} else {
			l.file(child, info)
		}
	}
}

// enter notes a folder to watch. Its times do not count: they change with files
// that are ignored.
func (l *looker) enter(name string, info fs.FileInfo) {
	s := stamp.Of(info)
	l.dirs[name] = identity{s.Device, s.Inode}
}

func (l *looker) file(name string, info fs.FileInfo) {
	digest := l.digest(info)
	l.racy = l.racy || l.isRacy(info)
	if info.Mode()&fs.ModeSymlink != 0 {
		l.links = true
		if target, err := os.Stat(name); err == nil && target.Mode().IsRegular() {
			digest += l.digest(target)
			l.racy = l.racy || l.isRacy(target)
		}
	}
	l.files[l.key(name)] = digest
}

func (l *looker) isRacy(info fs.FileInfo) bool {
	return info.Mode().IsRegular() && stamp.Of(info).Racy(l.began)
}

// key stands for the name of a file.
func (w *watcher) key(name string) uint64 { return maphash.String(w.seed, name) }

// digest stands for what the file system says of a file.
func (w *watcher) digest(info fs.FileInfo) uint64 {
	var buf [8 * 6]byte
	packed, s := buf[:0], stamp.Of(info)
	for _, n := range [...]uint64{s.Device, s.Inode, uint64(s.Changed), uint64(s.Modified), uint64(s.Size), uint64(info.Mode())} {
		packed = binary.LittleEndian.AppendUint64(packed, n)
	}
	return maphash.Bytes(w.seed, packed)
}

// nearest notes the closest folder above a root that does not exist: it is
// where the root, or a folder that leads to it, will appear.
func (l *looker) nearest(root string) {
	for dir := filepath.Dir(root); ; dir = filepath.Dir(dir) {
		info, err := os.Stat(dir)
		if err == nil && info.IsDir() {
			if _, known := l.dirs[dir]; !known {
				l.enter(dir, info)
			}
			return
		}
		if dir == filepath.Dir(dir) {
			return
		}
	}
}
