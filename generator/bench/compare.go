package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"balise/generator/bench/compare"
	"balise/generator/bench/corpus"
	"balise/generator/bench/latency"
	"balise/layouts"
)

// glossaryTerms is how many terms the glossary has that "balise-terms" links in every guide.
const glossaryTerms = 300

// runCompare measures Balise against the floor and prints the table.
func runCompare(ctx context.Context, args []string, out, progress io.Writer) error {
	flags := flag.NewFlagSet("bench compare", flag.ContinueOnError)
	sizes := flags.String("sizes", "1000", "numbers of guides, separated by commas")
	runs := flags.Int("runs", 5, "measured runs of each program")
	balise := flags.String("balise", "", "a ready balise to measure, instead of building ./generator; \"none\" for the floor alone")
	hugo := flags.String("hugo", "", "a ready hugo to measure, instead of one installed into a temporary folder; \"none\" to do without")
	scenarios := flags.String("scenarios", "", "names of the scenarios to run, separated by commas; all unless given")
	if err := parse(flags, args); err != nil {
		return err
	}
	o := compare.Options{Runs: *runs, Progress: progress}
	var err error
	if o.Sizes, err = numbers(*sizes); err != nil {
		return err
	}
	if *runs < 1 {
		return usageError{fmt.Sprintf("-runs %d: want at least 1", *runs)}
	}
	if o.Scenarios, err = chosen(*scenarios); err != nil {
		return err
	}
	bin, err := os.MkdirTemp("", "balise-bench-bin-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(bin)
	if err := addPrograms(ctx, &o, *balise, bin); err != nil {
		return err
	}
	if err := addHugo(ctx, &o, *hugo, bin); err != nil {
		return err
	}
	rows, err := compare.Run(ctx, o)
	if err != nil {
		return err
	}
	return compare.Table(out, rows)
}

// addPrograms adds the programs to compare, the floor first, and the maker of the corpus. The floor and the corpus are
// this very program, run again.
func addPrograms(ctx context.Context, o *compare.Options, balise, bin string) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	o.Corpus = func(ctx context.Context, guides int, dir string) error {
		return command(ctx, self, "corpus", "-n", strconv.Itoa(guides), "-o", dir)
	}
	o.Programs = []compare.Program{{
		Name:      "floor",
		Build:     func(site, output string) []string { return []string{self, "floor", "-s", site, "-o", output} },
		Scenarios: []string{"cold"},
	}}
	switch balise {
	case "none":
		return nil
	case "":
		balise = filepath.Join(bin, "balise")
		if err := command(ctx, "go", "build", "-o", balise, "balise/generator"); err != nil {
			return err
		}
	}
	build := func(site, output string) []string { return []string{balise, "build", "-s", site, "-o", output} }
	o.Programs = append(o.Programs, compare.Program{
		Name: "balise", Build: build, Prepare: ownLayout, Guide: guideOf, Layout: "layouts/guide.html",
		Preview: preview(func(site, address string) start { return latency.Balise(balise, site, address) }),
	}, compare.Program{
		Name: "balise-terms", Build: build, Scenarios: []string{"cold"},
		Prepare: func(site string) error { return corpus.WriteGlossary(site, glossaryTerms) },
	})
	return nil
}

// ownLayout gives a site a layout of its own for guides, for a scenario to edit: the theme's.
func ownLayout(site string) error {
	text, err := layouts.FS.ReadFile("guide.html")
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Join(site, "layouts"), 0o777); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(site, "layouts", "guide.html"), text, 0o666)
}

// guideOf gives the file of a guide in the middle of a site.
func guideOf(site string) (string, error) {
	file, _, err := latency.Guide(site)
	return filepath.Join("content", file), err
}

// start starts the preview of a site.
type start = func(context.Context) (latency.Preview, error)

// Edits that are measured in a preview: fewer where each takes longer than a build.
const (
	manyEdits, fewEdits = 20, 3
	manyGuides          = 5000
)

// preview measures a preview; of gives what starts it for the page at an address.
func preview(of func(site, address string) start) func(context.Context, string, int) (time.Duration, error) {
	return func(ctx context.Context, site string, guides int) (time.Duration, error) {
		file, address, err := latency.Guide(site)
		if err != nil {
			return 0, err
		}
		edits := manyEdits
		if guides >= manyGuides {
			edits = fewEdits
		}
		r, err := latency.Measure(ctx, latency.Options{File: filepath.Join(site, "content", file), Edits: edits, Pause: 400 * time.Millisecond}, of(site, address))
		return r.Median, err
	}
}

// hugoModule is the newest Hugo that Go 1.26 builds.
const hugoModule = "github.com/gohugoio/hugo@v0.165.0"

// addHugo adds Hugo, which is installed into a folder unless there is one already. Where it cannot be installed the
// others are compared without it.
func addHugo(ctx context.Context, o *compare.Options, hugo, bin string) error {
	switch hugo {
	case "none":
		return nil
	case "":
		fmt.Fprintln(o.Progress, "installing", hugoModule)
		install := exec.CommandContext(ctx, "go", "install", hugoModule)
		install.Env = append(os.Environ(), "GOBIN="+bin, "GOFLAGS=")
		if output, err := install.CombinedOutput(); err != nil {
			fmt.Fprintf(o.Progress, "no Hugo in the table, since it could not be installed: %v\n%s", err, output)
			return nil
		}
		hugo = filepath.Join(bin, "hugo")
	}
	o.Programs = append(o.Programs, compare.Program{
		Name: "hugo",
		Build: func(site, output string) []string {
			return []string{hugo, "build", "--quiet", "-s", site, "-d", output}
		},
		Prepare: latency.ForHugo, Guide: guideOf, Layout: "layouts/_default/baseof.html",
		Preview: preview(func(site, address string) start { return latency.Hugo(hugo, site, address) }),
	})
	return nil
}

// command runs a command that is not measured.
func command(ctx context.Context, name string, args ...string) error {
	if output, err := exec.CommandContext(ctx, name, args...).CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%s", name, strings.Join(args, " "), err, output)
	}
	return nil
}

// numbers reads a list of numbers of guides.
func numbers(list string) ([]int, error) {
	var sizes []int
	for s := range strings.SplitSeq(list, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(s))
		if err != nil || n < 1 {
			return nil, usageError{fmt.Sprintf("-sizes %s: %q is not a number of guides", list, s)}
		}
		sizes = append(sizes, n)
	}
	return sizes, nil
}

// chosen gives the scenarios of a list of names.
func chosen(list string) ([]compare.Scenario, error) {
	all := compare.Scenarios()
	if list == "" {
		return all, nil
	}
	var some []compare.Scenario
	for name := range strings.SplitSeq(list, ",") {
		before := len(some)
		for _, s := range all {
			if s.Name == strings.TrimSpace(name) {
				some = append(some, s)
			}
		}
		if len(some) == before {
			return nil, usageError{fmt.Sprintf("-scenarios %s: no scenario %q", list, name)}
		}
	}
	return some, nil
}
