package build

import (
	"errors"
	"sync"
	"sync/atomic"

	"balise/generator/internal/cache"
	"balise/generator/internal/digest"
	"balise/generator/internal/parallel"
	"balise/generator/internal/search"
)

// publish makes the texts of all documents and hands them to a publisher, like
// [Snapshot.Publish]. A document that has to be read for the index is read once for it and
// for its file. spanning does the same with the files that span the documents: one thing
// after the other, so that there should be other work at that time.
func (f *finder) publish(to Publisher) (spanning func() error, err error) {
	if f == nil {
		return func() error { return nil }, nil
	}
	f.list()
	written := make([]atomic.Bool, len(f.documents))
	var failed atomic.Bool
	buffers := sync.Pool{New: func() any { return new([]byte) }}
	write := func(first int, documents []search.Document) error {
		if failed.Load() {
			return nil // what one file met all others would
		}
		buf := buffers.Get().(*[]byte)
		defer buffers.Put(buf)
		for n := first; n < first+len(documents); {
			shared, name := f.shared(n), textName(f.texts, n)
			*buf = search.AppendTexts((*buf)[:0], name, documents[n-first:shared.to-first]...)
			written[n].Store(true)
			if err := to.Write(f.folder+name+".js", *buf); err != nil {
				failed.Store(true)
				return err
			}
			n = shared.to
		}
		return nil
	}
	memo := f.snapshot.in.Memo
	spanning, err = f.publishIndex(to, write)
	return spanning, errors.Join(append(parallel.Map(len(f.documents), func(n int) error {
		shared := f.shared(n)
		if err != nil || n != shared.from || written[n].Load() || memo.keep(to, f.folder+textName(f.texts, n)+".js", func() cache.Key { return f.ofTexts(shared) }) {
			return nil
		}
		return write(n, f.readAll(&textReader{}, shared))
	}), err)...)
}

// publishIndex analyses what the files that span the documents are made of; spanning makes
// them and hands them over. There is nothing to do where they are published already.
func (f *finder) publishIndex(to Publisher, read func(first int, documents []search.Document) error) (spanning func() error, err error) {
	memo := f.snapshot.in.Memo
	var key cache.Key
	if memo != nil {
		key = f.plan().indexKey()
		if kept := memo.index(key); kept != nil && to.Keep(kept...) {
			memo.touchSegments(f.plan())
			return func() error { return nil }, nil
		}
	}
	f.once.Do(func() { err = f.find(read) })
	return func() error {
		f.merge()
		files, made := filesOf(f.folder, f.index)
		for i, file := range files {
			if err := to.Write(file.Name, made[i]); err != nil {
				return err
			}
		}
		memo.keepIndex(key, files)
		return nil
	}, err
}

// filesOf returns the files of an index that is published below a folder, and what is in
// them.
func filesOf(folder string, index *search.Index) (files []Published, made [][]byte) {
	for _, name := range index.Names() {
		data := index.File(name)
		files = append(files, Published{Name: folder + name, Size: int64(len(data)), Sum: digest.Of(data)})
		made = append(made, data)
	}
	return files, made
}
