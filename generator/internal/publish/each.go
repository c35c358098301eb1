package publish

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// maxWriters bounds the goroutines that change one file system: more wait for
// each other.
const maxWriters = 4

// each calls f for every element of list, on a few goroutines when there are
// many, and returns the error of the earliest element that has one. After an
// error not every element is visited.
func each[T any](list []T, f func(T) error) error {
	workers := min(runtime.GOMAXPROCS(0), maxWriters, 1+len(list)/16)
	var next atomic.Int64
	var mu sync.Mutex
	var first error
	at := len(list)
	work := func() {
		for {
			i := int(next.Add(1)) - 1
			if i >= len(list) {
				return
			}
			if err := f(list[i]); err != nil {
				next.Store(int64(len(list)))
				mu.Lock()
				if i < at {
					at, first = i, err
				}
				mu.Unlock()
			}
		}
	}
	if workers == 1 {
		work()
		return first
	}
	var group sync.WaitGroup
	for range workers {
		group.Go(work)
	}
	group.Wait()
	return first
}
