package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"text/tabwriter"
	"time"

	"balise/generator/bench/corpus"
	"balise/generator/bench/latency"
)

// runServe measures how long a save takes to show in the preview, and in Hugo's
// when there is a Hugo.
func runServe(ctx context.Context, args []string, out, progress io.Writer) error {
	flags := flag.NewFlagSet("bench serve", flag.ContinueOnError)
	sizes := flags.String("sizes", "1000", "numbers of guides, separated by commas")
	edits := flags.Int("edits", 30, "measured edits of each size")
	balise := flags.String("balise", "", "a ready balise to measure, instead of building ./generator")
	hugo := flags.String("hugo", "hugo", "the hugo to compare with, when it is installed")
	if err := parse(flags, args); err != nil {
		return err
	}
	counts, err := numbers(*sizes)
	if err != nil {
		return err
	}
	if *edits < 1 {
		return usageError{fmt.Sprintf("-edits %d: want at least 1", *edits)}
	}
	dir, err := os.MkdirTemp("", "balise-bench-serve-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if *balise == "" {
		*balise = filepath.Join(dir, "balise")
		if err := command(ctx, "go", "build", "-o", *balise, "balise/generator"); err != nil {
			return err
		}
	}
	if *hugo, err = exec.LookPath(*hugo); err != nil {
		fmt.Fprintln(progress, "no hugo here: Balise is measured alone")
		*hugo = ""
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', 0)
	fmt.Fprintln(table, "guides\tpreview\tfirst page\tsave to text, median\t95 %")
	for _, guides := range counts {
		if err := serveRows(ctx, table, filepath.Join(dir, fmt.Sprint(guides)), guides, *edits, *balise, *hugo); err != nil {
			return err
		}
	}
	return table.Flush()
}

// serveRows measures the previews of one size.
func serveRows(ctx context.Context, table io.Writer, dir string, guides, edits int, balise, hugo string) error {
	c, err := corpus.New(guides, 1)
	if err != nil {
		return err
	}
	site := filepath.Join(dir, "site")
	if err := c.Write(site); err != nil {
		return err
	}
	file, address, err := latency.Guide(site)
	if err != nil {
		return err
	}
	row := func(name, site string, start func(context.Context) (latency.Preview, error)) error {
		o := latency.Options{File: filepath.Join(site, "content", file), Edits: edits, Pause: 400 * time.Millisecond}
		r, err := latency.Measure(ctx, o, start)
		if err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
		ms := func(d time.Duration) string { return fmt.Sprintf("%.0f ms", float64(d.Microseconds())/1000) }
		fmt.Fprintf(table, "%d\t%s\t%s\t%s\t%s\n", guides, name, ms(r.Start), ms(r.Median), ms(r.P95))
		return nil
	}
	if err := row("Balise", site, latency.Balise(balise, site, address)); err != nil || hugo == "" {
		return err
	}
	other := filepath.Join(dir, "hugo")
	if err := c.Write(other); err != nil {
		return err
	}
	if err := latency.ForHugo(other); err != nil {
		return err
	}
	return row("Hugo", other, latency.Hugo(hugo, other, address))
}
