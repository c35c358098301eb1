package meta

import (
	"fmt"
	"strings"
	"unicode"
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
