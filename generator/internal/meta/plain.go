package meta

import (
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"

	"go.yaml.in/yaml/v3"
)

// Most front matter is plain: one line for each key, with a word, some text, a
// date or a list of words. Such YAML is read here, at a tenth of the cost of the
// YAML reader, which counts when thousands of guides are built. The least doubt
// leaves it to the reader; FuzzPlain holds both to the same result.

var (
	plainKey  = regexp.MustCompile(`^[a-z_]{2,20}: `)
	plainDate = regexp.MustCompile(`^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d)$`) // a day that every month has
)

// plain reads a text of the plain subset of YAML; ok is false when it is not
// one.
func plain(text string) (root *yaml.Node, ok bool) {
	root = &yaml.Node{Kind: yaml.MappingNode, Tag: "!!map", Line: 1, Column: 1}
	line := 0
	for rest := text; rest != ""; {
		var now string
		now, rest, _ = strings.Cut(rest, "\n")
		line++
		key := plainKey.FindString(now)
		if key == "" {
			return nil, false
		}
		value, ok := plainValue(now[len(key):], line, len(key)+1)
		if !ok {
			return nil, false
		}
		name := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: key[:len(key)-2], Line: line, Column: 1}
		root.Content = append(root.Content, name, value)
	}
	return root, line > 0
}

// plainValue reads what stands after a key, at a column counted from 1.
func plainValue(text string, line, column int) (*yaml.Node, bool) {
	if strings.HasPrefix(text, "[") && strings.HasSuffix(text, "]") {
		return plainList(text, line, column)
	}
	if strings.ContainsAny(text, "#") || strings.Contains(text, ": ") || strings.HasSuffix(text, ":") || strings.HasSuffix(text, " ") {
		return nil, false
	}
	return plainScalar(text, line, column)
}

// plainList reads a list of words in brackets.
func plainList(text string, line, column int) (*yaml.Node, bool) {
	list := &yaml.Node{Kind: yaml.SequenceNode, Tag: "!!seq", Style: yaml.FlowStyle, Line: line, Column: column}
	column++
	for item := range strings.SplitSeq(text[1:len(text)-1], ",") {
		word := strings.Trim(item, " ")
		if strings.ContainsAny(word, "[]{}#:,\"'") {
			return nil, false
		}
		before := len(item) - len(strings.TrimLeft(item, " "))
		scalar, ok := plainScalar(word, line, column+before)
		if !ok {
			return nil, false
		}
		list.Content = append(list.Content, scalar)
		column += utf8.RuneCountInString(item) + 1
	}
	return list, true
}

// plainScalar reads a text that begins with a letter, a date, true or false.
func plainScalar(text string, line, column int) (*yaml.Node, bool) {
	node := &yaml.Node{Kind: yaml.ScalarNode, Tag: "!!str", Value: text, Line: line, Column: column}
	switch {
	case text == "true" || text == "false":
		node.Tag = "!!bool"
	case plainDate.MatchString(text):
		node.Tag = "!!timestamp"
	case !isWord(text):
		return nil, false
	}
	return node, true
}

// isWord tells whether a text is a string to YAML whatever its version: it begins
// with a letter, and is none of the words that mean something else.
func isWord(text string) bool {
	first, _ := utf8.DecodeRuneInString(text)
	if !unicode.IsLetter(first) || strings.IndexFunc(text, isOdd) >= 0 {
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
