package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"balise/generator/internal/build"
	"balise/generator/internal/diag"
	"balise/generator/internal/publish"

	"github.com/spf13/cobra"
)

func (a *app) buildCommand() *cobra.Command {
	var noSync bool
	c := &cobra.Command{
		Use: "build", Short: "Check everything, then publish into public/", Args: cobra.NoArgs,
		Long: "Build checks the whole site and publishes it. With an error anywhere nothing is\npublished and the old site stays as it is. Readers never meet a half-written\nsite, files that are not Balise's stay, and unchanged files keep their dates.",
		RunE: func(*cobra.Command, []string) error { return a.build(noSync) },
	}
	c.Flags().BoolVar(&noSync, "no-sync", false, "do not wait for the disk before the new site replaces the old")
	return c
}

// outputDir returns the folder to publish into.
func (a *app) outputDir() string {
	if a.output != "" {
		return a.output
	}
	return a.dir("public")
}

func (a *app) build(noSync bool) error {
	started := time.Now()
	if err := a.check(); err != nil {
		return err
	}
	target, err := publish.Open(a.outputDir(), publish.Options{
		Root: a.source, Sources: []string{a.dir("content"), a.dir("layouts"), a.dir("static")}, NoSync: noSync,
	})
	if err != nil {
		return publishError(err)
	}
	defer target.Close()
	bar := a.progress()
	defer bar.stop()
	snapshot, err := a.snapshot(bar)
	if err != nil {
		return err
	}
	problems := a.judged(snapshot.Problems)
	if n, _ := problems.Count(); n > 0 {
		bar.stop()
		return a.failed(problems)
	}
	bar.phase("rendering", snapshot.Len())
	found, err := snapshot.Each(func(name string, data []byte) error {
		bar.step()
		return target.Write(name, data)
	})
	bar.stop()
	if err != nil {
		return publishError(err)
	}
	if len(found) > 0 {
		return a.failed(append(problems, found...).Sorted())
	}
	stats, err := target.Commit()
	if err != nil {
		return publishError(err)
	}
	a.printProblems(problems)
	a.report(snapshot, problems, stats, time.Since(started))
	return nil
}

// snapshot reads the site and links it.
func (a *app) snapshot(bar *progress) (*build.Snapshot, error) {
	tree, problems, err := a.read(nil)
	if err != nil {
		return nil, err
	}
	bar.phase("reading", len(tree.Under("content")))
	return a.next(nil, tree, problems, bar.step), nil
}

// withSite reads and links the site for a command that publishes nothing.
func (a *app) withSite(f func(*build.Snapshot, *progress) error) error {
	if err := a.check(); err != nil {
		return err
	}
	bar := a.progress()
	defer bar.stop()
	snapshot, err := a.snapshot(bar)
	if err != nil {
		return err
	}
	return f(snapshot, bar)
}

// failed shows the problems that keep a site from being published.
func (a *app) failed(problems diag.List) error {
	a.printProblems(problems)
	fmt.Fprintf(a.stderr, "\n%s: nothing was published. balise explain CODE tells more.\n", tally(problems))
	return &statusError{code: exitContent}
}

func (a *app) report(s *build.Snapshot, problems diag.List, stats publish.Stats, took time.Duration) {
	if len(problems) > 0 {
		fmt.Fprintln(a.stderr)
	}
	fmt.Fprintf(a.stdout, "Published %s as %s in %s: %d written, %d unchanged, %d deleted. %s, %.2f s.\n",
		count(s.Site.Len(), "guide"), count(len(s.Names()), "file"), filepath.ToSlash(a.outputDir())+"/",
		stats.Written, stats.Unchanged, stats.Deleted, sentence(tally(problems)), took.Seconds())
	for _, name := range stats.Edited {
		a.remark(fmt.Sprintf("%s was changed by hand, and the site makes it no more: it stays published, and is yours now",
			filepath.ToSlash(filepath.Join(a.outputDir(), filepath.FromSlash(name)))))
	}
}

// sentence begins with a capital.
func sentence(s string) string {
	if s[0] >= 'a' && s[0] <= 'z' {
		return string(s[0]-'a'+'A') + s[1:]
	}
	return s
}

// publishError gives an error of package publish its exit status.
func publishError(err error) error {
	var refused *publish.RefusedError
	if errors.As(err, &refused) {
		status := &statusError{code: exitUsage, err: fmt.Errorf("will not publish into %q: it %s", refused.Dir, refused.Reason), hint: refused.Fix}
		if refused.NoFolder {
			status.code = exitMachine
		}
		return status
	}
	return machine(err)
}
