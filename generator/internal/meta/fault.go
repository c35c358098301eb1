package meta

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"balise/generator/internal/diag"
)

// valueFault finds what is wrong with the value that begins at an offset of a
// line. write says how the author would write another value in its place.
func (doc *document) valueFault(n, at int, write func(value string) string) *fault {
	value := strings.TrimRight(doc.lines[n][at:], " \t")
	if value == "" {
		return nil
	}
	quoted := "quote the value: " + write(quote(value))
	c := value[0]
	rest := value[1:]
	switch {
	case c == '"' || c == '\'':
		return quoteFault(n, at, value, write)
	case c == '[' || c == '{':
		return doc.flowFault(n, at, write)
	case c == '*':
		return &fault{line: n, at: at, code: diag.YAMLRefused, message: fmt.Sprintf("a value that begins with * is an alias (%s)", value), fix: quoted}
	case c == '-' && (rest == "" || rest[0] == ' '):
		return &fault{line: n, at: at, message: "an item of a list stands beside its key", fix: "write it on the next line, indented: - " + strings.TrimSpace(rest) + "; or " + quoted}
	case (c == '|' || c == '>') && blockHead().MatchString(value):
		return nil
	case strings.IndexByte("@`%&!,]}|>", c) >= 0 || c == '?' && strings.HasPrefix(rest, " "):
		return &fault{line: n, at: at, message: fmt.Sprintf("a value cannot begin with %c", c), fix: quoted}
	}
	if i := colonIn(value); i >= 0 {
		return &fault{line: n, at: at + i, message: "a value that holds a colon and a space needs quotes", fix: quoted}
	}
	return nil
}

// colonIn returns the offset of a colon that would make a key of what stands
// before it, or -1.
func colonIn(value string) int {
	if before, _, ok := strings.Cut(value, " #"); ok {
		value = strings.TrimRight(before, " ")
	}
	if i := strings.Index(value, ": "); i >= 0 {
		return i
	}
	if strings.HasSuffix(value, ":") {
		return len(value) - 1
	}
	return -1
}

// quoteFault finds what is wrong with a value in quotes.
func quoteFault(n, at int, value string, write func(value string) string) *fault {
	q := value[0]
	end := quoteEnd(value)
	if end < 0 {
		return &fault{line: n, at: at, message: fmt.Sprintf("the quote %c is not closed", q), fix: "close it: " + write(value+string(q))}
	}
	rest := strings.TrimLeft(value[end:], " \t")
	if rest == "" || rest[0] == '#' {
		return escapeFault(n, at, value[:end], write)
	}
	inner := value
	if len(value) > 1 && value[len(value)-1] == q {
		inner = value[1 : len(value)-1]
	}
	return &fault{
		line: n, at: at + len(value) - len(rest), message: fmt.Sprintf("%s ends the value, but %q follows", value[end-1:end], short(rest)),
		fix: "quote the whole value: " + write(quote(inner)),
	}
}

// escapeFault finds a backslash in double quotes that means nothing there, as in
// "C:\Users".
func escapeFault(n, at int, value string, write func(value string) string) *fault {
	if value[0] != '"' {
		return nil
	}
	for i := 1; i < len(value)-1; i++ {
		if value[i] != '\\' {
			continue
		}
		if !isEscape(value[i+1:]) {
			return &fault{line: n, at: at + i, message: fmt.Sprintf("%s means nothing between double quotes", value[i:i+2]), fix: "use single quotes: " + write(quote(value[1:len(value)-1]))}
		}
		i++
	}
	return nil
}

// isEscape tells whether what follows a backslash makes an escape with it.
func isEscape(text string) bool {
	digits := map[byte]int{'x': 2, 'u': 4, 'U': 8}[text[0]]
	if digits == 0 {
		return strings.IndexByte("0abt\tnvfreNLP_ \"/\\", text[0]) >= 0
	}
	if len(text) <= digits {
		return false
	}
	_, err := strconv.ParseUint(text[1:1+digits], 16, 32)
	return err == nil
}

// quoteEnd returns the offset after the quote that closes the one a text begins
// with, or -1.
func quoteEnd(text string) int {
	q := text[0]
	for i := 1; i < len(text); i++ {
		switch {
		case q == '"' && text[i] == '\\':
			i++
		case text[i] != q:
		case q == '\'' && i+1 < len(text) && text[i+1] == q:
			i++
		default:
			return i + 1
		}
	}
	return -1
}

