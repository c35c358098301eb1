package publish

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"balise/generator/internal/digest"
)

// faulty is a disk whose call number at fails.
type faulty struct {
	base disk  // nil: osDisk
	at   int   // 0: none
	err  error // nil: a write is short, other calls succeed
	more int   // how many calls after it fail too

	mu    sync.Mutex
	calls int
	hit   string // the call that failed
}

func (f *faulty) real() disk {
	if f.base == nil {
		return osDisk{}
	}
	return f.base
}

// killed, as the number of calls that fail, is as if the process were killed at
// the first.
const killed = 1 << 30

// strike counts a call and reports whether it is to fail.
func (f *faulty) strike(op, path string) (struck bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.calls++
	struck = f.at > 0 && f.calls >= f.at && f.calls <= f.at+f.more
	if struck && f.hit == "" {
		f.hit = op + " " + path
	}
	return struck
}

func (f *faulty) do(op, path string, real func(disk) error) error {
	if f.strike(op, path) && f.err != nil {
		return &fs.PathError{Op: op, Path: path, Err: f.err}
	}
	return real(f.real())
}

func (f *faulty) create(path string) (h handle, err error) {
	err = f.do("create", path, func(d disk) error { h, err = d.create(path); return err })
	return h, err
}

// write fails after half of the data.
func (f *faulty) write(h handle, path string, data []byte) (int, error) {
	if !f.strike("write", path) {
		return f.real().write(h, path, data)
	}
	n, err := f.real().write(h, path, data[:len(data)/2])
	if f.err == nil || err != nil {
		return n, err
	}
	return n, &fs.PathError{Op: "write", Path: path, Err: f.err}
}

// close closes and then fails.
func (f *faulty) close(h handle, path string) error {
	err := f.real().close(h, path)
	return errors.Join(err, f.do("close", path, func(disk) error { return nil }))
}

func (f *faulty) mkdir(path string, mode fs.FileMode) error {
	return f.do("mkdir", path, func(d disk) error { return d.mkdir(path, mode) })
}

func (f *faulty) link(from, to string) error {
	return f.do("link", to, func(d disk) error { return d.link(from, to) })
}

func (f *faulty) rename(from, to string) error {
	return f.do("rename", to, func(d disk) error { return d.rename(from, to) })
}

func (f *faulty) exchange(a, b string) error {
	return f.do("exchange", b, func(d disk) error { return d.exchange(a, b) })
}

func (f *faulty) unlink(path string) error {
	return f.do("unlink", path, func(d disk) error { return d.unlink(path) })
}

func (f *faulty) rmdir(path string) error {
	return f.do("rmdir", path, func(d disk) error { return d.rmdir(path) })
}

func (f *faulty) chmod(path string, mode fs.FileMode) error {
	return f.do("chmod", path, func(d disk) error { return d.chmod(path, mode) })
}

func (f *faulty) chown(path string, uid, gid int) error {
	return f.do("chown", path, func(d disk) error { return d.chown(path, uid, gid) })
}

func (f *faulty) chtimes(path string, modified time.Time) error {
	return f.do("chtimes", path, func(d disk) error { return d.chtimes(path, modified) })
}

func (f *faulty) sync(dir string, files []string) error {
	return f.do("sync", dir, func(disk) error { return nil })
}

// The sites of the fault tests, and what is foreign in their folder.
var (
	faultOld = site{"index.html": "old home", "a/index.html": "old a", "same/index.html": "same", "gone/index.html": "old gone", "assets/x.1.css": "1"}
	faultNew = site{"index.html": "new home, longer", "a/index.html": "new a", "same/index.html": "same", "new/b/index.html": "new b", "assets/x.2.css": "2"}
	faultLay = []string{"CNAME=x.fr", "uploads/p/q.png=q", "uploads/link -> ../../elsewhere", "same/note.txt=n"}
)

