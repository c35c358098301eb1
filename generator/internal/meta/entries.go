package meta

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"balise/generator/internal/diag"

	"go.yaml.in/yaml/v3"
)

// Entry is a key that is an author's choice, and its value.
type Entry struct {
	Key   string
	At    diag.Place // of the key
	Value Value
}

// Entries returns the keys with their values in the order they stand in, for a
// mapping whose keys are the author's choice; with [Source.IDs] those that stand
// twice as well. All of them count as known.
func (m *Mapping) Entries() []Entry {
	entries := make([]Entry, len(m.pairs), len(m.pairs)+len(m.twice))
	for i := range entries {
		v := m.at(i)
		entries[i] = Entry{Key: v.key, At: m.doc.place(m.pairs[i].key), Value: v}
		m.asked = append(m.asked, v.key)
	}
	if len(m.twice) > 0 {
		entries = append(entries, m.twice...)
		slices.SortStableFunc(entries, func(a, b Entry) int { return cmp.Or(a.At.Line-b.At.Line, a.At.Col-b.At.Col) })
	}
	return entries
}

// Mapping returns the value as a mapping whose missing keys are reported at the
// entry's own, or nil after reporting something else.
func (e Entry) Mapping(example string) *Mapping {
	m := e.Value.Mapping()
	if m == nil {
		fix := fmt.Sprintf("write %s: %s", e.Key, example)
		if indent := e.indentAbove(); indent > 0 && !e.Value.IsBlank() {
			fix = fmt.Sprintf("begin it with %s if it belongs to the entry above; if %s is an id, %s", spaces(indent), e.Key, fix)
		}
		e.Value.invalid("pairs of key: value are expected", fix)
		return nil
	}
	m.start = e.At
	return m
}

// isNext tells whether the key at an index of an entry, which stands in it already,
// begins another whose id is missing: then it is not the only one that does.
func (m *Mapping) isNext(node *yaml.Node, i int) bool {
	if !m.doc.source.IDs || node.Style&yaml.FlowStyle != 0 || !slices.Contains(m.doc.top.Content, node) {
		return false
	}
	for i += 2; i < len(node.Content); i += 2 {
		if m.find(node.Content[i].Value) >= 0 {
			return true
		}
	}
	return false
}

// indentAbove returns the indentation of a pair right above an entry, or 0.
func (e Entry) indentAbove() int {
	doc := e.Value.doc
	n := e.At.Line - doc.source.First - 2
	if n < 0 || !keyed().MatchString(doc.lines[n]) {
		return 0
	}
	return indentOf(doc.lines[n])
}

// noID reports a key that begins an entry whose id is missing.
func (m *Mapping) noID(key *yaml.Node, first int) {
	message := fmt.Sprintf("%s is already set on line %d, and so is more below: another entry begins here, and its id is missing", key.Value, m.doc.place(m.pairs[first].key).Line)
	m.doc.report(key, diag.Error, diag.KeyDuplicate, message, "write its id, such as my-id:, on a line of its own above this one, with no space before it")
}

// Texts returns the items of a key that holds a list, or its one text.
func (m *Mapping) Texts(key string) []Value {
	if v, ok := m.value(key); ok && v.node.Kind == yaml.ScalarNode && !v.IsBlank() {
		return []Value{v}
	}
	return m.List(key)
}

// IsMapping tells whether the value is a mapping.
func (v Value) IsMapping() bool { return v.node.Kind == yaml.MappingNode }

// Items returns the items of a value that is a list, or nil, reporting nothing.
func (v Value) Items() []Value {
	if v.node.Kind != yaml.SequenceNode {
		return nil
	}
	items := make([]Value, 0, len(v.node.Content))
	for _, n := range v.node.Content {
		items = append(items, Value{doc: v.doc, node: n, key: v.key, item: true})
	}
	return items
}

// separate tells whether an item of a list is one. A hyphen that stands further in
// than the others makes the next item part of this one's text; indent is theirs.
func (doc *document) separate(item *yaml.Node, indent int) bool {
	if item.Kind != yaml.ScalarNode || item.Style != 0 || !strings.Contains(item.Value, " -") {
		return true
	}
	for n := item.Line; n < len(doc.lines); n++ {
		text := strings.TrimSpace(doc.lines[n])
		switch {
		case text == "":
			continue
		case !strings.Contains(item.Value, " "+text):
			return true
		case text[0] != '-':
			continue
		}
		fix := "begin it with " + spaces(indent)
		if len(text) > 1 && text[1] != ' ' {
			fix += ", a hyphen and a space"
		}
		doc.at(n, indentOf(doc.lines[n]), diag.YAMLSyntax, "this line is not indented as those above it, so it belongs to the item above", fix)
		return false
	}
	return true
}
