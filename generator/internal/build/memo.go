package build

import (
	"bytes"
	"sync"
	"sync/atomic"

	"balise/generator/internal/cache"
	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
	"balise/generator/internal/search"
	"balise/generator/internal/site"
	"balise/generator/internal/source"
	"balise/generator/internal/stamp"
)

// Memo is what snapshots leave for later processes: the guides that were parsed, the
// pages they make, the segments of the search index, and what was published of each
// output. Each is kept under a key that holds all it depends on, so that no stage has to
// know of it. A nil Memo remembers nothing.
type Memo struct {
	store    *cache.Store
	options  *cache.Codec[guide.Options]
	guides   *cache.Codec[guide.Guide]
	notes    *cache.Codec[site.TermNote]
	analysed *cache.Codec[search.Options]
	segments *cache.Codec[search.Segment]
	plans    *cache.Codec[searchPlan]
	records  *cache.Codec[Record]
	indexes  *cache.Codec[[]Published]
	problems *cache.Codec[diag.List]
	stamps   *cache.Codec[stamp.Stamp]
	files    *cache.Codec[[]source.Known]

	buffers   sync.Pool // of *[]byte
	published func() *Record
	lost      atomic.Bool // a body that was kept is gone, and so is the text it was made of
}

// NewMemo returns what is in a store, which may be nil.
func NewMemo(store *cache.Store) *Memo {
	if store == nil {
		return nil
	}
	m := &Memo{
		store:    store,
		options:  cache.NewCodec[guide.Options](),
		guides:   cache.NewCodec[guide.Guide](cache.Without[source.File]()),
		notes:    cache.NewCodec[site.TermNote](),
		analysed: cache.NewCodec[search.Options](),
		segments: cache.NewCodec[search.Segment](),
		plans:    cache.NewCodec[searchPlan](),
		records:  cache.NewCodec[Record](),
		indexes:  cache.NewCodec[[]Published](),
		problems: cache.NewCodec[diag.List](),
		stamps:   cache.NewCodec[stamp.Stamp](),
		files:    cache.NewCodec[[]source.Known](),
	}
	m.published = sync.OnceValue(m.readRecord)
	return m
}

// buffer returns room for bytes, to be put back into buffers.
func (m *Memo) buffer() *[]byte {
	if b, ok := m.buffers.Get().(*[]byte); ok {
		return b
	}
	return new([]byte)
}

// keep keeps a value under a key.
func keep[T any](m *Memo, key cache.Key, codec *cache.Codec[T], v *T) {
	b := m.buffer()
	defer m.buffers.Put(b)
	*b = codec.Append((*b)[:0], v)
	m.store.Put(key, *b)
}

// isLost tells whether a body could not be had again.
func (m *Memo) isLost() bool { return m != nil && m.lost.Load() }

// keepUnderDigest keeps a value under a digest of it, which it returns.
func keepUnderDigest[T any](m *Memo, kind string, codec *cache.Codec[T], v *T) cache.Key {
	b := m.buffer()
	defer m.buffers.Put(b)
	*b = codec.Append((*b)[:0], v)
	key := cache.KeyOf(kind, *b)
	if !m.store.Touch(key) {
		m.store.Put(key, *b)
	}
	return key
}

// find returns the value that was kept under a key, or nil.
func find[T any](m *Memo, key cache.Key, codec *cache.Codec[T]) *T {
	data, ok := m.store.Get(key)
	if !ok {
		return nil
	}
	v, err := codec.Decode(data)
	if err != nil {
		return nil
	}
	return v
}

// reader parses guides, or remembers them.
type reader struct {
	*Memo
	parser *guide.Parser
	under  []byte // the digest of its options
	parsed atomic.Int64
}

// ofOptions returns a digest of a parser's options.
func (m *Memo) ofOptions(o guide.Options) []byte {
	if m == nil {
		return nil
	}
	key := cache.KeyOf("options", m.options.Append(nil, &o))
	return key[:]
}

// keys returns those of the guide in a file, and of its body.
func (r *reader) keys(f *source.File) (head, body cache.Key) {
	head = cache.KeyOf("guide", r.under, []byte(f.Path), f.Sum[:])
	return head, cache.KeyOf("body", head[:])
}

// recall returns the guide in a file if it was parsed before, or nil.
func (r *reader) recall(f *source.File) *guide.Guide {
	head, body := r.keys(f)
	data, ok := r.store.Get(head)
	if !ok {
		return nil
	}
	g, err := r.guides.Decode(data)
	if err != nil || g.Body.Len() > 0 && !r.store.Touch(body) {
		return nil
	}
	g.File = f
	return g.Lean(r.fetch(f, body, g.Body.Len()))
}

// load returns the guide in a file whose text may have been left for later. A lean guide
// lets go of the text, if there is a memo.
func (r *reader) load(f *source.File, lean bool) *guide.Guide {
	if r.Memo == nil || !lean {
		f.Load(nil)
		return r.read(f)
	}
	room := r.buffer()
	defer r.buffers.Put(room)
	*room = f.Load(*room)
	g := r.read(f)
	f.Forget()
	return g
}

// read returns the guide in a file.
func (r *reader) read(f *source.File) *guide.Guide {
	if r.Memo == nil {
		r.parsed.Add(1)
		return r.parser.Parse(f)
	}
	if g := r.recall(f); g != nil {
		return g
	}
	head, body := r.keys(f)
	r.parsed.Add(1)
	g := r.parser.ParseLean(f, func(html []byte) guide.Fetch {
		if !r.store.Put(body, html) {
			return nil
		}
		return r.fetch(f, body, len(html))
	})
	if g.IsLean() && (f.Text() != nil || f.Size == 0) {
		keep(r.Memo, head, r.guides, g)
	}
	return g
}

// fetch returns what gets a body, of a length, that was put under a key.
func (r *reader) fetch(f *source.File, key cache.Key, length int) guide.Fetch {
	return func(use func(html []byte)) {
		b := r.buffer()
		defer r.buffers.Put(b)
		html, ok := r.store.Append((*b)[:0], key)
		*b = html[:0]
		if ok && len(html) == length {
			use(html)
			return
		}
		again := r.parser.Parse(f).Body // it is kept no more
		if again.Len() != length {
			r.lost.Store(true)
			use(bytes.Repeat([]byte(" "), length))
			return
		}
		again.Use(use)
	}
}
