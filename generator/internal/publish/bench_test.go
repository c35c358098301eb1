package publish

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"testing"
)

// benchSite publishes n pages of 16 KB, those below edited with other bytes,
// from as many goroutines as there are processors.
func benchSite(b *testing.B, dir string, n, edited int, mark byte, o Options) {
	target, err := Open(dir, o)
	if err != nil {
		b.Fatal(err)
	}
	defer target.Close()
	page := bytes.Repeat([]byte("some text of a guide"), 16<<10/20)
	workers := runtime.GOMAXPROCS(0)
	var group sync.WaitGroup
	for w := range workers {
		group.Go(func() {
			for i := w; i < n; i += workers {
				data := page
				if i < edited {
					data = append(bytes.Clone(page), mark)
				}
				if err := target.Write(fmt.Sprintf("s%d/guide-%d/index.html", i/25, i), data); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	group.Wait()
	if _, err := target.Commit(); err != nil {
		b.Fatal(err)
	}
}

// BenchmarkPublish measures whole publications, without the sync. The test flag
// -benchtime=5x is enough; TMPDIR says on which disk.
func BenchmarkPublish(b *testing.B) {
	for _, n := range []int{1000, 10_000} {
		b.Run(fmt.Sprintf("fresh/%d", n), func(b *testing.B) {
			for b.Loop() {
				dir := filepath.Join(b.TempDir(), "public")
				benchSite(b, dir, n, 0, 0, Options{NoSync: true})
				b.StopTimer()
				os.RemoveAll(dir)
				b.StartTimer()
			}
		})
		for _, kind := range []struct {
			name   string
			edited int
			o      Options
		}{
			{"unchanged", 0, Options{}},
			{"edit-8", 8, Options{}},
			{"edit-8-in-place", 8, Options{LargeSite: 1000}},
			{"edit-all", n, Options{}},
		} {
			b.Run(fmt.Sprintf("%s/%d", kind.name, n), func(b *testing.B) {
				dir := filepath.Join(b.TempDir(), "public")
				kind.o.NoSync = true
				benchSite(b, dir, n, kind.edited, 0, kind.o)
				mark := byte(0)
				for b.Loop() {
					mark++
					benchSite(b, dir, n, kind.edited, mark, kind.o)
				}
			})
		}
	}
}
