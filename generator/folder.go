package main

import (
	"cmp"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"sync/atomic"
)

// folder is a folder of the site, which may come, go and be swapped for another
// while the preview runs. As a file system it is whichever is there now, so that
// what was found in the last one is read from the next.
type folder struct {
	dir  string
	root atomic.Pointer[rooted] // nil while there is none
	info fs.FileInfo            // of the root
}

// rooted is a folder that is open.
type rooted struct {
	*os.Root
	beneath beneath
}

func openRooted(dir string) (*rooted, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	b, err := openBeneath(root)
	if err != nil {
		return nil, errors.Join(err, root.Close())
	}
	return &rooted{root, b}, nil
}

// Close lets go of the folder. Files that were opened in it stay open.
func (r *rooted) Close() error { return errors.Join(r.beneath.close(), r.Root.Close()) }

// look opens the folder that is there now, closes one that is there no more, and
// tells whether there is any.
func (f *folder) look() (bool, error) {
	info, err := os.Stat(f.dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && !info.IsDir() {
		return false, f.use(nil, nil)
	}
	if err != nil {
		return false, err
	}
	if f.root.Load() != nil && os.SameFile(f.info, info) {
		return true, nil
	}
	root, err := openRooted(f.dir)
	if err != nil {
		return false, err
	}
	return true, f.use(root, info)
}

// instead says what has the name of a folder that is not there, "" when nothing has.
func (f *folder) instead() string {
	info, err := os.Lstat(f.dir)
	switch {
	case err != nil || info.IsDir(): // a folder came since
		return ""
	case info.Mode()&fs.ModeSymlink == 0:
		return "a file"
	}
	if _, err := os.Stat(f.dir); err != nil {
		return "a link to nothing"
	}
	return "a link to a file"
}

// use replaces the root.
func (f *folder) use(root *rooted, info fs.FileInfo) error {
	f.info = info
	if old := f.root.Swap(root); old != nil {
		return old.Close()
	}
	return nil
}

// in calls a function with the file system of the folder that is there now, again
// when it was swapped for another meanwhile, and again with another name for what the
// file system does not take a link for.
func in[T any](f *folder, op, name string, do func(*rooted, string) (T, error)) (T, error) {
	for followed := false; ; {
		root := f.root.Load()
		if root == nil {
			var none T
			return none, &fs.PathError{Op: op, Path: name, Err: fs.ErrNotExist}
		}
		result, err := do(root, name)
		switch {
		case errors.Is(err, os.ErrClosed) && f.root.Load() != root:
			continue
		case followed || !root.isEscape(err):
			return result, err
		}
		target, failed := f.target(name)
		if failed != nil || target == "" {
			return result, cmp.Or(failed, err)
		}
		name, followed = target, true
	}
}

// isEscape tells whether an os.Root gave an error because a link leads out of it, or
// seems to: one that is absolute, or that leaves the folder and comes back.
func (r *rooted) isEscape(err error) bool {
	if err == nil {
		return false
	}
	_, escape := r.Stat("..")
	return errors.Is(err, errors.Unwrap(escape))
}

// target returns the name of a file without the links that lead to it, "" when it is
// outside the folder.
func (f *folder) target(name string) (string, error) {
	dir, err := filepath.Abs(f.dir)
	if err != nil {
		return "", err
	}
	file := filepath.Join(dir, filepath.FromSlash(name))
	if _, err := os.Stat(file); err != nil {
		return "", err // whose kind can be told, unlike that of EvalSymlinks
	}
	if dir, err = filepath.EvalSymlinks(dir); err == nil {
		file, err = filepath.EvalSymlinks(file)
	}
	if err != nil {
		return "", err
	}
	if rel, err := filepath.Rel(dir, file); err == nil && filepath.IsLocal(rel) {
		return filepath.ToSlash(rel), nil
	}
	return "", nil
}

// Open, Stat, ReadDir and ReadFile make a folder a file system that need not open
// a file to tell of it.

func (f *folder) Open(name string) (fs.File, error) {
	return in(f, "open", name, func(r *rooted, name string) (fs.File, error) { return r.FS().Open(name) })
}

func (f *folder) Stat(name string) (fs.FileInfo, error) {
	return in(f, "stat", name, func(r *rooted, name string) (fs.FileInfo, error) { return fs.Stat(r.FS(), name) })
}

func (f *folder) ReadDir(name string) ([]fs.DirEntry, error) {
	return in(f, "open", name, func(r *rooted, name string) ([]fs.DirEntry, error) { return fs.ReadDir(r.FS(), name) })
}

func (f *folder) ReadFile(name string) ([]byte, error) { return f.AppendFile(nil, name) }

// AppendFile is ReadFile into the room behind b.
func (f *folder) AppendFile(b []byte, name string) ([]byte, error) {
	return in(f, "open", name, func(r *rooted, name string) ([]byte, error) {
		if data, ok := r.beneath.append(b, name); ok {
			return data, nil
		}
		data, err := fs.ReadFile(r.FS(), name)
		return append(b, data...), err
	})
}
