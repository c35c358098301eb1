package meta

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"balise/generator/internal/diag"
	"balise/generator/internal/pattern"

	"go.yaml.in/yaml/v3"
)

// tame looks for what would make the YAML reader work too hard or read another
// text than the author sees, and reports it.
func (doc *document) tame() bool {
	depth := 0
	for i, line := range doc.lines {
		col := 0
		for _, c := range line {
			switch {
			case c == '[' || c == '{':
				depth++
			case c == ']' || c == '}':
				depth = max(0, depth-1)
			case isForbidden(c):
				doc.at(i, col, diag.YAMLSyntax, fmt.Sprintf("the invisible character U+%04X", c), "delete it")
				return false
			}
			if depth > maxDepth {
				doc.at(i, col, diag.YAMLRefused, fmt.Sprintf("brackets nested more than %d deep", maxDepth), "flatten the value")
				return false
			}
			col++
		}
	}
	return doc.single()
}

// isForbidden tells whether a character can stand in no YAML text, or would end
// a line that the author does not see end.
func isForbidden(c rune) bool {
	return c < ' ' && c != '\t' || c >= 0x7f && c < 0xa0 || c == 0x2028 || c == 0x2029
}

// single refuses a text of several documents, of which only the first would be
// read.
func (doc *document) single() bool {
	begun, ended := false, -1
	for i, line := range doc.lines {
		mark := len(line) >= 3 && (line[:3] == "---" || line[:3] == "...") && strings.TrimRight(line[3:], " \t") == ""
		switch {
		case mark && begun && ended < 0:
			ended = i
		case mark || line == "" || line[0] == '#' || line[0] == '%':
		case ended >= 0 && strings.TrimSpace(line) != "":
			doc.at(ended, 0, diag.YAMLRefused, fmt.Sprintf("%q ends the YAML, and what follows would not be read", strings.TrimSpace(doc.lines[ended])), "remove this line")
			return false
		default:
			begun = true
		}
	}
	return true
}

// at reports an error at a line and a column of the YAML, both counted from 0.
func (doc *document) at(line, col int, code diag.Code, message, fix string) {
	file := doc.source.Lines.Place(0, 0).File
	doc.add(diag.Place{File: file, Line: doc.source.First + line + 1, Col: col + 1}, diag.Error, code, message, fix)
}

// fault is why a line is not YAML.
type fault struct {
	line, at     int // at is a byte offset in the line
	code         diag.Code
	message, fix string
}

// syntax reports a text that is not YAML. The reader's own messages have no
// column and often name a line too late, so the first line that spoils the text
// is searched for, and on it the usual causes.
func (doc *document) syntax(err error) {
	n := culprit(doc.lines)
	f := doc.faultOn(n)
	if f == nil {
		why := strings.TrimPrefix(lineInMessage().ReplaceAllString(err.Error(), ""), "yaml: ")
		f = &fault{line: n, at: indentOf(doc.lines[n]), message: "this is not YAML: " + why, fix: "write key: value, and put values that hold special characters in quotes"}
	}
	if f.code == "" {
		f.code = diag.YAMLSyntax
	}
	doc.at(f.line, utf8.RuneCountInString(doc.lines[f.line][:f.at]), f.code, f.message, f.fix)
}

var lineInMessage = pattern.Lazy(`line \d+: `)

// faultOn looks for the usual causes on a line, the most certain first.
func (doc *document) faultOn(n int) *fault {
	line := doc.lines[n]
	if f := indentFault(line); f != nil {
		f.line = n
		return f
	}
	if strings.HasPrefix(line, "%") {
		return &fault{line: n, message: "a line that begins with % is a directive", fix: "remove this line"}
	}
	if m := keyed().FindStringSubmatchIndex(line); m != nil && m[8] >= 0 {
		if f := doc.joinedFault(n, m[4], m[8]); f != nil {
			return f
		}
		key := line[m[4]:m[5]]
		if f := doc.valueFault(n, m[8], func(value string) string { return key + ": " + value }); f != nil {
			return f
		}
	} else if m := item().FindStringIndex(line); m != nil && keyed().FindStringIndex(line) == nil {
		if f := doc.valueFault(n, m[1], func(value string) string { return "- " + value }); f != nil {
			return f
		}
	}
	if f := spaceFault(line); f != nil {
		f.line = n
		return f
	}
	for _, find := range []func(int) *fault{doc.bracesFault, doc.lostFault, doc.moveFault} {
		if f := find(n); f != nil {
			return f
		}
	}
	return doc.kindFault(n)
}

