package meta

import (
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"

	"balise/generator/internal/pattern"
)

// Most front matter and the texts of layouts are plain: one line for each key, with a
// word, some text in quotes or without, a date or a list of words, and comments. Such
// YAML is read here, at a tenth of the cost of the YAML reader, which counts when
// thousands of guides are built. The least doubt leaves it to the reader; FuzzPlain
// holds both to the same result.

var plainDate = pattern.Lazy(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)$`) // a day that every month has

// Room is memory for the values of a mapping that is read, asked and forgotten before
// the next one.
type Room struct{ nodes [32]yaml.Node }

// plain reads a text of the plain subset of YAML; ok is false when it is not
// one.
func plain(text string, room *Room) (root *yaml.Node, ok bool) {
	var r plainReader
	if room != nil {
		r.free = room.nodes[:]
	}
	root = r.node(yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Column: 1})
	root.Content = make([]*yaml.Node, 0, 2*(1+strings.Count(text, "\n")))
	for line := range strings.Lines(text) {
		line = strings.TrimSuffix(line, "\n")
		r.line++
		if line == "" || line[0] == '#' && strings.IndexFunc(line, isOdd) < 0 {
			continue
		}
		n := plainKey(line)
		if n == 0 {
			return nil, false
		}
		value, ok := r.value(line[n+len(": "):], n+len(": ")+1)
		if !ok {
			return nil, false
		}
		name := r.node(yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: line[:n], Column: 1})
		root.Content = append(root.Content, name, value)
	}
	if len(root.Content) == 0 {
		return nil, false
	}
	root.Line = root.Content[0].Line
	return root, true
}

// plainKey returns the length of the key that a line begins with, before a colon and a
// space; 0 where it does not.
func plainKey(line string) int {
	n := 0
	for n < len(line) && (line[n] >= 'a' && line[n] <= 'z' || line[n] == '_' || line[n] == '.' && n > 0) {
		n++
	}
	if n < 2 || n > 20 || !strings.HasPrefix(line[n:], ": ") {
		return 0
	}
	return n
}

// plainReader reads one line after another.
type plainReader struct {
	line int
	free []yaml.Node // for the next nodes
}

// node returns a node of the current line.
func (r *plainReader) node(n yaml.Node) *yaml.Node {
	if len(r.free) == 0 {
		r.free = make([]yaml.Node, 8)
	}
	p := &r.free[0]
	*p = n
	p.Line = r.line
	r.free = r.free[1:]
	return p
}

// value reads what stands after a key, at a column counted from 1.
func (r *plainReader) value(text string, column int) (*yaml.Node, bool) {
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		return r.list(text, column)
	}
	if at := strings.LastIndex(text, " # "); at >= 0 {
		comment := text[at+1:]
		if strings.HasSuffix(comment, " ") || strings.IndexFunc(comment, isOdd) >= 0 {
			return nil, false
		}
		v, ok := r.value(text[:at], column)
		if !ok || v.Kind != yaml.ScalarNode || v.LineComment != "" {
			return nil, false
		}
		v.LineComment = comment
		return v, true
	}
	if strings.HasPrefix(text, `"`) {
		return r.quoted(text, column)
	}
	if strings.IndexByte(text, '#') >= 0 || strings.Contains(text, ": ") || strings.HasSuffix(text, ":") || strings.HasSuffix(text, " ") {
		return nil, false
	}
	return r.scalar(text, column)
}

// list reads a list of words in brackets.
func (r *plainReader) list(text string, column int) (*yaml.Node, bool) {
	list := r.node(yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Style: yaml.FlowStyle, Column: column})
	list.Content = make([]*yaml.Node, 0, 1+strings.Count(text, ","))
	column++
	for item := range strings.SplitSeq(text[1:len(text)-1], ",") {
		word := strings.Trim(item, " ")
		if strings.ContainsAny(word, "[]{}#:,\"'") {
			return nil, false
		}
		before := len(item) - len(strings.TrimLeft(item, " "))
		scalar, ok := r.scalar(word, column+before)
		if !ok {
			return nil, false
		}
		list.Content = append(list.Content, scalar)
		column += utf8.RuneCountInString(item) + 1
	}
	return list, true
}

// quoted reads a text in quotes, in which only characters by number are escaped.
func (r *plainReader) quoted(text string, column int) (*yaml.Node, bool) {
	if strings.Count(text, `\`) != strings.Count(text, `\u`) {
		return nil, false
	}
	value, err := strconv.Unquote(text)
	if err != nil || strings.IndexFunc(value, isOdd) >= 0 {
		return nil, false
	}
	return r.node(yaml.Node{Kind: yaml.ScalarNode, Style: yaml.DoubleQuotedStyle, Tag: "!!str", Value: value, Column: column}), true
}

// scalar reads a text that begins with a letter, a date, true or false.
func (r *plainReader) scalar(text string, column int) (*yaml.Node, bool) {
	tag := "!!str"
	switch {
	case text == "true" || text == "false":
		tag = "!!bool"
	case text != "" && text[0] <= '9' && plainDate().MatchString(text):
		tag = "!!timestamp"
	case !isWord(text):
		return nil, false
	}
	return r.node(yaml.Node{Kind: yaml.ScalarNode, Tag: tag, Value: text, Column: column}), true
}

// isWord tells whether a text is a string to YAML whatever its version: it begins
// with a letter, and is none of the words that mean something else.
func isWord(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsLetter(first) || !isOrdinary(text) && strings.IndexFunc(text, isOdd) >= 0 {
		return false
	}
	if len(text) <= 5 {
		switch strings.ToLower(text) {
		case "true", "false", "yes", "no", "on", "off", "y", "n", "null":
			return false
		}
	}
	return true
}

// isOdd tells whether a character is for the YAML reader to judge.
func isOdd(r rune) bool {
	return r < ' ' || r == utf8.RuneError || r == 0x7f || r >= 0x80 && r < 0xa0 || r == 0x2028 || r == 0x2029 || r == 0xfeff || r > 0xffff
}
