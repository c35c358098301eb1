// Package diag describes the problems Balise finds in an author's files: where
// each one is, what is wrong, and how to mend it.
//
// A [Diagnostic] is the author's to fix and is a value: stages collect
// diagnostics in a [List] and go on; nobody throws them. What the machine gets
// wrong (a full disk, a busy port) is an ordinary error instead and never
// appears here.
//
// Every kind of problem has a [Code], which stays the same from one version to
// the next. [Explain] documents each code with an example and its remedy, and
// [Text], [JSON] and [SARIF] print a list for people and for programs.
//
// The package imports nothing else of Balise.
package diag

import (
	"cmp"
	"slices"
)

// Severity says whether a diagnostic keeps the site from being published.
type Severity int

const (
	// Error keeps the site from being published.
	Error Severity = iota
	// Warning is published all the same, unless the author asks for --strict.
	Warning
)

// String returns "error" or "warning".
func (s Severity) String() string {
	if s == Error {
		return "error"
	}
	return "warning"
}

// Place is a stretch of one line of an author's file. Line and Col count from
// 1, Col and End in Unicode characters; End is the column just after the last
// character, and 0 when the stretch has no known end. Line 0 means the file as
// a whole.
type Place struct {
	File string `json:"file"` // slash-separated, relative to the site's root: "content/a.md"
	Line int    `json:"line"`
	Col  int    `json:"col"`
	End  int    `json:"end,omitempty"`
}

// Related is another place that helps to understand a diagnostic, such as the
// first of two pages that claim one URL.
type Related struct {
	Place
	Message string `json:"message"`
}

// Diagnostic is one problem. Message states the cause in one line and quotes
// what was found; Fix, when there is one, says what to type instead. Excerpt is
// the text of the line, without its line end, or empty.
type Diagnostic struct {
	Place
	Severity Severity  `json:"-"`
	Code     Code      `json:"code"`
	Message  string    `json:"message"`
	Fix      string    `json:"fix,omitempty"`
	Excerpt  string    `json:"excerpt,omitempty"`
	Related  []Related `json:"related,omitempty"`
	// Due is the day, YYYY-MM-DD, by which something was to be done; such problems
	// stand after all others, in the order of their days.
	Due string `json:"due,omitempty"`
}

// List is a list of diagnostics. The zero value is an empty list.
type List []Diagnostic

// Sorted returns the diagnostics ordered by day, where they have one, then by
// file, line, column, severity, code and message, each kept once. The receiver is left as it is.
func (l List) Sorted() List {
	sorted := slices.Clone(l)
	slices.SortStableFunc(sorted, compare)
	return slices.CompactFunc(sorted, func(a, b Diagnostic) bool { return compare(a, b) == 0 })
}

func compare(a, b Diagnostic) int {
	return cmp.Or(
		cmp.Compare(a.Due, b.Due),
		cmp.Compare(a.File, b.File),
		cmp.Compare(a.Line, b.Line),
		cmp.Compare(a.Col, b.Col),
		cmp.Compare(a.Severity, b.Severity),
		cmp.Compare(a.Code, b.Code),
		cmp.Compare(a.Message, b.Message),
	)
}

// Mention tells whether a diagnostic is about a file, or refers to it.
func (l List) Mention(file string) bool {
	return slices.ContainsFunc(l, func(d Diagnostic) bool {
		return d.File == file || slices.ContainsFunc(d.Related, func(r Related) bool { return r.File == file })
	})
}

// Count returns how many errors and how many warnings the list holds.
func (l List) Count() (errors, warnings int) {
	for _, d := range l {
		if d.Severity == Error {
			errors++
		} else {
			warnings++
		}
	}
	return errors, warnings
}

// Strict returns a copy of the list in which every warning is an error.
func (l List) Strict() List {
	strict := slices.Clone(l)
	for i := range strict {
		strict[i].Severity = Error
	}
	return strict
}
