package build

import (
	"bytes"
	"maps"
	"slices"
	"strings"

	"balise/generator/internal/cache"
	"balise/generator/internal/diag"
	"balise/generator/internal/digest"
	"balise/generator/internal/parallel"
	"balise/generator/internal/search"
	"balise/generator/internal/site"
	"balise/generator/internal/source"
)

// Amended is a publication that was brought up to date.
type Amended struct {
	Guides   int // of the site
	Problems diag.List
	Rendered int // pages

	remember func()
}

// Remember is like [Snapshot.Remember], of what was published by this.
func (a *Amended) Remember() {
	if a.remember != nil {
		a.remember()
	}
}

// maxAmended is how many changed guides are looked at one by one, before there is more to
// win from linking the site.
const maxAmended = 32

// Amend brings the last publication up to date without linking the site, if nothing
// changed since but the texts of a few guides, and in these nothing that other pages or
// diagnostics show: what there is to make is then their pages, and the search index. It
// returns nil where that is not so, or something of the last publication is not what it
// was; the publisher then has taken nothing. parsed is how many guides were parsed. The
// error is the publisher's.
func Amend(in Input, to Publisher) (done *Amended, parsed int, err error) {
	m := in.Memo
	if m == nil {
		return nil, 0, nil
	}
	last := m.published()
	if last.inputs == nil {
		return nil, 0, nil
	}
	in.Tree.LoadAll()
	a := &amender{memo: m, last: last, inputs: m.inputsOf(in.Tree), files: map[string]amendedFile{}}
	changed, ok := a.last.changed(a.inputs)
	if !ok || len(changed) > maxAmended || a.last.more != m.moreOf(in) {
		return nil, 0, nil
	}
	if len(changed) > 0 {
		a.snapshot, _ = begin(nil, in)
		a.reader = a.snapshot.reader()
		a.byPage = make(map[string]int, len(a.inputs))
		for i, input := range a.inputs {
			a.byPage[input.name] = i
		}
		ok = a.makePages(changed) && a.makeIndex()
		parsed = int(a.reader.parsed.Load())
	}
	if !ok {
		return nil, parsed, nil
	}
	done, err = a.publish(to)
	return done, parsed, err
}

// changed returns the indices of the guides with a page that are others than in the record;
// ok is false if anything else is. It sets the pages of all.
func (r *Record) changed(now []inputFile) (changed []int, ok bool) {
	if now == nil || len(now) != len(r.inputs) {
		return nil, false
	}
	for i := range now {
		was := &r.inputs[i]
		if same := now[i].made == was.made; now[i].path != was.path || !same && was.name == "" {
			return nil, false
		} else if !same {
			changed = append(changed, i)
		}
		now[i].name, now[i].page = was.name, was.page
	}
	return changed, true
}

// amender is the state of Amend.
type amender struct {
	memo     *Memo
	last     *Record
	inputs   []inputFile // of now
	snapshot *Snapshot   // without guides
	reader   *reader
	byPage   map[string]int // indices in inputs

	pages   []*site.Page           // of the guides that changed
	files   map[string]amendedFile // to write, by name
	dropped map[string]bool        // files that are published no more
	plan    *searchPlan            // nil when the index stays
}

// amendedFile is a file to write, and what it was made of.
type amendedFile struct {
	data []byte
	made cache.Key
}

// makePages makes the pages of guides, and tells whether nobody else shows what changed in
// them.
func (a *amender) makePages(changed []int) bool {
	s := a.snapshot
	for _, i := range changed {
		page, input := a.changedPage(i), &a.inputs[i]
		if page == nil {
			return false
		}
		var buf bytes.Buffer
		if s.layouts.Execute(&buf, page.Layout, page.Lang, page) != nil {
			return false
		}
		input.page = s.pager.digest(page)
		a.pages = append(a.pages, page)
		a.files[input.name] = amendedFile{buf.Bytes(), madeKey(s.layouts.Digest(page.Layout, page.Lang), input.page)}
	}
	return true
}

// changedPage returns the page of a guide that changed, nil if the change shows elsewhere
// too.
func (a *amender) changedPage(i int) *site.Page {
	path := a.inputs[i].path
	now := a.reader.read(a.snapshot.in.Tree.File(path))
	was := a.reader.recall(&source.File{Path: path, Sum: a.last.inputs[i].made})
	if was == nil || len(was.Problems) > 0 || len(now.Problems) > 0 || !now.LooksLike(was) || a.last.Problems.Mention(path) {
		return nil
	}
	return a.snapshot.pager.page(a.inputs[i].page, now)
}

