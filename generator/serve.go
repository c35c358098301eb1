package main

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"syscall"

	"balise/generator/internal/build"
	"balise/generator/internal/cache"
	"balise/generator/internal/diag"
	"balise/generator/internal/serve"
	"balise/generator/internal/source"
	"balise/generator/internal/watch"

	"github.com/spf13/cobra"
)

const defaultPort = 4040

func (a *app) serveCommand() *cobra.Command {
	var f serveFlags
	c := &cobra.Command{
		Use: "serve", Short: "Preview the site with live reload", Args: cobra.NoArgs,
		Long: "Serve previews the site on this machine alone, drafts included, and follows\nevery save: what changed is put into the page you look at, which otherwise stays as\nyou left it, and the problems of the whole site are shown over it. It writes nothing\ninto the output folder.",
		RunE: func(c *cobra.Command, _ []string) error {
			a.drafts = true
			f.asked = c.Flags().Changed("port")
			return a.serve(f)
		},
	}
	c.Flags().IntVar(&f.port, "port", defaultPort, "port to listen on; without it the next free one is taken when 4040 is busy")
	c.Flags().BoolVar(&f.open, "open", false, "open the site in a browser")
	c.Flags().StringVar((*string)(&f.editor), "editor", os.Getenv("BALISE_EDITOR"), "address that opens a problem in your editor, such as\nvscode://file{path}:{line}:{column} (default $BALISE_EDITOR)")
	c.Flags().BoolVar(&f.still, "still", false, "never scroll to an edit that is out of sight")
	return c
}

// serveFlags are those of serve alone.
type serveFlags struct {
	port        int
	asked       bool // for that port and no other
	open, still bool
	editor      editor
}

// preview is a running serve: the newest snapshot and the server that shows it.
type preview struct {
	*app
	server   *serve.Server
	tree     *source.Tree
	snapshot *build.Snapshot
	rendered *build.Snapshot // the snapshot whose pages were last rendered
	seen     *build.Snapshot // the one that pages come from: the last without errors, if there was one
	good     bool            // there was one
	behind   bool            // the files could not be read when they changed last
	printed  string          // the problems last printed
	news     news            // what the last save did to the pages
}

func (a *app) serve(f serveFlags) error {
	if err := cmp.Or(a.check(), f.editor.check()); err != nil {
		return err
	}
	if f.port < 0 || f.port > serve.MaxPort {
		return wrong(fmt.Sprintf("a port is a number from 1 to %d", serve.MaxPort), "--port cannot be %d", f.port)
	}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	listeners, port, err := serve.Listen(f.port, f.asked)
	if err != nil {
		return &statusError{code: exitMachine, err: err, hint: "choose another port with --port, or leave it out"}
	}
	address := fmt.Sprintf("http://localhost:%d/", port)
	p := &preview{app: a, server: serve.New(serve.Options{Log: a.remark, Edit: a.edit(f.editor), Still: f.still})}
	a.openCache(cache.ReadWrite)
	defer a.cache.Close()
	if err := p.refresh(); err != nil {
		return err
	}
	p.snapshot.Remember(nil)
	a.cache.Freeze() // it is for the beginning: from here on snapshots follow each other
	problems := p.judged(p.snapshot.Problems)
	p.show(problems, true) // at once: the pages are rendered as soon as the watch stands
	fmt.Fprintf(a.stdout, "Serving %s at %s, %s. Ctrl-C stops.\n", count(p.snapshot.Site.Len(), "guide"), address, tally(problems))
	if f.open {
		openBrowser(address, a.remark)
	}
	watching := make(chan error, 1)
	go func() {
		watching <- watch.Watch(ctx, watch.Options{
			Roots: a.watched(), Ignore: a.ignored(), Saved: p.saved, Notice: a.remark,
		}, p.changed)
	}()
	err = p.server.Serve(ctx, listeners...)
	stop()
	if watchErr := <-watching; err == nil && !errors.Is(watchErr, context.Canceled) {
		err = watchErr
	}
	if err != nil {
		return machine(err)
	}
	return nil
}

// remark prints one line for the author.
func (a *app) remark(line string) { fmt.Fprintln(a.stderr, "balise:", line) }

// ignored returns a function that tells whether a change below a name says nothing
// about the site. An output folder that holds what the site is made of is none, which
// build says.
func (a *app) ignored() func(name string) bool {
	output, err := filepath.Abs(a.outputDir())
	none := err != nil || slices.ContainsFunc(a.watched(), func(root string) bool {
		root, err := filepath.Abs(root)
		return err == nil && isBelow(root, output)
	})
	return func(name string) bool {
		return source.Ignored(filepath.Base(name)) || !none && isBelow(name, output)
	}
}

// watched returns the folders whose changes count.
func (a *app) watched() []string {
	return []string{a.dir("content"), a.dir("layouts"), a.dir("static")}
}

// isBelow tells whether a name is that of a folder or of something in it. Both
// are absolute.
func isBelow(name, dir string) bool {
	return name == dir || strings.HasPrefix(name, strings.TrimSuffix(dir, string(filepath.Separator))+string(filepath.Separator))
}

// show hands the snapshot and its problems to the server, and prints problems
// that were not there before. A provisional one may have more of them.
func (p *preview) show(problems diag.List, provisional bool) {
	snapshot := p.snapshot
	p.news = p.news.next(p.tree, snapshot, problems)
	p.server.Update(serve.Snapshot{
		Lookup: func(name string) ([]byte, bool, error) {
			output := snapshot.Output(name)
			if output == nil {
				return nil, false, nil
			}
			data, err := output.Bytes()
			return data, true, err
		},
		Problems: problems, Provisional: provisional,
		PageOf: func(file string) serve.Page { return pageOf(snapshot, file) }, Changed: p.news.changed, Moved: p.news.moved,
	})
	var text strings.Builder
	if err := diag.Text(&text, problems, diag.Style{}); err == nil && text.String() != p.printed {
		p.printed = text.String()
		p.printProblems(problems)
	}
}

// openBrowser asks the desktop to show an address.
func openBrowser(address string, remark func(string)) {
	command := []string{"xdg-open", address}
	switch runtime.GOOS {
	case "darwin":
		command = []string{"open", address}
	case "windows":
		command = []string{"rundll32", "url.dll,FileProtocolHandler", address}
	}
	opener := exec.Command(command[0], command[1:]...)
	if err := opener.Start(); err != nil {
		remark("no browser could be opened: " + err.Error())
		return
	}
	go opener.Wait() // what it says of its end is nobody's concern
}