// quote puts a value in the quotes that need no escaping, if there are any.
func quote(value string) string {
	switch {
	case !strings.ContainsAny(value, `"\`):
		return `"` + value + `"`
	case !strings.Contains(value, "'"):
		return "'" + value + "'"
	}
	return "'" + strings.ReplaceAll(value, "'", "''") + "'"
}

// flow is a value in brackets that is being looked at.
type flow struct {
	line  int
	open  []fault // a bracket each, with its place
	start bool    // an item may begin here
	empty bool    // the item before this place has nothing in it
	colon bool    // the item has a key already
}

// flowFault finds what is wrong with a value in brackets that begins at an offset
// of a line, and may end on a later one.
func (doc *document) flowFault(n, at int, write func(value string) string) *fault {
	s := &flow{}
	first, value, indent := n, strings.TrimRight(doc.lines[n][at:], " \t"), indentOf(doc.lines[n])
	for ; n < len(doc.lines); n, at = n+1, 0 {
		line := doc.lines[n]
		if at == 0 && len(s.open) > 0 && indentOf(line) <= indent && keyed().MatchString(line) {
			break // the next key
		}
		if strings.TrimSpace(line) != "" {
			s.line = n
		}
		for at < len(line) {
			size, f := s.next(line, at)
			if f != nil {
				f.line = n
				return f
			}
			if at += size; len(s.open) == 0 {
				return afterFlow(n, line, at, "quote the value: "+write(quote(value)))
			}
		}
	}
	return s.unclosed(value, s.line == first, write)
}

// unclosed reports the last open bracket. A value that stands on one line is written
// out, in quotes as well where it may be text.
func (s *flow) unclosed(value string, oneLine bool, write func(value string) string) *fault {
	last := s.open[len(s.open)-1]
	fix := fmt.Sprintf("close it with %c", closing(last))
	if oneLine && len(s.open) == 1 && !strings.Contains(value, " #") {
		fix = "write " + write(value+string(closing(last)))
		if !strings.ContainsAny(value, ",:") {
			fix += "; if it is a text, " + write(quote(value))
		}
	}
	return &fault{line: last.line, at: last.at, message: fmt.Sprintf("the bracket %s is opened here and never closed", last.message), fix: fix}
}

// afterFlow reports text after the last closing bracket.
func afterFlow(n int, line string, at int, quoted string) *fault {
	rest := strings.TrimLeft(line[at:], " \t")
	if rest == "" || rest[0] == '#' {
		return nil
	}
	return &fault{line: n, at: len(line) - len(rest), message: fmt.Sprintf("the bracket ends the value, but %q follows", short(rest)), fix: quoted}
}

// next looks at what stands at an offset and returns its size.
func (s *flow) next(line string, at int) (int, *fault) {
	c := line[at]
	start := s.start
	s.start = false
	switch {
	case c == ' ' || c == '\t':
		s.start = start
	case c == '#' && (at == 0 || line[at-1] == ' '):
		s.start = start
		return len(line) - at, nil
	case c == '[' || c == '{':
		s.open = append(s.open, fault{line: s.line, at: at, message: string(c)})
		s.start, s.empty, s.colon = true, true, false
	case c == ']' || c == '}':
		return 1, s.close(c, at)
	case c == ',' && s.empty:
		return 1, &fault{at: at, message: "nothing stands before this comma", fix: "remove the comma"}
	case c == ',':
		s.start, s.empty, s.colon = true, true, false
	case start && (c == '"' || c == '\''):
		s.empty = false
		if end := quoteEnd(line[at:]); end >= 0 {
			return end, afterQuote(line, at+end)
		}
		return 0, &fault{at: at, message: fmt.Sprintf("the quote %c is not closed", c), fix: fmt.Sprintf("close it with %c before the comma or the bracket", c)}
	case start && strings.IndexByte("@`%*&!|>", c) >= 0:
		return 1, &fault{at: at, message: fmt.Sprintf("an item cannot begin with %c", c), fix: "quote the item: " + quote(itemAt(line[at:]))}
	case c == ':' && (at+1 == len(line) || line[at+1] == ' '):
		if s.colon {
			return 1, &fault{at: at, message: "a value that holds a colon and a space needs quotes", fix: "put quotes around the value"}
		}
		s.start, s.empty, s.colon = true, false, true
	default:
		s.empty = false
		_, size := utf8.DecodeRuneInString(line[at:])
		return size, nil
	}
	return 1, nil
}

// afterQuote reports text between a quoted item and what ends it.
func afterQuote(line string, at int) *fault {
	rest := strings.TrimLeft(line[at:], " \t")
	if rest == "" || strings.IndexByte(",]}:#", rest[0]) >= 0 {
		return nil
	}
	return &fault{at: len(line) - len(rest), message: fmt.Sprintf("the quote ends the item, but %q follows", short(itemAt(rest))), fix: "put the quotes around the whole item, or a comma between the two"}
}

// close takes the last open bracket away.
func (s *flow) close(c byte, at int) *fault {
	last := s.open[len(s.open)-1]
	if c != closing(last) {
		return &fault{at: at, message: fmt.Sprintf("%c closes a bracket that %s opened", c, last.message), fix: fmt.Sprintf("write %c", closing(last))}
	}
	s.open = s.open[:len(s.open)-1]
	s.start, s.empty, s.colon = false, false, false
	return nil
}

// closing returns the bracket that closes an open one.
func closing(open fault) byte {
	if open.message == "{" {
		return '}'
	}
	return ']'
}

// itemAt returns an item up to what ends it.
func itemAt(text string) string {
	if i := strings.IndexAny(text, ",]}"); i >= 0 {
		text = text[:i]
	}
	return strings.TrimSpace(text)
}
