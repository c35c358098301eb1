//go:build !linux

package publish

import "os"

// syncEach waits until each file is on the disk, where there is no call for all
// of them.
func syncEach(files []string) error {
	for _, file := range files {
		f, err := os.OpenFile(file, os.O_RDWR, 0)
		if err != nil {
			return err
		}
		err = f.Sync()
		f.Close()
		if err != nil {
			return err
		}
	}
	return nil
}
