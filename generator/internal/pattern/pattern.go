// Package pattern compiles regular expressions when they are first used: most look for
// mistakes that are rarely made, and together they take a fifth of the time that the
// program needs to start. [Lazy] is all there is.
package pattern

import (
	"regexp"
	"sync"
)

// Lazy returns a function that returns the compiled expression. It may be called by
// several goroutines, and panics if the expression is none.
func Lazy(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}
