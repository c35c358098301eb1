// Package build is the pipeline: from a picture of the input files to the files
// of the site.
//
//	source.Read → register.Read → guide.Parse → site.New → Site.Check → layout → publish
//
// [Next] is the only way to make a [Snapshot], for a full build, an incremental
// one and the preview alike. It is a pure function of its input: the previous
// snapshot only saves work, and Next(prev, in) equals Next(nil, in), byte for
// byte. A guide is parsed again when its file changed, a page is rendered again
// when what it shows or its layout changed; what spans the site is made anew
// each time and kept cheap.
//
// Diagnostics never stop the pipeline: every guide that could be read goes on,
// so all problems of a site are found in one run. Whether a site with problems
// is published is for the caller to decide.
//
// The search index spans the site too, but takes longer: it is made when somebody
// asks for one of its files, from what is known of the documents that did not
// change since the last one that was made.
//
// What takes long to make can be kept in a [Memo], and then saves later processes the
// work as well. No stage knows of it. [Amend] is the short way for them where little
// changed; what it publishes is what a snapshot would.
//
// A snapshot does not hold the published bytes. [Output.Bytes] makes and keeps
// those of one output, as the preview needs them; [Snapshot.Each] makes them all
// and keeps none.
package build

import (
	"slices"
	"strings"
	"sync"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
	"balise/generator/internal/layout"
	"balise/generator/internal/parallel"
	"balise/generator/internal/register"
	"balise/generator/internal/search"
	"balise/generator/internal/site"
	"balise/generator/internal/source"
)

// Input is everything a site is made of.
type Input struct {
	// Tree holds the files of the layers content, layouts and static.
	Tree *source.Tree
	// Problems were found while the files were read.
	Problems diag.List
	// Drafts includes drafts and guides whose date is still to come.
	Drafts bool
	// At is the day the site is made for, YYYY-MM-DD.
	At string
	// Parsed is called after each guide that is parsed, by several goroutines;
	// nil is allowed.
	Parsed func()
	// Memo holds what earlier processes made of the same files, and takes what this
	// one makes. It saves work and changes nothing. Nil is allowed.
	Memo *Memo
	// Lean lets go of the guides' texts once they are parsed, if there is a memo: they
	// are read again for problems in them.
	Lean bool
}

// Snapshot is a site at one moment. It is immutable and shares what did not
// change with the one before it.
type Snapshot struct {
	Site *site.Site
	// Problems are the diagnostics of the whole site, sorted. Those of layouts
	// that only show while a page is rendered are returned by Render and Each,
	// for all pages too.
	Problems diag.List
	// Rendered are the names of the pages that must be rendered, sorted: those
	// that are new or differ from the previous snapshot.
	Rendered []string
	// Parsed is how many guides were parsed.
	Parsed int

	in      Input
	parser  *guide.Parser
	options guide.Options
	under   []byte // a digest of the options
	pager   *pager
	config  site.Config
	audit   *site.Audit
	guides  []*guide.Guide // in the order of their files

	registers   *register.Registers
	definitions map[string]guide.Fragment // of the terms, by id

	ofSpellings, ofDefinitions diag.List // problems of the terms

	report  *site.Report
	layouts *layout.Set
	outputs outputs
	pages   []*Output // those of the outputs that layouts make; they come first
	finder  *finder   // of the search index, whose files come on top of the outputs
	all     func() []string
}

// Next makes the snapshot of an input. prev may be nil.
func Next(prev *Snapshot, in Input) *Snapshot {
	s, problems := begin(prev, in)
	s.parse(prev)
	for _, g := range s.guides {
		problems = append(problems, g.Problems...)
	}

	var before *site.Site
	var report *site.Report
	if prev != nil {
		before, report = prev.Site, prev.report
	}
	s.Site = site.New(before, s.siteInput())
	parallel.Both(
		func() { s.report = s.Site.Check(report) },
		func() { s.collect(prev) },
	)
	problems = append(problems, s.bodiless()...)
	s.Problems = append(problems, s.report.Problems...).Sorted()
	return s
}

