//go:build !linux && !darwin

package publish

import (
	"errors"
	"os"
)

func (osDisk) exchange(a, b string) error {
	return &os.LinkError{Op: "exchange", Old: a, New: b, Err: errors.ErrUnsupported}
}

func (osDisk) sync(_ string, files []string) error { return syncEach(files) }

// isMountPoint does not know; a rename that fails will tell.
func isMountPoint(string) bool { return false }

func lockHolder(string) int { return 0 }
