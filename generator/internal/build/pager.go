package build

import (
	"sync"

	"balise/generator/internal/cache"
	"balise/generator/internal/guide"
	"balise/generator/internal/site"
)

// pager keeps the pages of one snapshot for later processes. What many of them show, as
// the cards of other guides, is kept once, and its digest made once: a page is written
// with the keys of these parts. A nil pager keeps nothing. It is safe for concurrent use.
type pager struct {
	memo  *Memo
	codec *cache.Codec[site.Page]
	under []byte   // a digest of how the guides were parsed
	parts sync.Map // the keys of parts that were kept, by pointer
}

// newPager returns the pager of a snapshot whose guides were parsed under some options.
func newPager(m *Memo, under []byte) *pager {
	if m == nil {
		return nil
	}
	p := &pager{memo: m, under: under}
	p.codec = cache.NewCodec[site.Page](cache.Without[guide.Guide](), partOf[site.Info](p, "info"), partOf[site.Card](p, "card"),
		partOf[site.FactNote](p, "fact"), partOf[site.TermNote](p, "term note"), partOf[site.SourceNote](p, "source"))
	return p
}

// partOf has a pager keep the values of a type apart.
func partOf[T any](p *pager, kind string) cache.Option {
	codec := cache.NewCodec[T]()
	keyOf := func(v *T) cache.Key {
		if key, ok := p.parts.Load(v); ok {
			return key.(cache.Key)
		}
		key := keepUnderDigest(p.memo, kind, codec, v)
		p.parts.Store(v, key)
		return key
	}
	return cache.Apart(keyOf, func(key cache.Key) *T { return find(p.memo, key, codec) })
}

// digest returns a digest of a page. A page that shows the text of a guide, and no list,
// is kept under it.
func (p *pager) digest(page *site.Page) cache.Key {
	if p == nil {
		return cache.Key{}
	}
	b := p.memo.buffer()
	defer p.memo.buffers.Put(b)
	*b = p.codec.Append((*b)[:0], page)
	f := page.File()
	if f == nil {
		return cache.KeyOf("page", p.under, *b)
	}
	key := cache.KeyOf("page", p.under, *b, []byte(f.Path), f.Sum[:])
	if !guide.IsListing(page.Layout) && !p.memo.store.Touch(key) {
		p.memo.store.Put(key, *b)
	}
	return key
}

// page returns the page that was kept under its digest, with a guide's text; nil when there
// is none.
func (p *pager) page(key cache.Key, g *guide.Guide) *site.Page {
	if p == nil {
		return nil
	}
	page := find(p.memo, key, p.codec)
	if page == nil {
		return nil
	}
	page, ok := page.With(g)
	if !ok {
		return nil
	}
	return page
}
