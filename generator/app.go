package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"

	"balise/generator/internal/build"
	"balise/generator/internal/cache"
	"balise/generator/internal/diag"
	"balise/generator/internal/source"
	"balise/layouts"
	"balise/static"
)

// maxPrinted is how many diagnostics the terminal shows at most.
const maxPrinted = 50

// app is one run of the command: its flags and where it prints.
type app struct {
	stdout, stderr io.Writer

	source string // folder that holds content/
	output string
	drafts bool
	at     string
	strict bool

	noCache bool
	lean    bool         // nobody needs the texts of guides once they are parsed
	cache   *cache.Store // nil when there is none
	memo    *build.Memo  // what is in it

	folders map[string]*folder // those of the source, by name
}

// dir returns a folder of the site's source.
func (a *app) dir(name string) string { return filepath.Join(a.source, name) }

// check verifies the flags that all commands share.
func (a *app) check() error {
	info, err := os.Stat(a.source)
	if err != nil || !info.IsDir() {
		return wrong("name the folder that holds content/ with -s DIR", "no folder %q", a.source)
	}
	if a.at == "" {
		a.at = time.Now().Format(time.DateOnly)
	}
	if _, err := time.Parse(time.DateOnly, a.at); err != nil {
		return wrong("write it as YYYY-MM-DD, for example --at 2026-11-22", "--at cannot be %q", a.at)
	}
	return nil
}

// read takes a picture of the input files.
func (a *app) read(prev *source.Tree) (*source.Tree, diag.List, error) {
	layers, err := a.layers()
	if err != nil {
		return nil, nil, err
	}
	tree, problems, err := source.Read(prev, layers...)
	if err != nil {
		return nil, nil, machine(err)
	}
	return tree, problems, nil
}

// layers are the folders of the site, and behind them what the program has of its
// own.
func (a *app) layers() ([]source.Layer, error) {
	isGo := func(name string) bool { return strings.HasSuffix(name, ".go") }
	layers := []source.Layer{
		{
			Name:  "content",
			Lazy:  func(name string) bool { return !strings.HasSuffix(name, ".md") && !strings.HasSuffix(name, ".yaml") },
			Later: func(name string) bool { return a.lean && strings.HasSuffix(name, ".md") },
		},
		{Name: "layouts", Skip: isGo},
		{Name: "static", Skip: isGo},
	}
	for i := range layers {
		f := a.folder(layers[i].Name)
		there, err := f.look()
		if err != nil {
			return nil, machine(err)
		}
		if there {
			layers[i].FS = f
		} else {
			layers[i].Instead = f.instead()
		}
	}
	texts, err := fs.Sub(layouts.FS, "i18n")
	if err != nil {
		return nil, err
	}
	return append(layers,
		source.Layer{Name: "layouts", FS: layouts.FS, Skip: func(name string) bool { return isGo(name) || name == "i18n" }},
		source.Layer{Name: "texts", FS: texts},
		source.Layer{Name: "static", FS: static.FS, Skip: isGo},
	), nil
}

// folder returns a folder of the site, whether it is there or not.
func (a *app) folder(name string) *folder {
	f := a.folders[name]
	if f == nil {
		if a.folders == nil {
			a.folders = map[string]*folder{}
		}
		f = &folder{dir: a.dir(name)}
		a.folders[name] = f
	}
	return f
}

// next makes a snapshot of the files as they are now.
func (a *app) next(prev *build.Snapshot, tree *source.Tree, problems diag.List, tick func()) *build.Snapshot {
	return build.Next(prev, a.input(tree, problems, tick))
}

func (a *app) input(tree *source.Tree, problems diag.List, tick func()) build.Input {
	return build.Input{Tree: tree, Problems: problems, Drafts: a.drafts, At: a.at, Parsed: tick, Memo: a.memo, Lean: a.lean}
}

// judged returns diagnostics as --strict wants them.
func (a *app) judged(problems diag.List) diag.List {
	if a.strict {
		return problems.Strict()
	}
	return problems
}

// printProblems shows diagnostics to a person.
func (a *app) printProblems(problems diag.List) {
	shown := problems[:min(len(problems), maxPrinted)]
	if err := diag.Text(a.stderr, shown, diag.Style{Color: a.color()}); err != nil {
		return // nobody reads us any more
	}
	if more := len(problems) - len(shown); more > 0 {
		fmt.Fprintf(a.stderr, "\n… and %s; balise check --format json lists them all\n", count(more, "more problem"))
	}
}

// color tells whether standard error is a terminal that wants colours.
func (a *app) color() bool {
	return os.Getenv("NO_COLOR") == "" && isTerminal(a.stderr)
}

func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	if !ok {
		return false
	}
	info, err := f.Stat()
	return err == nil && info.Mode()&fs.ModeCharDevice != 0 && os.Getenv("TERM") != "dumb"
}

// count writes a number with what it counts: "1 page", "2 pages".
func count(n int, what string) string {
	if n == 1 {
		return "1 " + what
	}
	return fmt.Sprintf("%d %ss", n, what)
}

// tally words how many problems there are.
func tally(problems diag.List) string {
	errors, warnings := problems.Count()
	switch {
	case errors == 0 && warnings == 0:
		return "no problems"
	case warnings == 0:
		return count(errors, "error")
	case errors == 0:
		return count(warnings, "warning")
	}
	return count(errors, "error") + " and " + count(warnings, "warning")
}
