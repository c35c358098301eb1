package meta

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"balise/generator/internal/diag"

	"go.yaml.in/yaml/v3"
)

// Value is the value of a key or an item of a list.
type Value struct {
	doc  *document
	node *yaml.Node
	key  string // the key it belongs to, for messages
}

// Place returns where the value stands.
func (v Value) Place() diag.Place { return v.doc.place(v.node) }

// Report adds a diagnostic about the value.
func (v Value) Report(s diag.Severity, code diag.Code, message, fix string) {
	v.doc.report(v.node, s, code, message, fix)
}

// Mapping returns the value as a mapping, or nil, reporting nothing.
func (v Value) Mapping() *Mapping {
	if v.node.Kind != yaml.MappingNode {
		return nil
	}
	m := v.doc.mapping(v.node)
	m.start = v.Place()
	return m
}

// Text returns the value as one line of text of at most limit characters, and
// reports what is not.
func (v Value) Text(limit int) (string, bool) {
	if v.node.Kind != yaml.ScalarNode || v.node.Tag == "!!null" {
		v.invalid("a text is expected", "")
		return "", false
	}
	text := strings.TrimSpace(v.node.Value)
	if v.node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		text = strings.Join(strings.Fields(text), " ")
	}
	return text, v.checkText(text, limit)
}

func (v Value) checkText(text string, limit int) bool {
	if text == "" {
		v.invalid("a text is expected", "")
		return false
	}
	if i := strings.IndexFunc(text, unicode.IsControl); i >= 0 {
		v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%s holds a line end or a control character", v.key), "keep it on one line")
		return false
	}
	if n := len([]rune(text)); n > limit {
		v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%s has %d characters; at most %d", v.key, n, limit), "shorten it")
		return false
	}
	if strings.IndexFunc(text, isDirectional) >= 0 {
		v.Report(diag.Warning, diag.ValueDoubtful, fmt.Sprintf("%s holds invisible characters that change its direction", v.key), "type it again")
	}
	v.checkComment()
	return true
}

// checkComment warns of text that YAML takes for a comment: "C# et F# #1" ends
// before " #1". A comment proper has a space after its #.
func (v Value) checkComment() {
	c := v.node.LineComment
	if v.node.Style != 0 || len(c) < 2 || c[0] != '#' || c[1] == ' ' {
		return
	}
	v.Report(diag.Warning, diag.ValueDoubtful, fmt.Sprintf("the text after # was dropped: %q", c), fmt.Sprintf("quote the value: %s: %q", v.key, v.node.Value+" "+c))
}

func isDirectional(r rune) bool {
	return r >= 0x202a && r <= 0x202e || r >= 0x2066 && r <= 0x2069 || r == 0x200e || r == 0x200f
}

// Date returns the value as a day, written YYYY-MM-DD.
func (v Value) Date() (string, bool) {
	if v.node.Kind == yaml.ScalarNode {
		if _, err := time.Parse(time.DateOnly, v.node.Value); err == nil {
			return v.node.Value, true
		}
	}
	v.invalid("a date is expected", "write it as YYYY-MM-DD, for example 2026-11-22")
	return "", false
}

// Bool returns the value of true or false.
func (v Value) Bool() bool {
	if v.node.Kind == yaml.ScalarNode && v.node.Style == 0 && (v.node.Value == "true" || v.node.Value == "false") {
		return v.node.Value == "true"
	}
	v.invalid("true or false is expected", "write true or false, without quotes")
	return false
}

// Number returns the value as a whole number from 0 up.
func (v Value) Number() (int, bool) {
	text := v.node.Value
	if n, err := strconv.Atoi(text); err == nil && v.node.Kind == yaml.ScalarNode && n >= 0 && strconv.Itoa(n) == text {
		return n, true
	}
	v.invalid("a whole number is expected", "write digits alone, without a leading zero")
	return 0, false
}

func (v Value) invalid(want, fix string) {
	v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%s is %s; %s", v.key, kindOf(v.node), want), fix)
}

// ValuePlace returns where the value of a key stands, or where its mapping does.
func (m *Mapping) ValuePlace(key string) diag.Place {
	if v, ok := m.entries[key]; ok {
		return v.Place()
	}
	return m.start
}

// value returns the value of a key and notes that the key is known.
func (m *Mapping) value(key string) (Value, bool) {
	if !slices.Contains(m.asked, key) {
		m.asked = append(m.asked, key)
	}
	v, ok := m.entries[key]
	return v, ok
}

// Require reports a key that is missing.
func (m *Mapping) Require(key, fix string) bool {
	if _, ok := m.value(key); ok {
		return true
	}
	m.doc.add(m.start, diag.Error, diag.KeyMissing, key+" is required", fix)
	return false
}

// Text returns the text of a key, or "".
func (m *Mapping) Text(key string, limit int) string {
	v, ok := m.value(key)
	if !ok {
		return ""
	}
	text, _ := v.Text(limit)
	return text
}

// Date returns the day a key holds, or "".
func (m *Mapping) Date(key string) string {
	v, ok := m.value(key)
	if !ok {
		return ""
	}
	date, _ := v.Date()
	return date
}

// Bool returns whether a key holds true; a key that is not there is false.
func (m *Mapping) Bool(key string) bool {
	v, ok := m.value(key)
	return ok && v.Bool()
}

// Choice returns which of the choices a key holds; the first when it is not
// there.
func (m *Mapping) Choice(key string, choices ...string) string {
	v, ok := m.value(key)
	if !ok {
		return choices[0]
	}
	if slices.Contains(choices, v.node.Value) && v.node.Kind == yaml.ScalarNode {
		return v.node.Value
	}
	fix := "one of " + strings.Join(choices, ", ")
	if near := diag.Nearest(strings.ToLower(v.node.Value), choices); near != "" {
		fix = fmt.Sprintf("did you mean %q?", near)
	}
	v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%s cannot be %s", key, kindOf(v.node)), fix)
	return choices[0]
}

// List returns the items of a key that holds a list.
func (m *Mapping) List(key string) []Value {
	v, ok := m.value(key)
	if !ok {
		return nil
	}
	if v.node.Kind != yaml.SequenceNode {
		fix := "write a list: [one, two]"
		if parts := strings.Split(v.node.Value, ","); v.node.Kind == yaml.ScalarNode && v.node.Value != "" {
			for i := range parts {
				parts[i] = strings.TrimSpace(parts[i])
			}
			fix = fmt.Sprintf("write %s: [%s]", key, strings.Join(parts, ", "))
		}
		v.invalid("a list is expected", fix)
		return nil
	}
	items := make([]Value, 0, len(v.node.Content))
	for _, n := range v.node.Content {
		items = append(items, Value{doc: v.doc, node: n, key: "an item of " + key})
	}
	return items
}

// Mapping returns the mapping a key holds, or nil.
func (m *Mapping) Mapping(key string) *Mapping {
	v, ok := m.value(key)
	if !ok {
		return nil
	}
	if v.node.Kind != yaml.MappingNode {
		v.invalid("pairs of key: value are expected", "")
		return nil
	}
	return v.Mapping()
}
