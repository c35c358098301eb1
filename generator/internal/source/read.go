package source

import (
	"errors"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"balise/generator/internal/diag"
	"balise/generator/internal/parallel"
	"balise/generator/internal/stamp"
)

// errVanished reports that a listed file was gone when it was to be read.
var errVanished = errors.New("a file vanished while the folder was read")

type result struct {
	file    *File
	problem *diag.Diagnostic
	err     error
}

// readAll turns entries into files, in their order; a file that could not be
// read is nil and reported.
func readAll(prev *Tree, entries []entry) ([]*File, diag.List, error) {
	results := parallel.Map(len(entries), func(i int) result { return readOne(prev, entries[i]) })
	files := make([]*File, len(results))
	var problems diag.List
	for i, r := range results {
		if r.err != nil {
			return nil, nil, r.err
		}
		if r.problem != nil {
			problems = append(problems, *r.problem)
		}
		files[i] = r.file
	}
	return files, problems, nil
}

func readOne(prev *Tree, e entry) result {
	lazy := e.layer.Lazy != nil && e.layer.Lazy(e.name)
	later := e.layer.Later != nil && e.layer.Later(e.name)
	old := prev.known(e.path)
	if old.file != nil && old.file.lazy == lazy && old.holds(e.stamp) {
		if old.file.layer != nil {
			return result{file: old.file}
		}
		if lazy || later {
			file := *old.file
			file.layer = e.layer
			return result{file: &file}
		}
	}
	switch {
	case lazy:
		return result{file: newLazyFile(e)}
	case later && old.file == nil:
		return result{file: newLateFile(e)}
	}
	data, err := e.layer.appendFile(nil, e.name)
	if errors.Is(err, fs.ErrNotExist) {
		return result{err: errVanished}
	}
	if err != nil {
		d := fileProblem(e.path, diag.Error, diag.FileUnreadable, unreadable(err), "give yourself the right to read it, or move it out of "+e.layer.Name+"/")
		return result{problem: &d}
	}
	f := newFile(e, data)
	if old.file != nil && old.file.layer != nil && !old.file.lazy && old.file.Sum == f.Sum {
		return result{file: old.file} // the same bytes, saved again
	}
	return result{file: f}
}

// Again returns the tree with a few of its files read again, without a look at
// all the others: what a preview does after a save. It knows nothing of files that
// came or went, so where that may be, a full [Read] has to follow; ok is false where
// only that can tell what became of a file.
func (t *Tree) Again(paths []string, layers ...Layer) (tree *Tree, ok bool) {
	now := time.Now()
	tree = &Tree{files: slices.Clone(t.files), index: t.index, again: map[string]known{}, refused: t.refused}
	maps.Copy(tree.again, t.again)
	for _, path := range paths {
		e, ok := entryOf(path, layers)
		if old := t.File(path); !ok || old == nil || old.lazy {
			return nil, false
		}
		r := readOne(t, e)
		if r.file == nil || r.problem != nil {
			return nil, false
		}
		at, _ := slices.BinarySearchFunc(tree.files, path, func(f *File, path string) int { return strings.Compare(f.Path, path) })
		tree.files[at] = r.file
		tree.again[path] = known{r.file, e.stamp, e.stamp.Vouches(now)}
	}
	return tree, true
}

// entryOf finds the text that has a path, in the first layer that holds it.
func entryOf(path string, layers []Layer) (entry, bool) {
	for i := range layers {
		l := &layers[i]
		name, in := strings.CutPrefix(path, l.Name+"/")
		if !in || l.FS == nil {
			continue
		}
		info, err := fs.Stat(l.FS, name)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil || !info.Mode().IsRegular() || info.Size() > MaxText {
			return entry{}, false
		}
		return entry{layer: l, name: name, path: path, size: info.Size(), stamp: stamp.Of(info)}, true
	}
	return entry{}, false
}
