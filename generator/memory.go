package main

import (
	"math"
	"os"
	"runtime/debug"
	"runtime/metrics"
)

// A command that ends soon may take so much memory before it gives its time to
// collecting garbage: leastMemory, or so many bytes for each of the guides' where that is
// more. What stays of a site is about half of it.
const (
	leastMemory   = 400 << 20
	memoryPerByte = 5
)

// collectSeldom settles, for a command that ends soon, when garbage is collected. Who sets
// GOGC or GOMEMLIMIT has the last word.
func collectSeldom() {
	if isMemorySettled() {
		return
	}
	debug.SetGCPercent(400)
	debug.SetMemoryLimit(leastMemory)
}

// allowFor has a command take the memory that guides of so many bytes in all need.
func allowFor(bytes int64) {
	if !isMemorySettled() {
		debug.SetMemoryLimit(max(leastMemory, memoryPerByte*bytes))
	}
}

// collectNoMore is for the end of a command, when what is left to do takes less than
// looking for garbage would.
func collectNoMore() {
	if !isMemorySettled() {
		debug.SetGCPercent(-1)
		debug.SetMemoryLimit(math.MaxInt64)
	}
}

// maxGarbage is how much garbage a preview leaves before it is collected, where the Go
// runtime would leave as much as there is of the site. Of a site so large that this is
// little, it leaves a share.
const (
	maxGarbage       = 400 << 20
	leastGarbageRate = 10 // per cent
)

// collectSoon settles, for a preview whose site stands, that it makes do with the memory
// it has: the heap of a large site would grow to twice the size, and memory that is new
// to a process takes long to get.
func collectSoon() {
	live := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(live)
	if rate := garbageRate(live[0].Value.Uint64()); rate < 100 && !isMemorySettled() {
		debug.SetGCPercent(rate)
	}
}

// garbageRate returns how much garbage a preview leaves, in per cent of what it needs.
func garbageRate(live uint64) int {
	return int(min(100, max(leastGarbageRate, 100*maxGarbage/max(live, 1))))
}

// isMemorySettled tells whether the user says when garbage is collected.
func isMemorySettled() bool { return os.Getenv("GOGC") != "" || os.Getenv("GOMEMLIMIT") != "" }
