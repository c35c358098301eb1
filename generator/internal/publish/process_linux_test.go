package publish

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"golang.org/x/sys/unix"
)

// childKey is the environment variable that makes a test run its second half, in
// a process of its own.
const childKey = "BALISE_PUBLISH_CHILD"

// child returns a command that runs the test of this name again, with arg.
func child(t *testing.T, arg string) *exec.Cmd {
	t.Helper()
	name, _, _ := strings.Cut(t.Name(), "/")
	cmd := exec.Command(os.Args[0], "-test.run=^"+name+"$", "-test.count=1")
	cmd.Env = append(os.Environ(), childKey+"="+arg)
	return cmd
}

// inChild runs the test in a process of its own, where childKey names a folder
// for it, and returns false, or returns true in that process.
func inChild(t *testing.T, attr *syscall.SysProcAttr) bool {
	t.Helper()
	if os.Getenv(childKey) != "" {
		return true
	}
	cmd := child(t, t.TempDir())
	cmd.SysProcAttr = attr
	out, err := cmd.CombinedOutput()
	switch {
	case errors.Is(err, fs.ErrPermission):
		t.Skipf("not permitted: %v", err)
	case err != nil:
		t.Errorf("%v\n%s", err, out)
	case strings.Contains(string(out), "SKIP"):
		t.Skipf("%s", out)
	}
	return false
}

// version returns generation n of a site. Every file of it says n.
func version(n int) site {
	s := site{}
	mark := fmt.Sprintf("%08d", n)
	for i := range 30 {
		s[fmt.Sprintf("s%d/p%d/index.html", i%3, i)] = mark + strings.Repeat(".", 500)
	}
	s["index.html"], s["feed.xml"] = mark, mark
	s["same.txt"] = "same"
	s[fmt.Sprintf("odd%d/index.html", n%2)] = mark
	s["assets/s."+mark+".css"] = mark
	return s
}

