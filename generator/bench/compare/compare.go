// Package compare measures programs that build the same site, one against another.
//
// A comparison is a table of [Scenario]s by [Program]s, for sites of several sizes. A program is a way to build a site; a
// scenario is what happens before and during one measured run: a build into a fresh folder, the same build again. To
// compare one more peer, give one more program; to measure something else, add a scenario to [Scenarios]. Neither needs to
// know the other.
//
// Within a scenario the programs take turns (A B A B …), so that a machine that slows down slows all of them. The first
// program is the yardstick: every row shows its ratio to that program's row of the first scenario, at the same size.
package compare

import (
	"context"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"
)

// Program is something that builds sites.
type Program struct {
	Name string
	// Build gives the command line that builds the site in a folder into another.
	Build func(site, output string) []string
	// Prepare, unless nil, adds to a new copy of the site what the program needs beside content/.
	Prepare func(site string) error
	// Guide gives the file of a guide for scenarios to edit, relative to the site's folder.
	Guide func(site string) (string, error)
	// Layout is the file of the layout that shows guides, relative to the site's folder.
	Layout string
	// Preview measures the median time from a save to its text in the program's preview.
	Preview func(ctx context.Context, site string, guides int) (time.Duration, error)
	// Scenarios names the scenarios it takes part in; empty means all.
	Scenarios []string
}

// Options says what to compare.
type Options struct {
	Programs  []Program  // the first one is the yardstick
	Scenarios []Scenario // the first one gives the yardstick's time
	Sizes     []int      // numbers of guides
	Runs      int        // measured runs of each cell
	// Corpus writes a site of so many guides into a folder. It should do so in another process: the peak memory that
	// the system reports for a command includes what this process had in use when it started it.
	Corpus func(ctx context.Context, guides int, dir string) error
	// Progress is told what is being done.
	Progress io.Writer
}

// Sample is one measured run.
type Sample struct {
	Wall, CPU time.Duration
	Peak      int64 // bytes; 0 where the system does not tell
}

// Row is the samples of one program in one scenario.
type Row struct {
	Guides   int
	Scenario string
	Program  string
	Samples  []Sample
}

// Run compares, in a temporary folder that it removes.
func Run(ctx context.Context, o Options) ([]Row, error) {
	dir, err := os.MkdirTemp(fastFolder(), "balise-bench-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	var rows []Row
	for _, size := range o.Sizes {
		some, err := o.runSize(ctx, dir, size)
		if err != nil {
			return nil, fmt.Errorf("%d guides: %w", size, err)
		}
		rows = append(rows, some...)
	}
	return rows, nil
}

// fastFolder gives a folder in memory where there is one, else the usual temporary folder: disks are noisier than
// processors.
func fastFolder() string {
	const memory = "/dev/shm"
	if info, err := os.Stat(memory); err == nil && info.IsDir() {
		return memory
	}
	return ""
}

// runSize runs every scenario with sites of one size.
func (o *Options) runSize(ctx context.Context, dir string, guides int) ([]Row, error) {
	var benches []*Bench
	defer func() {
		for _, b := range benches {
			os.RemoveAll(b.dir)
		}
	}()
	for i := range o.Programs {
		o.tell("%d guides: corpus for %s", guides, o.Programs[i].Name)
		b, err := newBench(ctx, o, &o.Programs[i], guides, dir)
		if err != nil {
			return nil, err
		}
		benches = append(benches, b)
	}
	var rows []Row
	for _, s := range o.Scenarios {
		some, err := o.runScenario(ctx, s, benches)
		if err != nil {
			return nil, fmt.Errorf("%s: %w", s.Name, err)
		}
		rows = append(rows, some...)
	}
	return rows, nil
}

// runScenario measures one scenario: each program in turn, as many times as there are runs.
func (o *Options) runScenario(ctx context.Context, s Scenario, benches []*Bench) ([]Row, error) {
	var rows []Row
	var players []*Bench
	for _, b := range benches {
		if names := b.program.Scenarios; len(names) == 0 || slices.Contains(names, s.Name) {
			players = append(players, b)
			rows = append(rows, Row{Guides: b.guides, Scenario: s.Name, Program: b.program.Name})
		}
	}
	runs := o.Runs
	if s.Once {
		runs = 1
	}
	for run := range runs {
		for i, b := range players {
			o.tell("%d guides: %s: run %d of %d: %s", b.guides, s.Name, run+1, runs, b.program.Name)
			sample, err := s.Measure(ctx, b)
			if err != nil {
				return nil, fmt.Errorf("%s: %w", b.program.Name, err)
			}
			rows[i].Samples = append(rows[i].Samples, sample)
		}
	}
	return rows, nil
}

// tell says what is being done.
func (o *Options) tell(format string, args ...any) {
	if o.Progress != nil {
		fmt.Fprintln(o.Progress, strings.TrimSpace(fmt.Sprintf(format, args...)))
	}
}
