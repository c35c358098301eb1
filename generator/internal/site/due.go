package site

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"balise/generator/internal/diag"
)

// due is something that was to be looked at again.
type due struct {
	what string     // "fact" or "guide"
	id   string     // of the fact, or the guide's key
	name string     // the fact's label, or the guide's title
	on   string     // the day by which it was to be reviewed, YYYY-MM-DD
	last string     // from which day on that is twice overdue
	at   diag.Place // where the day stands
	uses []string   // keys of the guides that show the fact
}

// due returns everything that was to be reviewed before the day the site is made
// for, the oldest first.
func (s *Site) due() []due {
	var list []due
	at := s.in.At
	for _, f := range s.in.Registers.Facts {
		if f.ReviewBy == "" || f.ReviewBy >= at {
			continue
		}
		d := due{what: "fact", id: f.ID, name: f.Label, on: f.ReviewBy, last: grace(f.AsOf, f.ReviewBy), at: f.ReviewAt}
		for _, i := range s.uses.facts[f.ID] {
			d.uses = append(d.uses, s.entries[i].head.Key)
		}
		list = append(list, d)
	}
	for _, e := range s.entries {
		f := &e.head.Front
		if f.Verified == "" || f.ReviewEvery == "" || f.Draft {
			continue
		}
		on := after(f.Verified, f.ReviewEvery, 1)
		if on < at {
			list = append(list, due{what: "guide", id: e.head.Key, name: f.Title, on: on, last: after(f.Verified, f.ReviewEvery, 2), at: f.VerifiedAt})
		}
	}
	slices.SortStableFunc(list, func(a, b due) int { return strings.Compare(a.on, b.on) })
	return list
}

// after returns the day that comes a number of periods, such as "6 months", after
// another.
func after(day, period string, times int) string {
	t, err := time.Parse(time.DateOnly, day)
	number, unit, _ := strings.Cut(strings.TrimSuffix(period, "s"), " ")
	n, errNumber := strconv.Atoi(number)
	if err != nil || errNumber != nil {
		return "9999-12-31" // reported where it stands
	}
	n *= times
	switch unit {
	case "day":
		t = t.AddDate(0, 0, n)
	case "week":
		t = t.AddDate(0, 0, 7*n)
	case "month":
		t = t.AddDate(0, n, 0)
	case "year":
		t = t.AddDate(n, 0, 0)
	}
	return t.Format(time.DateOnly)
}

// grace returns the day from which on the review of a fact is twice overdue: as
// long after the day of review as that is after the day the fact is of, a year
// where nothing says what day that is.
func grace(asOf, reviewBy string) string {
	from, err := time.Parse(time.DateOnly, asOf+"-01-01"[min(6, max(0, len(asOf)-4)):])
	by, errBy := time.Parse(time.DateOnly, reviewBy)
	if err != nil || errBy != nil || !by.After(from) {
		return after(reviewBy, "1 year", 1)
	}
	return by.Add(by.Sub(from)).Format(time.DateOnly)
}

// reviews reports what is to be looked at again: a warning, and an error where
// that is twice overdue.
func (c *checker) reviews() {
	for _, d := range c.due() {
		p := diag.Diagnostic{
			Severity: diag.Warning, Code: diag.ReviewDue, Due: d.on,
			Message: fmt.Sprintf("the %s %q was to be reviewed by %s", d.what, d.id, d.on), Fix: "check it against its sources, correct what changed, and set a new review_by",
		}
		if d.what == "guide" {
			p.Fix = "read it again, correct what changed, and set the new day in verified"
		}
		if len(d.uses) > 0 {
			p.Message += "; shown in " + strings.Join(d.uses[:min(len(d.uses), 5)], ", ")
		}
		if d.last <= c.in.At {
			p.Severity = diag.Error
			p.Message += "; twice overdue since " + d.last
		}
		if d.what == "fact" {
			c.inRegister(d.at, p)
		} else {
			c.at(c.byKey[d.id], d.at, p)
		}
	}
}
