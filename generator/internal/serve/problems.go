package serve

import (
	"cmp"
	"fmt"
	"html/template"
	"net/url"
	"slices"
	"strings"

	"balise/generator/internal/diag"
)

const (
	maxProblems = 50  // as many as anybody reads in a strip
	maxExcerpt  = 120 // characters on each side of the fault
	maxChanged  = 3   // pages that changed elsewhere
)

// problem is a diagnostic as the strip shows it.
type problem struct {
	Severity, Place, Message, Code, Fix string

	Excerpt []string     // the line: before, at and after the fault; nil when there is none
	Related []string     // other places
	Edit    template.URL // opens the place in the author's editor; "" without one
	Page    Page         // that the file makes; zero when it makes none
}

// strip is what a page shows of the site around it.
type strip struct {
	Errors, Warnings int
	LastGood         bool      // pages are from before the errors
	Problems         []problem // the newest first; the counts tell how many are left out
	Changed          []Page    // others than the page itself, by the last save
}

// Title words how many problems there are.
func (s strip) Title() string {
	var parts []string
	for _, count := range []struct {
		n    int
		what string
	}{{s.Errors, "error"}, {s.Warnings, "warning"}} {
		switch {
		case count.n == 1:
			parts = append(parts, "1 "+count.what)
		case count.n > 1:
			parts = append(parts, fmt.Sprintf("%d %ss", count.n, count.what))
		}
	}
	title := strings.Join(parts, ", ")
	if s.LastGood {
		title += " – this page is the last version without errors"
	}
	return title
}

// Left is how many problems there are beside those shown.
func (s strip) Left() int { return s.Errors + s.Warnings - len(s.Problems) }

// html returns the strip for the page at path p, which is not led to itself; ""
// when there is nothing to show.
func (s strip) html(t *template.Template, p string) string {
	here := (&url.URL{Path: p}).EscapedPath()
	s.Changed = slices.DeleteFunc(slices.Clone(s.Changed), func(changed Page) bool { return changed.URL == here })
	s.Changed = s.Changed[:min(len(s.Changed), maxChanged)]
	if len(s.Changed) == 0 && len(s.Problems) == 0 {
		return ""
	}
	s.Problems = slices.Clone(s.Problems)
	for i := range s.Problems {
		if s.Problems[i].Page.URL == here {
			s.Problems[i].Page = Page{}
		}
	}
	return string(execute(t, s))
}

// summarize prepares the problems of a snapshot, those that came last first. came
// tells for each of them how many updates ago it came.
func (s *Server) summarize(site Snapshot, came []int) strip {
	var found strip
	found.Errors, found.Warnings = site.Problems.Count()
	order := make([]int, len(site.Problems))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		return cmp.Or(cmp.Compare(came[i], came[j]), cmp.Compare(site.Problems[i].Severity, site.Problems[j].Severity))
	})
	for _, i := range order[:min(len(order), maxProblems)] {
		found.Problems = append(found.Problems, s.problem(site, site.Problems[i]))
	}
	return found
}

func (s *Server) problem(site Snapshot, d diag.Diagnostic) problem {
	p := problem{Severity: d.Severity.String(), Place: place(d.Place), Message: d.Message, Code: string(d.Code), Fix: d.Fix}
	if d.Excerpt != "" {
		p.Excerpt = excerpt(d)
	}
	for _, r := range d.Related {
		p.Related = append(p.Related, place(r.Place)+": "+r.Message)
	}
	if s.edit != nil {
		p.Edit = template.URL(s.edit(d.Place)) // made from the author's own setting
	}
	if site.PageOf != nil {
		p.Page = site.PageOf(d.File)
	}
	return p
}

// ages tells how many updates ago each problem came, by what it says. One that only
// moved to another line is the same.
type ages map[string]int

// next returns the ages after an update that found a list of problems, and those of
// the problems in their order.
func (a ages) next(list diag.List) (now ages, each []int) {
	now, each = make(ages, len(list)), make([]int, len(list))
	for i, d := range list {
		says := d.File + "\x00" + string(d.Code) + "\x00" + d.Message
		if before, ok := a[says]; ok {
			each[i] = before + 1
		}
		now[says] = each[i]
	}
	return now, each
}

func place(p diag.Place) string {
	switch {
	case p.Line == 0:
		return p.File
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", p.File, p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", p.File, p.Line, p.Col)
}

// excerpt cuts the faulty line in three, and shortens what is around the fault.
func excerpt(d diag.Diagnostic) []string {
	line := []rune(d.Excerpt)
	begin := min(max(d.Col-1, 0), len(line))
	end := min(max(d.End-1, begin), len(line))
	before, at, after := line[:begin], line[begin:end], line[end:]
	cut := func(text []rune) string { return string(text[:min(len(text), maxExcerpt)]) + ellipsis(text) }
	return []string{ellipsis(before) + string(before[max(0, len(before)-maxExcerpt):]), cut(at), cut(after)}
}

func ellipsis(text []rune) string {
	if len(text) > maxExcerpt {
		return "…"
	}
	return ""
}
