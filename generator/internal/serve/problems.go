package serve

import (
	"encoding/json"
	"fmt"

	"balise/generator/internal/diag"
)

const (
	maxProblems = 50  // as many as anybody reads in an overlay
	maxExcerpt  = 120 // characters on each side of the fault
)

// problem is a diagnostic as the overlay shows it: ready texts, which the client
// puts in place without looking into them.
type problem struct {
	Severity string   `json:"severity"`
	Place    string   `json:"place"` // file:line:col
	Message  string   `json:"message"`
	Code     string   `json:"code"`
	Fix      string   `json:"fix,omitempty"`
	Excerpt  []string `json:"excerpt,omitempty"` // the line: before, at and after the fault
	Related  []string `json:"related,omitempty"`
}

// report is the news about the whole site that goes to each open page.
func report(list diag.List, lastGood bool) []byte {
	var r struct {
		Errors   int       `json:"errors"`
		Warnings int       `json:"warnings"`
		LastGood bool      `json:"lastGood"` // pages are from before the errors
		Problems []problem `json:"problems"` // errors first; the counts tell how many are left out
	}
	r.Errors, r.Warnings = list.Count()
	r.LastGood = lastGood
	r.Problems = []problem{}
	for _, severity := range []diag.Severity{diag.Error, diag.Warning} {
		for _, d := range list {
			if d.Severity == severity && len(r.Problems) < maxProblems {
				r.Problems = append(r.Problems, overlay(d))
			}
		}
	}
	data, err := json.Marshal(r)
	if err != nil {
		panic(err) // strings and numbers only
	}
	return data
}

func overlay(d diag.Diagnostic) problem {
	p := problem{Severity: d.Severity.String(), Place: place(d.Place), Message: d.Message, Code: string(d.Code), Fix: d.Fix}
	if d.Excerpt != "" {
		p.Excerpt = excerpt(d)
	}
	for _, r := range d.Related {
		p.Related = append(p.Related, place(r.Place)+": "+r.Message)
	}
	return p
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
