package build

import (
	"strconv"
	"strings"

	"balise/generator/internal/cache"
	"balise/generator/internal/parallel"
	"balise/generator/internal/search"
)

// searchPlan is what a search index is made of.
type searchPlan struct {
	folder   string // where the files are, with a final slash
	texts    string // the folder of the documents' texts, below folder
	terms    int    // how many documents are terms; they come first
	options  []byte // a digest of how documents are analysed
	contents []cache.Key
	pages    []string // the names of the pages that the other documents are
}

// makePlan returns the plan of the index.
func (f *finder) makePlan() *searchPlan {
	f.list()
	p := &searchPlan{folder: f.folder, texts: f.texts, terms: f.terms, options: f.options()}
	p.contents = parallel.Map(len(f.documents), func(n int) cache.Key { return f.content(f.documents[n]) })
	for _, d := range f.documents[p.terms:] {
		p.pages = append(p.pages, d.page.Out())
	}
	return p
}

// ofOptions returns a digest of how documents are analysed.
func (f *finder) ofOptions() []byte {
	s := f.snapshot
	if s.in.Memo == nil {
		return nil
	}
	options := s.searchOptions()
	key := cache.KeyOf("search", s.in.Memo.analysed.Append(nil, &options))
	return key[:]
}

// content returns a digest of what there is to find of a document.
func (f *finder) content(d document) cache.Key {
	m := f.snapshot.in.Memo
	switch {
	case m == nil:
		return cache.Key{}
	case d.page != nil:
		return f.snapshot.outputs.named(d.page.Out()).content()
	}
	return cache.KeyOf("term", m.notes.Append(nil, d.note), []byte(strings.Join(d.term.Forms, "\n")))
}

// contents returns the digests of some documents.
func (f *finder) contents(from, to int) []cache.Key {
	keys := make([]cache.Key, to-from)
	for i := range keys {
		keys[i] = f.content(f.documents[from+i])
	}
	return keys
}

// Keys of what is kept of the search index. Each holds what there is to find of the
// documents and how they are analysed, and no layout: that has no part in it.

func segmentKey(options []byte, contents []cache.Key) cache.Key {
	return cache.KeyOf("segment", options, joined(contents))
}

// textKey returns the key of the file with the texts of documents, of which the n-th is
// the first.
func textKey(options []byte, contents []cache.Key, texts string, n int) cache.Key {
	return cache.KeyOf("text", []byte(textName(texts, n)), options, joined(contents))
}

func (p *searchPlan) indexKey() cache.Key {
	return cache.KeyOf("index", []byte(p.texts), []byte(strconv.Itoa(p.terms)), p.options, joined(p.contents))
}

func joined(keys []cache.Key) []byte {
	var b []byte
	for _, key := range keys {
		b = append(b, key[:]...)
	}
	return b
}

// madeOf returns what a file of the index is made of, if it is the texts of documents.
func (f *finder) madeOf(name string) cache.Key {
	if shared, ok := f.sharing(name); ok {
		return f.ofTexts(shared)
	}
	return cache.Key{}
}

func (f *finder) ofTexts(of span) cache.Key {
	return textKey(f.options(), f.contents(of.from, of.to), f.texts, of.from)
}

// segment returns the segment that was kept under a key, or nil.
func (m *Memo) segment(key cache.Key) *search.Segment {
	if m == nil {
		return nil
	}
	return find(m, key, m.segments)
}

func (m *Memo) keepSegment(key cache.Key, s *search.Segment) {
	if m != nil {
		keep(m, key, m.segments, s)
	}
}

// plan returns the plan that was kept under a key, or nil.
func (m *Memo) plan(key cache.Key) *searchPlan { return find(m, key, m.plans) }

// keepPlan keeps a plan and returns its key.
func (m *Memo) keepPlan(p *searchPlan) cache.Key { return keepUnderDigest(m, "plan", m.plans, p) }

// index returns the files of an index that were published; nil when that is not known.
func (m *Memo) index(key cache.Key) []Published {
	if files := find(m, key, m.indexes); files != nil {
		return *files
	}
	return nil
}

func (m *Memo) keepIndex(key cache.Key, files []Published) {
	if m != nil {
		keep(m, key, m.indexes, &files)
	}
}

// touchSegments has the segments of documents stay.
func (m *Memo) touchSegments(p *searchPlan) {
	for _, s := range grouped(len(p.contents), p.terms) {
		m.store.Touch(segmentKey(p.options, p.contents[s.from:s.to]))
	}
}
