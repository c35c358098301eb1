// Package meta reads strict YAML mappings: front matter and the YAML files of a
// site.
//
// [Parse] turns a text into a [Mapping] and reports what is wrong with it, with
// exact places. A caller then asks for the keys it knows ([Mapping.Text],
// [Mapping.Date], [Mapping.List] …), each method checking the kind of the value,
// and ends with [Mapping.Close], which reports every key nobody asked for and
// suggests the nearest that somebody did. So the code that reads a key is the
// only list of keys there is.
//
// Strict means: no tags, anchors, aliases or merges, no duplicate keys, true and
// false alone for yes and no, dates as YYYY-MM-DD. A number or a word where text
// is wanted is that text as written: version 1.10 stays "1.10".
//
// The YAML grammar itself is go.yaml.in/yaml's; where its messages lack a column
// a look at the lines finds the culprit.
package meta

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"

	"balise/generator/internal/diag"

	"go.yaml.in/yaml/v3"
)

// Limits on one YAML text.
const (
	maxKeys  = 100
	maxDepth = 20
)

// fewKeys is how many keys are looked through one after another, usualKeys how many
// front matter may have.
const (
	fewKeys   = 16
	usualKeys = 20
)

// Source is a stretch of a text file that holds YAML: the lines after First
// (which counts from 0, so that line 1 of the YAML is line First+1 of the file).
type Source struct {
	Lines *diag.Lines
	Text  string
	First int
	// MaxKeys is how many keys the text may have; 0 stands for 100.
	MaxKeys int
	// IDs says that the keys are ids of the author's choice, for the caller to
	// judge: see [Mapping.Entries].
	IDs bool
	// Example is what the text may hold, for the author who wrote something else.
	Example string
	// Room is memory to read into; nil makes Parse take its own. A mapping that was
	// read into it before is gone.
	Room *Room
}

// Mapping is a YAML mapping that is being read.
type Mapping struct {
	doc     *document
	pairs   []pair         // each key once, in the order they stand in
	index   map[string]int // in pairs, where there are many
	asked   []string
	missing []need
	meant   map[string]bool // keys that unknown ones were likely meant for, once closed
	root    bool            // it is the whole text
	twice   []Entry         // entries whose key stands above already, when keys are ids
	start   diag.Place      // where a missing key is reported
}

// pair is a key and its value; none is a value that is required and was found empty.
type pair struct {
	key, value *yaml.Node
	none       bool
}

// need is a key that must be there and is not.
type need struct{ key, fix string }

// document is what all values of one text share.
type document struct {
	source   Source
	lines    []string // of source.Text
	top      *yaml.Node
	problems diag.List
}

// Parse reads the mapping a text consists of. An empty text is an empty mapping.
// When the text cannot be read the mapping is empty and [Mapping.Problems] says
// why.
func Parse(s Source) *Mapping {
	doc := &document{source: s, lines: strings.Split(s.Text, "\n")}
	if node, ok := plain(s.Text, s.Room); ok {
		return doc.root(node)
	}
	var root yaml.Node
	if !doc.tame() {
		return doc.mapping(nil)
	}
	if err := yaml.Unmarshal([]byte(s.Text), &root); err != nil {
		doc.syntax(err)
		return doc.mapping(nil)
	}
	if len(root.Content) == 0 {
		return doc.mapping(nil)
	}
	node := root.Content[0]
	if !doc.plain(node, 0) {
		return doc.mapping(nil)
	}
	if node.Kind != yaml.MappingNode {
		doc.noMapping(node)
		return doc.mapping(nil)
	}
	return doc.root(node)
}

// noMapping reports a text that is YAML but not pairs of keys and values.
func (doc *document) noMapping(node *yaml.Node) {
	if node.Tag == "!!null" {
		return
	}
	if f := spaceFault(doc.lines[node.Line-1]); f != nil && node.Kind == yaml.ScalarNode {
		doc.at(node.Line-1, utf8.RuneCountInString(doc.lines[node.Line-1][:f.at]), diag.YAMLSyntax, f.message, f.fix)
		return
	}
	fix := "write for example: " + doc.example()
	if _, pair, sure := doc.pairIn(doc.lines[node.Line-1]); sure && node.Kind == yaml.ScalarNode {
		fix = "write " + pair
	}
	doc.report(node, diag.Error, diag.ValueInvalid, "this is "+kindOf(node)+"; pairs of key: value are expected", fix)
}

