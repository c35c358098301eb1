package main

import (
	"bytes"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"balise/generator/internal/diag"
	"balise/generator/internal/source"
)

// changed makes a new snapshot after a save, finds out what its layouts do wrong,
// and shows the two together: what is shown as good must be. A folder that cannot
// be read now may be readable at the next save, so the last snapshot stays.
func (p *preview) changed() {
	started := time.Now()
	err := p.refresh()
	p.behind = err != nil
	if err != nil {
		p.remark(err.Error())
		return
	}
	p.showNew(started)
}

// saved shows files that were saved without a look at all the others, where that
// can be done. It returns whether that is all that there is to do: none of the names is
// of a new file, none is gone that was there, and nothing is left from before.
func (p *preview) saved(names, gone []string) bool {
	started := time.Now()
	paths := slices.DeleteFunc(p.paths(names), func(path string) bool { return p.tree.File(path) == nil })
	if len(paths) > 0 {
		layers, err := p.layers()
		if err != nil {
			return false
		}
		tree, ok := p.tree.Again(paths, layers...)
		if !ok || p.unfinished(tree, paths) || p.hasReadProblems(paths) {
			return false
		}
		p.take(tree, p.snapshot.ReadProblems())
		p.showNew(started)
	}
	return len(paths) == len(names) && !p.knows(gone) && len(p.snapshot.ReadProblems()) == 0 && !p.behind
}

// paths returns the paths that names have in a tree, of those that can have one.
func (p *preview) paths(names []string) []string {
	var paths []string
	for _, layer := range []string{"content", "layouts", "static"} {
		dir, err := filepath.Abs(p.dir(layer))
		if err != nil {
			continue
		}
		for _, name := range names {
			if rest, below := strings.CutPrefix(name, dir+string(filepath.Separator)); below {
				paths = append(paths, layer+"/"+filepath.ToSlash(rest))
			}
		}
	}
	return paths
}

// knows tells whether the tree may hold one of the names, or something below it.
func (p *preview) knows(names []string) bool {
	paths := p.paths(names)
	return len(paths) < len(names) || slices.ContainsFunc(paths, func(path string) bool {
		return p.tree.File(path) != nil || len(p.tree.Under(path)) > 0
	})
}

func (p *preview) hasReadProblems(paths []string) bool {
	return slices.ContainsFunc(p.snapshot.ReadProblems(), func(d diag.Diagnostic) bool { return slices.Contains(paths, d.File) })
}

// refresh makes a snapshot of the files as they are now, unless nothing changed.
func (p *preview) refresh() error {
	tree, problems, err := p.readWhole()
	if err != nil {
		return err
	}
	p.take(tree, problems)
	return nil
}

// take makes a snapshot of a tree, unless it holds what the last one does.
func (p *preview) take(tree *source.Tree, problems diag.List) {
	same := p.snapshot != nil && tree.Equal(p.tree) && len(problems) == 0 && len(p.snapshot.ReadProblems()) == 0
	p.tree = tree
	if !same {
		p.snapshot = p.next(p.snapshot, tree, problems, nil)
	}
}

// showNew shows the snapshot, with what is wrong with it, unless it is shown already.
func (p *preview) showNew(started time.Time) {
	if p.rendered == p.snapshot {
		return
	}
	first := p.rendered == nil
	p.rendered = p.snapshot
	problems := p.judged(problemsOf(p.snapshot))
	p.show(problems, false)
	what := p.see(problems)
	if first {
		collectSoon()
	} else {
		fmt.Fprintf(p.stdout, "%s %s, %s, %d ms\n", time.Now().Format(time.TimeOnly), what, tally(problems), time.Since(started).Milliseconds())
	}
}

// see notes which snapshot the server shows now, and says what that does to the pages:
// nothing, as long as there are errors and a snapshot before had none.
func (p *preview) see(problems diag.List) string {
	before := p.seen
	if errors, _ := problems.Count(); errors == 0 {
		p.good = true
	} else if p.good {
		return "pages stay as they were"
	}
	if p.seen = p.snapshot; before == nil {
		return ""
	}
	return count(p.seen.Changed(before), "page") + " changed"
}

// Many programs empty a file before they write it, and some write it in pieces. A
// text that has become the beginning of what it was is read again for this long
// before that counts.
const (
	unfinishedFor   = 300 * time.Millisecond
	unfinishedSleep = 20 * time.Millisecond
)

// readWhole reads the files, and waits for those that are being written.
func (p *preview) readWhole() (*source.Tree, diag.List, error) {
	for started := time.Now(); ; time.Sleep(unfinishedSleep) {
		tree, problems, err := p.read(p.tree)
		if err != nil || p.tree == nil || time.Since(started) > unfinishedFor || !p.unfinished(tree, p.changedPaths(tree)) {
			return tree, problems, err
		}
	}
}

// changedPaths returns the files of the content that are not what they were in the last tree.
func (p *preview) changedPaths(now *source.Tree) []string {
	var paths []string
	for _, f := range now.Under("content") {
		if p.tree.File(f.Path) != f {
			paths = append(paths, f.Path)
		}
	}
	return paths
}

// unfinished tells whether one of the texts looks as if somebody were writing
// it: nothing is left of it but a beginning, or it stops within a line, as it
// never did.
func (p *preview) unfinished(now *source.Tree, paths []string) bool {
	return slices.ContainsFunc(paths, func(path string) bool {
		old, f := p.tree.File(path), now.File(path)
		if old == nil || f == nil || !strings.HasPrefix(path, "content/") || f.IsLazy() || f.Size >= old.Size {
			return false
		}
		return bytes.HasPrefix(old.Text(), f.Text()) || bytes.HasSuffix(old.Text(), []byte("\n")) && !bytes.HasSuffix(f.Text(), []byte("\n"))
	})
}
