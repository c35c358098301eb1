//go:build linux || darwin || freebsd || netbsd

package source

import (
	"errors"
	"io/fs"
	"syscall"
	"time"
)

// racyWindow is how long after its last change a file may change again without
// its stamp telling: file systems tick more slowly than programs write.
const racyWindow = 20 * time.Millisecond

// stamp is what a file system says of a file that changes when its bytes do.
type stamp struct {
	size         int64
	mtime, ctime int64 // nanoseconds
	inode        uint64
	settled      bool // the stamp was old enough, when taken, to vouch for the bytes
}

func stampOf(info fs.FileInfo) stamp {
	sys, ok := info.Sys().(*syscall.Stat_t)
	if !ok {
		return stamp{} // not on disk: never vouches for anything
	}
	return stamp{
		size: info.Size(), mtime: info.ModTime().UnixNano(), ctime: changeTime(sys), inode: uint64(sys.Ino),
		settled: time.Since(info.ModTime()) > racyWindow && time.Since(time.Unix(0, changeTime(sys))) > racyWindow,
	}
}

// same tells whether the bytes read under s are those that a file stamped other
// holds now.
func (s stamp) same(other stamp) bool {
	settled := s.settled
	s.settled, other.settled = false, false
	return settled && s == other
}

func isLoop(err error) bool { return errors.Is(err, syscall.ELOOP) }