// begin makes what of a snapshot needs no guides.
func begin(prev *Snapshot, in Input) (*Snapshot, diag.List) {
	s := &Snapshot{in: in}
	var old *layout.Set
	if prev != nil {
		old = prev.layouts
	}
	var ofLayouts, ofConfig, ofRegisters diag.List
	parallel.Both(
		func() { s.layouts, ofLayouts = layout.Load(old, in.Tree, (*site.Page)(nil)) },
		func() {
			var ofAudit diag.List
			s.config, ofConfig = site.ReadConfig(in.Tree.File(site.ConfigFile))
			s.audit, ofAudit = site.ReadAudit(in.Tree.File(site.AuditFile), s.config.Lang)
			ofConfig = append(ofConfig, ofAudit...)
			ofRegisters = s.readRegisters(prev)
		},
	)
	return s, slices.Concat(in.Problems, ofLayouts, ofConfig, ofRegisters, s.prepare(prev))
}

// siteInput is what the guides are linked with.
func (s *Snapshot) siteInput() site.Input {
	return site.Input{
		Config: s.config, Audit: s.audit, Guides: s.guides, Tree: s.in.Tree, Texts: s.texts(),
		Registers: s.registers, Definitions: s.definitions, Speeches: s.speeches(),
		Drafts: s.in.Drafts, At: s.in.At, Layouts: s.layouts.Names(),
	}
}

// bodiless reports the layouts of guides that never show the guide's text.
func (s *Snapshot) bodiless() diag.List {
	var problems diag.List
	for _, name := range s.Site.GuideLayouts() {
		if !s.layouts.Mentions(name, "Body") {
			problems = append(problems, diag.Diagnostic{
				Place: diag.Place{File: "layouts/" + name + ".html", Line: 1, Col: 1}, Severity: diag.Warning, Code: diag.LayoutBody,
				Message: "this layout never shows the text of its guides", Fix: "put {{.Body}} where the text goes",
			})
		}
	}
	return problems
}

// readRegisters reads the facts, sources and terms.
func (s *Snapshot) readRegisters(prev *Snapshot) diag.List {
	var before *register.Registers
	if prev != nil {
		before = prev.registers
	}
	var problems diag.List
	s.registers, problems = register.Read(before, s.in.Tree)
	if s.registers == before {
		s.options.Terms, s.ofSpellings = prev.options.Terms, prev.ofSpellings
	} else {
		s.options.Terms, s.ofSpellings = spellings(s.registers)
	}
	return slices.Concat(problems, s.ofSpellings)
}

// prepare settles how guides are parsed, and so parses the definitions of terms.
func (s *Snapshot) prepare(prev *Snapshot) diag.List {
	glossary := s.registers.Terms != nil
	s.options = guide.Options{
		Lang: s.config.Lang, Texts: s.guideTexts(), Terms: s.options.Terms,
		Autolink: glossary && s.config.Autolink, Acronyms: glossary && s.config.Acronyms, Figures: s.config.FactsRequired,
	}
	if prev != nil && prev.in.Memo == s.in.Memo && prev.options.Equal(s.options) {
		s.parser, s.under = prev.parser, prev.under
	} else {
		s.parser, s.under = guide.NewParser(s.options), s.in.Memo.ofOptions(s.options)
	}
	s.pager = newPager(s.in.Memo, s.under)
	if prev != nil && prev.parser == s.parser && prev.registers == s.registers {
		s.definitions, s.ofDefinitions = prev.definitions, prev.ofDefinitions
	} else {
		s.definitions, s.ofDefinitions = definitions(s.registers, s.parser)
	}
	return s.ofDefinitions
}

