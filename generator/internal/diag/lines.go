package diag

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// Lines finds lines and columns in one text, so that stages may keep byte
// offsets and turn them into places only when there is something to report.
type Lines struct {
	file   string
	text   string
	starts []int // offset of the first byte of each line
}

// NewLines returns the lines of a text whose lines end in \n.
func NewLines[T string | []byte](file string, text T) *Lines {
	l := &Lines{file: file, text: string(text)}
	l.starts = make([]int, 1, 1+strings.Count(l.text, "\n"))
	for i := range len(l.text) {
		if l.text[i] == '\n' {
			l.starts = append(l.starts, i+1)
		}
	}
	return l
}

// Place returns the place of the bytes from offset from up to offset to. A
// stretch that runs over the end of its line is cut there.
func (l *Lines) Place(from, to int) Place {
	from = min(max(from, 0), len(l.text))
	line := sort.SearchInts(l.starts, from+1) // 1-based
	start := l.starts[line-1]
	text := l.Line(line)
	col := utf8.RuneCountInString(l.text[start:min(from, start+len(text))])
	end := min(max(to, from), start+len(text))
	place := Place{File: l.file, Line: line, Col: col + 1}
	if end > from {
		place.End = place.Col + utf8.RuneCountInString(l.text[from:end])
	}
	return place
}

// Offset returns the offset of the beginning of a place.
func (l *Lines) Offset(p Place) int {
	if p.Line < 1 || p.Line > len(l.starts) {
		return 0
	}
	at := l.starts[p.Line-1]
	for range p.Col - 1 {
		_, size := utf8.DecodeRuneInString(l.text[at:])
		at += size
	}
	return at
}

// Line returns the text of a line, counted from 1, without its end.
func (l *Lines) Line(n int) string {
	if n < 1 || n > len(l.starts) {
		return ""
	}
	text, _, _ := strings.Cut(l.text[l.starts[n-1]:], "\n")
	return text
}

// At fills in the place of a diagnostic and the excerpt that goes with it.
func (l *Lines) At(from, to int, d Diagnostic) Diagnostic {
	return l.Excerpt(l.Place(from, to), d)
}

// Excerpt is At for a place that is known by line and column.
func (l *Lines) Excerpt(p Place, d Diagnostic) Diagnostic {
	d.Place = p
	d.Excerpt = l.Line(p.Line)
	return d
}
