//go:build linux || darwin || freebsd || netbsd

package stamp

import (
	"errors"
	"io/fs"
	"syscall"
)

func identity(info fs.FileInfo) (device, inode uint64, changed int64) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return 0, 0, 0 // not on disk
	}
	return uint64(s.Dev), uint64(s.Ino), changeTime(s)
}

// Names returns how many names a file has; 0 where the system does not say.
func Names(info fs.FileInfo) uint64 {
	if s, ok := info.Sys().(*syscall.Stat_t); ok {
		return uint64(s.Nlink)
	}
	return 0
}

// IsLoop tells whether a file was not found because its symbolic links lead in a
// circle.
func IsLoop(err error) bool { return errors.Is(err, syscall.ELOOP) }
