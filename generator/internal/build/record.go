package build

import (
	"slices"
	"strings"

	"balise/generator/internal/cache"
	"balise/generator/internal/diag"
	"balise/generator/internal/digest"
	"balise/generator/internal/parallel"
	"balise/generator/internal/source"
)

// Published is a file as it was published.
type Published struct {
	Name string
	Size int64
	Sum  digest.Sum
	made cache.Key // what it was made of; zero when that is not known
}

// Record is a publication.
type Record struct {
	Guides   int
	Problems diag.List
	Files    []Published // sorted by name
	inputs   []inputFile // in the order of the tree; nil when one may be another by now without telling
	more     cache.Key   // what else the site was made of
	plan     cache.Key   // of the search index; zero where there is none
}

// inputFile is a file that a site was made of.
type inputFile struct {
	path string
	made cache.Key // see Memo.ofFile
	name string    // of the page, if it is a guide that has one
	page cache.Key // the page's digest
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
func (m *Memo) readRecord() *Record {
	if r := find(m, recordKey(), m.records); r != nil {
		return r
	}
	return &Record{}
}

// keep has a publisher keep a file that was made of the same.
func (m *Memo) keep(to Publisher, name string, made func() cache.Key) bool {
	if m == nil {
		return false
	}
	key := made() // in any case, while the processor has at hand what the output is made of: it will be recorded
	last := m.published().file(name)
	return last.made != (cache.Key{}) && last.made == key && to.Keep(last)
}

// file returns what was published under a name; zero when nothing was.
func (r *Record) file(name string) Published {
	at, ok := slices.BinarySearchFunc(r.Files, name, func(p Published, name string) int { return strings.Compare(p.Name, name) })
	if !ok {
		return Published{}
	}
	return r.Files[at]
}

// Before returns the tree that the last process read, as far as it is known: one to
// read after.
func (m *Memo) Before() *source.Tree {
	if m == nil {
		return nil
	}
	if files := find(m, filesKey(), m.files); files != nil {
		return source.Restore(*files)
	}
	return nil
}

// inputsOf returns the files that a site is made of, without their pages; nil where one
// may be another by now without telling.
func (m *Memo) inputsOf(tree *source.Tree) []inputFile {
	inputs := []inputFile{}
	for f := range tree.All() {
		made := m.ofFile(tree, f)
		if made == (cache.Key{}) {
			return nil
		}
		inputs = append(inputs, inputFile{path: f.Path, made: made})
	}
	return inputs
}

// moreOf returns a digest of what else a site is made of.
func (m *Memo) moreOf(in Input) cache.Key {
	drafts := []byte{0}
	if in.Drafts {
		drafts[0] = 1
	}
	return cache.KeyOf("input", m.problems.Append(nil, &in.Problems), drafts, []byte(in.At))
}

// ofFile returns a digest of a file's contents or, of one that is not read, of its
// stamp; zero where that does not vouch for them.
func (m *Memo) ofFile(tree *source.Tree, f *source.File) cache.Key {
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
	m := s.in.Memo
	if m == nil {
		return
	}
	parallel.Both(
		func() {
			if published != nil {
				s.remember(published)
			}
		},
		func() { m.keepFiles(s.in.Tree) },
	)
	m.store.Save()
}

// remember keeps what was published.
func (s *Snapshot) remember(published []Published) {
	m := s.in.Memo
	r := &Record{Guides: s.Site.Len(), Problems: s.Problems, Files: published, more: m.moreOf(s.in)}
	parallel.Both(
		func() { parallel.Do(len(published), func(i int) { published[i].made = s.madeOf(published[i].Name) }) },
		func() {
			r.inputs = s.inputs()
			if s.finder != nil {
				r.plan = m.keepPlan(s.finder.plan())
			}
		},
	)
	m.remember(r)
}

// inputs returns the files that the site is made of, with their pages.
func (s *Snapshot) inputs() []inputFile {
	pages := make(map[*source.File]*Output, len(s.pages))
	for _, o := range s.pages {
		pages[o.page.File()] = o
	}
	list := s.in.Memo.inputsOf(s.in.Tree)
	for i := range list {
		if o := pages[s.in.Tree.File(list[i].path)]; o != nil {
			list[i].name, list[i].page = o.Name, o.content()
		}
	}
	return list
}

// remember keeps a record.
func (m *Memo) remember(r *Record) {
	const each = 160 // bytes for a file, about
	m.put(recordKey(), m.records.Append(make([]byte, 0, each*(len(r.Files)+len(r.inputs))), r))
}

// keepFiles keeps what is known of files.
func (m *Memo) keepFiles(tree *source.Tree) {
	const each = 120 // bytes for a file, about
	known := tree.Known()
	m.put(filesKey(), m.files.Append(make([]byte, 0, each*len(known)), &known))
}

// put keeps data under a key, unless they are there.
func (m *Memo) put(key cache.Key, data []byte) {
	if !m.store.Holds(key, data) {
		m.store.Put(key, data)
	}
}

// madeOf returns what the output of a name is made of; zero where that is not known.
func (s *Snapshot) madeOf(name string) cache.Key {
	if o := s.outputs.named(name); o != nil {
		return o.made()
	}
	return s.finder.madeOf(name)
}
