package publish

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"syscall"
	"time"
)

// disk is every call that changes the disk. An error names its path and cause.
type disk interface {
	mkdir(path string, mode fs.FileMode) error
	create(path string) (handle, error) // a new file, never one that exists
	write(h handle, path string, data []byte) (int, error)
	close(h handle, path string) error
	link(from, to string) error // never follows a symbolic link
	rename(from, to string) error
	exchange(a, b string) error // errors.ErrUnsupported where there is no such call
	unlink(path string) error
	rmdir(path string) error
	chmod(path string, mode fs.FileMode) error
	chown(path string, uid, gid int) error
	chtimes(path string, modified time.Time) error
	sync(dir string, files []string) error // the files are the new ones in dir
}

// osDisk is the machine's disk.
type osDisk struct{}

func (osDisk) chmod(path string, mode fs.FileMode) error { return os.Chmod(path, mode) }

func (osDisk) chown(path string, uid, gid int) error { return os.Lchown(path, uid, gid) }

func (osDisk) chtimes(path string, modified time.Time) error {
	return os.Chtimes(path, time.Time{}, modified)
}

// writeFile makes a new file that holds data.
func writeFile(d disk, path string, data []byte) error {
	h, err := d.create(path)
	if err != nil {
		return err
	}
	for err == nil && len(data) > 0 {
		var n int
		n, err = d.write(h, path, data)
		if n == 0 && err == nil {
			err = &fs.PathError{Op: "write", Path: path, Err: io.ErrShortWrite}
		}
		data = data[max(n, 0):]
	}
	return errors.Join(err, d.close(h, path))
}

// linkOrCopy makes the plain file from appear as to as well: as a link, or as a
// copy of the same date where the file system or its rules allow no link.
func linkOrCopy(d disk, from, to string) error {
	err := d.link(from, to)
	if err == nil || !isUnlinkable(err) {
		return err
	}
	f, info, err := openRegular(from)
	if err != nil {
		return err
	}
	defer f.Close()
	data, err := io.ReadAll(f)
	if err != nil {
		return err
	}
	if err := writeFile(d, to, data); err != nil {
		return err
	}
	return d.chtimes(to, info.ModTime())
}

// isUnlinkable reports whether err says that this file, or any here, can have no
// second name.
func isUnlinkable(err error) bool {
	return errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EMLINK) || isUnsupported(err)
}

// isForbidden reports whether err says that something is not possible at this
// place, rather than that the disk is full or failing.
func isForbidden(err error) bool {
	return isUnlinkable(err) || errors.Is(err, syscall.EXDEV) || errors.Is(err, syscall.EBUSY) || errors.Is(err, syscall.EACCES)
}

// isUnsupported reports whether err says that the system has no such call.
func isUnsupported(err error) bool {
	return errors.Is(err, errors.ErrUnsupported) || errors.Is(err, syscall.EINVAL)
}
