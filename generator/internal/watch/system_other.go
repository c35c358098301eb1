//go:build !linux

package watch

import (
	"os"
	"path/filepath"
)

// silentFileSystem knows of none here: the sweep finds out.
func silentFileSystem(string) string { return "" }

// lstat says what there is under a name in an open folder, a link itself if it is one.
func lstat(folder *os.File, name string) (entry, error) {
	info, err := os.Lstat(filepath.Join(folder.Name(), name))
	if err != nil {
		return entry{}, err
	}
	return entryOf(info), nil
}
