package main

import (
	"strings"
	"testing"

	"balise/generator/internal/diag"
)

// Our own sites have nothing to complain of, warnings included. Who publishes ours
// is for its owner to say; until then a strict check fails by that alone.
func TestOwnSitesAreClean(t *testing.T) {
	for _, site := range []string{"..", "testdata/sites/en"} {
		var out, problems strings.Builder
		if status := run([]string{"check", "--strict", "--drafts", "-s", site}, &out, &problems); status > 1 {
			t.Errorf("check --strict -s %s exits %d:\n%s", site, status, problems.String())
		}
		for i, line := range diagnostics(problems.String()) {
			if i%2 == 0 && !(site == ".." && strings.HasSuffix(line, "["+string(diag.PublisherIncomplete)+"]")) {
				t.Errorf("check --strict -s %s: %s", site, line)
			}
		}
	}
}
