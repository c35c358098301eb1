package source

import (
	"errors"
	"io/fs"

	"balise/generator/internal/diag"
	"balise/generator/internal/parallel"
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
	old := prev.known(e.path)
	if old.file != nil && old.file.lazy == lazy && old.holds(e.stamp) {
		return result{file: old.file}
	}
	if lazy {
		return result{file: newLazyFile(e)}
	}
	data, err := fs.ReadFile(e.layer.FS, e.name)
	if errors.Is(err, fs.ErrNotExist) {
		return result{err: errVanished}
	}
	if err != nil {
		d := fileProblem(e.path, diag.Error, diag.FileUnreadable, unreadable(err), "give yourself the right to read it, or move it out of "+e.layer.Name+"/")
		return result{problem: &d}
	}
	f := newFile(e.path, data)
	if old.file != nil && !old.file.lazy && old.file.Sum == f.Sum {
		return result{file: old.file} // the same bytes, saved again
	}
	return result{file: f}
}

func (t *Tree) known(path string) known {
	if t == nil {
		return known{}
	}
	return t.index[path]
}
