package guide

import (
	"testing"

	"balise/generator/internal/diag"
)

func TestFragmentNearCitation(t *testing.T) {
	if _, problems := NewParser(testOptions()).Fragment("Selon [@anssi, p. 12, cela va."); !hasCode(problems, diag.Citation) {
		t.Errorf("a citation that is not closed in a fragment is not reported: %v", problems)
	}
}
