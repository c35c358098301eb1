// Package parallel is the one place where Balise starts goroutines for
// computation: [Map] runs a function for every index and returns the results in
// order, so that no output depends on scheduling. [Later] begins what is needed only
// after other work.
package parallel

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// maxChunk is how many indices a goroutine takes at a time, at most.
const maxChunk = 16

// minTurns is how often each goroutine takes some, if there are so many: at the end the
// others wait for the last one.
const minTurns = 64

// Map returns f(0) … f(n-1), computed on up to GOMAXPROCS goroutines. f must be
// safe for concurrent use. A panic in f is passed on to the caller of Map.
func Map[T any](n int, f func(i int) T) []T {
	results := make([]T, n)
	Do(n, func(i int) { results[i] = f(i) })
	return results
}

// Both calls two functions at the same time and returns when both are done.
func Both(f, g func()) {
	var group sync.WaitGroup
	group.Go(g)
	f()
	group.Wait()
}

// Later starts f and returns at once, with a function that waits for what f returns. A
// panic of f is passed on to who waits.
func Later[T any](f func() T) func() T {
	wait := sync.OnceValue(f)
	go func() {
		defer func() { _ = recover() }() // wait panics again
		wait()
	}()
	return wait
}

// Do calls f(0) … f(n-1) on up to GOMAXPROCS goroutines and returns when all are
// done.
func Do(n int, f func(i int)) {
	workers := min(runtime.GOMAXPROCS(0), n)
	chunk := min(maxChunk, n/(minTurns*max(workers, 1))+1)
	if workers <= 1 {
		for i := range n {
			f(i)
		}
		return
	}
	var next atomic.Int64
	var group sync.WaitGroup
	panics := make(chan any, workers)
	for range workers {
		group.Go(func() {
			defer func() {
				if p := recover(); p != nil {
					panics <- p
				}
			}()
			for {
				from := int(next.Add(int64(chunk))) - chunk
				if from >= n {
					return
				}
				for i := from; i < min(from+chunk, n); i++ {
					f(i)
				}
			}
		})
	}
	group.Wait()
	select {
	case p := <-panics:
		panic(p)
	default:
	}
}
