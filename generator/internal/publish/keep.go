package publish

import (
	"maps"
	"os"
	"path"
	"slices"
	"sync/atomic"
	"time"

	"balise/generator/internal/digest"
)

// File is a file of the site.
type File struct {
	Name string
	Size int64 // in bytes
	Sum  digest.Sum
}

// tick is more than a file system's clock runs behind ours. A manifest is dated so
// long before it was complete: what bears an older date was not written since.
const tick = 10 * time.Millisecond

// Keep takes files that are published already, as if each had been written again,
// and tells whether it did: all of them must hold what the manifest and the caller
// say, else none is taken. A file whose size is right and whose dates are older than
// the manifest is taken at its word; others are read. Safe for concurrent use.
func (t *Target) Keep(files ...File) bool {
	var changed atomic.Bool
	_ = each(files, func(f File) error {
		if !changed.Load() && !t.isPublished(f) {
			changed.Store(true)
		}
		return nil
	})
	if changed.Load() {
		return false
	}
	if err := t.take(files); err != nil {
		t.fail(err)
	}
	return true
}

// take registers files that are published.
func (t *Target) take(files []File) error {
	t.mu.Lock()
	defer t.mu.Unlock()
	outputs := make([]output, len(files))
	for i, f := range files {
		outputs[i].size, outputs[i].sum = f.Size, f.Sum
		if err := t.register(f.Name, &outputs[i]); err != nil {
			return err
		}
	}
	return nil
}

// isPublished reports whether a file was published by the last build, and is as it
// was then.
func (t *Target) isPublished(f File) bool {
	e, ok := t.last.find(f.Name)
	if !ok || e.past || e.size != f.Size || e.sum != f.Sum || !t.isOurs(parent(f.Name)) {
		return false
	}
	size, touched, ok := t.plain(f.Name)
	if !ok || size != f.Size {
		return false
	}
	if !t.lastTime.IsZero() && touched < t.lastTime.UnixNano() {
		return true
	}
	sum, _, err := digestOf(t.at(f.Name))
	return err == nil && sum == f.Sum
}

// isOurs is isRealDir for a folder of the output. Each folder is listed once, which
// tells of all folders in it.
func (t *Target) isOurs(dir string) bool {
	if dir == "" {
		return true
	}
	above := parent(dir)
	listed, ok := t.listed.Load(above)
	if !ok {
		listed, _ = t.listed.LoadOrStore(above, folders(t.at(above)))
	}
	return listed.(map[string]bool)[path.Base(dir)] && t.isOurs(above)
}

// folders returns the names of the folders in a folder, but for links to some.
func folders(dir string) map[string]bool {
	names := map[string]bool{}
	entries, err := os.ReadDir(dir)
	if err != nil {
		return names // then nothing in it is taken for ours
	}
	for _, e := range entries {
		if e.IsDir() {
			names[e.Name()] = true
		}
	}
	return names
}

// Files returns what was written or kept so far, sorted by name.
func (t *Target) Files() []File {
	t.mu.Lock()
	defer t.mu.Unlock()
	files := make([]File, 0, len(t.outputs))
	for _, name := range slices.Sorted(maps.Keys(t.outputs)) {
		out := t.outputs[name]
		files = append(files, File{name, out.size, out.sum})
	}
	return files
}

// date dates the manifest, once everything else is as it is to stay.
func (t *Target) date() error {
	return t.disk.chtimes(t.at(manifestName), time.Now().Add(-tick))
}
