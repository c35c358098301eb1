package diag

import (
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/width"
)

// Excerpts longer than this many characters are cut around the place.
const maxExcerpt = 96

// Style says how [Text] marks what it prints.
type Style struct {
	Color bool
}

// Text writes the list for people, in the order given: each diagnostic with its
// place, cause, excerpt, caret and fix.
func Text(w io.Writer, list List, style Style) error {
	var b strings.Builder
	for i, d := range list {
		if i > 0 {
			b.WriteByte('\n')
		}
		style.diagnostic(&b, d)
	}
	_, err := io.WriteString(w, b.String())
	return err
}

func (s Style) diagnostic(b *strings.Builder, d Diagnostic) {
	color := "1;31"
	if d.Severity == Warning {
		color = "1;33"
	}
	fmt.Fprintf(b, "%s: %s %s [%s]\n", s.paint("1", d.Place.String()), s.paint(color, d.Severity.String()+":"), printable(d.Message), d.Code)
	s.excerpt(b, d)
	for _, r := range d.Related {
		fmt.Fprintf(b, "  %s: %s\n", r.Place, printable(r.Message))
	}
	if d.Fix != "" {
		fmt.Fprintf(b, "  %s %s\n", s.paint("1;32", "fix:"), printable(d.Fix))
	}
}

// String returns the place as file:line:col, which terminals and editors turn
// into a link; the file alone when the place is the whole file.
func (p Place) String() string {
	if p.Line == 0 {
		return printable(p.File)
	}
	return fmt.Sprintf("%s:%d:%d", printable(p.File), p.Line, p.Col)
}

// excerpt writes the line concerned and, below it, carets under the place.
func (s Style) excerpt(b *strings.Builder, d Diagnostic) {
	if d.Excerpt == "" || d.Line == 0 {
		return
	}
	runes := []rune(d.Excerpt)
	from := min(max(d.Col-1, 0), len(runes))
	to := min(max(d.End-1, from+1), max(len(runes), from+1))
	runes, from, to = cut(runes, from, to)
	before := clean(runes[:from])
	marked := clean(runes[from:min(to, len(runes))])
	gutter := fmt.Sprintf("%5d | ", d.Line)
	fmt.Fprintf(b, "%s%s%s%s\n", s.paint("2", gutter), before, marked, clean(runes[min(to, len(runes)):]))
	carets := strings.Repeat("^", max(1, columns(marked)))
	fmt.Fprintf(b, "%s%s%s\n", strings.Repeat(" ", len(gutter)), strings.Repeat(" ", columns(before)), s.paint("1;31", carets))
}

// cut shortens a long line around [from, to) and returns the new bounds.
func cut(line []rune, from, to int) ([]rune, int, int) {
	if len(line) <= maxExcerpt {
		return line, from, to
	}
	start := max(0, min(from-maxExcerpt/3, len(line)-maxExcerpt))
	end := min(len(line), start+maxExcerpt)
	short := append([]rune(nil), line[start:end]...)
	from, to = from-start, min(to, end)-start
	if start > 0 {
		short = append([]rune("… "), short...)
		from, to = from+2, to+2
	}
	if end < len(line) {
		short = append(short, []rune(" …")...)
	}
	return short, from, to
}

// clean returns text that cannot disturb a terminal: tabs and control characters
// become one space each.
func clean(line []rune) string {
	return strings.Map(func(r rune) rune {
		if r == '\t' || isControl(r) {
			return ' '
		}
		return r
	}, string(line))
}

// printable escapes control and direction-changing characters of a message or a
// file name.
func printable(s string) string {
	if strings.IndexFunc(s, isControl) < 0 && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range s {
		if isControl(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func isControl(r rune) bool {
	return r < ' ' || r >= 0x7f && r < 0xa0 || r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f
}

// columns returns how many columns a terminal gives to s.
func columns(s string) int {
	n := 0
	for _, r := range s {
		switch width.LookupRune(r).Kind() {
		case width.EastAsianWide, width.EastAsianFullwidth:
			n += 2
		default:
			n++
		}
	}
	return n
}

func (s Style) paint(code, text string) string {
	if !s.Color {
		return text
	}
	return "\x1b[" + code + "m" + text + "\x1b[0m"
}
