package build

import (
	"bytes"
	"errors"
	"slices"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"

	"balise/generator/internal/lexicon"
	"balise/generator/internal/parallel"
	"balise/generator/internal/register"
	"balise/generator/internal/search"
	"balise/generator/internal/site"
)

// finder makes the files of the search index, when somebody asks for one of them:
// a save in the preview costs nothing for it. A nil finder has no files. It is safe
// for concurrent use.
type finder struct {
	snapshot *Snapshot
	folder   string // where the files are, with a final slash

	listed    sync.Once
	once      sync.Once // find
	merged    sync.Once
	documents []document // terms come first
	terms     int        // how many these are
	texts     string     // the folder of the documents' texts, below folder
	index     *search.Index

	// known is what was analysed for this snapshot, once it was, or else for the
	// last one before it that was asked.
	known atomic.Pointer[analysis]

	options func() []byte // a digest of how documents are analysed
	plan    func() *searchPlan
}

// document is a term, with its note, or the page of a guide; the others are nil.
type document struct {
	term *register.Term
	note *site.TermNote
	page *site.Page
}

// analysis is what is known of all documents, in groups.
type analysis struct {
	lang     string
	terms    *lexicon.Lexicon
	groups   [][]document
	segments []*search.Segment
}

// newFinder returns the finder of a snapshot, nil when no page searches.
func newFinder(s *Snapshot, prev *Snapshot) *finder {
	f := &finder{snapshot: s, folder: s.Site.IndexFolder()}
	if f.folder == "" {
		return nil
	}
	f.options, f.plan = sync.OnceValue(f.ofOptions), sync.OnceValue(f.makePlan)
	if prev != nil && prev.finder != nil {
		f.known.Store(prev.finder.known.Load())
	}
	return f
}

// make makes the index.
func (f *finder) make() {
	f.once.Do(func() { f.find(func(int, []search.Document) error { return nil }) })
	f.merge()
}

// find analyses the documents. Groups of them that did not change are not analysed
// again; read is called for each of the others, with the number of the first of
// them, and may not keep them. The error is read's first.
func (f *finder) find(read func(first int, documents []search.Document) error) error {
	s := f.snapshot
	f.list()
	old := f.known.Load()
	now := &analysis{lang: s.config.Lang, terms: s.options.Terms}
	options := s.searchOptions()
	analyser := search.NewAnalyser(options)
	spans := grouped(len(f.documents), f.terms)
	now.groups = make([][]document, len(spans))
	now.segments = make([]*search.Segment, len(spans))
	readers := sync.Pool{New: func() any { return new(textReader) }}
	errs := parallel.Map(len(spans), func(i int) error {
		from, to := spans[i].from, spans[i].to
		now.groups[i] = f.documents[from:to]
		if old != nil && old.lang == now.lang && old.terms == now.terms && i < len(old.groups) && slices.Equal(old.groups[i], now.groups[i]) {
			now.segments[i] = old.segments[i]
			return nil
		}
		kept := segmentKey(f.options(), f.contents(from, to))
		if now.segments[i] = s.in.Memo.segment(kept); now.segments[i] != nil {
			return nil
		}
		r := readers.Get().(*textReader)
		defer readers.Put(r)
		r.Reset()
		documents := f.readAll(r, spans[i])
		now.segments[i] = analyser.Segment(documents)
		s.in.Memo.keepSegment(kept, now.segments[i])
		return read(from, documents)
	})
	f.known.Store(now)
	return errors.Join(errs...)
}

// merge makes the index of what find analysed, once.
func (f *finder) merge() {
	f.merged.Do(func() {
		f.index = search.New(search.Input{Options: f.snapshot.searchOptions(), Segments: f.known.Load().segments, Texts: f.texts, TermDocuments: f.terms})
	})
}

// span is the documents from one to before another.
type span struct{ from, to int }

// grouped returns the groups in which documents are analysed: terms, which come first, keep
// to themselves.
func grouped(n, terms int) []span {
	var spans []span
	for from := 0; from < n; {
		to := min(from+search.SegmentSize, n)
		if from < terms {
			to = min(to, terms)
		}
		spans = append(spans, span{from, to})
		from = to
	}
	return spans
}

// sharing returns the documents of which one file holds the texts, among them the n-th of
// all. They are of one group.
func sharing(n, all, terms int) span {
	if n < terms {
		return span{n, n + 1}
	}
	shared := search.Shared(all)
	from := n - (n-terms)%shared
	return span{from, min(from+shared, all)}
}

