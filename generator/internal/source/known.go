package source

import (
	"crypto/sha256"

	"balise/generator/internal/stamp"
)

// Known is what is known of a file for as long as it bears the stamp.
type Known struct {
	Path  string
	Stamp stamp.Stamp
	Lazy  bool
	Sum   [sha256.Size]byte // of the bytes; zero of a lazy file
}

// Known returns what is known of the files whose stamps vouch for their bytes, in
// the order of their paths.
func (t *Tree) Known() []Known {
	all := make([]Known, 0, len(t.files))
	for _, f := range t.files {
		if k := t.known(f.Path); k.sure {
			all = append(all, Known{Path: f.Path, Stamp: k.stamp, Lazy: f.lazy, Sum: f.Sum})
		}
	}
	return all
}

// Restore returns a tree to read after, made of what an earlier process knew. Its
// files have no contents.
func Restore(all []Known) *Tree {
	t := &Tree{index: make(map[string]known, len(all))}
	files := make([]File, len(all))
	for i, k := range all {
		files[i] = File{Path: k.Path, Size: k.Stamp.Size, Sum: k.Sum, lazy: k.Lazy}
		t.index[k.Path] = known{file: &files[i], stamp: k.Stamp, sure: true}
	}
	return t
}

// Stamp returns the stamp of a file if it vouches for the file's bytes.
func (t *Tree) Stamp(path string) (s stamp.Stamp, ok bool) {
	k := t.known(path)
	return k.stamp, k.sure
}
