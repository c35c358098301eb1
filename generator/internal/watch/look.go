package watch

import (
	"context"
	"encoding/binary"
	"hash/maphash"
	"io/fs"
	"os"
	"path/filepath"
	"time"

	"balise/generator/internal/stamp"
)

// view is what the file system says of the trees at one moment.
type view struct {
	dirs map[string]identity // the folders to watch, by absolute name
	sum  uint64              // a digest of every name, size, time and identity
	racy bool                // a file may have changed after the look without its times telling
}

// same tells whether nothing changed from the earlier view to this one.
func (v view) same(earlier view) bool { return !earlier.racy && v.sum == earlier.sum }

// identity tells two folders of one name apart: device and inode, or nothing
// where the system does not say.
type identity [2]uint64

// looker collects a view.
type looker struct {
	view
	ctx    context.Context
	ignore func(string) bool
	hash   maphash.Hash
	now    time.Time
}

// look walks the roots without opening a file. When ctx ends the view is
// unfinished and worth nothing.
func (w *watcher) look(ctx context.Context) view {
	l := looker{view: view{dirs: map[string]identity{}}, ctx: ctx, ignore: w.Ignore, now: time.Now()}
	l.hash.SetSeed(w.seed)
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
			l.stamp(root, info)
		}
	}
	for _, root := range missing {
		l.nearest(root)
	}
	l.sum = l.hash.Sum64()
	return l.view
}

func (l *looker) dir(name string, info fs.FileInfo) {
	if _, again := l.dirs[name]; again || l.ctx.Err() != nil {
		return
	}
	l.enter(name, info)
	entries, err := os.ReadDir(name)
	if err != nil {
		l.hash.WriteString(err.Error())
	}
	for _, e := range entries {
		child := filepath.Join(name, e.Name())
		if l.ignore(child) {
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
	l.write(name, s.Device, s.Inode)
}

func (l *looker) file(name string, info fs.FileInfo) {
	l.stamp(name, info)
	if info.Mode()&fs.ModeSymlink == 0 {
		return
	}
	if target, err := os.Stat(name); err == nil && target.Mode().IsRegular() {
		l.stamp(name, target)
	}
}

func (l *looker) stamp(name string, info fs.FileInfo) {
	s := stamp.Of(info)
	l.write(name, s.Device, s.Inode, uint64(s.Changed), uint64(s.Modified), uint64(s.Size), uint64(info.Mode()))
	l.racy = l.racy || info.Mode().IsRegular() && s.Racy(l.now)
}

func (l *looker) write(name string, numbers ...uint64) {
	var buf [8 * 6]byte
	packed := buf[:0]
	for _, n := range numbers {
		packed = binary.LittleEndian.AppendUint64(packed, n)
	}
	l.hash.WriteString(name)
	l.hash.WriteByte(0)
	l.hash.Write(packed)
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
