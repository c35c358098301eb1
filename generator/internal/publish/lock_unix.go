//go:build unix

package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"golang.org/x/sys/unix"
)

// dirLock is a lock on a folder, held through the folder itself: it leaves no
// file behind and ends with the process.
type dirLock struct{ dir *os.File }

// lockDir locks a folder, or returns errLocked at once. Where the file system
// has no locks for folders, as NFS has not, nothing keeps two builds apart.
func lockDir(path string) (*dirLock, error) {
	f, err := os.OpenFile(path, os.O_RDONLY|unix.O_DIRECTORY|unix.O_NOFOLLOW, 0)
	if err != nil {
		return nil, err
	}
	err = unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB)
	switch {
	case errors.Is(err, unix.EWOULDBLOCK):
		f.Close()
		return nil, fmt.Errorf("%s: %w", path, errLocked)
	case err != nil && !isUnsupported(err) && !errors.Is(err, unix.EBADF) && !errors.Is(err, unix.ENOLCK):
		f.Close()
		return nil, &os.PathError{Op: "lock", Path: path, Err: err}
	}
	return &dirLock{f}, nil
}

// holds reports whether the lock is on the folder that info describes.
func (l *dirLock) holds(info fs.FileInfo) bool {
	mine, err := l.dir.Stat()
	return err == nil && os.SameFile(mine, info)
}

// release ends the lock. A nil lock has nothing to release. Closing would not be
// enough: a process being forked may hold the descriptor for a moment more.
func (l *dirLock) release() {
	if l != nil {
		_ = unix.Flock(int(l.dir.Fd()), unix.LOCK_UN)
		l.dir.Close()
	}
}
