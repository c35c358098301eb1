package build

import (
	"strings"
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

// memo is what snapshots leave for later processes: the guides that were parsed, the
// segments of the search index, and what was published of each output. Each is kept
// under a key that holds all it depends on, so that no stage has to know of it. A nil
// memo remembers nothing.
type memo struct {
	store    *cache.Store
	options  *cache.Codec[guide.Options]
	guides   *cache.Codec[guide.Guide]
	pages    *cache.Codec[site.Page]
	notes    *cache.Codec[site.TermNote]
	analysed *cache.Codec[search.Options]
	segments *cache.Codec[search.Segment]
	records  *cache.Codec[Record]
	indexes  *cache.Codec[[]Published]
	problems *cache.Codec[diag.List]
	stamps   *cache.Codec[stamp.Stamp]
	files    *cache.Codec[[]source.Known]

	buffers   sync.Pool // of *[]byte, for pages
	published func() *Record
	lost      atomic.Bool // a body that was kept is gone, and so is the text it was made of
}

func newMemo(store *cache.Store) *memo {
	if store == nil {
		return nil
	}
	file := cache.StandFor[source.File](nil)
	text := cache.StandFor(func(g *guide.Guide) []byte { return append([]byte(g.File.Path), g.File.Sum[:]...) })
	m := &memo{
		store:    store,
		options:  cache.NewCodec[guide.Options](),
		guides:   cache.NewCodec[guide.Guide](file),
		pages:    cache.NewCodec[site.Page](text),
		notes:    cache.NewCodec[site.TermNote](),
		analysed: cache.NewCodec[search.Options](),
		segments: cache.NewCodec[search.Segment](),
		records:  cache.NewCodec[Record](),
		indexes:  cache.NewCodec[[]Published](),
		problems: cache.NewCodec[diag.List](),
		stamps:   cache.NewCodec[stamp.Stamp](),
		files:    cache.NewCodec[[]source.Known](),
	}
	m.published = sync.OnceValue(m.readRecord)
	return m
}

// isLost tells whether a body could not be had again.
func (m *memo) isLost() bool { return m != nil && m.lost.Load() }

// ofPage returns a digest of a page whose guide was parsed under some options.
func (m *memo) ofPage(p *site.Page, under []byte) cache.Key {
	if m == nil {
		return cache.Key{}
	}
	b, _ := m.buffers.Get().(*[]byte)
	if b == nil {
		b = new([]byte)
	}
	defer m.buffers.Put(b)
	*b = m.pages.Append((*b)[:0], p)
	return cache.KeyOf("page", under, *b)
}

// reader parses guides, or remembers them.
type reader struct {
	*memo
	parser *guide.Parser
	under  []byte // the digest of its options
	parsed atomic.Int64
}

// ofOptions returns a digest of a parser's options.
func (m *memo) ofOptions(o guide.Options) []byte {
	if m == nil {
		return nil
	}
	key := cache.KeyOf("options", m.options.Append(nil, &o))
	return key[:]
}

// read returns the guide in a file.
func (r *reader) read(f *source.File) *guide.Guide {
	if r.memo == nil {
		r.parsed.Add(1)
		return r.parser.Parse(f)
	}
	head := cache.KeyOf("guide", r.under, []byte(f.Path), f.Sum[:])
	body := cache.KeyOf("body", head[:])
	if data, ok := r.store.Get(head); ok && r.store.Touch(body) {
		if g, err := r.guides.Decode(data); err == nil {
			g.File = f
			return g.Lean(r.fetch(f, body, g.Body.Len()))
		}
	}
	r.parsed.Add(1)
	g := r.parser.Parse(f)
	if f.Text() == nil && f.Size > 0 || !r.store.Put(body, []byte(g.Body.Text())) {
		return g
	}
	lean := g.Lean(r.fetch(f, body, g.Body.Len()))
	r.store.Put(head, r.guides.Append(nil, lean))
	return lean
}

// fetch returns what gets a body, of a length, that was put under a key.
func (r *reader) fetch(f *source.File, key cache.Key, length int) func() string {
	return func() string {
		if text, ok := r.store.Text(key); ok && len(text) == length {
			return text
		}
		if text := r.parser.Parse(f).Body.Text(); len(text) == length {
			return text
		}
		r.lost.Store(true)
		return strings.Repeat(" ", length)
	}
}
