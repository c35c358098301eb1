package watch

import "golang.org/x/sys/unix"

// vboxsf is the magic number of VirtualBox's shared folders.
const vboxsf = 0x786f4256

// silentFileSystem names the kind of file system that holds a root, when it is
// one whose changes made elsewhere raise no event here; otherwise it is empty.
func silentFileSystem(root string) string {
	var s unix.Statfs_t
	if unix.Statfs(root, &s) != nil {
		return ""
	}
	switch uint32(s.Type) {
	case unix.NFS_SUPER_MAGIC:
		return "NFS"
	case unix.SMB_SUPER_MAGIC, unix.SMB2_SUPER_MAGIC, unix.CIFS_SUPER_MAGIC:
		return "SMB"
	case unix.V9FS_MAGIC:
		return "9p"
	case unix.FUSE_SUPER_MAGIC:
		return "FUSE"
	case vboxsf:
		return "vboxsf"
	}
	return ""
}
