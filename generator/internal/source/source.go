// Package source takes an immutable picture of a site's input files.
//
// [Read] walks a few [Layer]s (the author's content, the layouts, the static
// files) and returns a [Tree] of [File]s. Given the tree of an earlier moment it
// hands back the very same *File for every file that did not change, so later
// stages may compare pointers to find what did.
//
// A file is what its bytes are: when a save leaves them as they were, the old
// *File stays. Text is read at once and kept, unless it is left for later ([File.Load])
// or somebody lets it go ([File.Forget]). Attachments are opened each time somebody asks
// for their bytes, and not kept: most folders hold more pictures than their pages show,
// and more bytes than a process should.
//
// What a tree knows of its files, [Tree.Known], can be taken over into another
// process: [Restore] makes a tree of it, and a Read with that one before it opens
// only the files that changed.
//
// Reading never leaves a layer: layers on disk are read through os.Root, so a
// symbolic link that points outside is reported and not followed. Things that
// are not regular files are never opened.
//
// The package knows nothing of guides. It reports what an author can mend as
// diagnostics; only a folder that cannot be listed at all is an error.
package source

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"io"
	"io/fs"
	"iter"
	"slices"
	"strings"
	"time"

	"balise/generator/internal/diag"
	"balise/generator/internal/parallel"
	"balise/generator/internal/stamp"
)

// Limits on the size of one file, in bytes.
const (
	MaxText       = 2 << 20
	MaxAttachment = 100 << 20
)

// Layer is a file system that lies under Name in the tree. Of two layers with
// one name the earlier wins, file by file.
type Layer struct {
	Name string // "content"
	FS   fs.FS
	// Instead says what is there where the folder should be, such as "a file": then FS
	// is nil. "" means nothing is.
	Instead string
	// Lazy says of a file name, relative to the layer, that its bytes are not
	// needed before somebody asks for them. Nil means none is.
	Lazy func(name string) bool
	// Skip says of a file name, relative to the layer, that it is none of the
	// site's. Nil means none is.
	Skip func(name string) bool
	// Later says of a file name, relative to the layer, that its text is not needed yet:
	// it is left unread when it is known to be what it was, or when nothing is known of
	// it (see [File.Load]). Nil means none is.
	Later func(name string) bool
}

// File is one input file. It is immutable and may be shared.
type File struct {
	Path string // slash-separated: "content/contrats/regie.md"
	Size int64
	// Sum is the SHA-256 of the bytes; zero for a lazy file, and for a text that was left
	// for later until it is loaded.
	Sum [sha256.Size]byte

	lazy  bool
	layer *Layer // nil of a file that Restore made
	data  []byte // of a file that is not lazy; nil where it has to be read again
	late  late
}

// late says how far the first reading of a text came that was left for later.
type late uint8

const (
	never late = iota // it was read at once
	pending
	done
	failed
)

// name is relative to the layer.
func (f *File) name() string { return f.Path[len(f.layer.Name)+1:] }

// errChanged is returned where a file was to be read again and is another one now.
var errChanged = errors.New("the file was changed while the site was built")

// Open opens the file's contents, those of a lazy file as they are now. It fails
// only for a file that is not in memory and can no longer be read. The caller closes
// them.
func (f *File) Open() (io.ReadCloser, error) {
	if f.lazy {
		return f.layer.FS.Open(f.name())
	}
	data, err := f.text()
	return io.NopCloser(bytes.NewReader(data)), err
}

// text returns the contents of a file that is not lazy.
func (f *File) text() ([]byte, error) {
	if f.data != nil || f.Size == 0 {
		return f.data, nil
	}
	data, err := f.layer.appendFile(nil, f.name())
	if err == nil && sha256.Sum256(data) != f.Sum {
		err = errChanged
	}
	if err != nil {
		return nil, err
	}
	return data, nil
}

// Load reads the text of a file that was left for later, once, into room where there is
// enough, and returns room for the next: this file's own as soon as it is forgotten. Nobody
// else may use the file meanwhile. Of a text that cannot be read, [Tree.IsLost] tells.
func (f *File) Load(room []byte) []byte {
	if f.late != pending {
		return room
	}
	data, err := f.layer.appendFile(room[:0], f.name())
	if err != nil {
		f.late = failed
		return room
	}
	f.Size, f.Sum, f.data, f.late = int64(len(data)), sha256.Sum256(data), data, done
	return data
}

// Forget lets go of the contents, which are read again when somebody asks for them.
// Nobody else may use the file meanwhile.
func (f *File) Forget() { f.data = nil }

// Bytes returns what Open gives as a whole. The caller must not change it.
func (f *File) Bytes() ([]byte, error) {
	if !f.lazy {
		return f.text()
	}
	var buf bytes.Buffer
	err := f.ReadInto(&buf)
	return buf.Bytes(), err
}

// ReadInto appends the file's contents to a buffer.
func (f *File) ReadInto(buf *bytes.Buffer) error {
	r, err := f.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	buf.Grow(int(f.Size) + bytes.MinRead) // so that it never has to grow
	_, err = buf.ReadFrom(r)
	return err
}

// IsLazy tells whether the bytes are read only when somebody asks for them.
func (f *File) IsLazy() bool { return f.lazy }

// Text returns the contents of a file that is not lazy; nil when they had to be read
// again and the file is another one now. A file that is not empty has contents.
func (f *File) Text() []byte {
	if f.lazy {
		panic("source: Text of an attachment: " + f.Path)
	}
	data, err := f.text()
	if err != nil {
		return nil
	}
	return data
}

// Tree is all input files at one moment. It is immutable.
type Tree struct {
	files   []*File // sorted by path, byte-wise
	index   map[string]known
	again   map[string]known // of the files that [Tree.Again] read since; they win over the index
	refused []string         // files and folders that an error keeps out
}

