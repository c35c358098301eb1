//go:build !unix

package publish

import (
	"bytes"
	"io"
	"io/fs"
	"os"
	"time"

	"balise/generator/internal/stamp"
)

// handle is a file being written.
type handle = *os.File

func (osDisk) mkdir(path string, mode fs.FileMode) error { return os.Mkdir(path, mode) }

func (osDisk) create(path string) (handle, error) {
	return os.OpenFile(path, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
}

func (osDisk) write(h handle, _ string, data []byte) (int, error) { return h.Write(data) }

func (osDisk) close(h handle, _ string) error { return h.Close() }

func (osDisk) link(from, to string) error { return os.Link(from, to) }

func (osDisk) rename(from, to string) error { return os.Rename(from, to) }

func (osDisk) unlink(path string) error { return os.Remove(path) }

func (osDisk) rmdir(path string) error { return os.Remove(path) }

// checkWritable cannot tell here without a trace; the first write will.
func checkWritable(string) error { return nil }

// owner is not known here.
func owner(fs.FileInfo) (uid, gid int) { return -1, -1 }

// openItself opens a file for reading, but not what a symbolic link leads to.
func openItself(path string) (*os.File, error) {
	info, err := os.Lstat(path)
	if err == nil && !info.Mode().IsRegular() {
		err = errNotRegular
	}
	if err != nil {
		return nil, err
	}
	return os.Open(path)
}

// holds reports whether path is a plain file with exactly these bytes, and when
// it was written.
func holds(path string, data, buffer []byte) (same bool, modified time.Time) {
	f, info, err := openRegular(path)
	if err != nil {
		return false, modified
	}
	defer f.Close()
	if info.Size() != int64(len(data)) {
		return false, modified
	}
	for len(data) > 0 {
		part := buffer[:min(len(buffer), len(data))]
		if _, err := io.ReadFull(f, part); err != nil || !bytes.Equal(part, data[:len(part)]) {
			return false, modified
		}
		data = data[len(part):]
	}
	return true, info.ModTime()
}

// plain returns the size of the published file name, and when its bytes or all else of it
// changed last, in nanoseconds of Unix time; ok is false if it is no plain file.
func (t *Target) plain(name string) (size, touched int64, ok bool) {
	info, err := os.Lstat(t.at(name))
	if err != nil || !info.Mode().IsRegular() {
		return 0, 0, false
	}
	s := stamp.Of(info)
	return s.Size, max(s.Modified, s.Changed), true
}
