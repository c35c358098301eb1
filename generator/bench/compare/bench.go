package compare

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// Bench is one program at work on its own copy of the site. Scenarios measure through it.
type Bench struct {
	program *Program
	guides  int
	dir     string
	own     []string // entries of the site's folder before the program was run
	warm    bool     // the output is a build of the site as it was
	edits   int      // made to the site so far
}

// newBench makes a copy of the site for the program, below parent.
func newBench(ctx context.Context, o *Options, p *Program, guides int, parent string) (*Bench, error) {
	b := &Bench{program: p, guides: guides, dir: filepath.Join(parent, fmt.Sprintf("%d-%s", guides, p.Name))}
	if err := os.Mkdir(b.dir, 0o777); err != nil {
		return nil, err
	}
	if err := o.Corpus(ctx, guides, b.Site()); err != nil {
		return nil, fmt.Errorf("making the corpus: %w", err)
	}
	if p.Prepare != nil {
		if err := p.Prepare(b.Site()); err != nil {
			return nil, fmt.Errorf("preparing the site for %s: %w", p.Name, err)
		}
	}
	entries, err := os.ReadDir(b.Site())
	for _, entry := range entries {
		b.own = append(b.own, entry.Name())
	}
	return b, err
}

// Site gives the folder of the program's copy of the site.
func (b *Bench) Site() string { return filepath.Join(b.dir, "site") }

// Output gives the folder the program publishes into.
func (b *Bench) Output() string { return filepath.Join(b.dir, "public") }

// cache gives the folder for whatever the program keeps for itself.
func (b *Bench) cache() string { return filepath.Join(b.dir, "cache") }

// Forget removes all that earlier builds left: the output, what lies beside it, the caches, and what was added to the
// site.
func (b *Bench) Forget() error {
	b.warm = false
	return errors.Join(removeExcept(b.dir, []string{"site"}), removeExcept(b.Site(), b.own))
}

// removeExcept empties a folder save for the entries named.
func removeExcept(dir string, keep []string) error {
	entries, err := os.ReadDir(dir)
	for _, entry := range entries {
		if !slices.Contains(keep, entry.Name()) {
			err = errors.Join(err, os.RemoveAll(filepath.Join(dir, entry.Name())))
		}
	}
	return err
}

// Build runs the program once, in a process of its own, and measures it. A build that publishes fewer pages than there
// are guides is an error, lest a program that does nothing look fast.
func (b *Bench) Build(ctx context.Context) (Sample, error) {
	args := b.program.Build(b.Site(), b.Output())
	cmd := exec.CommandContext(ctx, args[0], args[1:]...)
	cmd.Env = append(os.Environ(), "XDG_CACHE_HOME="+b.cache(), "NO_COLOR=1")
	var messages bytes.Buffer
	cmd.Stderr = &messages
	start := time.Now()
	err := cmd.Run()
	wall := time.Since(start)
	if err != nil {
		return Sample{}, fmt.Errorf("%s: %w\n%s", strings.Join(args, " "), err, firstLines(messages.String(), 10))
	}
	pages, err := b.countPages()
	if err != nil {
		return Sample{}, err
	}
	if pages < b.guides {
		return Sample{}, fmt.Errorf("%s: published %d pages of %d guides", strings.Join(args, " "), pages, b.guides)
	}
	b.warm = true
	state := cmd.ProcessState
	return Sample{Wall: wall, CPU: state.UserTime() + state.SystemTime(), Peak: peakMemory(state)}, nil
}

// Warm makes sure that there is an output of the site as it is, so that a scenario can start from it.
func (b *Bench) Warm(ctx context.Context) error {
	if b.warm {
		return nil
	}
	_, err := b.Build(ctx)
	return err
}

// countPages counts the HTML files in the output.
func (b *Bench) countPages() (int, error) {
	pages := 0
	err := filepath.WalkDir(b.Output(), func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && filepath.Ext(name) == ".html" {
			pages++
		}
		return err
	})
	return pages, err
}

// firstLines cuts a text after so many lines.
func firstLines(text string, n int) string {
	lines := strings.SplitAfterN(strings.TrimSpace(text), "\n", n+1)
	if len(lines) > n {
		lines[n] = "…"
	}
	return strings.Join(lines, "")
}
