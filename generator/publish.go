package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"time"

	"balise/generator/internal/build"
	"balise/generator/internal/cache"
	"balise/generator/internal/diag"
	"balise/generator/internal/parallel"
	"balise/generator/internal/publish"
	"balise/generator/internal/source"

	"github.com/spf13/cobra"
)

func (a *app) buildCommand() *cobra.Command {
	var f buildFlags
	c := &cobra.Command{
		Use: "build", Short: "Check everything, then publish into public/", Args: cobra.NoArgs,
		Long: "Build checks the whole site and publishes it. With an error anywhere nothing is\npublished and the old site stays as it is. Readers never meet a half-written\nsite, files that are not Balise's stay, and unchanged files keep their dates. What was\nmade is kept in .balise-cache/ beside content/, and saves the next build the work.",
		RunE: func(*cobra.Command, []string) error { return a.build(f) },
	}
	c.Flags().BoolVar(&f.noSync, "no-sync", false, "do not wait for the disk before the new site replaces the old")
	c.Flags().BoolVar(&f.verify, "verify", false, "make the site a second time, without the cache, and publish only if all bytes are the same")
	return c
}

// buildFlags are those of build alone.
type buildFlags struct{ noSync, verify bool }

// outputDir returns the folder to publish into.
func (a *app) outputDir() string {
	if a.output != "" {
		return a.output
	}
	return a.dir("public")
}

// largeSite is the number of files from which on a small change is published in
// place: exchanging the folders would cost a link for every file and a folder for
// every page.
const largeSite = 1500

func (a *app) build(f buildFlags) error {
	started := time.Now()
	if err := a.check(); err != nil {
		return err
	}
	collectSeldom()
	p := publication{app: a, bar: a.progress()}
	defer p.close()
	if err := p.open(f); err != nil {
		return err
	}
	if err := p.run(f.verify); err != nil {
		return err
	}
	collectNoMore()
	var err error
	var stats publish.Stats
	parallel.Both(
		func() { stats, err = p.target.Commit() },
		p.remember, // holds whatever comes of the commit: it is compared with the manifest
	)
	if err != nil {
		return publishError(err)
	}
	a.printProblems(p.problems)
	p.report(stats, time.Since(started))
	return nil
}

// publication is one run of build.
type publication struct {
	*app
	target *publish.Target
	bar    *progress

	input    build.Input
	snapshot *build.Snapshot // nil as long as it was not needed
	guides   int
	parsed   int
	rendered int // pages
	problems diag.List
	remember func() // keeps for the next run what was published
}

// open finds out whether the output folder may be used while it reads the site.
func (p *publication) open(f buildFlags) error {
	var ofTarget, ofInput error
	parallel.Both(
		func() {
			p.target, ofTarget = publish.Open(p.outputDir(), publish.Options{
				Root: p.source, Sources: []string{p.dir("content"), p.dir("layouts"), p.dir("static")}, Cache: p.dir(cacheName),
				NoSync: f.noSync, LargeSite: largeSite,
			})
		},
		func() {
			p.lean = true
			p.openCache(cache.ReadWrite)
			var tree *source.Tree
			var problems diag.List
			if tree, problems, ofInput = p.readOnce(); ofInput == nil {
				p.input = p.app.input(tree, problems, p.bar.step)
			}
		},
	)
	if ofTarget != nil {
		return publishError(ofTarget)
	}
	return ofInput
}

func (p *publication) close() {
	p.bar.stop()
	p.cache.Close()
	if p.target != nil {
		p.target.Close()
	}
}

// Write and Keep make it a build.Publisher.

func (p *publication) Write(name string, data []byte) error {
	p.bar.step()
	return p.target.Write(name, data)
}

func (p *publication) Keep(files ...build.Published) bool {
	list := make([]publish.File, len(files))
	for i, f := range files {
		list[i] = publish.File{Name: f.Name, Size: f.Size, Sum: f.Sum}
	}
	if !p.target.Keep(list...) {
		return false
	}
	for range files {
		p.bar.step()
	}
	return true
}

// run hands the site to the target.
func (p *publication) run(verify bool) error {
	p.bar.phase("reading", len(p.input.Tree.Under("content")))
	if verify {
		if err := p.verify(); err != nil {
			return err
		}
	}
	return p.hand(p)
}

