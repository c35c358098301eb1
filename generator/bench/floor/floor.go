// Package floor is the yardstick: the least program that makes comparable pages from the corpus, as fast as we know
// how. Balise's build is measured as a ratio to it.
//
// [Build] works in two phases, since a page shows the titles of its neighbours: every guide is read and rendered
// (guide.go, markdown.go), then every page is laid out and written (layout.go, write.go). Both run on all processors.
//
// What makes it fast, and may be learnt from: files are read into buffers that are used again; front matter is scanned
// and never handed to a YAML reader; bare links are looked for only in guides that can hold one; a section's navigation
// is made once and the current page marked in a copy; the frame is appended, not executed; files are read and written by
// plain system calls.
//
// It checks nothing, and makes no tag pages, feed, sitemap or search index. It knows the corpus and no other site:
// sections one folder deep, front matter of one line a key.
package floor

import (
	"runtime"
	"sync"
	"sync/atomic"
)

// Build makes the site of source/content in the folder output, which is created if need be.
func Build(source, output string) error {
	s, err := open(source)
	if err != nil {
		return err
	}
	if err := s.render(); err != nil {
		return err
	}
	return s.write(output)
}

// each calls f for every i below n on all processors. Each goroutine has a number of its own, so that f can keep
// buffers. It gives the first error of the lowest goroutine; after an error that goroutine stops.
func each(n int, f func(goroutine, i int) error) error {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for g := range errs {
		group.Go(func() {
			for errs[g] == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				errs[g] = f(g, i)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