// example returns what the text may hold.
func (doc *document) example() string { return cmp.Or(doc.source.Example, `title: "A title"`) }

// Problems returns what has been found wrong so far, in no particular order.
func (m *Mapping) Problems() diag.List { return m.doc.problems }

// Place returns where a key stands; the beginning of the text when it does not.
func (m *Mapping) Place(key string) diag.Place {
	if i := m.find(key); i >= 0 {
		return m.doc.place(m.pairs[i].key)
	}
	return m.start
}

// Report adds a diagnostic about the value of a key.
func (m *Mapping) Report(key string, s diag.Severity, code diag.Code, message, fix string) {
	if v, ok := m.entry(key); ok {
		v.Report(s, code, message, fix)
		return
	}
	m.doc.add(m.Place(key), s, code, message, fix)
}

// ReportAt adds a diagnostic about a place in the file.
func (m *Mapping) ReportAt(p diag.Place, s diag.Severity, code diag.Code, message, fix string) {
	m.doc.add(p, s, code, message, fix)
}

// Keys returns the keys in the order they stand in.
func (m *Mapping) Keys() []string {
	keys := make([]string, len(m.pairs))
	for i, p := range m.pairs {
		keys[i] = p.key.Value
	}
	return keys
}

// Has tells whether the key is there.
func (m *Mapping) Has(key string) bool {
	_, ok := m.entry(key)
	return ok
}

// Close reports the keys that nobody asked for, and those that are required and
// missing unless one of the former was likely meant for it.
func (m *Mapping) Close() {
	for i := range m.pairs {
		key := m.pairs[i].key.Value
		if slices.Contains(m.asked, key) {
			continue
		}
		near := m.nearest(key)
		if m.meant == nil {
			m.meant = map[string]bool{}
		}
		m.meant[near] = true
		m.unknown(key, near)
	}
	for _, n := range m.missing {
		if !m.meant[n.key] {
			m.doc.add(m.start, diag.Error, diag.KeyMissing, n.key+" is required", n.fix)
		}
	}
}

// IsMisspelt tells, once the mapping is closed, whether a key that was reported as
// unknown was likely meant for this one.
func (m *Mapping) IsMisspelt(key string) bool { return m.meant[key] }

func (m *Mapping) unknown(key, near string) {
	if c, ok := strangeSpace(key); ok {
		p := m.doc.spot(m.Place(key), c)
		m.doc.add(p, diag.Error, diag.KeyUnknown, fmt.Sprintf("%s belongs to this key", nameOf(c)), fmt.Sprintf("delete it and write %s:", strings.TrimFunc(key, isStrange)))
		return
	}
	fix := "known keys: " + strings.Join(m.asked, ", ")
	if value := joined(key, near); value != "" {
		fix = fmt.Sprintf("write %s: %s", near, value)
	} else if near != "" {
		fix = fmt.Sprintf("did you mean %q?", near)
	}
	if meant := m.behindComma(key); meant != "" {
		fix = "in braces a comma begins the next key: write " + meant
	}
	m.doc.add(m.Place(key), diag.Error, diag.KeyUnknown, fmt.Sprintf("unknown key %q", key), fix)
}

// behindComma returns what was meant by a key that is the end of a number, as in
// {value: 1,5}, or "".
func (m *Mapping) behindComma(key string) string {
	i := m.find(key)
	if i < 1 || !m.at(i).IsBlank() || strings.Trim(key, "0123456789") != "" {
		return ""
	}
	v := m.at(i - 1)
	switch {
	case !v.IsDecimal() || strings.Contains(v.node.Value, "."):
		return ""
	case len(key) == 3: // 1,500
		return v.write(v.node.Value+key) + " or " + v.write(v.node.Value+"."+key)
	}
	return v.write(v.node.Value + "." + key)
}