// hand hands the site to a publisher: what changed since it was published last, where
// that is all there is to know, else a site that is linked anew.
func (p *publication) hand(to build.Publisher) error {
	amended, parsed, err := build.Amend(p.input, to)
	if err != nil {
		return publishError(err)
	}
	p.parsed += parsed
	if amended != nil {
		p.guides, p.rendered, p.problems, p.remember = amended.Guides, amended.Rendered, amended.Problems, amended.Remember
		return p.refused(nil)
	}
	if p.snapshot == nil {
		if p.snapshot, err = p.link(p.input); err != nil {
			return err
		}
		p.parsed += p.snapshot.Parsed
	}
	p.guides, p.problems, p.remember = p.snapshot.Site.Len(), p.snapshot.Problems, p.rememberAll
	if err := p.refused(nil); err != nil {
		return err
	}
	p.bar.phase("rendering", p.snapshot.Len())
	rendered, found, err := p.snapshot.Publish(to)
	if err != nil {
		return publishError(err)
	}
	p.rendered = rendered
	return p.refused(found)
}

// refused shows the problems that keep the site from being published, if there are
// any; found are those that only show in pages.
func (p *publication) refused(found diag.List) error {
	problems := p.judged(p.problems)
	if n, _ := problems.Count(); n == 0 && len(found) == 0 {
		p.problems = problems
		return nil
	}
	p.bar.stop()
	if p.snapshot != nil {
		p.snapshot.Remember(nil)
	}
	return p.failed(append(problems, found...).Sorted())
}

// rememberAll keeps for the next run what was published, all of which was handed over.
func (p *publication) rememberAll() {
	if p.memo == nil {
		return
	}
	var files []build.Published
	for _, f := range p.target.Files() {
		files = append(files, build.Published{Name: f.Name, Size: f.Size, Sum: f.Sum})
	}
	p.snapshot.Remember(files)
}

// readOnce takes a picture of the input files for a command that ends soon.
func (a *app) readOnce() (*source.Tree, diag.List, error) {
	tree, problems, err := a.read(a.memo.Before())
	if err == nil {
		size := int64(0)
		for _, f := range tree.Under("content") {
			if !f.IsLazy() {
				size += f.Size
			}
		}
		allowFor(size)
	}
	return tree, problems, err
}

// snapshot reads the site and links it.
func (a *app) snapshot(bar *progress) (*build.Snapshot, error) {
	tree, problems, err := a.readOnce()
	if err != nil {
		return nil, err
	}
	bar.phase("reading", len(tree.Under("content")))
	return a.link(a.input(tree, problems, bar.step))
}

// link makes the snapshot of files that were read once. If one whose text was left for
// later could not be read then, all are read again at once: that tells why.
func (a *app) link(in build.Input) (*build.Snapshot, error) {
	s := build.Next(nil, in)
	if !in.Tree.IsLost() {
		return s, nil
	}
	a.lean = false
	tree, problems, err := a.read(nil)
	if err != nil {
		return nil, err
	}
	in.Tree, in.Problems, in.Lean = tree, problems, false
	return build.Next(nil, in), nil
}

// withSite reads and links the site for a command that publishes nothing.
func (a *app) withSite(f func(*build.Snapshot, *progress) error) error {
	if err := a.check(); err != nil {
		return err
	}
	collectSeldom()
	a.lean = true
	a.openCache(cache.ReadOnly)
	defer a.cache.Close()
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

func (p *publication) report(stats publish.Stats, took time.Duration) {
	if len(p.problems) > 0 {
		fmt.Fprintln(p.stderr)
	}
	output := filepath.ToSlash(p.outputDir())
	fmt.Fprintf(p.stdout, "Published %s as %s in %s/: %d written, %d unchanged, %d deleted; %s parsed, %s rendered. %s, %.2f s.\n",
		count(p.guides, "guide"), count(stats.Written+stats.Unchanged, "file"), output,
		stats.Written, stats.Unchanged, stats.Deleted, count(p.parsed, "guide"), count(p.rendered, "page"), sentence(tally(p.problems)), took.Seconds())
	for _, name := range stats.Edited {
		p.remark(fmt.Sprintf("%s was changed by hand, and the site makes it no more: it stays published, and is yours now",
			filepath.ToSlash(filepath.Join(p.outputDir(), filepath.FromSlash(name)))))
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
