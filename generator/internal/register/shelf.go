package register

import (
	"fmt"
	"slices"
	"strings"

	"balise/generator/internal/diag"
)

// Shelf is one of the three registers.
type Shelf uint8

const (
	Facts Shelf = iota
	Sources
	Terms
)

// String returns what messages call an entry: "fact", "source", "term".
func (s Shelf) String() string { return [...]string{"fact", "source", "term"}[s] }

// File returns the name of the register's file, without .yaml, and of its folder.
// The layout that lists it has the same name.
func (s Shelf) File() string { return [...]string{"facts", "sources", "glossary"}[s] }

// Unknown returns the code of an id that no entry has.
func (s Shelf) Unknown() diag.Code {
	return [...]diag.Code{diag.FactUnknown, diag.SourceUnknown, diag.TermUnknown}[s]
}

// keys returns what an entry must at least hold.
func (s Shelf) keys() string {
	return [...]string{`{label: "…", value: 4, kind: hypothesis}`, `{title: "…", publisher: "…"}`, `{term: "…", definition: "…"}`}[s]
}

// example returns an entry.
func (s Shelf) example() string { return "an-id: " + s.keys() }

// ListedBy returns the register that pages with a layout list; ok is false for
// other layouts.
func ListedBy(layout string) (s Shelf, ok bool) {
	for _, s := range []Shelf{Facts, Sources, Terms} {
		if s.File() == layout {
			return s, true
		}
	}
	return 0, false
}

// IsCut tells whether a file of a register could not be read, and an error says
// why: what refers to an entry that is not there is not to blame.
func (r *Registers) IsCut(s Shelf) bool { return r.cut[s] }

// IsAbsent tells whether there is no file of a register at all.
func (r *Registers) IsAbsent(s Shelf) bool { return len(r.found.files[s]) == 0 && !r.cut[s] }

// Wanted returns the entries that other registers name of one that is absent, which
// [Read] does not report. The caller must not change the slice.
func (r *Registers) Wanted(s Shelf) []Name { return r.wanted[s] }

// Has tells whether a register has an entry.
func (r *Registers) Has(s Shelf, id string) bool { return r.at(s, id).Line > 0 }

// at returns where an entry is; its line is 0 when there is none.
func (r *Registers) at(s Shelf, id string) diag.Place {
	switch s {
	case Facts:
		if f := r.facts[id]; f != nil {
			return f.At
		}
	case Sources:
		if src := r.sources[id]; src != nil {
			return src.At
		}
	case Terms:
		if t := r.terms[id]; t != nil {
			return t.At
		}
	}
	return diag.Place{}
}

// IDs returns the ids of a register's entries, sorted.
func (r *Registers) IDs(s Shelf) []string {
	ids := []string{}
	switch s {
	case Facts:
		for id := range r.facts {
			ids = append(ids, id)
		}
	case Sources:
		for id := range r.sources {
			ids = append(ids, id)
		}
	case Terms:
		for id := range r.terms {
			ids = append(ids, id)
		}
	}
	slices.Sort(ids)
	return ids
}

// NoEntry is what there is to say of an id that no entry has. To guess which one was
// meant takes a look at all of them.
func (r *Registers) NoEntry(s Shelf, id string, guess bool) diag.Diagnostic {
	d := diag.Diagnostic{
		Code: s.Unknown(), Message: fmt.Sprintf("no %s %q", s, id),
		Fix: fmt.Sprintf("correct the id, or add the %s to content/%s.yaml", s, s.File()),
	}
	if !guess {
		return d
	}
	if near := r.nearest(s, id); near != "" {
		d.Fix, d.Related = fmt.Sprintf("did you mean %q?", near), []diag.Related{{Place: r.at(s, near), Message: "it is here"}}
	}
	return d
}

// NoRegister is what there is to say of an id when its register is absent, and others
// are named too.
func (r *Registers) NoRegister(s Shelf, id string, others int) diag.Diagnostic {
	d := r.NoEntry(s, id, false)
	d.Message += fmt.Sprintf(": there is no content/%s.yaml", s.File())
	if others > 0 {
		places := "places"
		if others == 1 {
			places = "place"
		}
		d.Message += fmt.Sprintf(", which is needed in %d more %s", others, places)
		d.Fix = fmt.Sprintf("put content/%s.yaml (or the YAML files of content/%s/) back, or write it: %s: %s", s.File(), s.File(), id, s.keys())
	}
	return d
}

// nearest returns the id that was likely meant, or "". Authors also write it as
// guides do, fact:id and @id, or as a text: Plan de reprise.
func (r *Registers) nearest(s Shelf, text string) string {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "@"), s.String()+":")
	if id := idFor(text); r.Has(s, id) {
		return id
	}
	return diag.Nearest(text, r.IDs(s))
}
