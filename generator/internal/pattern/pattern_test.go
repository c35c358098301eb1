package pattern_test

import (
	"testing"

	"balise/generator/internal/pattern"
)

func TestLazyCompilesOnce(t *testing.T) {
	digits := pattern.Lazy(`^\d+$`)
	if !digits().MatchString("12") || digits().MatchString("1a") {
		t.Errorf("%v matches something else than digits", digits())
	}
	if digits() != digits() {
		t.Error("each use compiles the expression anew")
	}
}

func TestLazyPanicsWhenUsed(t *testing.T) {
	wrong := pattern.Lazy(`(`)
	defer func() {
		if recover() == nil {
			t.Error("an expression that is none did not panic")
		}
	}()
	wrong()
}
