package watch

import (
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"
)

var (
	rounds = flag.Int("torture", 25, "rounds of torture for each seed")
	seeds  = flag.Int("seeds", 2, "seeds of torture")
)

// torturer does to a tree what authors, editors and version control do.
type torturer struct {
	t     *testing.T
	root  string
	rand  *rand.Rand
	count int
}

// text is never the same twice.
func (r *torturer) text() []byte {
	r.count++
	return fmt.Appendf(nil, "text %d\n%0*d\n", r.count, 1+r.rand.IntN(3000), r.count)
}

// folder is one that exists now, the root among them.
func (r *torturer) folder() string {
	folders := []string{r.root}
	for name := range read(r.root) {
		folders = append(folders, filepath.Dir(name))
	}
	slices.Sort(folders)
	return folders[r.rand.IntN(len(folders))]
}

// file is one that exists now, or a new one.
func (r *torturer) file() string {
	var files []string
	for name := range read(r.root) {
		files = append(files, name)
	}
	if len(files) == 0 || r.rand.IntN(4) == 0 {
		return filepath.Join(r.folder(), fmt.Sprintf("f%d.md", r.rand.IntN(12)))
	}
	slices.Sort(files)
	return files[r.rand.IntN(len(files))]
}

func (r *torturer) write(name string) {
	os.MkdirAll(filepath.Dir(name), 0o755)
	must(r.t, os.WriteFile(name, r.text(), 0o644))
}

// round does one thing. What the names of the moment do not allow fails, and
// counts as nothing.
func (r *torturer) round() string {
	switch r.rand.IntN(11) {
	case 0:
		r.write(r.file())
		return "write"
	case 1: // as sed -i and most editors save
		name := r.file()
		r.write(name + ".tmp")
		os.Rename(name+".tmp", name)
		return "write beside and rename"
	case 2: // as vim saves: a probe, a backup, a new file
		name := r.file()
		os.WriteFile(filepath.Join(filepath.Dir(name), "4913"), nil, 0o644)
		os.Remove(filepath.Join(filepath.Dir(name), "4913"))
		os.Rename(name, name+"~")
		r.write(name)
		os.Remove(name + "~")
		return "backup, write, remove the backup"
	case 3: // in two halves
		name := r.file()
		os.MkdirAll(filepath.Dir(name), 0o755)
		f, err := os.Create(name)
		must(r.t, err)
		f.Write(r.text())
		time.Sleep(time.Duration(r.rand.IntN(40)) * time.Millisecond)
		f.Write(r.text())
		f.Close()
		return "write in two halves"
	case 4:
		os.Rename(r.file(), filepath.Join(r.folder(), fmt.Sprintf("m%d.md", r.rand.IntN(12))))
		return "move a file"
	case 5:
		os.Remove(r.file())
		return "remove a file"
	case 6:
		r.write(filepath.Join(r.folder(), fmt.Sprintf("d%d", r.rand.IntN(4)), fmt.Sprintf("e%d", r.rand.IntN(3)), "new.md"))
		return "new folders and a file in them at once"
	case 7:
		from := r.folder()
		if to := filepath.Join(r.root, fmt.Sprintf("r%d", r.rand.IntN(4))); from != r.root && os.Rename(from, to) == nil {
			r.write(filepath.Join(to, "after.md"))
		}
		return "rename a folder and write into it"
	case 8:
		a, b, between := r.folder(), r.folder(), filepath.Join(r.root, "between")
		if a != r.root && b != r.root && os.Rename(a, between) == nil {
			os.Rename(b, a)
			os.Rename(between, b)
		}
		return "swap two folders"
	case 9:
		if dir := r.folder(); dir != r.root {
			os.RemoveAll(dir)
		}
		return "remove a folder"
	default:
		if from := r.folder(); from != r.root {
			os.CopyFS(filepath.Join(r.root, fmt.Sprintf("c%d", r.count)), os.DirFS(from))
			r.count++
		}
		return "copy a folder"
	}
}

// clear removes all folders.
func (r *torturer) clear() {
	entries, err := os.ReadDir(r.root)
	must(r.t, err)
	for _, e := range entries {
		if e.IsDir() {
			os.RemoveAll(filepath.Join(r.root, e.Name()))
		}
	}
}

// torture does so many rounds and waits after each until a call saw what there is
// now. It logs how long that took.
func torture(t *testing.T, start func(*testing.T, string, func(*watcher)) *watched, prepare func(*watcher)) {
	for seed := range *seeds {
		t.Run(fmt.Sprint("seed ", seed), func(t *testing.T) {
			root := t.TempDir()
			r := &torturer{t: t, root: root, rand: rand.New(rand.NewPCG(uint64(seed), 7))}
			r.write(filepath.Join(root, "a", "b", "c.md"))
			h := start(t, root, prepare)
			var took []time.Duration
			last := read(root)
			for i := range *rounds {
				what, now := r.round(), read(root)
				for maps.Equal(now, last) {
					what, now = r.round(), read(root)
				}
				if len(now) > 150 {
					r.clear()
					what, now = "remove nearly everything", read(root)
				}
				began := time.Now()
				h.await(fmt.Sprintf("round %d: %s", i, what), now)
				took, last = append(took, time.Since(began)), now
			}
			slices.Sort(took)
			t.Logf("%d rounds: seen after %v at the middle, %v at 95 %%", len(took), took[len(took)/2], took[len(took)*95/100])
		})
	}
}

// No change is lost, with events alone.
func TestTorture(t *testing.T) {
	torture(t, start, func(w *watcher) { w.pace.quiet = 25 * time.Millisecond })
}

// Nor where the caller settles what it can by the names in the events.
func TestTortureSettling(t *testing.T) {
	torture(t, startSettling, func(w *watcher) { w.pace.quiet = 25 * time.Millisecond })
}

// Nor without events.
func TestTorturePolling(t *testing.T) {
	torture(t, start, func(w *watcher) {
		w.deaf, w.pace.sweep, w.pace.poll = true, 20*time.Millisecond, 20*time.Millisecond
	})
}
