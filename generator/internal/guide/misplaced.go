package guide

import (
	"bytes"
	"fmt"

	"balise/generator/internal/diag"
	"balise/generator/internal/pattern"
	"balise/generator/internal/source"
)

// nearTop is how far into a body, in bytes, front matter is looked for that is out of place.
const nearTop = 2 << 10

// misplaced reports lines near the beginning of a body that are front matter by their looks
// and text by their place. Readers would see them, and a draft would be published. Keys count
// right at the beginning or below a heading there, a block between delimiters wherever it stands.
func misplaced(lines func() *diag.Lines, text []byte, p parts) diag.List {
	m := misplacing{text: text, parts: p}
	at := textFrom(text, p.body)
	found := m.keys(at) || m.code(at)
	if !found && !p.has && bytes.HasPrefix(text[at:], []byte("# ")) {
		at = textFrom(text, next(text, at))
		found = m.keys(at)
	}
	if !found {
		if at = m.block(); at < 0 {
			return nil
		}
	}
	d := diag.Diagnostic{Code: diag.FrontMatterLike, Message: m.message, Fix: m.fix}
	return diag.List{lines().At(at, at+len(lineAt(text, at)), d)}
}

// misplacing looks for front matter that is out of place, and keeps what there is to say of it.
type misplacing struct {
	text         []byte
	parts        parts
	message, fix string
}

// keys tells whether keys without delimiters stand at an offset. One is enough below front
// matter, and where it is draft.
func (m *misplacing) keys(at int) bool {
	line := lineAt(m.text, at)
	if !isKey(line) || !m.parts.has && !isDraft(line) && !isKey(lineAt(m.text, next(m.text, at))) {
		return false
	}
	if m.parts.has {
		m.message = fmt.Sprintf("%q is text, since the front matter ends above it", line)
		m.fix = fmt.Sprintf("move the keys up, above the --- of line %d; or begin with a capital, if it is text", m.closing())
		return true
	}
	m.message = fmt.Sprintf("%q is text, since no line --- stands above it", line)
	m.fix = "move the keys to the beginning of the file, between two lines ---"
	return true
}

// code tells whether a block of code stands at an offset in the place of front matter.
func (m *misplacing) code(at int) bool {
	line := lineAt(m.text, at)
	if m.parts.has || !yamlFence().Match(line) || !isKey(lineAt(m.text, next(m.text, at))) {
		return false
	}
	m.message = fmt.Sprintf("%q opens a block of code, not front matter", line)
	m.fix = "make it exactly ---, and the line that ends the block as well"
	return true
}

// block returns where a delimiter opens what would be front matter at the beginning of the
// file; -1 when none does near it. What is code or a comment is none.
func (m *misplacing) block() int {
	top := m.text[:min(len(m.text), m.parts.body+nearTop)]
	for at := m.parts.body; ; {
		i := bytes.Index(top[max(at-1, 0):], []byte("\n"+delimiter))
		if i < 0 {
			return -1
		}
		open := max(at-1, 0) + i + 1
		at = open + len(delimiter)
		first := textFrom(m.text, next(m.text, open))
		if !isDelimiter(lineAt(m.text, open)) || !isKey(lineAt(m.text, first)) || isHidden(m.text[m.parts.body:open]) {
			continue
		}
		end, draft := keysTo(m.text, first)
		if end < 0 && !draft {
			continue
		}
		m.say(open, end)
		return open
	}
}

// say keeps what there is to say of a block, from the delimiter that opens it to the one that
// closes it, or -1.
func (m *misplacing) say(open, end int) {
	if m.message = "this --- is text: front matter stands at the beginning of the file"; m.parts.has {
		m.message = "this --- is text: the front matter ends above it"
	}
	switch {
	case m.parts.has && end < 0:
		m.fix = fmt.Sprintf("move the keys up, above the --- of line %d, and remove this line", m.closing())
	case m.parts.has:
		m.fix = fmt.Sprintf("move the keys up, above the --- of line %d, and remove lines %d and %d", m.closing(), m.line(open), m.line(end))
	case end < 0:
		m.fix = "move the keys to the beginning of the file, between two lines ---, and remove this line"
	default:
		m.fix = fmt.Sprintf("move lines %d to %d to the beginning of the file", m.line(open), m.line(end))
	}
}

func (m *misplacing) line(at int) int { return 1 + bytes.Count(m.text[:at], []byte("\n")) }

// closing returns the line of the delimiter that closes the front matter.
func (m *misplacing) closing() int { return m.line(m.parts.body - 1) }

var (
	yamlFence = pattern.Lazy("^(?:```+|~~~+) *(?i:ya?ml)?[ \t]*$")
	yamlLine  = pattern.Lazy(`^(?:[a-z_]+:(?:\s|$)|[ \t#]|- )`)
)

// keysTo walks lines of YAML from an offset on. It returns where the delimiter stands that
// ends them, or -1, and whether draft is one of the keys.
func keysTo(text []byte, at int) (end int, draft bool) {
	for ; at < len(text); at = next(text, at) {
		line := lineAt(text, at)
		switch {
		case isDelimiter(line):
			return at, draft
		case isDraft(line):
			draft = true
		case !isBlank(line) && !yamlLine().Match(line):
			return -1, draft
		}
	}
	return -1, draft
}

// isKey tells whether a line is a key of front matter as it is written there: in lower case
// and at the margin. Text seldom begins so.
func isKey(line []byte) bool {
	return len(line) > 0 && line[0] >= 'a' && line[0] <= 'z' && looksLikeKey(line) && yamlLine().Match(line)
}

func isDraft(line []byte) bool { return bytes.HasPrefix(line, []byte("draft:")) }

// isHidden tells whether a block of code or a comment is open at the end of a text.
func isHidden(text []byte) bool {
	return source.InCode(text) || bytes.Count(text, []byte("<!--")) != bytes.Count(text, []byte("-->"))
}

// textFrom returns where the first line from an offset on begins that is not blank.
func textFrom(text []byte, at int) int {
	for at < len(text) && isBlank(lineAt(text, at)) {
		at = next(text, at)
	}
	return at
}
