package build

import (
	"bytes"
	"crypto/sha256"
	"slices"
	"strings"

	"balise/generator/internal/cache"
	"balise/generator/internal/diag"
	"balise/generator/internal/parallel"
	"balise/generator/internal/source"
)

// Published is a file as it was published.
type Published struct {
	Name string
	Size int64
	Sum  [sha256.Size]byte
	made cache.Key // what it was made of; zero when that is not known
}

// Record is a publication.
type Record struct {
	Guides   int
	Problems diag.List
	Files    []Published // sorted by name
	input    cache.Key   // what the site was made of
}

// Publisher takes the outputs of a site. It is called by several goroutines.
type Publisher interface {
	// Write takes a file. data may be reused when it returns.
	Write(name string, data []byte) error
	// Keep tells whether files are published already with these contents, all of them,
	// and takes them as they are if so.
	Keep(files ...Published) bool
}

// writer is a Publisher to which every file is new.
type writer func(name string, data []byte) error

func (w writer) Write(name string, data []byte) error { return w(name, data) }
func (w writer) Keep(...Published) bool               { return false }

// Keys of what there is one of.
func recordKey() cache.Key { return cache.KeyOf("record") }
func filesKey() cache.Key  { return cache.KeyOf("files") }

// readRecord returns the last publication; an empty one when nothing is known of it.
func (m *memo) readRecord() *Record {
	if data, ok := m.store.Get(recordKey()); ok {
		if r, err := m.records.Decode(data); err == nil {
			return r
		}
	}
	return &Record{}
}

// keep has a publisher keep a file that was made of the same.
func (m *memo) keep(to Publisher, name string, made func() cache.Key) bool {
	if m == nil {
		return false
	}
	files := m.published().Files
	at, ok := slices.BinarySearchFunc(files, name, func(p Published, name string) int { return strings.Compare(p.Name, name) })
	if !ok || files[at].made == (cache.Key{}) || files[at].made != made() {
		return false
	}
	return to.Keep(files[at])
}

// Before returns the tree that the last process read, as far as it is known: one to
// read after.
func Before(store *cache.Store) *source.Tree {
	if m := newMemo(store); m != nil {
		if data, ok := store.Get(filesKey()); ok {
			if files, err := m.files.Decode(data); err == nil {
				return source.Restore(*files)
			}
		}
	}
	return nil
}

// Recall returns the last publication if it was made of this very input, or nil.
func Recall(in Input) *Record {
	m := newMemo(in.Cache)
	if m == nil {
		return nil
	}
	key, ok := m.inputKey(in)
	r := m.published()
	if !ok || r.input != key {
		return nil
	}
	return r
}

// inputKey returns a digest of all that a site is made of; ok is false where a file
// may be another one by now without telling.
func (m *memo) inputKey(in Input) (key cache.Key, ok bool) {
	var files bytes.Buffer
	for f := range in.Tree.All() {
		made := m.ofFile(in.Tree, f)
		if made == (cache.Key{}) {
			return cache.Key{}, false
		}
		files.WriteString(f.Path)
		files.WriteByte(0)
		files.Write(made[:])
	}
	drafts := []byte{0}
	if in.Drafts {
		drafts[0] = 1
	}
	return cache.KeyOf("input", files.Bytes(), m.problems.Append(nil, &in.Problems), drafts, []byte(in.At)), true
}

// ofFile returns a digest of a file's contents or, of one that is not read, of its
// stamp; zero where that does not vouch for them.
func (m *memo) ofFile(tree *source.Tree, f *source.File) cache.Key {
	if m == nil {
		return cache.Key{}
	}
	if !f.IsLazy() {
		return cache.Key(f.Sum)
	}
	stamp, ok := tree.Stamp(f.Path)
	if !ok {
		return cache.Key{}
	}
	return cache.KeyOf("file", []byte(f.Path), m.stamps.Append(nil, &stamp))
}

// Remember keeps what this snapshot knows of its files, for later processes, and
// what was published of it, sorted by name, if anything was.
func (s *Snapshot) Remember(published []Published) {
	if s.memo == nil {
		return
	}
	known := s.in.Tree.Known()
	s.memo.put(filesKey(), s.memo.files.Append(nil, &known))
	if published != nil {
		r := &Record{Guides: s.Site.Len(), Problems: s.Problems, Files: published}
		r.input, _ = s.memo.inputKey(s.in)
		parallel.Do(len(r.Files), func(i int) { r.Files[i].made = s.madeOf(r.Files[i].Name) })
		s.memo.put(recordKey(), s.memo.records.Append(nil, r))
	}
	s.in.Cache.Save()
}

// put keeps data under a key, unless they are there.
func (m *memo) put(key cache.Key, data []byte) {
	if old, ok := m.store.Get(key); !ok || !bytes.Equal(old, data) {
		m.store.Put(key, data)
	}
}

// madeOf returns what the output of a name is made of; zero where that is not known.
func (s *Snapshot) madeOf(name string) cache.Key {
	if o := s.outputs[name]; o != nil {
		return o.made()
	}
	return s.finder.madeOf(name)
}
