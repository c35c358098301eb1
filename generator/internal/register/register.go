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

	found    found
	cut      [3]bool                // by shelf
	wanted   [3][]Name              // by shelf: what the registers name of one that is not there
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
			found: files, cut: files.refused, lines: map[string]*diag.Lines{}, facts: map[string]*Fact{}, sources: map[string]*Source{},
			terms: map[string]*Term{}, opposed: map[string][]*Fact{},
		},
		drafts: map[string]*draft{},
	}
	r.each(Sources, r.source)
	r.each(Facts, r.fact)
	r.each(Terms, r.term)
	r.link()
	r.compute()
	r.problems = r.problems.Sorted()
	return r.Registers, r.problems
}

// reader is the state of Read.
type reader struct {
	*Registers
	drafts  map[string]*draft
	guesses int
}

func (r *reader) report(at diag.Place, d diag.Diagnostic) {
	r.problems = append(r.problems, r.Report(at, d))
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
	for _, s := range []Shelf{Facts, Sources, Terms} {
		folder := "content/" + s.File()
		all.refused[s] = tree.Refused(folder) || tree.Refused(folder+".yaml") || slices.ContainsFunc(tree.RefusedBelow(folder), mayHoldEntries)
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
