package register

import (
	"cmp"
	"fmt"
	"slices"

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
			r.unknown(Facts, n)
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
			r.unknown(Terms, n)
		case n.ID == t.ID:
			r.report(n.At, diag.Diagnostic{Code: diag.ValueInvalid, Message: fmt.Sprintf("%q refers to itself", t.ID), Fix: "name another term, or remove it"})
		}
	}
}

// unknown reports an id that no entry has. That its register is not there is for package
// site to report: guides want it too.
func (r *reader) unknown(s Shelf, n Name) {
	if r.cut[s] {
		return
	}
	if r.IsAbsent(s) {
		r.wanted[s] = append(r.wanted[s], n)
		return
	}
	r.guesses++
	r.report(n.At, r.NoEntry(s, n.ID, r.guesses <= maxGuesses))
}