// joined returns the value in a key that was written without its colon, as in {on
// 2026-11-22}, or "".
func joined(key, known string) string {
	value, ok := strings.CutPrefix(key, known+" ")
	if !ok || known == "" {
		return ""
	}
	return strings.TrimSpace(value)
}

// nearest returns the known key that an unknown one was likely meant for, or "".
func (m *Mapping) nearest(key string) string {
	word := strings.ToLower(strings.TrimFunc(key, isStrange))
	for _, known := range m.asked {
		if strings.NewReplacer("-", "_", " ", "_").Replace(word) == known || joined(word, known) != "" {
			return known
		}
	}
	if near := diag.Nearest(word, m.asked); near != "" {
		return near
	}
	for _, known := range m.asked {
		if len(word) >= 4 && len(known) >= 4 && (strings.HasPrefix(known, word) || strings.HasPrefix(word, known)) {
			return known
		}
	}
	return ""
}

// root indexes the mapping that the text consists of.
func (doc *document) root(node *yaml.Node) *Mapping {
	doc.top = node
	if doc.source.MaxKeys == 0 {
		return doc.mapping(node)
	}
	return doc.index(node, doc.source.MaxKeys, "move some of them to another file")
}

// mapping indexes a mapping node.
func (doc *document) mapping(node *yaml.Node) *Mapping {
	return doc.index(node, maxKeys, "remove those that are not needed")
}

// index indexes a mapping node of at most so many keys; duplicate keys are
// reported and the first kept.
func (doc *document) index(node *yaml.Node, most int, fix string) *Mapping {
	m := &Mapping{doc: doc, start: doc.source.Lines.Place(0, 0)}
	m.start.Line = max(1, doc.source.First)
	if node == nil {
		return m
	}
	m.root = node == doc.top
	n := len(node.Content) / 2
	if n > most {
		doc.report(node.Content[2*most], diag.Error, diag.YAMLRefused, fmt.Sprintf("%d keys; at most %d are read", n, most), fix)
		return m
	}
	m.pairs = make([]pair, 0, n)
	if n > fewKeys {
		m.index = make(map[string]int, n)
	}
	for i := 0; i+1 < len(node.Content); i += 2 {
		key := node.Content[i]
		first := m.find(key.Value)
		if first >= 0 && m.isNext(node, i) {
			m.noID(key, first)
			break
		}
		m.add(key, node.Content[i+1], first)
	}
	return m
}

// add indexes a key that stands already where first says, if not negative.
func (m *Mapping) add(key, value *yaml.Node, first int) {
	switch {
	case key.Kind != yaml.ScalarNode:
		m.doc.report(key, diag.Error, diag.YAMLSyntax, "a key must be a word, not "+kindOf(key), "write key: value")
	case first >= 0 && m.doc.source.IDs && m.root:
		m.twice = append(m.twice, Entry{Key: key.Value, At: m.doc.place(key), Value: Value{doc: m.doc, node: value, key: key.Value}})
	case first >= 0:
		m.doc.report(key, diag.Error, diag.KeyDuplicate, fmt.Sprintf("%s is already set on line %d", key.Value, m.doc.place(m.pairs[first].key).Line), "remove one of the two")
	default:
		if m.index != nil {
			m.index[key.Value] = len(m.pairs)
		}
		m.pairs = append(m.pairs, pair{key: key, value: value})
	}
}

// find returns the index of a key in pairs, or -1.
func (m *Mapping) find(key string) int {
	if m.index != nil {
		if i, ok := m.index[key]; ok {
			return i
		}
		return -1
	}
	return slices.IndexFunc(m.pairs, func(p pair) bool { return p.key.Value == key })
}

// at returns the value of a pair.
func (m *Mapping) at(i int) Value {
	return Value{doc: m.doc, node: m.pairs[i].value, key: m.pairs[i].key.Value}
}

// entry returns the value of a key, if it has one.
func (m *Mapping) entry(key string) (Value, bool) {
	if i := m.find(key); i >= 0 && !m.pairs[i].none {
		return m.at(i), true
	}
	return Value{}, false
}

