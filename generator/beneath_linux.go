package main

import (
	"errors"
	"io/fs"
	"os"
	"slices"

	"golang.org/x/sys/unix"
)

// beneath reads files in a folder, by names that no symbolic link leads out of it. It
// takes four calls of the system for a file, of which os.Root makes twelve.
type beneath struct{ folder *os.File }

func openBeneath(root *os.Root) (beneath, error) {
	f, err := root.Open(".")
	return beneath{f}, err
}

func (b beneath) close() error { return b.folder.Close() }

// append reads a plain file behind b; ok is false where it is not to be had in this way, for
// whatever reason: a name that no file system takes, a file whose size says nothing of
// what is in it, or that changes meanwhile.
func (b beneath) append(to []byte, name string) (data []byte, ok bool) {
	conn, err := b.folder.SyscallConn()
	if err != nil || !fs.ValidPath(name) {
		return nil, false
	}
	h, failed := -1, error(nil)
	err = conn.Control(func(fd uintptr) {
		h, failed = unix.Openat2(int(fd), name, &unix.OpenHow{
			Flags: unix.O_RDONLY | unix.O_CLOEXEC | unix.O_NONBLOCK, Resolve: unix.RESOLVE_BENEATH | unix.RESOLVE_NO_MAGICLINKS,
		})
	})
	if err != nil || failed != nil {
		return nil, false
	}
	defer unix.Close(h)
	var stat unix.Stat_t
	if unix.Fstat(h, &stat) != nil || stat.Mode&unix.S_IFMT != unix.S_IFREG || stat.Size == 0 {
		return nil, false
	}
	data = slices.Grow(to, int(stat.Size)+1)
	for {
		n, err := unix.Read(h, data[len(to):len(to)+int(stat.Size)+1])
		if errors.Is(err, unix.EINTR) {
			continue
		}
		return data[:len(to)+max(n, 0)], err == nil && int64(n) == stat.Size
	}
}
