package meta

import (
	"fmt"
	"slices"
	"strings"
	"unicode"

	"balise/generator/internal/pattern"
)

// indentFault finds what only looks like spaces before the first character.
func indentFault(line string) *fault {
	for i, c := range line {
		switch {
		case c == ' ':
		case c == '\t':
			return &fault{at: i, message: "a tab indents this line", fix: "use spaces"}
		case unicode.IsSpace(c) || isInvisible(c):
			return &fault{at: i, message: fmt.Sprintf("%s indents this line", nameOf(c)), fix: "use ordinary spaces"}
		default:
			return nil
		}
	}
	return nil
}

// braced is an item of a list that is a mapping in braces.
var braced = pattern.Lazy(`^\s*(?:- +)+(\{.*)\}\s*$`)

// bracesFault finds a key below an item in braces that belongs between them.
func (doc *document) bracesFault(n int) *fault {
	line, above := doc.lines[n], doc.above(n)
	m := keyed().FindStringSubmatch(line)
	if above < 0 || m == nil || m[4] == "" || isItem(line) || indentOf(line) <= indentOf(doc.lines[above]) {
		return nil
	}
	item := braced().FindStringSubmatch(doc.lines[above])
	if item == nil {
		return nil
	}
	value := m[4]
	if strings.ContainsAny(value, ",[]{}#") && !certain().MatchString(value) {
		value = quote(value)
	}
	pair := m[2] + ": " + value
	return &fault{line: n, at: indentOf(line), message: "the item above ends with its brace", fix: fmt.Sprintf("write %s, %s} in its place and remove this line", item[1], pair)}
}

// above returns the line before another that holds something, or -1.
func (doc *document) above(n int) int {
	for n--; n >= 0 && strings.TrimSpace(doc.lines[n]) == ""; n-- {
	}
	return n
}

// lostFault finds the line that lost its indentation, where one that has it still
// cannot be read below it.
func (doc *document) lostFault(n int) *fault {
	indent := indentOf(doc.lines[n])
	lost := doc.above(n)
	for lost >= 0 && indentOf(doc.lines[lost]) >= indent {
		lost = doc.above(lost)
	}
	before := doc.above(lost)
	if before < 0 || indentOf(doc.lines[lost]) > indentOf(doc.lines[before]) {
		return nil
	}
	at, above := indentOf(doc.lines[lost]), doc.lines[before]
	for _, want := range []int{indentOf(above), len(item().FindString(above)), indent} {
		if want <= at {
			continue
		}
		lines := slices.Clone(doc.lines[:n+1])
		lines[lost] = strings.Repeat(" ", want) + lines[lost][at:]
		if isMapping(lines) {
			return &fault{line: lost, at: at, message: "this line is not indented as those around it", fix: "begin it with " + spaces(want)}
		}
	}
	return nil
}

// moveFault finds a line that would be right if it were indented as one above.
func (doc *document) moveFault(n int) *fault {
	line := doc.lines[n]
	text, indent := strings.TrimLeft(line, " "), indentOf(line)
	first := max(0, n-50)
	for i := n - 1; i >= first; i-- {
		above := doc.lines[i]
		if strings.TrimSpace(above) == "" {
			continue
		}
		for _, want := range []int{indentOf(above), len(item().FindString(above))} {
			if want == indent || !isMapping(append(doc.lines[:n:n], strings.Repeat(" ", want)+text)) {
				continue
			}
			f := &fault{line: n, at: indent, message: "this line is not indented as those above it", fix: "begin it with " + spaces(want)}
			return f
		}
	}
	return nil
}

func spaces(n int) string {
	switch n {
	case 0:
		return "no space"
	case 1:
		return "one space"
	}
	return fmt.Sprintf("%d spaces", n)
}

func indentOf(line string) int { return len(line) - len(strings.TrimLeft(line, " ")) }