// plain refuses what is never needed here, and with it everything that can
// expand: tags, anchors, aliases, merges, depth. An alias is refused without a
// word, since its anchor is reported.
func (doc *document) plain(node *yaml.Node, depth int) bool {
	refuse := func(what, fix string) bool {
		doc.report(node, diag.Error, diag.YAMLRefused, what, fix)
		return false
	}
	switch {
	case depth > maxDepth:
		return refuse(fmt.Sprintf("values nested more than %d deep", maxDepth), "flatten them")
	case node.Kind == yaml.AliasNode:
		return false
	case node.Anchor != "":
		return refuse(fmt.Sprintf("anchors (&%s) are not allowed", node.Anchor), "write the value out, or put it in quotes: "+quote(doc.rest(node)))
	case node.Style&yaml.TaggedStyle != 0:
		return refuse(fmt.Sprintf("tags (%s) are not allowed", node.Tag), "remove the tag, or put the value in quotes: "+quote(doc.rest(node)))
	case node.Tag == "!!merge":
		return refuse("merges (<<) are not allowed", "write the keys out")
	}
	ok := true
	for _, child := range node.Content {
		if node.Kind == yaml.SequenceNode && node.Style == 0 {
			ok = doc.separate(child, node.Column-1) && ok
		}
		if ok = doc.plain(child, depth+1) && ok; !ok && depth >= maxDepth {
			return false
		}
	}
	return ok
}

// rest returns what stands on a line from a node on; of a value in brackets, no
// more than that.
func (doc *document) rest(node *yaml.Node) string {
	line := []rune(doc.source.Lines.Line(node.Line + doc.source.First))
	text := strings.TrimSpace(string(line[min(max(node.Column-1, 0), len(line)):]))
	if node.Kind == yaml.ScalarNode || node.Style&yaml.FlowStyle == 0 {
		return text
	}
	open := 0
	for i, c := range text {
		switch c {
		case '[', '{':
			open++
		case ']', '}':
			if open--; open == 0 {
				return text[:i+1]
			}
		}
	}
	return text
}

// spot narrows a place to a character in it, when it is there as such.
func (doc *document) spot(p diag.Place, c rune) diag.Place {
	line := []rune(doc.source.Lines.Line(p.Line))
	for i := max(p.Col-1, 0); i < len(line); i++ {
		if line[i] == c {
			p.Col, p.End = i+1, i+2
			return p
		}
	}
	return p
}

func (doc *document) place(node *yaml.Node) diag.Place {
	line := max(1, node.Line) + doc.source.First
	col := max(1, node.Column)
	if last := len(doc.lines) + doc.source.First; line > last { // a value that is not there
		line, col = last, 1
	}
	p := diag.Place{File: doc.source.Lines.Place(0, 0).File, Line: line, Col: col}
	if node.Kind == yaml.ScalarNode && node.Value != "" {
		length := len([]rune(node.Value))
		if node.Style&(yaml.DoubleQuotedStyle|yaml.SingleQuotedStyle) != 0 {
			length += 2
		}
		p.End = min(col+length, len([]rune(doc.source.Lines.Line(line)))+1)
	}
	return p
}

func (doc *document) report(node *yaml.Node, s diag.Severity, code diag.Code, message, fix string) {
	doc.add(doc.place(node), s, code, message, fix)
}

func (doc *document) add(p diag.Place, s diag.Severity, code diag.Code, message, fix string) {
	d := diag.Diagnostic{Severity: s, Code: code, Message: message, Fix: fix}
	doc.problems = append(doc.problems, doc.source.Lines.Excerpt(p, d))
}

func kindOf(node *yaml.Node) string {
	switch {
	case node.Kind == yaml.MappingNode:
		return "a mapping"
	case node.Kind == yaml.SequenceNode:
		return "a list"
	case node.Tag == "!!null":
		return "nothing"
	case node.Tag == "!!int" || node.Tag == "!!float":
		return "the number " + node.Value
	case node.Tag == "!!bool":
		return "the word " + node.Value
	default:
		return fmt.Sprintf("the text %q", short(node.Value))
	}
}

func short(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:39]) + "…"
	}
	return s
}
