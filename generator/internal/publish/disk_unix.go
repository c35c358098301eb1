//go:build unix

package publish

import (
	"bytes"
	"errors"
	"io/fs"
	"os"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// handle is a file being written: a bare descriptor, since os.File costs more
// calls than the three a small file needs.
type handle = int

func (osDisk) mkdir(path string, mode fs.FileMode) error { return os.Mkdir(path, mode) }

func (osDisk) create(path string) (handle, error) {
	for {
		h, err := unix.Open(path, unix.O_WRONLY|unix.O_CREAT|unix.O_EXCL|unix.O_NOFOLLOW|unix.O_CLOEXEC, 0o644)
		if err == nil {
			return h, nil
		}
		if !errors.Is(err, unix.EINTR) {
			return -1, &fs.PathError{Op: "create", Path: path, Err: err}
		}
	}
}

func (osDisk) write(h handle, path string, data []byte) (int, error) {
	for {
		n, err := unix.Write(h, data)
		if err == nil {
			return n, nil
		}
		if !errors.Is(err, unix.EINTR) {
			return 0, &fs.PathError{Op: "write", Path: path, Err: err}
		}
	}
}

func (osDisk) close(h handle, path string) error {
	if err := unix.Close(h); err != nil && !errors.Is(err, unix.EINTR) {
		return &fs.PathError{Op: "close", Path: path, Err: err}
	}
	return nil
}

func (osDisk) link(from, to string) error {
	if err := unix.Linkat(unix.AT_FDCWD, from, unix.AT_FDCWD, to, 0); err != nil {
		return &os.LinkError{Op: "link", Old: from, New: to, Err: err}
	}
	return nil
}

// rename is not os.Rename, which refuses a folder as its target.
func (osDisk) rename(from, to string) error {
	if err := unix.Rename(from, to); err != nil {
		return &os.LinkError{Op: "rename", Old: from, New: to, Err: err}
	}
	return nil
}

func (osDisk) unlink(path string) error {
	if err := unix.Unlink(path); err != nil {
		return &fs.PathError{Op: "remove", Path: path, Err: err}
	}
	return nil
}

func (osDisk) rmdir(path string) error {
	if err := unix.Rmdir(path); err != nil {
		return &fs.PathError{Op: "remove", Path: path, Err: err}
	}
	return nil
}

// checkWritable returns why this process may not make files in dir. It asks the
// system and leaves no trace.
func checkWritable(dir string) error {
	if err := unix.Faccessat(unix.AT_FDCWD, dir, unix.W_OK|unix.X_OK, unix.AT_EACCESS); err != nil {
		return &fs.PathError{Op: "write", Path: dir, Err: err}
	}
	return nil
}

// owner returns the user and the group a file belongs to.
func owner(info fs.FileInfo) (uid, gid int) {
	if stat, ok := info.Sys().(*syscall.Stat_t); ok {
		return int(stat.Uid), int(stat.Gid)
	}
	return -1, -1
}

// openItself opens a file for reading, but not what a symbolic link leads to,
// and without waiting for the other end of a pipe.
func openItself(path string) (*os.File, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK, 0)
	if errors.Is(err, unix.ELOOP) || errors.Is(err, unix.EMLINK) || errors.Is(err, unix.ENXIO) {
		return nil, errNotRegular // a link, as Linux or FreeBSD says it, or a socket
	}
	return f, err
}

// holds reports whether path is a plain file with exactly these bytes, and when
// it was written. It is what a build that changes nothing does for each file, so
// it makes four calls and no os.File.
func holds(path string, data, buffer []byte) (same bool, modified time.Time) {
	h, err := unix.Open(path, unix.O_RDONLY|unix.O_NOFOLLOW|unix.O_NONBLOCK|unix.O_CLOEXEC, 0)
	if err != nil {
		return false, modified
	}
	defer unix.Close(h)
	var stat unix.Stat_t
	if unix.Fstat(h, &stat) != nil || stat.Mode&unix.S_IFMT != unix.S_IFREG || stat.Size != int64(len(data)) {
		return false, modified
	}
	for len(data) > 0 {
		n, err := unix.Read(h, buffer[:min(len(buffer), len(data))])
		if errors.Is(err, unix.EINTR) {
			continue
		}
		if err != nil || n <= 0 || !bytes.Equal(buffer[:n], data[:n]) {
			return false, modified
		}
		data = data[n:]
	}
	return true, time.Unix(stat.Mtim.Unix())
}

// plain returns the size of the published file name, and when its bytes or all else of it
// changed last, in nanoseconds of Unix time; ok is false if it is no plain file. It is
// asked of every file of an unchanged site, so the way to it begins in the output.
func (t *Target) plain(name string) (size, touched int64, ok bool) {
	var stat unix.Stat_t
	err := unix.Fstatat(int(t.lock.dir.Fd()), name, &stat, unix.AT_SYMLINK_NOFOLLOW)
	ok = err == nil && stat.Mode&unix.S_IFMT == unix.S_IFREG
	return stat.Size, max(stat.Mtim.Nano(), stat.Ctim.Nano()), ok
}

// onOtherDevice reports whether path and the folder above it lie on different
// devices.
func onOtherDevice(path string) bool {
	var here, above unix.Stat_t
	if unix.Lstat(path, &here) != nil || unix.Stat(path+"/..", &above) != nil {
		return false
	}
	return here.Dev != above.Dev
}
