package register

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"balise/generator/internal/diag"
)

// maxGuesses bounds how many unknown ids are compared with all that there are.
const maxGuesses = 100

// link sorts the entries and reports what they refer to that there is not.
func (r *reader) link() {
	slices.SortFunc(r.Facts, func(a, b *Fact) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Sources, func(a, b *Source) int { return cmp.Compare(a.ID, b.ID) })
	slices.SortFunc(r.Terms, func(a, b *Term) int { return cmp.Compare(a.ID, b.ID) })
	for _, f := range r.Facts {
		r.cited(f.Sources)
		r.contradicted(f)
		if f.Formula != nil {
			r.unknownNames(r.drafts[f.ID])
		}
	}
	r.sortOpposed()
	for _, t := range r.Terms {
		r.cited(t.Sources)
		r.seen(t)
	}
}

// contradicted notes which facts contradict one another.
func (r *reader) contradicted(f *Fact) {
	for _, n := range f.Contradicts {
		other := r.facts[n.ID]
		switch {
		case other == nil:
			r.unknown(facts, n)
		case other == f:
			r.report(n.At, diag.Diagnostic{Code: diag.FactValue, Message: fmt.Sprintf("%q contradicts itself", f.ID), Fix: fmt.Sprintf("name the other fact, or take %s out of contradicts", f.ID)})
		default:
			r.opposed[f.ID] = append(r.opposed[f.ID], other)
			r.opposed[other.ID] = append(r.opposed[other.ID], f)
		}
	}
}

func (r *reader) sortOpposed() {
	for id, list := range r.opposed {
		slices.SortFunc(list, func(a, b *Fact) int { return cmp.Compare(a.ID, b.ID) })
		r.opposed[id] = slices.Compact(list)
	}
}

// seen reports terms to see that there are not.
func (r *reader) seen(t *Term) {
	for _, n := range t.See {
		switch {
		case r.terms[n.ID] == nil:
			r.unknown(terms, n)
		case n.ID == t.ID:
			r.report(n.At, diag.Diagnostic{Code: diag.ValueInvalid, Message: fmt.Sprintf("%q refers to itself", t.ID), Fix: "name another term, or remove it"})
		}
	}
}

// unknown reports an id that no entry has, with the nearest that one has.
func (r *reader) unknown(s shelf, n Name) {
	if r.cut[s] {
		return
	}
	d := diag.Diagnostic{Code: s.unknown(), Message: fmt.Sprintf("no %s %q", s.entry(), n.ID)}
	if near := r.nearest(s, n.ID); near != "" {
		d.Fix, d.Related = fmt.Sprintf("did you mean %q?", near), []diag.Related{{Place: r.place(s, near), Message: "it is here"}}
	} else {
		d.Fix = fmt.Sprintf("correct the id, or add the %s to content/%s.yaml", s.entry(), s.file())
	}
	r.report(n.At, d)
}

// nearest returns the id that was likely meant, or "". Authors also write it as
// guides do, fact:id and @id, or as a text: Plan de reprise.
func (r *reader) nearest(s shelf, text string) string {
	text = strings.TrimPrefix(strings.TrimPrefix(text, "@"), s.entry()+":")
	if id := idFor(text); r.place(s, id).Line > 0 {
		return id
	}
	if r.guesses++; r.guesses > maxGuesses {
		return ""
	}
	if r.ids[s] == nil {
		r.ids[s] = r.idsOf(s)
	}
	return diag.Nearest(text, r.ids[s])
}

// idsOf returns the ids of a shelf in order.
func (r *reader) idsOf(s shelf) []string {
	ids := []string{}
	switch s {
	case facts:
		for _, f := range r.Facts {
			ids = append(ids, f.ID)
		}
	case sources:
		for _, src := range r.Sources {
			ids = append(ids, src.ID)
		}
	case terms:
		for _, t := range r.Terms {
			ids = append(ids, t.ID)
		}
	}
	return ids
}

// place returns where an entry is; its line is 0 when there is none.
func (r *reader) place(s shelf, id string) diag.Place {
	switch s {
	case facts:
		if f := r.facts[id]; f != nil {
			return f.At
		}
	case sources:
		if src := r.sources[id]; src != nil {
			return src.At
		}
	case terms:
		if t := r.terms[id]; t != nil {
			return t.At
		}
	}
	return diag.Place{}
}