// memoryDir returns a folder for one test that is in memory where there is such:
// some tests make thousands of publications.
func memoryDir(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("/dev/shm", "balise")
	if err != nil {
		return t.TempDir()
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	return dir
}

// faultCase is a folder with the old site, ready for the new one.
type faultCase struct {
	dir      string
	old, new site // what look shows, without the manifest
}

func newFaultCase(t *testing.T) *faultCase {
	t.Helper()
	c := &faultCase{dir: filepath.Join(memoryDir(t), "public")}
	mustWrite(t, c.dir, faultOld, Options{})
	lay(t, c.dir, faultLay...)
	os.Chmod(filepath.Join(c.dir, "uploads"), 0o700)
	c.old = lookSite(t, c.dir)
	c.new = with(with(c.old, faultNew), site{"gone/index.html": ""})
	return c
}

// state names what is in the folder now: "old", "new", or what is wrong.
func (c *faultCase) state(t *testing.T) string {
	t.Helper()
	if !isThere(c.dir) {
		return "missing"
	}
	got := lookSite(t, c.dir)
	maps.DeleteFunc(got, func(name, _ string) bool { return strings.HasPrefix(name, ".public.tmp-") })
	m, _, err := readManifest(c.dir)
	if err != nil {
		return err.Error()
	}
	_, listed := m.find("new/b/index.html")
	switch {
	case maps.Equal(got, c.old) && !listed:
		return "old"
	case maps.Equal(got, c.new) && listed:
		return "new"
	}
	return "mixed:\n" + diff(got, c.new)
}

// settled checks that the next build finds the folder whole, and makes it new.
func (c *faultCase) settled(t *testing.T, o Options) {
	t.Helper()
	o.disk = nil
	target, err := Open(c.dir, o)
	if err != nil {
		t.Fatalf("next build: %v", err)
	}
	if state := c.state(t); state != "old" && state != "new" {
		t.Errorf("after recovery: got site %s", state)
	}
	target.Close()
	wantAlone(t, c.dir)
	mustWrite(t, c.dir, faultNew, o)
	if state := c.state(t); state != "new" {
		t.Errorf("after the next build: got site %s", state)
	}
	wantAlone(t, c.dir)
}

// faultWay is a way to publish, on a disk that may be made faulty.
type faultWay struct {
	name string
	base disk
	o    Options
}

// killedAt publishes a site and stops for good at a call that changes the disk, which it
// returns; "" where there are not so many.
func killedAt(dir string, s site, way faultWay, at int) (hit string) {
	f := &faulty{base: way.base, at: at, err: syscall.EIO, more: killed}
	o := way.o
	o.disk = f
	write(dir, s, o)
	return f.hit
}

// faultWays are the ways to publish, each by a disk to build the faulty one on.
var faultWays = []faultWay{
	{"swap", osDisk{}, Options{}},
	{"rename", noExchange{}, Options{}},
	{"in place", osDisk{}, Options{inPlace: true}},
	{"inside", osDisk{}, Options{inside: true}},
}

// TestFaults lets every call that changes the disk fail in turn.
func TestFaults(t *testing.T) {
	t.Parallel()
	causes := []error{syscall.ENOSPC, syscall.EIO, syscall.EACCES, syscall.EROFS, syscall.EMFILE, syscall.EDQUOT, syscall.EPERM, syscall.EXDEV, nil}
	for _, way := range faultWays {
		t.Run(way.name, func(t *testing.T) {
			for at := 1; ; at++ {
				for i := range 2 { // two causes a call; all come up
					c := newFaultCase(t)
					f := &faulty{base: way.base, at: at, err: causes[(at*2+i)%len(causes)]}
					o := way.o
					o.disk = f
					_, err := write(c.dir, faultNew, o)
					if f.hit == "" {
						if i == 0 && at > 30 {
							return
						}
						t.Fatalf("only %d calls", f.calls)
					}
					what := "call " + f.hit
					state := c.state(t)
					inPlaceAlready := err != nil && strings.Contains(err.Error(), "the new site is in place")
					switch {
					case err == nil && state != "new", err != nil && state != "old" && !(state == "new" && inPlaceAlready):
						t.Fatalf("%s: %v: error %v, but site %s", what, f.err, err, state)
					case err != nil && (!errors.Is(err, f.err) || !strings.Contains(err.Error(), c.dir)):
						t.Errorf("%s: %v: error %v does not name path and cause", what, f.err, err)
					case err == nil && f.err != nil && !isForbidden(f.err) && !strings.HasPrefix(f.hit, "exchange"):
						t.Errorf("%s: %v: no error", what, f.err)
					}
					wantAlone(t, c.dir)
					if t.Failed() {
						t.Fatalf("%s: %v", what, f.err)
					}
				}
			}
		})
	}
}

// TestTwoFaults lets two calls fail, one after the other, so that what puts the
// first right fails too. The next build has to find the old site or the new.
func TestTwoFaults(t *testing.T) {
	t.Parallel()
	for _, way := range faultWays[1:3] {
		for at := 1; ; at++ {
			c := newFaultCase(t)
			f := &faulty{base: way.base, at: at, more: 1, err: []error{syscall.EPERM, syscall.EIO}[at%2]}
			o := way.o
			o.disk = f
			write(c.dir, faultNew, o)
			if f.hit == "" {
				break
			}
			c.settled(t, way.o)
			if t.Failed() {
				t.Fatalf("%s: %v from %s on", way.name, f.err, f.hit)
			}
		}
	}
}

// TestKilledAtEachCall stops at every call that changes the disk, cleaning up
// nothing, and looks at what is left.
func TestKilledAtEachCall(t *testing.T) {
	t.Parallel()
	for _, way := range faultWays {
		t.Run(way.name, func(t *testing.T) {
			for at := 1; ; at++ {
				c := newFaultCase(t)
				hit := killedAt(c.dir, faultNew, way, at)
				if hit == "" {
					break
				}
				switch state := c.state(t); {
				case state == "old" || state == "new":
				case way.name == "rename" && state == "missing":
				case way.o.inPlace || way.o.inside:
				default:
					t.Errorf("got site %s", state)
				}
				c.settled(t, way.o)
				if t.Failed() {
					t.Fatalf("killed at %s", hit)
				}
			}
		})
	}
}

// TestKilledBeforeManifestsChanged is TestKilledAtEachCall for a build of a version whose
// manifests had other digests.
func TestKilledBeforeManifestsChanged(t *testing.T) {
	t.Parallel()
	for _, way := range faultWays {
		for at := 1; ; at++ {
			c := newFaultCase(t)
			hit := killedAt(c.dir, faultNew, way, at)
			if hit == "" {
				break
			}
			makeOld(t, filepath.Dir(c.dir))
			c.settled(t, way.o)
			if t.Failed() {
				t.Fatalf("%s: killed at %s", way.name, hit)
			}
		}
	}
}

// makeOld gives the manifests below a folder the form of old.
func makeOld(t *testing.T, dir string) {
	t.Helper()
	err := filepath.WalkDir(dir, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.Name() != manifestName {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		m, err := parseManifest(data)
		if err != nil {
			return nil // cut short
		}
		text := oldHead
		for _, e := range m {
			word := "now"
			if e.past {
				word = "past"
			}
			for _, made := range []site{faultOld, faultNew} {
				if body, ok := made[e.name]; ok && digest.Of([]byte(body)) == e.sum {
					text += fmt.Sprintf("%s %x %d %s\n", word, sha256.Sum256([]byte(body)), e.size, e.name)
					break
				}
			}
		}
		return os.WriteFile(name, []byte(text+checkSum([]byte(text))), 0o644)
	})
	if err != nil {
		t.Fatal(err)
	}
}

// TestKilledFirstBuild is TestKilledAtEachCall for a folder that is new or holds
// a placeholder.
func TestKilledFirstBuild(t *testing.T) {
	t.Parallel()
	for _, way := range faultWays {
		for _, specs := range [][]string{nil, {"public/.gitignore=*"}} {
			for at := 1; ; at++ {
				base := memoryDir(t)
				dir := filepath.Join(base, "public")
				lay(t, base, specs...)
				hit := killedAt(dir, faultOld, way, at)
				if hit == "" {
					break
				}
				mustWrite(t, dir, faultOld, way.o)
				want := faultOld
				if specs != nil {
					want = with(want, site{".gitignore": "*"})
				}
				wantSite(t, lookSite(t, dir), want)
				wantAlone(t, dir)
				if t.Failed() {
					t.Fatalf("%s, %v: killed at %s", way.name, specs, hit)
				}
			}
		}
	}
}
