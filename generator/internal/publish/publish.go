// Package publish puts the bytes of a site into its output folder.
//
// A [Target] is one publication. [Open] finds out whether the folder may be
// used, locks it and puts right what a killed build left behind. [Target.Write]
// takes one file of the site at a time, from any number of goroutines;
// [Target.Keep] takes files that are known to be published already.
// [Target.Commit] makes all of them the site at once, and [Target.Close] lets
// the folder go; without a Commit it leaves everything as it was.
//
// # Whole or not at all
//
// Files are staged in a folder beside the output, ".public.tmp-PID". Commit
// completes the staged tree with hard links to what did not change and then
// exchanges the two folders in one system call, so a reader sees the old site or
// the new one and nothing between; a process killed at any moment leaves one of
// the two. Staging begins with the first file that differs: a build that changes
// nothing creates nothing and touches nothing.
//
// Some folders cannot be exchanged: a mount point, one whose parent may not be
// written, one that holds another's files which cannot be linked. These are
// published in place, file by file, pages last and deletions at the very end; so is
// a small change to a large site ([Options.LargeSite]), of which an exchange would
// link every file.
// Each file is whole at any time, but the site is mixed for some milliseconds.
// Copies of what is replaced are kept until the last step, so an error, or the
// next build after a kill, puts the old site back.
//
// # What is ours
//
// The output holds a manifest, ".balise-manifest": name, size and digest of
// each file the last build made. Only what it lists is ever replaced or deleted,
// and deleted only while the bytes are still those we wrote. All else is
// foreign: CNAME, uploads/, symbolic links, a page somebody edited and the site
// no longer makes. Foreign files go over into the new site with inode and date.
// Where the site makes a file that exists as a foreign one, nothing is published
// and the error names it. A folder with files but no manifest is refused, and so
// are the folders nobody means: the root, the home folder, the sources.
//
// Files under "assets/" bear a digest in their name. Those of the last build
// stay for one generation, so a page opened before still finds its style. A
// generation passes when what the site is made of changes, not when the same
// site is built again.
//
// # How it is written
//
// Every call that changes the disk goes through the disk interface, which the
// tests replace by one that fails at the N-th call, or from it on as if killed.
// Reading goes straight to os. The package knows nothing of pages or guides.
package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
	"time"

	"balise/generator/internal/digest"
)

// Options say where an output folder may lie and how it is written. The zero
// value is usable.
type Options struct {
	// Root is the folder of the site: the output may lie in it, but may not be
	// it or contain it. Empty means none.
	Root string
	// Sources are folders that hold sources: the output may neither be one, nor
	// contain one, nor lie inside one. They need not exist.
	Sources []string
	// Cache is a folder that may be deleted at any time, so that the output may not lie
	// in it. Empty means none.
	Cache string
	// NoSync leaves out the wait for the disk before the swap. After a power
	// failure files of the new site may then be empty.
	NoSync bool
	// LargeSite is the number of files from which on a commit that touches fewer
	// than a hundredth of them is made in place, with a journal, instead of by a
	// swap. A swap costs a new folder for every folder of the site; in place, the
	// site is mixed for a moment. 0 means never.
	LargeSite int

	// For tests: as if the folder could not be exchanged, or that and nothing
	// could be made beside it.
	inPlace, inside bool
	disk            disk // nil: the machine's
}

// Stats tell what a commit did.
type Stats struct {
	Written   int // files that are new or changed
	Unchanged int // files left as they were
	Deleted   int // files of earlier builds that are gone
	// Edited names files of the last build that somebody changed since and that
	// this build does not make. They stay, and are foreign from now on.
	Edited []string
}

// Target is one publication into one folder. Write may be called from many
// goroutines; Commit and Close only when no other call runs.
type Target struct {
	given string // the folder as the caller names it, for messages
	path  string // where it really is: absolute, no symbolic link in it
	o     Options
	disk  disk

	lock    *dirLock
	newLock *dirLock    // on the staged tree, taken before it becomes the output
	id      fs.FileInfo // the folder that lock holds
	made    []string    // folders that Open made, outermost first
	inPlace bool        // the folder cannot be exchanged
	inside  bool        // staging has to lie inside the output

	last     manifest
	lastTime time.Time // when last was written

	mu       sync.Mutex
	outputs  map[string]*output
	failed   error // the first failure of a Write
	stage    *stage
	stageErr error
	buffers  sync.Pool // of *[]byte, to compare files
	listed   sync.Map  // the folders in a folder of the output, by its name

	done   bool // committed: the new site is in place
	closed bool
}

// output is a file of the new site.
type output struct {
	size  int64
	sum   digest.Sum
	fresh bool // staged; otherwise the published file is the same
}

// Open prepares to publish into dir, which need not exist. It returns a
// [*RefusedError] when dir may not be used and a [*BusyError] when another build
// is at it. The caller must Close the Target.
func Open(dir string, o Options) (*Target, error) {
	path, err := locate(dir, o)
	if err != nil {
		return nil, err
	}
	t := &Target{given: dir, path: path, o: o, disk: o.disk}
	if t.disk == nil {
		t.disk = osDisk{}
	}
	t.buffers.New = func() any {
		b := make([]byte, 64<<10)
		return &b
	}
	if err := t.begin(); err != nil {
		return nil, errors.Join(t.named(err), t.Close())
	}
	t.outputs = make(map[string]*output, len(t.last))
	return t, nil
}

