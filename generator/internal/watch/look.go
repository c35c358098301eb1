package watch

import (
	"context"
	"encoding/binary"
	"hash/maphash"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"balise/generator/internal/stamp"
)

// view is what the file system says of the trees at one moment.
type view struct {
	dirs  map[string]identity // the folders to watch, by absolute name
	files map[uint64]uint64   // digests of the size, times and identity of each file, by that of its name
	racy  bool                // a file may have changed after the look without its times telling
	links bool                // there are links, so that a file may be known under several names
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
	changes bool      // hints came that Saved did not settle
	patient time.Time // until then it gives no way again
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
			l.dir(root, entryOf(info))
			continue
		}
		missing = append(missing, root)
		if err == nil {
			l.file(root, entryOf(info))
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

// giveWay tells of saves that came meanwhile, once it is known what they change. It does
// so no more when another look has to follow, and after each time not before the look went
// on for as long: however often a file is written, a look takes twice its time at most.
func (l *looker) giveWay() {
	if l.seen.files == nil || l.changes || len(l.hints) == 0 {
		return
	}
	began := time.Now()
	if began.Before(l.patient) {
		return
	}
	<-l.hints
	l.changes = !l.tellSaved()
	now := time.Now()
	l.patient = now.Add(now.Sub(began))
}

func (l *looker) dir(name string, e entry) {
	if _, again := l.dirs[name]; again || l.ctx.Err() != nil {
		return
	}
	l.enter(name, e)
	folder, names, err := list(name)
	if err != nil {
		l.files[l.key(name)] = maphash.String(l.seed, err.Error())
		return
	}
	defer folder.Close()
	prefix := strings.TrimSuffix(name, string(filepath.Separator)) + string(filepath.Separator)
	for _, base := range names {
		l.giveWay()
		child := prefix + base
		if l.Ignore(child) {
			continue
		}
		e, err := lstat(folder, base)
		if err != nil {
			continue // gone since the folder was listed
		}
		if e.mode.IsDir() {
			l.dir(child, e)
		} else {
			l.file(child, e)
		}
	}
}

// list opens a folder and returns the names in it.
func list(name string) (folder *os.File, names []string, err error) {
	if folder, err = os.Open(name); err != nil {
		return nil, nil, err
	}
	if names, err = folder.Readdirnames(-1); err != nil {
		folder.Close()
		return nil, nil, err
	}
	slices.Sort(names)
	return folder, names, nil
}

// enter notes a folder to watch. Its times do not count: they change with files
// that are ignored.
func (l *looker) enter(name string, e entry) { l.dirs[name] = identity{e.Device, e.Inode} }

func (l *looker) file(name string, e entry) {
	digest := l.digest(e)
	l.racy = l.racy || l.isRacy(e)
	l.links = l.links || e.names > 1
	if e.mode&fs.ModeSymlink != 0 {
		l.links = true
		if target, err := os.Stat(name); err == nil && target.Mode().IsRegular() {
			digest += l.digest(entryOf(target))
			l.racy = l.racy || l.isRacy(entryOf(target))
		}
	}
	l.files[l.key(name)] = digest
}

func (l *looker) isRacy(e entry) bool { return e.mode.IsRegular() && e.Racy(l.began) }

// entry is what the file system says of a name.
type entry struct {
	stamp.Stamp
	mode  fs.FileMode // whether it is a file, a folder or a link, and the rights
	names uint64      // of a file, which has several by hard links; 0 where the system does not say
}

func entryOf(info fs.FileInfo) entry {
	return entry{stamp.Of(info), info.Mode() & (fs.ModeType | fs.ModePerm), stamp.Names(info)}
}

// key stands for the name of a file.
func (w *watcher) key(name string) uint64 { return maphash.String(w.seed, name) }

// digest stands for what the file system says of a file.
func (w *watcher) digest(e entry) uint64 {
	var buf [8 * 6]byte
	packed := buf[:0]
	for _, n := range [...]uint64{e.Device, e.Inode, uint64(e.Changed), uint64(e.Modified), uint64(e.Size), uint64(e.mode)} {
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
				l.enter(dir, entryOf(info))
			}
			return
		}
		if dir == filepath.Dir(dir) {
			return
		}
	}
}
