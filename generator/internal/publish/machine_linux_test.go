package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"golang.org/x/sys/unix"
)

// mounts runs the test in a process that may mount file systems of its own.
func mounts(t *testing.T) bool {
	if os.Geteuid() != 0 {
		t.Skip("needs root")
	}
	return inChild(t, &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS})
}

func mount(t *testing.T, source, dir, kind string, flags uintptr, data string) {
	t.Helper()
	os.MkdirAll(dir, 0o755)
	if err := unix.Mount(source, dir, kind, flags, data); err != nil {
		t.Skipf("SKIP: mount: %v", err)
	}
	t.Cleanup(func() { unix.Unmount(dir, unix.MNT_DETACH) })
}

// TestDiskFull publishes a site too large for its disk.
func TestDiskFull(t *testing.T) {
	if !mounts(t) {
		return
	}
	for _, way := range allWays {
		base := filepath.Join(t.TempDir(), "disk")
		mount(t, "tmpfs", base, "tmpfs", 0, "size=1m")
		dir := filepath.Join(base, "public")
		mustWrite(t, dir, small, way.o)
		lay(t, dir, "CNAME=x.fr")
		large := with(small, site{"index.html": "new"})
		for i := range 100 {
			large[fmt.Sprintf("p%d/index.html", i)] = strings.Repeat("x", 16<<10)
		}
		_, err := write(dir, large, way.o)
		if !errors.Is(err, unix.ENOSPC) {
			t.Errorf("%s: got %v", way.name, err)
		}
		wantSite(t, lookSite(t, dir), with(small, site{"CNAME": "x.fr"}))
		wantAlone(t, dir)
	}
}

// TestMountPoint publishes into a folder on which a file system is mounted, and
// into one that holds such a folder: another, or a part of the same one.
func TestMountPoint(t *testing.T) {
	if !mounts(t) {
		return
	}
	for _, kind := range []string{"tmpfs", "bind"} {
		for _, at := range []string{"public", "public/uploads", "public/guides"} {
			base := t.TempDir()
			dir := filepath.Join(base, "site", "public")
			place := filepath.Join(base, "site", at)
			lay(t, base, "other/")
			s := with(small, site{"guides/index.html": "", "guides/a/index.html": ""})
			if at != "public" {
				mustWrite(t, dir, s, Options{})
			}
			if kind == "tmpfs" {
				mount(t, "tmpfs", place, "tmpfs", 0, "size=1m")
			} else {
				mount(t, filepath.Join(base, "other"), place, "", unix.MS_BIND, "")
			}
			if at == "public/guides" { // our own folder: we cannot, and do no harm
				if _, err := write(dir, small, Options{}); !errors.Is(err, unix.EXDEV) {
					t.Errorf("got %v", err)
				}
				wantSite(t, lookSite(t, dir), s)
				wantAlone(t, dir)
				continue
			}
			mustWrite(t, dir, small, Options{})
			lay(t, dir, "uploads/x=x")
			next := with(small, site{"index.html": "2", "feed.xml": "", "new/a/b.html": "b"})
			mustWrite(t, dir, next, Options{})
			wantSite(t, lookSite(t, dir), with(next, site{"uploads/x": "x"}))
			wantAlone(t, dir)
			if !isMountPoint(place) {
				t.Errorf("%s at %s: no mount point any more", kind, at)
			}
		}
	}
}

// TestReadOnlyDisk publishes to a disk that cannot be written.
func TestReadOnlyDisk(t *testing.T) {
	if !mounts(t) {
		return
	}
	base := t.TempDir()
	dir := filepath.Join(base, "public")
	mustWrite(t, dir, small, Options{})
	mount(t, base, base, "", unix.MS_BIND, "")
	unix.Mount("", base, "", unix.MS_REMOUNT|unix.MS_BIND|unix.MS_RDONLY, "")
	_, err := Open(dir, Options{})
	if !errors.Is(err, unix.EROFS) || !strings.Contains(err.Error(), dir) {
		t.Errorf("got %v", err)
	}
	wantSite(t, lookSite(t, dir), small)
}

// TestAnotherUser publishes as somebody who may not do everything.
func TestAnotherUser(t *testing.T) {
	if os.Geteuid() != 0 {
		t.Skip("needs root to become somebody else")
	}
	if !inChild(t, nil) {
		return
	}
	const nobody = 65534
	base := os.Getenv(childKey) // removed by the parent, as root
	for dir := base; dir != os.TempDir() && dir != "/"; dir = filepath.Dir(dir) {
		os.Chmod(dir, 0o755)
	}
	// Roots folder with our output in it; a foreign file of root's in another; one
	// of root's that everybody may write; one of root's.
	lay(t, base, "locked/public/", "free/", "shared/public/", "closed/public/")
	for _, dir := range []string{"locked/public", "free"} {
		os.Chown(filepath.Join(base, dir), nobody, nobody)
	}
	os.Chmod(filepath.Join(base, "shared"), 0o777)
	os.Chmod(filepath.Join(base, "shared/public"), 0o777)
	out, err := os.OpenFile(filepath.Join(base, "free/roots"), os.O_CREATE, 0o600)
	if err != nil {
		t.Fatal(err)
	}
	out.Close()
	if err := errors.Join(syscall.Setgroups(nil), syscall.Setgid(nobody), syscall.Setuid(nobody)); err != nil {
		t.Skipf("SKIP: %v", err)
	}
	for _, name := range []string{"locked/public", "free/public", "shared/public"} {
		dir := filepath.Join(base, name)
		mustWrite(t, dir, small, Options{})
		os.Rename(filepath.Join(base, "free/roots"), filepath.Join(base, "free/public/roots"))
		owner := stat(t, dir).Sys().(*syscall.Stat_t).Uid
		mustWrite(t, dir, with(small, site{"index.html": "2"}), Options{})
		got := stat(t, dir).Sys().(*syscall.Stat_t).Uid
		if got != owner {
			t.Errorf("%s: the owner of the folder has changed", name)
		}
		if index, _ := os.ReadFile(filepath.Join(dir, "index.html")); string(index) != "2" {
			t.Errorf("%s: not published", name)
		}
	}
	if info := stat(t, filepath.Join(base, "free/public/roots")); info.Sys().(*syscall.Stat_t).Uid != 0 {
		t.Error("a foreign file has another owner")
	}
	_, err = Open(filepath.Join(base, "closed/public"), Options{})
	if !errors.Is(err, fs.ErrPermission) || !strings.Contains(err.Error(), "cannot be written") {
		t.Errorf("got %v", err)
	}
}
