package meta

import (
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"balise/generator/internal/diag"
	"balise/generator/internal/pattern"

	"go.yaml.in/yaml/v3"
)

// Value is the value of a key or an item of a list.
type Value struct {
	doc  *document
	node *yaml.Node
	key  string // the key it belongs to
	item bool   // it is an item of that key's list
}

// name returns what messages call the value.
func (v Value) name() string {
	if v.item {
		return "an item of " + v.key
	}
	return v.key
}

// write returns what to type to give the value another content.
func (v Value) write(content string) string {
	if v.item {
		return content
	}
	return v.key + ": " + content
}

// Place returns where the value stands.
func (v Value) Place() diag.Place { return v.doc.place(v.node) }

// Within returns the place of a stretch of the text that [Value.Text] returns, in
// bytes; the place of the whole where the text does not stand on one line as it
// is.
func (v Value) Within(from, length int) diag.Place { return v.Written().Within(from, length) }

// Written is a value as it stands in the file, without the rest of it.
type Written struct {
	Place  diag.Place
	text   string
	line   string // where it begins
	quoted bool
}

// Written returns the value as it stands in the file.
func (v Value) Written() Written {
	p := v.Place()
	return Written{
		Place: p, text: v.node.Value, line: v.doc.source.Lines.Line(p.Line),
		quoted: v.node.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0,
	}
}

// Within is [Value.Within].
func (w Written) Within(from, length int) diag.Place {
	p := w.Place
	line := []rune(w.line)
	start := p.Col - 1
	if w.quoted {
		start++
	}
	whole := []rune(w.text)
	text := strings.TrimLeftFunc(w.text, unicode.IsSpace)
	if start+len(whole) > len(line) || string(line[start:start+len(whole)]) != w.text || from+length > len(text) {
		return p
	}
	start += len(whole) - utf8.RuneCountInString(text)
	p.Col = start + 1 + utf8.RuneCountInString(text[:from])
	if p.End = min(p.Col+max(1, utf8.RuneCountInString(text[from:from+length])), len(line)+1); p.End == p.Col {
		p.End = 0 // behind the last character
	}
	return p
}

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

// Bool returns the value of true or false.
func (v Value) Bool() bool {
	if v.node.Kind == yaml.ScalarNode && v.node.Style == 0 && (v.node.Value == "true" || v.node.Value == "false") {
		return v.node.Value == "true"
	}
	fix := "write true or false, without quotes"
	switch strings.ToLower(v.node.Value) {
	case "true", "yes", "y", "on", "1", "oui", "vrai":
		fix = "write " + v.write("true")
	case "false", "no", "n", "off", "0", "non", "faux":
		fix = "write " + v.write("false")
	}
	v.invalid("true or false is expected", fix)
	return false
}

func (v Value) invalid(want, fix string) {
	v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%s is %s; %s", v.name(), kindOf(v.node), want), fix)
}

// ValuePlace returns where the value of a key stands, or where its mapping does.
func (m *Mapping) ValuePlace(key string) diag.Place {
	if v, ok := m.entry(key); ok {
		return v.Place()
	}
	return m.start
}

// value returns the value of a key and notes that the key is known.
func (m *Mapping) value(key string) (Value, bool) {
	if m.asked == nil {
		m.asked = make([]string, 0, usualKeys)
	}
	if !slices.Contains(m.asked, key) {
		m.asked = append(m.asked, key)
	}
	return m.entry(key)
}

// Require tells whether a key that must be there is. One without a value is
// reported at once, one that is missing by [Mapping.Close].
func (m *Mapping) Require(key, fix string) bool {
	v, ok := m.value(key)
	switch {
	case !ok:
		m.missing = append(m.missing, need{key, fix})
		return false
	case v.IsBlank():
		if raw := m.doc.rest(v.node); strings.HasPrefix(raw, "#") {
			fix = v.textFix()
		}
		v.Report(diag.Error, diag.KeyMissing, key+" is required, but it is empty", fix)
		m.pairs[m.find(key)].none = true
		return false
	}
	return true
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

// maxLanguage limits a language tag, in characters.
const maxLanguage = 35

// The form of BCP 47, without the rarer parts that hold a single letter.
var languageTag = pattern.Lazy(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// Language returns the language tag that a key holds, such as fr or pt-BR, or "".
func (m *Mapping) Language(key string) string {
	tag := m.Text(key, maxLanguage)
	if tag == "" || languageTag().MatchString(tag) {
		return tag
	}
	m.Report(key, diag.Error, diag.ValueInvalid, fmt.Sprintf("%s %q is not a language tag", key, tag), fmt.Sprintf("write for example %s: fr, %[1]s: en or %[1]s: pt-BR", key))
	return ""
}

// IsPadded tells whether the text of a key begins or ends with a space.
func (m *Mapping) IsPadded(key string) bool {
	v, ok := m.entry(key)
	return ok && v.node.Kind == yaml.ScalarNode && v.node.Value != strings.TrimSpace(v.node.Value)
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

// Value returns the value of a key.
func (m *Mapping) Value(key string) (Value, bool) { return m.value(key) }

// List returns the items of a key that holds a list.
func (m *Mapping) List(key string) []Value {
	v, ok := m.value(key)
	if !ok {
		return nil
	}
	if v.node.Kind != yaml.SequenceNode {
		v.invalid("a list is expected", v.listFix())
		return nil
	}
	return v.Items()
}

// listFix returns what to type where a list is expected.
func (v Value) listFix() string {
	switch {
	case v.IsBlank():
		return "write " + v.write("[one, two]") + ", or remove the key"
	case v.node.Kind == yaml.ScalarNode && strings.HasPrefix(v.doc.rest(v.node), "-"):
		return "write a space after each hyphen: - " + strings.TrimLeft(v.doc.rest(v.node), "- ")
	case v.node.Kind == yaml.ScalarNode:
		parts := strings.Split(strings.TrimSuffix(v.node.Value, "]"), ",")
		for i := range parts {
			parts[i] = strings.TrimSpace(parts[i])
		}
		return "write " + v.write("["+strings.Join(parts, ", ")+"]")
	case v.node.Style&yaml.FlowStyle != 0:
		return "write " + v.write("["+v.doc.rest(v.node)+"]")
	}
	return "put a hyphen and a space before each item: - " + v.doc.rest(v.node)
}

// MappingLike returns the mapping a key holds, or nil, with an example for the
// author who wrote something else.
func (m *Mapping) MappingLike(key, example string) *Mapping {
	v, ok := m.value(key)
	if !ok {
		return nil
	}
	if v.node.Kind != yaml.MappingNode {
		v.invalid("pairs of key: value are expected", "write "+v.write(example))
		return nil
	}
	return v.Mapping()
}
