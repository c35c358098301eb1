package publish

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
)

// freeing is the disk for trees that are to go. Somebody may have taken from us the
// right to change a folder of the site; one that goes is given it back, or what is in it
// would stay for ever and keep every later build from its work.
type freeing struct{ disk }

func (d freeing) unlink(path string) error {
	return d.freely(filepath.Dir(path), func() error { return d.disk.unlink(path) })
}

func (d freeing) rmdir(path string) error {
	return d.freely(filepath.Dir(path), func() error { return d.disk.rmdir(path) })
}

func (d freeing) rename(from, to string) error {
	return d.freely(filepath.Dir(from), func() error { return d.disk.rename(from, to) })
}

// list returns what is in a folder.
func (d freeing) list(dir string) (entries []fs.DirEntry, err error) {
	err = d.freely(dir, func() error {
		entries, err = os.ReadDir(dir)
		return err
	})
	return entries, err
}

// freely does what needs all rights in a folder.
func (d freeing) freely(dir string, do func() error) error {
	err := do()
	if !errors.Is(err, fs.ErrPermission) {
		return err
	}
	info, statErr := os.Lstat(dir)
	if statErr != nil || !info.IsDir() || info.Mode().Perm()&0o700 == 0o700 || d.chmod(dir, info.Mode().Perm()|0o700) != nil {
		return err
	}
	return do()
}