// makeIndex makes the search index, if it holds one of the pages, and tells whether it
// could.
func (a *amender) makeIndex() bool {
	if a.last.plan == (cache.Key{}) {
		return true
	}
	plan := a.memo.plan(a.last.plan)
	if plan == nil {
		return false
	}
	before := a.memo.index(plan.indexKey())
	changed := map[int]*site.Page{} // by number of the document
	for _, page := range a.pages {
		if n := slices.Index(plan.pages, page.Out()); n >= 0 {
			changed[plan.terms+n] = page
		}
	}
	if before == nil || len(changed) == 0 {
		return before != nil
	}
	a.plan = plan
	for n, page := range changed {
		a.plan.contents[n] = a.inputs[a.byPage[page.Out()]].page
	}
	segments := a.segments(changed)
	if slices.Contains(segments, nil) {
		return false
	}
	if !a.makeTexts(changed) {
		return false
	}
	index := search.New(search.Input{Options: a.snapshot.searchOptions(), Segments: segments, Texts: plan.texts, TermDocuments: plan.terms})
	files, made := filesOf(plan.folder, index)
	a.memo.keepIndex(plan.indexKey(), files)
	a.dropped = map[string]bool{}
	for _, f := range before {
		a.dropped[f.Name] = true
	}
	for i, f := range files {
		a.files[f.Name] = amendedFile{data: made[i]}
	}
	return true
}

// segments returns the segments of the index, nil in the place of those that cannot be had.
func (a *amender) segments(changed map[int]*site.Page) []*search.Segment {
	p := a.plan
	analyser := search.NewAnalyser(a.snapshot.searchOptions())
	spans := grouped(len(p.contents), p.terms)
	return parallel.Map(len(spans), func(i int) *search.Segment {
		key := segmentKey(p.options, p.contents[spans[i].from:spans[i].to])
		if s := a.memo.segment(key); s != nil {
			return s
		}
		documents := a.documents(spans[i], changed)
		if documents == nil {
			return nil
		}
		s := analyser.Segment(documents)
		a.memo.keepSegment(key, s)
		return s
	})
}

// documents returns what there is to find of some pages, nil if one of them cannot be had.
func (a *amender) documents(of span, changed map[int]*site.Page) []search.Document {
	if of.from < a.plan.terms {
		return nil
	}
	documents := make([]search.Document, of.to-of.from)
	var r textReader
	for i := range documents {
		page := changed[of.from+i]
		if page == nil {
			page = a.samePage(a.plan.pages[of.from+i-a.plan.terms])
		}
		if page == nil {
			return nil
		}
		documents[i] = documentOf(&r, page, a.snapshot.config.Lang)
	}
	return documents
}

// samePage returns the page of a guide that did not change, or nil.
func (a *amender) samePage(name string) *site.Page {
	i, ok := a.byPage[name]
	if !ok {
		return nil
	}
	g := a.reader.recall(a.snapshot.in.Tree.File(a.inputs[i].path))
	if g == nil {
		return nil
	}
	return a.snapshot.pager.page(a.inputs[i].page, g)
}

// makeTexts makes the files of the index with the texts of changed pages, and tells
// whether it could.
func (a *amender) makeTexts(changed map[int]*site.Page) bool {
	p := a.plan
	for n := range changed {
		shared := sharing(n, len(p.contents), p.terms)
		documents := a.documents(shared, changed)
		if documents == nil {
			return false
		}
		name := textName(p.texts, shared.from)
		made := textKey(p.options, p.contents[shared.from:shared.to], p.texts, shared.from)
		a.files[p.folder+name+".js"] = amendedFile{search.AppendTexts(nil, name, documents...), made}
	}
	return true
}

// publish hands over what was made, and has the rest kept; nil when that is not as it was.
func (a *amender) publish(to Publisher) (*Amended, error) {
	kept := make([]Published, 0, len(a.last.Files))
	for _, f := range a.last.Files {
		if _, ok := a.files[f.Name]; !ok && !a.dropped[f.Name] {
			kept = append(kept, f)
		}
	}
	if !to.Keep(kept...) {
		return nil, nil
	}
	done := &Amended{Guides: a.last.Guides, Problems: a.last.Problems, Rendered: len(a.pages)}
	if len(a.files) == 0 {
		return done, nil
	}
	for _, name := range slices.Sorted(maps.Keys(a.files)) {
		if err := to.Write(name, a.files[name].data); err != nil {
			return nil, err
		}
	}
	done.remember = func() { a.remember(kept) }
	return done, nil
}

// remember keeps the record of the publication.
func (a *amender) remember(kept []Published) {
	r := *a.last
	r.Files, r.inputs = kept, a.inputs
	for name, f := range a.files {
		r.Files = append(r.Files, Published{Name: name, Size: int64(len(f.data)), Sum: digest.Of(f.data), made: f.made})
	}
	slices.SortFunc(r.Files, func(a, b Published) int { return strings.Compare(a.Name, b.Name) })
	if a.plan != nil {
		r.plan = a.memo.keepPlan(a.plan)
	}
	a.memo.remember(&r)
	a.memo.store.Hold() // the guides that nobody asked for are still those of the site
	a.memo.keepFiles(a.snapshot.in.Tree)
	a.memo.store.Save()
}
