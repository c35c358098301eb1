//go:build !unix

package guide

import "time"

var started = time.Now()

// processorTime returns how long this program has run, where nothing better is to
// be had.
func processorTime() time.Duration { return time.Since(started) }
