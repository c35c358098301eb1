package meta

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"unicode/utf8"

	"balise/generator/internal/diag"
)

// tame looks for what would make the YAML reader work too hard, and reports it.
func (doc *document) tame() bool {
	depth := 0
	for i, line := range strings.Split(doc.source.Text, "\n") {
		for col, c := range line {
			switch c {
			case '[', '{':
				depth++
			case ']', '}':
				depth = max(0, depth-1)
			}
			if depth > maxDepth {
				doc.at(i, utf8.RuneCountInString(line[:col]), diag.YAMLRefused, fmt.Sprintf("brackets nested more than %d deep", maxDepth), "flatten the value")
				return false
			}
		}
	}
	return true
}

// at reports an error at a line and a column of the YAML, both counted from 0.
func (doc *document) at(line, col int, code diag.Code, message, fix string) {
	file := doc.source.Lines.Place(0, 0).File
	doc.add(diag.Place{File: file, Line: doc.source.First + line + 1, Col: col + 1}, diag.Error, code, message, fix)
}

var lineInMessage = regexp.MustCompile(`line (\d+)`)

// syntax reports a text that is not YAML. The reader's own messages have no
// column and often name a line too late, so the lines are searched for the usual
// causes first.
func (doc *document) syntax(err error) {
	lines := strings.Split(doc.source.Text, "\n")
	block := -1 // indentation of the block scalar the line is in, or -1
	for i, line := range lines {
		indent := len(line) - len(strings.TrimLeft(line, " "))
		if block >= 0 {
			if strings.TrimSpace(line) == "" || indent > block {
				continue
			}
			block = -1
		}
		if f := fault(line); f != nil {
			doc.at(i, utf8.RuneCountInString(line[:f.at]), diag.YAMLSyntax, f.message, f.fix)
			return
		}
		if blockStart.MatchString(line) {
			block = indent
		}
	}
	if i, col, ok := unclosed(lines); ok {
		doc.at(i, col, diag.YAMLSyntax, "a bracket is opened here and never closed", "close it, or quote the value")
		return
	}
	line := 0
	if m := lineInMessage.FindStringSubmatch(err.Error()); m != nil {
		line, _ = strconv.Atoi(m[1])
		line = min(max(line-1, 0), len(lines)-1)
	}
	message := strings.TrimPrefix(err.Error(), "yaml: ")
	doc.at(line, 0, diag.YAMLSyntax, "this is not YAML: "+lineInMessage.ReplaceAllString(message, "here"), "write key: value, and quote values that hold special characters")
}

// lineFault is the usual cause of an error on one line.
type lineFault struct {
	at           int // byte offset in the line
	message, fix string
}

var (
	keyValue   = regexp.MustCompile(`^(\s*(?:- )*)([\p{L}_][\p{L}\p{N}_ -]*?)(\s*:\s+)(\S.*)$`)
	blockStart = regexp.MustCompile(`[:-]\s+[|>][+-]?\d?\s*(#.*)?$`)
	noSpace    = regexp.MustCompile(`^(\s*)([A-Za-z_][A-Za-z0-9_-]*):([^\s/].*)$`)
)

func fault(line string) *lineFault {
	blank := line[:len(line)-len(strings.TrimLeft(line, " \t"))]
	if i := strings.IndexByte(blank, '\t'); i >= 0 {
		return &lineFault{i, "a tab indents this line", "use spaces"}
	}
	m := keyValue.FindStringSubmatchIndex(line)
	if m == nil {
		if m := noSpace.FindStringSubmatchIndex(line); m != nil {
			return &lineFault{m[6], "a space is missing after the colon", fmt.Sprintf("write %s: %s", line[m[4]:m[5]], line[m[6]:])}
		}
		return nil
	}
	key, value, at := line[m[4]:m[5]], line[m[8]:m[9]], m[8]
	quoted := fmt.Sprintf("quote the value: %s: %s", key, quote(value))
	switch c := value[0]; {
	case c == '"' || c == '\'':
		if !closedQuote(value) {
			return &lineFault{at, fmt.Sprintf("the quote %c is not closed", c), "end the value with the same quote"}
		}
	case strings.ContainsRune("@`%", rune(c)):
		return &lineFault{at, fmt.Sprintf("a value cannot begin with %c", c), quoted}
	case c == '[' || c == '{' || c == '|' || c == '>':
	case strings.Contains(value, ": ") || strings.HasSuffix(value, ":"):
		return &lineFault{at, "a value that holds a colon and a space needs quotes", quoted}
	}
	return nil
}

// quote puts a value in the quotes that need no escaping, if there are any.
func quote(value string) string {
	if strings.Contains(value, `"`) && !strings.Contains(value, "'") {
		return "'" + value + "'"
	}
	return `"` + strings.ReplaceAll(value, `"`, `\"`) + `"`
}

func closedQuote(value string) bool {
	q := value[0]
	for i := 1; i < len(value); i++ {
		switch {
		case q == '"' && value[i] == '\\':
			i++
		case value[i] == q && q == '\'' && i+1 < len(value) && value[i+1] == q:
			i++
		case value[i] == q:
			return true
		}
	}
	return false
}

// unclosed finds the last bracket that is opened and never closed.
func unclosed(lines []string) (line, col int, ok bool) {
	type place struct{ line, col int }
	var open []place
	for i, text := range lines {
		col := 0
		for _, c := range text {
			switch c {
			case '[', '{':
				open = append(open, place{i, col})
			case ']', '}':
				if len(open) > 0 {
					open = open[:len(open)-1]
				}
			}
			col++
		}
	}
	if len(open) == 0 {
		return 0, 0, false
	}
	last := open[len(open)-1]
	return last.line, last.col, true
}
