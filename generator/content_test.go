package main

import (
	"strings"
	"testing"
)

// Our own sites have nothing to complain of, warnings included.
func TestOwnSitesAreClean(t *testing.T) {
	for _, site := range []string{"..", "testdata/sites/en"} {
		var out, problems strings.Builder
		if status := run([]string{"check", "--strict", "--drafts", "-s", site}, &out, &problems); status != 0 || problems.Len() > 0 {
			t.Errorf("%s: check --strict exits %d:\n%s", site, status, problems.String())
		}
	}
}
