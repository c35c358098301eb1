package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"syscall"
	"testing"

	"balise/generator/internal/publish"
)

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left on device") }

// A command whose results cannot be written fails.
func TestResultsThatCannotBeWritten(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, append(goodSite(), smallLayouts(t)...))
	for _, line := range []string{"list", "list --format json", "check", "check --format sarif", "build --no-sync", "new c", "explain", "explain secret", "version", "help"} {
		var stderr strings.Builder
		status := run(append(strings.Fields(line), "-s", dir), full{}, &stderr)
		if status != exitMachine || !strings.Contains(stderr.String(), "no space left on device") {
			t.Errorf("%s: status %d, %q", line, status, stderr.String())
		}
	}
}

// What the author can do about an error of the machine is said behind it.
func TestRemedies(t *testing.T) {
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&publish.BusyError{Dir: "public"}, "wait"},
		{fmt.Errorf("x: %w", &os.PathError{Op: "open", Path: "content", Err: syscall.EACCES}), "give yourself the right"},
		{&os.PathError{Op: "write", Path: "public/a", Err: syscall.ENOSPC}, "make room"},
	} {
		var status *statusError
		if !errors.As(publishError(tt.err), &status) || !strings.HasPrefix(status.hint, tt.want) {
			t.Errorf("%v: got %q, want %q …", tt.err, status.hint, tt.want)
		}
	}
}