// list finds the documents, once.
func (f *finder) list() { f.listed.Do(f.listAll) }

func (f *finder) listAll() {
	s := f.snapshot
	var urls []string
	for _, note := range s.Site.SearchedTerms() {
		f.documents = append(f.documents, document{term: s.registers.Term(note.ID), note: note})
		urls = append(urls, note.URL)
	}
	f.terms = len(f.documents)
	for _, p := range s.Site.Searched() {
		if o := s.outputs.named(p.Out()); o.page != nil { // which is the same as long as nothing changed
			f.documents = append(f.documents, document{page: o.page})
			urls = append(urls, p.URL)
		}
	}
	f.texts = search.Folder(urls)
}

// searchOptions are how documents are analysed.
func (s *Snapshot) searchOptions() search.Options {
	terms := make([]search.Term, len(s.registers.Terms))
	for i, t := range s.registers.Terms {
		terms[i] = search.Term{ID: t.ID, Spellings: t.Spellings()}
	}
	return search.Options{Lang: s.config.Lang, Terms: terms}
}

// read returns what can be found of the n-th document.
func (f *finder) read(r *textReader, n int) search.Document {
	d := f.documents[n]
	if note := d.note; note != nil {
		title := note.Term
		if note.Abbr != "" {
			title += " (" + note.Abbr + ")"
		}
		return search.Document{
			URL: note.URL, Title: title, Term: note.ID, Lang: note.Lang, Names: strings.Join(d.term.Forms, ", "),
			Sections: []search.Section{{}, {Text: []byte(strings.Join(strings.Fields(note.DefinitionText), " "))}},
		}
	}
	return documentOf(r, d.page, f.snapshot.config.Lang)
}

// readAll returns what can be found of some documents.
func (f *finder) readAll(r *textReader, of span) []search.Document {
	documents := make([]search.Document, of.to-of.from)
	for i := range documents {
		documents[i] = f.read(r, of.from+i)
	}
	return documents
}

// textReader takes the sections out of pages, and keeps its room for those to come.
type textReader struct {
	search.Reader
	html bytes.Buffer
}

// sections returns those of a page. They hold until Reset.
func (r *textReader) sections(p *site.Page) []search.Section {
	r.html.Reset()
	p.WriteText(&r.html)
	return r.Read(r.html.Bytes())
}

// documentOf returns what can be found of a page on a site in some language.
func documentOf(r *textReader, p *site.Page, lang string) search.Document {
	doc := search.Document{URL: p.URL, Title: p.Title, Sections: r.sections(p)}
	if p.Lang != lang {
		doc.Lang = p.Lang
	}
	return doc
}

// output returns the file of the index with a name, or nil.
func (f *finder) output(name string) *Output {
	if f == nil || !strings.HasPrefix(name, f.folder) {
		return nil
	}
	f.make()
	if data := f.index.File(name[len(f.folder):]); data != nil {
		return fixed(name, data)
	}
	shared, ok := f.sharing(name)
	if !ok {
		return nil
	}
	return newOutput(name, func() ([]byte, error) {
		return search.AppendTexts(nil, textName(f.texts, shared.from), f.readAll(&textReader{}, shared)...), nil
	})
}

// sharing returns the documents whose texts are in a file.
func (f *finder) sharing(name string) (shared span, ok bool) {
	if f == nil {
		return span{}, false
	}
	f.list()
	number, below := strings.CutPrefix(name, f.folder+f.texts+"/")
	n, err := strconv.Atoi(strings.TrimSuffix(number, ".js"))
	if !below || err != nil || n < 0 || n >= len(f.documents) || name != f.folder+textName(f.texts, n)+".js" {
		return span{}, false
	}
	shared = f.shared(n)
	return shared, shared.from == n
}

// shared returns the documents whose texts share a file with that of the n-th.
func (f *finder) shared(n int) span { return sharing(n, len(f.documents), f.terms) }

// textName returns the name of the file with the texts of documents, of which the n-th is
// the first, below the folder of the index and without ".js".
func textName(texts string, n int) string { return texts + "/" + strconv.Itoa(n) }

// names returns the names of all files.
func (f *finder) names() []string {
	if f == nil {
		return nil
	}
	f.make()
	names := make([]string, 0, len(f.documents)+len(f.index.Names()))
	for _, name := range f.index.Names() {
		names = append(names, f.folder+name)
	}
	for n := 0; n < len(f.documents); n = f.shared(n).to {
		names = append(names, f.folder+textName(f.texts, n)+".js")
	}
	return names
}