// begin locks the folder, puts right what earlier builds left, and reads what
// the last one made.
func (t *Target) begin() error {
	if err := t.acquire(); err != nil {
		return err
	}
	if err := t.choosePlace(); err != nil {
		return err
	}
	if err := t.recoverAll(); err != nil {
		return err
	}
	return t.readLast()
}

// Write makes data the file name, slash-separated and relative to the output.
// A file that is there with the same bytes stays untouched. Write does not keep
// data. After an error nothing can be committed.
func (t *Target) Write(name string, data []byte) error {
	if err := t.write(name, data); err != nil {
		return t.fail(err)
	}
	return nil
}

// fail keeps the publication from being committed.
func (t *Target) fail(err error) error {
	err = t.named(err)
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.failed == nil {
		t.failed = err
	}
	return err
}

func (t *Target) write(name string, data []byte) error {
	out, err := t.claim(name)
	if err != nil {
		return err
	}
	out.size = int64(len(data))
	if e, ok := t.last.find(name); ok && e.size == out.size {
		if same, untouched := t.matches(e, data); same {
			out.sum = e.sum
			if !untouched {
				out.sum = digest.Of(data)
			}
			return nil
		}
	}
	out.sum = digest.Of(data)
	out.fresh = true
	s, err := t.staging()
	if err != nil {
		return err
	}
	return s.put(name, data)
}

// claim registers name as an output of this build.
func (t *Target) claim(name string) (*output, error) {
	if err := checkName(name); err != nil {
		return nil, err
	}
	if t.isStageName(firstSegment(name)) {
		return nil, fmt.Errorf("%q is a name Balise keeps for itself", name)
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	out := new(output)
	return out, t.register(name, out)
}

// register enters an output; the caller holds mu.
func (t *Target) register(name string, out *output) error {
	if t.done || t.closed {
		return fmt.Errorf("%q is written after the end of the publication", name)
	}
	if t.outputs[name] != nil {
		return fmt.Errorf("%q is written twice", name)
	}
	t.outputs[name] = out
	return nil
}

// Commit makes what was written the site. When it returns an error the old site
// is in place, byte for byte, unless the error says that the new one is and only
// left-overs remain; the next build removes those.
func (t *Target) Commit() (Stats, error) {
	switch {
	case t.done || t.closed:
		return Stats{}, t.named(errors.New("committed twice or after Close"))
	case t.failed != nil:
		return Stats{}, fmt.Errorf("nothing is published, since a file could not be written: %w", t.failed)
	}
	p, err := t.plan()
	if err != nil {
		return Stats{}, t.named(err)
	}
	if !p.changes {
		t.done = true
		return p.stats, nil
	}
	if err := t.publish(p); err != nil {
		if t.done {
			return p.stats, t.named(fmt.Errorf("the new site is in place, but left-overs remain: %w", err))
		}
		return Stats{}, t.named(err)
	}
	return p.stats, nil
}

// publish carries out p, by a swap where that is possible.
func (t *Target) publish(p *plan) error {
	s, err := t.staging()
	if err != nil {
		return err
	}
	now, err := os.Lstat(t.path)
	if err != nil || !os.SameFile(now, t.id) {
		return errors.New("the output folder was replaced while the build ran")
	}
	whole := !t.inPlace && !t.isSmall(p)
	if whole {
		err = t.swap(s, p)
	}
	if !whole || errors.Is(err, errCannotSwap) {
		err = t.replace(s, p)
	}
	if err == nil {
		err = t.date()
	}
	return err
}

// isSmall reports whether p is so little of a large site that it is made in place.
func (t *Target) isSmall(p *plan) bool {
	touched, all := len(p.fresh)+len(p.drop), len(p.next)
	return t.o.LargeSite > 0 && all >= t.o.LargeSite && touched*100 < all
}

// Close ends the publication and unlocks the folder. What was not committed is
// thrown away. Only the first call does anything, so it can be deferred.
func (t *Target) Close() error {
	if t.closed {
		return nil
	}
	t.closed = true
	var err error
	if t.stage != nil && !t.stage.gone {
		err = t.named(t.stage.resolve(t.path))
		t.stage.lock.release()
	}
	if !t.done && err == nil {
		for i := len(t.made) - 1; i >= 0; i-- {
			if t.disk.rmdir(t.made[i]) != nil {
				break // somebody uses it
			}
		}
	}
	t.newLock.release()
	t.lock.release()
	return err
}

// staging returns the staging folder, which the first call makes.
func (t *Target) staging() (*stage, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.stage == nil && t.stageErr == nil {
		t.stage, t.stageErr = t.newStage()
	}
	return t.stage, t.stageErr
}

// at returns the place of the published file name on this machine.
func (t *Target) at(name string) string { return join(t.path, name) }