var (
	// keyed is a line "key: value": its indentation with hyphens, the key, the
	// colon, and the value if there is one.
	keyed = pattern.Lazy(`^(\s*(?:- +)*)("[^"]*"|'[^']*'|[\p{L}\p{N}_][^:#"'\[\]{},]*?)(\s*:)(?:[ \t]+(\S.*))?$`)
	// item is the beginning of a line that holds an item of a list.
	item = pattern.Lazy(`^\s*(?:- +)+`)
	// noSpace is a line "key:value".
	noSpace = pattern.Lazy(`^\s*(?:- +)*([A-Za-z_][A-Za-z0-9_-]*):([^\s/].*)$`)
	// blockHead is what may stand where a value of several lines begins.
	blockHead = pattern.Lazy(`^[|>][-+0-9]{0,2}\s*(#.*)?$`)
)

// spaceFault finds a hyphen or a colon without a space after it.
func spaceFault(line string) *fault {
	if rest, ok := strings.CutPrefix(strings.TrimLeft(line, " "), "-"); ok && rest != "" && !strings.ContainsAny(rest[:1], "- ") {
		return &fault{at: indentOf(line), message: "a space is missing after the hyphen", fix: "write - " + rest}
	}
	m := noSpace().FindStringSubmatchIndex(line)
	if m == nil {
		return nil
	}
	key, value := line[m[2]:m[3]], line[m[4]:m[5]]
	f := &fault{at: m[4], message: "a space is missing after the colon", fix: fmt.Sprintf("write %s: %s", key, value)}
	if c, size := utf8.DecodeRuneInString(value); unicode.IsSpace(c) || isInvisible(c) {
		f.message = fmt.Sprintf("%s stands after the colon", nameOf(c))
		f.fix = fmt.Sprintf("write %s: %s with an ordinary space", key, value[size:])
	}
	return f
}

// kindFault finds a line that is no pair of key and value.
func (doc *document) kindFault(n int) *fault {
	line := doc.lines[n]
	at := indentOf(line)
	text := line[at:]
	switch {
	case isItem(line):
		return &fault{line: n, at: at, message: "an item of a list where a pair of key: value is expected", fix: "put a key above it, such as tags:, and indent the item"}
	case text != "" && !strings.Contains(text, ":") && isPlainWord(text):
		return &fault{line: n, at: at, message: fmt.Sprintf("%q has no colon and no value", text), fix: fmt.Sprintf("write %s: and a value, or remove the line", text)}
	case text != "" && !strings.Contains(text, ":"):
		return &fault{line: n, at: at, message: fmt.Sprintf("%q is not a pair of key: value", short(text)), fix: doc.pairFix(n)}
	}
	return nil
}

// isItem tells whether a line begins an item of a list.
func isItem(line string) bool { return item().MatchString(line) || strings.TrimSpace(line) == "-" }

func isPlainWord(s string) bool {
	return strings.IndexFunc(s, func(c rune) bool { return !unicode.IsLetter(c) && c != '_' && c != '-' }) < 0
}

// culprit returns the line that spoils the text: of the first key that cannot be
// read by itself, the line that follows the longest beginning that can.
func culprit(lines []string) int {
	base := -1
	var starts []int
	for i, line := range lines {
		if text := strings.TrimLeft(line, " "); text == "" || text[0] == '#' {
			continue
		}
		if base < 0 {
			base = indentOf(line)
		}
		if of := isItem(line) && len(starts) > 0; indentOf(line) <= base && !of { // a list may stand right below its key
			starts = append(starts, i)
		}
	}
	for k, from := range starts {
		to := len(lines)
		if k+1 < len(starts) {
			to = starts[k+1]
		}
		if !isMapping(lines[from:to]) {
			return from + lastGood(lines[from:to])
		}
		if indentOf(lines[from]) != base {
			return from
		}
	}
	if len(starts) == 0 {
		return 0
	}
	return starts[len(starts)-1]
}

// manyLines is how many lines are looked at one after another.
const manyLines = 200

// lastGood returns how many lines of a key's can be read. The search goes back from
// the last; of many lines, from the one that the reader names, which is often where
// the value begins that it was reading.
func lastGood(lines []string) int {
	n := len(lines) - 1
	if n > manyLines {
		var root yaml.Node
		if err := yaml.Unmarshal([]byte(strings.Join(lines, "\n")), &root); err != nil {
			if m := lineNumber().FindStringSubmatch(err.Error()); m != nil {
				at, _ := strconv.Atoi(m[1])
				n = min(n, at+manyLines/2)
			}
		}
	}
	for tries := 0; n > 0 && tries < manyLines; n, tries = n-1, tries+1 {
		if isMapping(lines[:n]) {
			return n
		}
	}
	return 0
}

var lineNumber = pattern.Lazy(`line (\d+)`)

// isMapping tells whether lines are YAML by themselves: pairs of keys and values,
// or nothing.
func isMapping(lines []string) bool {
	var root yaml.Node
	if err := yaml.Unmarshal([]byte(strings.Join(lines, "\n")), &root); err != nil {
		return false
	}
	return len(root.Content) == 0 || root.Content[0].Kind == yaml.MappingNode
}