// wantVersion fails unless dir holds one whole generation, and returns it.
func wantVersion(t *testing.T, dir string) int {
	t.Helper()
	got := lookSite(t, dir)
	n, err := strconv.Atoi(got["index.html"])
	if err != nil {
		t.Fatalf("no generation: %v", err)
	}
	if got["CNAME"] != "x.fr" || got["up"] != "-> ../.." || got["files/a/b"] != "b" {
		t.Error("foreign files are lost")
	}
	for name := range got {
		if strings.HasPrefix(name, "assets/") || name == "CNAME" || name == "up" || name == "files/a/b" {
			delete(got, name)
		}
	}
	want := version(n)
	css := fmt.Sprintf("assets/s.%08d.css", n)
	if !isThere(filepath.Join(dir, css)) {
		t.Errorf("missing %s", css)
	}
	delete(want, css)
	wantSite(t, got, want)
	m, _, err := readManifest(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range m {
		if sum, size, err := digestOf(join(dir, e.name)); err != nil || sum != e.sum || size != e.size {
			t.Errorf("%s is not what the manifest says (%v)", e.name, err)
		}
	}
	return n
}

// publishAgain is what the killed process does.
func publishAgain(dir string, o Options) {
	m, _, _ := readManifest(dir)
	n := len(m)
	if data, err := os.ReadFile(filepath.Join(dir, "index.html")); err == nil {
		n, _ = strconv.Atoi(string(data))
	}
	fmt.Println("ready")
	for start := time.Now(); time.Since(start) < 10*time.Second; { // no longer, should the test be gone
		n++
		if _, err := write(dir, version(n), o); err != nil {
			fmt.Println("error:", err)
			os.Exit(9)
		}
	}
}

// TestKill9 kills a publishing process at a random moment. Every time the old or
// the new site must be there at once; with folders that cannot be exchanged,
// after the next Open.
func TestKill9(t *testing.T) {
	if arg := os.Getenv(childKey); arg != "" {
		way, dir, _ := strings.Cut(arg, ":")
		i, _ := strconv.Atoi(way)
		publishAgain(dir, allWays[i].o)
		return
	}
	t.Parallel()
	for i, way := range allWays {
		t.Run(way.name, func(t *testing.T) {
			t.Parallel()
			dir := filepath.Join(memoryDir(t), "public")
			mustWrite(t, dir, version(1), Options{})
			lay(t, dir, "CNAME=x.fr", "up -> ../..", "files/a/b=b")
			rounds := 7
			if way.name == "swap" {
				rounds = 40
			}
			last := 1
			for range rounds {
				killSoon(t, child(t, fmt.Sprintf("%d:%s", i, dir)))
				if way.name != "swap" {
					target, err := Open(dir, Options{})
					if err != nil {
						t.Fatal(err)
					}
					target.Close()
				}
				n := wantVersion(t, dir)
				if n < last {
					t.Errorf("site went back from %d to %d", last, n)
				}
				last = n
				if t.Failed() {
					return
				}
			}
			mustWrite(t, dir, version(last+1), way.o)
			wantVersion(t, dir)
			wantAlone(t, dir)
			t.Logf("%d kills, %d generations", rounds, last)
		})
	}
}

// killSoon starts cmd and kills it up to 60 ms after it is ready.
func killSoon(t *testing.T, cmd *exec.Cmd) {
	t.Helper()
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	lines := bufio.NewScanner(out)
	if !lines.Scan() || lines.Text() != "ready" {
		t.Errorf("child says %q", lines.Text())
	}
	time.Sleep(time.Duration(rand.IntN(60_000)) * time.Microsecond)
	cmd.Process.Kill()
	for lines.Scan() {
		t.Errorf("child says %q", lines.Text())
	}
	cmd.Wait()
}

// TestReader reads while twelve generations are published, and must never find
// a page missing, empty, cut, or of another generation than its neighbours.
func TestReader(t *testing.T) {
	t.Parallel()
	dir := filepath.Join(t.TempDir(), "public")
	o := Options{} // with the sync
	mustWrite(t, dir, version(100), o)
	stop := make(chan bool)
	var group sync.WaitGroup
	defer group.Wait()
	defer close(stop)
	group.Go(func() {
		read := func(name string) string {
			data, err := os.ReadFile(filepath.Join(dir, name))
			if err != nil {
				t.Error(err)
			}
			return string(data)
		}
		for reads := 0; ; reads++ {
			select {
			case <-stop:
				if reads < 20 {
					t.Errorf("only %d reads", reads)
				}
				return
			default:
			}
			one, page, two := read("index.html"), read(fmt.Sprintf("s%d/p%d/index.html", reads%3, reads%3)), read("index.html")
			if len(page) != 508 || len(one) != 8 || one == two && page[:8] != one {
				t.Errorf("mixed: %q, %.8q of %d, %q", one, page, len(page), two)
			}
		}
	})
	for n := range 12 {
		target, err := Open(dir, o)
		if err != nil {
			t.Fatal(err)
		}
		for name, content := range version(101 + n) {
			target.Write(name, []byte(content))
		}
		if _, err := target.Commit(); err != nil {
			t.Error(err)
		}
		target.Close()
	}
}

// TestBusy has two builds at one folder.
func TestBusy(t *testing.T) {
	if dir := os.Getenv(childKey); dir != "" {
		target, err := Open(dir, Options{})
		if err != nil {
			fmt.Println(err)
			return
		}
		target.Write("index.html", []byte("child"))
		fmt.Println("ready")
		time.Sleep(time.Minute)
	}
	dir := filepath.Join(t.TempDir(), "public")
	mustWrite(t, dir, small, Options{})
	cmd := child(t, dir)
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	bufio.NewReader(out).ReadString('\n')
	_, err := write(dir, small, Options{})
	var busy *BusyError
	if !errors.As(err, &busy) || busy.PID != cmd.Process.Pid || !strings.Contains(err.Error(), strconv.Itoa(busy.PID)) {
		t.Errorf("got %v, want busy with pid %d", err, cmd.Process.Pid)
	}
	// The folder itself is replaced, the other build goes on.
	os.Rename(dir, dir+".away")
	if _, err := write(dir, small, Options{}); !errors.As(err, &busy) {
		t.Errorf("in a new folder of the same name: got %v", err)
	}
	os.RemoveAll(dir)
	os.Rename(dir+".away", dir)
	cmd.Process.Kill()
	cmd.Wait()
	mustWrite(t, dir, small, Options{})
	wantAlone(t, dir)
	wantSite(t, lookSite(t, dir), small)
}

// TestManyBuilders has several builds try at once, over and over.
func TestManyBuilders(t *testing.T) {
	dir := filepath.Join(memoryDir(t), "public")
	mustWrite(t, dir, version(1), Options{})
	lay(t, dir, "CNAME=x.fr", "up -> ../..", "files/a/b=b")
	var group sync.WaitGroup
	for g := range 3 {
		group.Go(func() {
			done := 0
			for i := 0; i < 500 && done < 4; i++ {
				_, err := write(dir, version(10*g+done), Options{})
				var busy *BusyError
				switch {
				case err == nil:
					done++
				case !errors.As(err, &busy):
					t.Error(err)
				default:
					time.Sleep(time.Millisecond)
				}
			}
		})
	}
	group.Wait()
	wantVersion(t, dir)
	wantAlone(t, dir)
}

// TestUmask publishes under several umasks.
func TestUmask(t *testing.T) {
	if !inChild(t, nil) {
		return
	}
	for _, umask := range []int{0, 0o027, 0o077} {
		for _, way := range allWays {
			base := t.TempDir()
			unix.Umask(umask)
			dir := filepath.Join(base, "a", "public")
			mustWrite(t, dir, small, way.o)
			mustWrite(t, dir, with(small, site{"index.html": "2", "new/b/c.html": "c", "guides/a/index.html": ""}), way.o)
			filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
				want := fs.FileMode(0o644)
				if d.IsDir() {
					want = fs.ModeDir | 0o755
				}
				if got := stat(t, path).Mode(); got != want {
					t.Errorf("umask %03o, %s: %s: got mode %v, want %v", umask, way.name, path, got, want)
				}
				return err
			})
			wantAlone(t, dir)
		}
	}
}