// parse reads the guides; those of files that did not change are the previous
// snapshot's, unless guides are parsed in another way now.
func (s *Snapshot) parse(prev *Snapshot) {
	if prev != nil && prev.parser != s.parser {
		prev = nil
	}
	var files []*source.File
	for _, f := range s.in.Tree.Under("content") {
		if strings.HasSuffix(f.Path, ".md") {
			files = append(files, f)
		}
	}
	var missing []int
	s.guides, missing = prev.parsed(files)
	reader := s.reader()
	parallel.Do(len(missing), func(i int) {
		s.guides[missing[i]] = reader.load(files[missing[i]], s.in.Lean)
		if s.in.Parsed != nil {
			s.in.Parsed()
		}
	})
	s.Parsed = int(reader.parsed.Load())
}

func (s *Snapshot) reader() *reader {
	return &reader{Memo: s.in.Memo, parser: s.parser, under: s.under}
}

// parsed returns the guides of files that the snapshot has, and the indices of
// those that it has not. Files are in the order of their paths.
func (s *Snapshot) parsed(files []*source.File) (guides []*guide.Guide, missing []int) {
	guides = make([]*guide.Guide, len(files))
	var known []*guide.Guide
	if s != nil {
		known = s.guides
	}
	for i, f := range files {
		for len(known) > 0 && known[0].File.Path < f.Path {
			known = known[1:]
		}
		if len(known) > 0 && known[0].File == f {
			guides[i] = known[0]
		} else {
			missing = append(missing, i)
		}
	}
	return guides, missing
}

// guideTexts returns what guides say by themselves in every language there is.
func (s *Snapshot) guideTexts() map[string]string {
	texts := map[string]string{}
	for _, lang := range s.layouts.Languages() {
		for _, key := range guide.TextKeys() {
			texts[lang+"/"+key] = s.layouts.Text(lang, key, "{0}")
		}
	}
	return texts
}

func (s *Snapshot) texts() site.Texts {
	text := func(key string) string { return s.layouts.Text(s.config.Lang, key) }
	return site.Texts{TopicsSlug: guide.Slug(text("topics")), NotFound: text("not_found"), Home: text("home_short")}
}

// ReadProblems returns the diagnostics that reading the files gave.
func (s *Snapshot) ReadProblems() diag.List { return s.in.Problems }

// Output returns what is published under a name, or nil.
func (s *Snapshot) Output(name string) *Output {
	if o := s.outputs.named(name); o != nil {
		return o
	}
	return s.finder.output(name)
}

// Names returns the names of all outputs, sorted byte-wise. To know them all the
// search index is made. The caller must not change the slice.
func (s *Snapshot) Names() []string { return s.all() }

// Len returns how many outputs there are, but for some of the search index.
func (s *Snapshot) Len() int {
	if s.finder == nil {
		return len(s.outputs.names)
	}
	return len(s.outputs.names) + s.Site.Len()/search.Shared(s.Site.Len())
}

// collect lists the outputs and finds out which pages must be rendered.
func (s *Snapshot) collect(prev *Snapshot) {
	var before outputs
	if prev != nil {
		before = prev.outputs
	}
	pages := s.Site.Pages()
	list := parallel.Map(len(pages), func(i int) *Output { return s.page(before.likely(i, pages[i].Out()), pages[i]) })
	for _, a := range s.layouts.Assets() {
		list = append(list, fixed(a.Name, a.Data))
	}
	for _, a := range s.Site.Attachments() {
		list = append(list, s.attachment(a))
	}
	s.outputs = newOutputs(&before, append(list, s.spanning()...))
	for i, o := range s.outputs.list {
		if o.page == nil {
			break
		}
		s.pages = s.outputs.list[:i+1]
		if before.likely(i, o.Name) != o {
			s.Rendered = append(s.Rendered, o.Name)
		}
	}
	slices.Sort(s.Rendered)
	s.finder = newFinder(s, prev)
	s.all = sync.OnceValue(s.allNames)
}

// allNames returns the names of the outputs and of the files of the search index.
func (s *Snapshot) allNames() []string {
	found := s.finder.names()
	if len(found) == 0 {
		return s.outputs.names
	}
	names := slices.Concat(s.outputs.names, found)
	slices.Sort(names)
	return slices.Compact(names)
}
