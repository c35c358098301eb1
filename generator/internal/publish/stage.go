package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
)

// The states of a stage. Each is the name of the one file in the staging folder
// that marks it as ours, so that changing the state is a rename.
const (
	stateNone     = ""                // just made, or just about to go
	stateStaging  = "balise-staging"  // nothing but copies and links in it
	stateSwapping = "balise-swapping" // the old site may be in it
	stateApplying = "balise-applying" // the output may be mixed; the old files are in it
)

// The trees in a staging folder.
const (
	newTree = "new" // what is to be published; after an exchange, the old site
	oldTree = "old" // what was replaced
)

// stageMode is the mode of a staging folder. A private folder with the sticky
// bit is so unusual that an empty one of the right name is known to be ours.
const stageMode = 0o700 | fs.ModeSticky

// markerText is for the person who finds a staging folder.
const markerText = "A build of Balise works here, or was killed here. The next build cleans up.\n"

// stage is a folder in which a site is put together, ".NAME.tmp-PID". It is
// locked while its process lives.
type stage struct {
	disk  disk
	path  string
	lock  *dirLock
	state string
	exact bool     // modes have to be set, since the umask or an ACL takes bits away
	dirs  sync.Map // folders of the new tree that exist
	gone  bool     // removed
}

// tree returns the folder in which the new site is put together.
func (s *stage) tree() string { return join(s.path, newTree) }

// backup returns the folder of what is replaced.
func (s *stage) backup() string { return join(s.path, oldTree) }

// newStage makes the staging folder. With an error it may return a stage, which
// then has to be resolved.
func (t *Target) newStage() (*stage, error) {
	s := &stage{disk: t.disk}
	if err := t.makeStageDir(s); err != nil {
		return nil, err
	}
	if info, err := os.Lstat(s.path); err == nil && info.Mode().Perm() != 0o700 {
		if err := t.disk.chmod(s.path, stageMode); err != nil {
			return s, err
		}
	}
	lock, err := lockDir(s.path)
	if err != nil {
		return s, err
	}
	s.lock = lock
	s.state = stateStaging
	if err := writeFile(t.disk, join(s.path, s.state), []byte(markerText)); err != nil {
		return s, err
	}
	return s, t.makeRoot(s)
}

// makeStageDir makes a folder with a name of its own, beside the output or in it.
func (t *Target) makeStageDir(s *stage) error {
	place := filepath.Dir(t.path)
	if t.inside {
		place = t.path
	}
	for i := 0; ; i++ {
		name := t.stagePrefix() + strconv.Itoa(os.Getpid())
		if i > 0 {
			name += "-" + strconv.Itoa(i)
		}
		s.path = join(place, name)
		err := t.disk.mkdir(s.path, stageMode)
		if i < 100 && errors.Is(err, fs.ErrExist) {
			continue // somebody's folder, not ours
		}
		return err
	}
}

// makeRoot makes the root of the new tree and learns from it whether modes come
// out as asked. It gets the mode and owner of an output folder that was there.
func (t *Target) makeRoot(s *stage) error {
	if err := t.disk.mkdir(s.tree(), 0o755); err != nil {
		return err
	}
	info, err := os.Lstat(s.tree())
	if err != nil {
		return err
	}
	if info.Mode().Perm() != 0o755 {
		s.exact = true
		if err := t.disk.chmod(s.tree(), 0o755); err != nil {
			return err
		}
	}
	if len(t.made) > 0 || t.inPlace {
		return nil
	}
	err = matchDir(t.disk, s.tree(), t.id)
	if err != nil && isForbidden(err) {
		t.inPlace = true
		return nil
	}
	return err
}

// matchDir gives a folder the owner and mode that another has.
func matchDir(d disk, path string, want fs.FileInfo) error {
	have, err := os.Lstat(path)
	if err != nil {
		return err
	}
	uid, gid := owner(want)
	if u, g := owner(have); u != uid || g != gid {
		if err := d.chown(path, uid, gid); err != nil {
			return err
		}
	}
	const bits = fs.ModePerm | fs.ModeSetgid | fs.ModeSetuid | fs.ModeSticky
	if have.Mode()&bits == want.Mode()&bits {
		return nil
	}
	return d.chmod(path, want.Mode()&bits)
}

// enter changes the state of the stage.
func (s *stage) enter(state string) error {
	err := s.disk.rename(join(s.path, s.state), join(s.path, state))
	if err == nil {
		s.state = state
	}
	return err
}

// put makes name in the new tree. It is safe for concurrent use.
func (s *stage) put(name string, data []byte) error {
	path := join(s.tree(), name)
	err := s.ensure(parent(name))
	if err == nil {
		err = writeFile(s.disk, path, data)
	}
	if errors.Is(err, fs.ErrExist) || errors.Is(err, syscall.ENOTDIR) {
		return fmt.Errorf("%q and another file of this build cannot both be: %w", name, err)
	}
	if err != nil || !s.exact {
		return err
	}
	return s.disk.chmod(path, 0o644)
}

// ensure makes dir and the folders above it in the new tree, each once.
func (s *stage) ensure(dir string) error {
	if dir == "" {
		return nil
	}
	if _, ok := s.dirs.Load(dir); ok {
		return nil
	}
	if err := s.ensure(parent(dir)); err != nil {
		return err
	}
	if err := s.mkdir(join(s.tree(), dir)); err != nil && !errors.Is(err, fs.ErrExist) {
		return err
	}
	s.dirs.Store(dir, nil)
	return nil
}

// mkdir makes a folder of the site, of mode 0755 whatever the umask.
func (s *stage) mkdir(path string) error {
	if err := s.disk.mkdir(path, 0o755); err != nil || !s.exact {
		return err
	}
	return s.disk.chmod(path, 0o755)
}

// stagePrefix is how the names of our staging folders begin; the number of the
// process follows.
func (t *Target) stagePrefix() string { return "." + filepath.Base(t.path) + ".tmp-" }

// isStageName reports whether name is one a staging folder of t may have.
func (t *Target) isStageName(name string) bool {
	pid, ok := strings.CutPrefix(name, t.stagePrefix())
	return ok && pid != "" && strings.Trim(pid, "0123456789-") == ""
}

// stagePID returns the process that made a staging folder.
func (t *Target) stagePID(path string) int {
	digits, _, _ := strings.Cut(strings.TrimPrefix(filepath.Base(path), t.stagePrefix()), "-")
	pid, _ := strconv.Atoi(digits)
	return pid
}
