//go:build !(linux || darwin || freebsd || netbsd)

package stamp

import "io/fs"

// identity knows nothing where the system does not say who a file is.
func identity(fs.FileInfo) (device, inode uint64, changed int64) { return 0, 0, 0 }

// Names returns how many names a file has; the system does not say.
func Names(fs.FileInfo) uint64 { return 0 }

// IsLoop tells whether a file was not found because its symbolic links lead in a
// circle; that does not show here.
func IsLoop(error) bool { return false }
