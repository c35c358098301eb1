package build

import (
	"crypto/sha256"
	"slices"
	"strconv"
	"strings"

	"balise/generator/internal/cache"
	"balise/generator/internal/search"
)

// Keys of what is kept of the search index. Each holds what there is to find of the
// documents and how they are analysed, and no layout: that has no part in it.

// ofOptions returns a digest of how documents are analysed.
func (f *finder) ofOptions() []byte {
	s := f.snapshot
	if s.memo == nil {
		return nil
	}
	key := cache.KeyOf("search", s.memo.analysed.Append(nil, &search.Options{Lang: s.config.Lang, Terms: s.searchTerms()}))
	return key[:]
}

// of returns the key of something that is made of documents.
func (f *finder) of(kind string, documents []document, more ...[]byte) cache.Key {
	if f.snapshot.memo == nil {
		return cache.Key{}
	}
	contents := make([]byte, 0, len(documents)*sha256.Size)
	for _, d := range documents {
		key := f.content(d)
		contents = append(contents, key[:]...)
	}
	return cache.KeyOf(kind, append(more, f.options(), contents)...)
}

// content returns a digest of what there is to find of a document.
func (f *finder) content(d document) cache.Key {
	s := f.snapshot
	if d.page != nil {
		return s.outputs[d.page.Out()].content()
	}
	return cache.KeyOf("term", s.memo.notes.Append(nil, d.note), []byte(strings.Join(d.term.Forms, "\n")))
}

func (f *finder) ofSegment(group []document) cache.Key { return f.of("segment", group) }

func (f *finder) ofIndex() cache.Key {
	return f.of("index", f.documents, []byte(f.texts), []byte(strconv.Itoa(f.terms())))
}

// ofText returns the key of the file with the text of the n-th document.
func (f *finder) ofText(n int) cache.Key {
	return f.of("text", f.documents[n:n+1], []byte(f.textName(n)))
}

// madeOf returns what a file of the index is made of, if it is the text of one
// document.
func (f *finder) madeOf(name string) cache.Key {
	if n, ok := f.textNumber(name); ok {
		return f.ofText(n)
	}
	return cache.Key{}
}

// segment returns the segment that was kept under a key, or nil.
func (m *memo) segment(key cache.Key) *search.Segment {
	if m == nil {
		return nil
	}
	data, ok := m.store.Get(key)
	if !ok {
		return nil
	}
	s, err := m.segments.Decode(data)
	if err != nil {
		return nil
	}
	return s
}

func (m *memo) keepSegment(key cache.Key, s *search.Segment) {
	if m != nil {
		m.store.Put(key, m.segments.Append(nil, s))
	}
}

// keepIndex has a publisher keep the files of an index.
func (m *memo) keepIndex(to Publisher, key cache.Key) bool {
	if m == nil {
		return false
	}
	data, ok := m.store.Get(key)
	if !ok {
		return false
	}
	files, err := m.indexes.Decode(data)
	return err == nil && to.Keep(*files...)
}

func (m *memo) rememberIndex(key cache.Key, files []Published) {
	if m != nil {
		m.store.Put(key, m.indexes.Append(nil, &files))
	}
}

// touchSegments has the segments of documents stay.
func (f *finder) touchSegments() {
	for group := range slices.Chunk(f.documents, search.SegmentSize) {
		f.snapshot.memo.store.Touch(f.ofSegment(group))
	}
}