// known is a file and what its file system said of it when it was read.
type known struct {
	file  *File
	stamp stamp.Stamp
	sure  bool // the stamp vouches for the bytes
}

// holds tells whether a file with this stamp has the bytes that were read.
func (k known) holds(s stamp.Stamp) bool { return k.sure && k.stamp == s }

// File returns the file at a path such as "content/a.md", or nil.
func (t *Tree) File(path string) *File {
	return t.known(path).file
}

func (t *Tree) known(path string) known {
	if t == nil {
		return known{}
	}
	if k, ok := t.again[path]; ok {
		return k
	}
	return t.index[path]
}

// Refused tells whether a file is there but, as an error says, was not read: by
// itself or with the folder it is in. What refers to it is then not to blame.
func (t *Tree) Refused(path string) bool {
	return t != nil && slices.ContainsFunc(t.refused, func(p string) bool { return path == p || strings.HasPrefix(path, p+"/") })
}

// RefusedBelow returns the files and folders below a folder that are there but, as
// errors say, were not read.
func (t *Tree) RefusedBelow(folder string) []string {
	if t == nil {
		return nil
	}
	other := func(p string) bool { return !strings.HasPrefix(p, folder+"/") }
	return slices.DeleteFunc(slices.Clone(t.refused), other)
}

// All returns all files in byte-wise order of their paths.
func (t *Tree) All() iter.Seq[*File] { return slices.Values(t.files) }

// Under returns the files of a layer in byte-wise order of their paths. The
// caller must not change the slice.
func (t *Tree) Under(layer string) []*File {
	if t == nil {
		return nil
	}
	from, _ := slices.BinarySearchFunc(t.files, layer+"/", func(f *File, p string) int { return strings.Compare(f.Path, p) })
	to, _ := slices.BinarySearchFunc(t.files, layer+"0", func(f *File, p string) int { return strings.Compare(f.Path, p) })
	return t.files[from:to] // '0' follows '/'
}

// Read takes a picture of the layers. Files that are what they were in prev are
// shared with it; prev may be nil. The diagnostics say which files were left out
// and why.
func Read(prev *Tree, layers ...Layer) (*Tree, diag.List, error) {
	tree, problems, err := read(prev, layers)
	if errors.Is(err, errVanished) { // between the listing and the reading
		tree, problems, err = read(prev, layers)
	}
	return tree, problems, err
}

func read(prev *Tree, layers []Layer) (*Tree, diag.List, error) {
	tree, now := &Tree{}, time.Now()
	w := walk{}
	for i := range layers {
		if err := w.layer(&layers[i]); err != nil {
			return nil, nil, err
		}
	}
	files, problems, err := readAll(prev, w.found)
	if err != nil {
		return nil, nil, err
	}
	tree.files = make([]*File, 0, len(files))
	tree.index = make(map[string]known, len(files))
	for i, f := range files {
		if f != nil {
			tree.files = append(tree.files, f)
			tree.index[f.Path] = known{f, w.found[i].stamp, w.found[i].stamp.Vouches(now)}
		}
	}
	slices.SortFunc(tree.files, func(a, b *File) int { return strings.Compare(a.Path, b.Path) })
	problems = append(w.problems, problems...)
	for _, d := range problems {
		if d.Severity == diag.Error {
			tree.refused = append(tree.refused, d.File)
		}
	}
	return tree, problems, nil
}

// LoadAll loads all texts that were left for later. They are few where an earlier process
// knew what the others hold.
func (t *Tree) LoadAll() {
	late := slices.DeleteFunc(slices.Clone(t.files), func(f *File) bool { return f.late != pending })
	parallel.Do(len(late), func(i int) { late[i].Load(nil) })
}

// IsLost tells whether a text that was left for later could not be read when it was
// wanted. What became of it, a tree tells that is read at once.
func (t *Tree) IsLost() bool {
	return slices.ContainsFunc(t.files, func(f *File) bool { return f.late == failed })
}

// Equal tells whether two trees hold the very same files.
func (t *Tree) Equal(other *Tree) bool {
	return t != nil && other != nil && slices.Equal(t.files, other.files)
}

// SameNames tells whether two trees hold files of the same names, and refuse the
// same.
func (t *Tree) SameNames(other *Tree) bool {
	return slices.EqualFunc(t.files, other.files, func(a, b *File) bool { return a == b || a.Path == b.Path }) && slices.Equal(t.refused, other.refused)
}

// newFile returns a file whose bytes are at hand.
func newFile(e entry, data []byte) *File {
	return &File{Path: e.path, Size: int64(len(data)), Sum: sha256.Sum256(data), data: data, layer: e.layer}
}

// newLateFile returns a file whose text is read when it is loaded.
func newLateFile(e entry) *File {
	return &File{Path: e.path, Size: e.size, layer: e.layer, late: pending}
}

// newLazyFile returns a file whose bytes are read when somebody asks for them.
func newLazyFile(e entry) *File {
	return &File{Path: e.path, Size: e.size, lazy: true, layer: e.layer}
}

// entry is a regular file found by the walk.
type entry struct {
	layer *Layer
	name  string // relative to the layer
	path  string // with the layer's name
	size  int64
	stamp stamp.Stamp
}

// appender is a file system that reads a file behind b, as append does.
type appender interface {
	AppendFile(b []byte, name string) ([]byte, error)
}

// appendFile reads a file behind b.
func (l *Layer) appendFile(b []byte, name string) ([]byte, error) {
	if fsys, ok := l.FS.(appender); ok {
		return fsys.AppendFile(b, name)
	}
	data, err := fs.ReadFile(l.FS, name)
	return append(b, data...), err
}
