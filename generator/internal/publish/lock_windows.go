package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"golang.org/x/sys/windows"
)

// dirLock is a lock on a folder: a file beside it that nobody else may open and
// that the system removes when its handle goes, whatever ends the process.
// A handle on the folder itself would keep it from being renamed.
type dirLock struct{ file windows.Handle }

// lockDir locks a folder, or returns errLocked at once.
func lockDir(path string) (*dirLock, error) {
	if _, err := os.Stat(path); err != nil {
		return nil, err
	}
	name := filepath.Join(filepath.Dir(path), "."+filepath.Base(path)+".lock")
	wide, err := windows.UTF16PtrFromString(name)
	if err != nil {
		return nil, err
	}
	h, err := windows.CreateFile(wide, windows.GENERIC_READ|windows.GENERIC_WRITE|windows.DELETE, 0, nil, windows.OPEN_ALWAYS,
		windows.FILE_ATTRIBUTE_HIDDEN|windows.FILE_FLAG_DELETE_ON_CLOSE, 0)
	switch {
	case errors.Is(err, windows.ERROR_SHARING_VIOLATION):
		return nil, fmt.Errorf("%s: %w", path, errLocked)
	case err != nil:
		return nil, &os.PathError{Op: "lock", Path: name, Err: err}
	}
	return &dirLock{h}, nil
}

// holds is true: the lock is on the name.
func (l *dirLock) holds(fs.FileInfo) bool { return true }

// release ends the lock. A nil lock has nothing to release.
func (l *dirLock) release() {
	if l != nil {
		windows.CloseHandle(l.file)
	}
}
