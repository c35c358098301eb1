package site

import (
	"fmt"

	"balise/generator/internal/diag"
)

// dates reports days that are still to come where only past ones make sense, and
// guides that wait for theirs though no path says so.
func (c *checker) dates() {
	for _, e := range c.entries {
		f := &e.head.Front
		if f.Draft {
			continue
		}
		if f.Verified > c.in.At {
			c.future(e, f.VerifiedAt, "verified", f.Verified)
		}
		switch {
		case e.Scheduled && !c.in.Drafts && !c.awaited[e]:
			c.at(e, f.PublishedAt, diag.Diagnostic{
				Severity: diag.Warning, Code: diag.ValueDoubtful,
				Message: fmt.Sprintf("published is %s: this guide is left out until then", f.Published), Fix: "none needed if the date is right; --drafts shows the guide now",
			})
		case !e.Scheduled && f.Updated > c.in.At:
			c.future(e, f.UpdatedAt, "updated", f.Updated)
		}
	}
}

func (c *checker) future(e *Entry, p diag.Place, key, day string) {
	c.at(e, p, diag.Diagnostic{
		Severity: diag.Warning, Code: diag.ValueDoubtful,
		Message: fmt.Sprintf("%s is %s, a day still to come", key, day), Fix: "correct the date",
	})
}
