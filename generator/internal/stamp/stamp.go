// Package stamp tells, by what a file system says of a file, whether it is still
// the same file with the same bytes.
package stamp

import (
	"io/fs"
	"time"
)

// racyWindow is how long after its last change a file may change again without
// its stamp telling: file systems tick more slowly than programs write.
const racyWindow = 20 * time.Millisecond

// Stamp is what a file system says of a file that changes when its bytes do. Two
// are equal, by ==, when nothing tells the files apart.
type Stamp struct {
	Device, Inode     uint64 // which file; 0 where the system does not say
	Size              int64  // in bytes
	Modified, Changed int64  // its bytes and all of it, in nanoseconds of Unix time; Changed is 0 where the system does not say
}

// Of returns the stamp of a file, a link itself when it is one.
func Of(info fs.FileInfo) Stamp {
	s := Stamp{Size: info.Size(), Modified: info.ModTime().UnixNano()}
	s.Device, s.Inode, s.Changed = identity(info)
	return s
}

// Vouches tells whether a stamp taken at now or later stands for the bytes that
// were read under it: the system tells files apart, and another change would
// show.
func (s Stamp) Vouches(now time.Time) bool { return s.Inode != 0 && !s.Racy(now) }

// Racy tells whether the file changed so short a time before now that a further
// change may leave the stamp as it is.
func (s Stamp) Racy(now time.Time) bool {
	return now.UnixNano()-max(s.Modified, s.Changed) <= int64(racyWindow)
}
