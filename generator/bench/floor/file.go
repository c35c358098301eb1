package floor

import (
	"errors"
	"io/fs"
	"slices"
	"syscall"
)

// The functions below call the system directly: an os.File costs an allocation, a finalizer and an attempt at
// polling, which a file that is read or written in one go does not need. Measured for a page: 19 µs, against 24 for
// os.WriteFile and 25 for an os.Root.

// readFile reads a file into the buffer, which may be nil, and gives the buffer back, grown if need be.
func readFile(name string, buf []byte) ([]byte, error) {
	fd, err := syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC, 0)
	if err != nil {
		return buf, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	defer syscall.Close(fd)
	buf = slices.Grow(buf[:0], 16<<10)
	for {
		n, err := syscall.Read(fd, buf[len(buf):cap(buf)])
		switch {
		case err != nil:
			return buf, &fs.PathError{Op: "read", Path: name, Err: err}
		case n == 0:
			return buf, nil
		}
		buf = slices.Grow(buf[:len(buf)+n], 512)
	}
}

// writeFile makes a file of the data.
func writeFile(name string, data []byte) error {
	const flags = syscall.O_WRONLY | syscall.O_CREAT | syscall.O_TRUNC | syscall.O_CLOEXEC
	fd, err := syscall.Open(name, flags, 0o666)
	if err != nil {
		return &fs.PathError{Op: "open", Path: name, Err: err}
	}
	for len(data) > 0 && err == nil {
		var n int
		n, err = syscall.Write(fd, data)
		data = data[max(n, 0):]
	}
	if err = errors.Join(err, syscall.Close(fd)); err != nil {
		return &fs.PathError{Op: "write", Path: name, Err: err}
	}
	return nil
}

// mkdir makes a folder unless it is there.
func mkdir(name string) error {
	if err := syscall.Mkdir(name, 0o777); err != nil && !errors.Is(err, fs.ErrExist) {
		return &fs.PathError{Op: "mkdir", Path: name, Err: err}
	}
	return nil
}
