package main

import (
	"errors"
	"strings"
	"testing"
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
