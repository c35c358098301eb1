// Package register reads the facts, sources and terms of a site.
//
// A figure has one home: guides refer to a [Fact] by its id, a fact to its
// [Source]s, a [Term] to the guide that explains it. [Read] takes the files
// content/facts.yaml, sources.yaml and glossary.yaml (or the YAML files below a
// folder of that name) into [Registers], and reports all that the registers alone
// can tell: unknown keys and ids, values and units that cannot be, formulas that
// do not work out.
//
// The value of a computed fact is computed here, so that to everybody else it is
// a value like any other. What guides and registers say of one another is for
// package site to judge.
package register

import (
	"slices"

	"balise/generator/internal/diag"
	"balise/generator/internal/source"
)

// Registers are all facts, sources and terms, each sorted by id. They are
// immutable.
type Registers struct {
	Facts   []*Fact
	Sources []*Source
	Terms   []*Term

	// FactsCut says that a file of facts could not be read, and an error says
	// why: what refers to a fact that is not there is not to blame. SourcesCut
	// and TermsCut say so of the others.
	FactsCut, SourcesCut, TermsCut bool

	found    found
	lines    map[string]*diag.Lines // by the file's path
	facts    map[string]*Fact
	sources  map[string]*Source
	terms    map[string]*Term
	opposed  map[string][]*Fact
	problems diag.List
}

// Fact returns the fact with an id, or nil.
func (r *Registers) Fact(id string) *Fact { return r.facts[id] }

// Behind returns the facts that a fact is computed from, directly or through
// others, each once.
func (r *Registers) Behind(f *Fact) []*Fact {
	all := []*Fact{f} // a fact that is computed from itself is reported
	for i := 0; i < len(all); i++ {
		for _, id := range all[i].Inputs {
			if input := r.Fact(id); input != nil && !slices.Contains(all, input) {
				all = append(all, input)
			}
		}
	}
	return all[1:]
}

// Source returns the source with an id, or nil.
func (r *Registers) Source(id string) *Source { return r.sources[id] }

// Term returns the term with an id, or nil.
func (r *Registers) Term(id string) *Term { return r.terms[id] }

// Opposed returns the facts that contradict a fact, or that it contradicts,
// sorted by id. The caller must not change the slice.
func (r *Registers) Opposed(id string) []*Fact { return r.opposed[id] }

// Report returns a diagnostic about a place in a register, with the excerpt that
// goes with it.
func (r *Registers) Report(at diag.Place, d diag.Diagnostic) diag.Diagnostic {
	if l := r.lines[at.File]; l != nil {
		return l.Excerpt(at, d)
	}
	d.Place = at
	return d
}

// Read reads the registers of a site. When none of their files changed since
// prev, that very value comes back, with its diagnostics; prev may be nil.
func Read(prev *Registers, tree *source.Tree) (*Registers, diag.List) {
	files := find(tree)
	if prev != nil && prev.found.equal(&files) {
		return prev, prev.problems
	}
	r := &reader{
		Registers: &Registers{
			found: files, lines: map[string]*diag.Lines{}, facts: map[string]*Fact{}, sources: map[string]*Source{},
			terms: map[string]*Term{}, opposed: map[string][]*Fact{},
		},
		drafts: map[string]*draft{}, cut: files.refused,
	}
	r.each(sources, r.source)
	r.each(facts, r.fact)
	r.each(terms, r.term)
	r.FactsCut, r.SourcesCut, r.TermsCut = r.cut[facts], r.cut[sources], r.cut[terms]
	r.link()
	r.compute()
	r.problems = r.problems.Sorted()
	return r.Registers, r.problems
}

// reader is the state of Read.
type reader struct {
	*Registers
	drafts  map[string]*draft
	cut     [3]bool     // by shelf
	ids     [3][]string // by shelf, sorted, once everything is read
	guesses int
}

func (r *reader) report(at diag.Place, d diag.Diagnostic) {
	r.problems = append(r.problems, r.Report(at, d))
}

// shelf is one of the three registers.
type shelf int

const (
	facts shelf = iota
	sources
	terms
)

// file returns the name of its file, without .yaml, and of its folder.
func (s shelf) file() string { return [...]string{"facts", "sources", "glossary"}[s] }

// entry returns what an entry is called.
func (s shelf) entry() string { return [...]string{"fact", "source", "term"}[s] }

// unknown returns the code of an id that no entry has.
func (s shelf) unknown() diag.Code {
	return [...]diag.Code{diag.FactUnknown, diag.SourceUnknown, diag.TermUnknown}[s]
}

// keys returns what an entry must at least hold.
func (s shelf) keys() string {
	return [...]string{`{label: "…", value: 4, kind: hypothesis}`, `{title: "…", publisher: "…"}`, `{term: "…", definition: "…"}`}[s]
}

// found is what there is to read of each shelf.
type found struct {
	files   [3][]*source.File
	refused [3]bool // a file is there, but was not read
}

// find finds the files of each shelf: content/NAME.yaml and those below
// content/NAME/.
func find(tree *source.Tree) found {
	var all found
	for _, s := range []shelf{facts, sources, terms} {
		folder := "content/" + s.file()
		all.refused[s] = tree.Refused(folder) || tree.Refused(folder+".yaml")
		if f := tree.File(folder + ".yaml"); f != nil {
			all.files[s] = append(all.files[s], f)
		}
		for _, f := range tree.Under(folder) {
			if isYAML(f) {
				all.files[s] = append(all.files[s], f)
			}
		}
	}
	return all
}

func (f *found) equal(o *found) bool {
	for s := range f.files {
		if !slices.Equal(f.files[s], o.files[s]) {
			return false
		}
	}
	return f.refused == o.refused
}
