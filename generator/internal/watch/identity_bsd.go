//go:build darwin || freebsd || netbsd

package watch

import (
	"io/fs"
	"syscall"
)

// identity tells two files of one name apart: device and inode.
type identity [2]uint64

// identify returns who a file is and when it last changed in any way.
func identify(info fs.FileInfo) (id identity, ctime int64) {
	s, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return identity{}, 0
	}
	return identity{uint64(s.Dev), uint64(s.Ino)}, s.Ctimespec.Nano()
}
