package watch

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// TestLimit runs a test of its own in a user namespace that allows few watches.
func TestLimit(t *testing.T) {
	t.Parallel()
	for setting, want := range map[string]string{
		"max_inotify_watches":   "watch limit reached (3 of 6 directories); polling every 0.02 s. Raise fs.inotify.max_user_watches",
		"max_inotify_instances": "watch limit reached (0 of 6 directories); polling every 0.02 s. Raise fs.inotify.max_user_instances",
	} {
		if os.Getenv("BALISE_WATCH_LIMIT") == setting {
			testLimited(t, want)
			return
		}
	}
	if os.Getenv("BALISE_WATCH_LIMIT") != "" {
		return
	}
	for setting, limit := range map[string]int{"max_inotify_watches": 3, "max_inotify_instances": 0} {
		script := fmt.Sprintf(`echo %d >/proc/sys/user/%s || exit 77; exec "$0" -test.run='^TestLimit$' -test.v`, limit, setting)
		cmd := exec.Command("unshare", "-Ur", "sh", "-c", script, os.Args[0])
		cmd.Env = append(os.Environ(), "BALISE_WATCH_LIMIT="+setting)
		out, err := cmd.CombinedOutput()
		if !strings.Contains(string(out), "=== RUN") {
			t.Skipf("no user namespace: %v\n%s", err, out)
		}
		if err != nil {
			t.Errorf("%s: %v\n%s", setting, err, out)
		}
	}
}

func testLimited(t *testing.T, want string) {
	root := t.TempDir()
	for i := range 5 {
		must(t, os.Mkdir(filepath.Join(root, fmt.Sprint("d", i)), 0o755))
	}
	h := start(t, root, func(w *watcher) { w.pace.poll = 20 * time.Millisecond })
	h.remark(want)
	for i := range 5 {
		write(t, filepath.Join(root, fmt.Sprint("d", i), "a.md"), "edited")
		h.seen("an edit in a folder without a watch")
	}
	must(t, os.MkdirAll(filepath.Join(root, "new", "deep"), 0o755))
	write(t, filepath.Join(root, "new", "deep", "a.md"), "new")
	h.seen("a new folder")
	if len(h.remarks) > 0 {
		t.Errorf("a second remark: %q", <-h.remarks)
	}
}
