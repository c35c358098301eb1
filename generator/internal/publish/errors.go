package publish

import (
	"errors"
	"fmt"
)

// RefusedError says that a folder may not be the output, or that it holds
// something a build would have to overwrite. Nothing was touched.
type RefusedError struct {
	Dir    string // the folder, as the caller named it
	Reason string // completes "DIR …"
	Fix    string // what to do
	// NoFolder says that there is something else where the folder should be: a
	// file, or a link to nothing.
	NoFolder bool
}

// Error returns the reason and the remedy.
func (e *RefusedError) Error() string {
	return fmt.Sprintf("will not publish into %q: it %s; %s", e.Dir, e.Reason, e.Fix)
}

// BusyError says that another build is publishing into the folder.
type BusyError struct {
	Dir string // the folder, as the caller named it
	PID int    // the other process; 0 when it cannot be known
}

// Error names the other process when it is known.
func (e *BusyError) Error() string {
	if e.PID == 0 {
		return fmt.Sprintf("another build is publishing into %q", e.Dir)
	}
	return fmt.Sprintf("another build is publishing into %q (pid %d)", e.Dir, e.PID)
}

// errCannotSwap says that this folder has to be published in place.
var errCannotSwap = errors.New("the folder cannot be exchanged")

// named puts the output folder in front of err, unless err names it already.
func (t *Target) named(err error) error {
	var refused *RefusedError
	var busy *BusyError
	if err == nil || errors.As(err, &refused) || errors.As(err, &busy) {
		return err
	}
	return fmt.Errorf("publish into %q: %w", t.given, err)
}

// refuse returns the error for t's folder.
func (t *Target) refuse(fix, reason string, args ...any) error {
	return &RefusedError{Dir: t.given, Reason: fmt.Sprintf(reason, args...), Fix: fix}
}
