package search

import (
	"bytes"
	"html"
)

// Reader takes the sections out of pages. The zero value is ready; it is for one
// goroutine and keeps its room for the pages to come.
type Reader struct {
	text     []byte // of all pages since Reset
	subs     [][2]int
	sections []Section

	start int // of the current block in text
	marks []mark
	open  int // where the text of the heading begins that is being read
}

// Reset has the Reader use its room again, that of the sections it gave out.
func (r *Reader) Reset() {
	r.text, r.subs, r.sections = r.text[:0], r.subs[:0], r.sections[:0]
}

// Read takes the sections out of the HTML of a page. A section begins at each heading of
// the first or second level; the references of footnotes and citations are no part of
// the text. The sections hold until Reset.
func (r *Reader) Read(html []byte) []Section {
	r.start, r.open = len(r.text), len(r.text)
	r.marks = append(r.marks[:0], mark{heading: [2]int{r.start, r.start}, at: r.start, subs: len(r.subs)})
	r.read(html)
	r.endBlock()
	return r.cut()
}

// mark is where a section begins, and what is known of it.
type mark struct {
	id      string
	heading [2]int // in the Reader's text
	at      int    // where the section's own text begins
	subs    int    // how many subheadings came before
}

// read takes HTML in. It is what our own renderer writes, where < and > stand for nothing
// else than tags.
func (r *Reader) read(html []byte) {
	for {
		i := bytes.IndexByte(html, '<')
		if i < 0 {
			r.addText(html)
			return
		}
		r.addText(html[:i])
		html = html[i+1:]
		end := bytes.IndexByte(html, '>')
		if end < 0 {
			return
		}
		html = r.tag(html[:end], html[end+1:])
	}
}

// tag takes a tag in and returns what is left to read of what follows. All tags but
// those of inline elements end a block.
func (r *Reader) tag(tag, rest []byte) []byte {
	name, attributes, opens := split(tag)
	switch string(name) {
	case "a", "sup":
		if opens && isReference(name, attributes, rest) {
			return behind(rest, name)
		}
		return rest
	case "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "img", "input", "ins", "kbd", "label", "mark", "output", "q", "s",
		"samp", "small", "span", "strong", "sub", "time", "u", "var":
		return rest
	case "br":
		r.addText([]byte(" "))
		return rest
	case "button", "script", "style", "template": // no text to find
		if opens {
			return behind(rest, name)
		}
	}
	r.endBlock()
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		r.heading(name[1], attributes, opens)
	}
	return rest
}

// split returns the name of a tag and what follows it, with the white space.
func split(tag []byte) (name, attributes []byte, opens bool) {
	name, closes := bytes.CutPrefix(tag, []byte("/"))
	for i, c := range name {
		if c == ' ' || c == '\n' || c == '/' {
			return name[:i], name[i:], !closes
		}
	}
	return name, nil, !closes
}

// isReference tells whether what a tag opens is the number of a note or a source, or the
// way back from a note.
func isReference(name, attributes, rest []byte) bool {
	if string(name) == "sup" {
		return len(attributes) > 0 || bytes.HasPrefix(rest, []byte("["))
	}
	return bytes.Contains(attributes, []byte(`class="footnote-backref"`))
}

// behind returns what follows the end tag of an element, or else all.
func behind(rest, name []byte) []byte {
	for from := 0; ; {
		i := bytes.Index(rest[from:], []byte("</"))
		if i < 0 {
			return rest
		}
		from += i + len("</")
		if after, ok := bytes.CutPrefix(rest[from:], name); ok && len(after) > 0 && after[0] == '>' {
			return after[1:]
		}
	}
}

// heading takes the beginning or the end of a heading in.
func (r *Reader) heading(level byte, attributes []byte, opens bool) {
	at := len(r.text)
	switch {
	case opens && level <= '2':
		r.marks = append(r.marks, mark{id: attribute(attributes, ` id="`), heading: [2]int{at, at}, subs: len(r.subs)})
		r.open = at
	case opens:
		r.open = at
	case level <= '2':
		m := &r.marks[len(r.marks)-1]
		m.heading[1], m.at, r.open = at, at, at
		r.subs = r.subs[:m.subs] // none stands within it
	case at > r.open:
		r.subs = append(r.subs, [2]int{r.open, at})
		r.open = at // where the end of a heading has no beginning
	}
}

// attribute returns the value of an attribute, given by what begins it, or "".
func attribute(attributes []byte, begin string) string {
	_, rest, ok := bytes.Cut(attributes, []byte(begin))
	if !ok {
		return ""
	}
	value, _, _ := bytes.Cut(rest, []byte(`"`))
	return html.UnescapeString(string(value))
}

// addText adds text to the block; white space at its beginning is dropped.
func (r *Reader) addText(text []byte) {
	if len(r.text) == r.start {
		for len(text) > 0 && (text[0] == ' ' || text[0] == '\n') {
			text = text[1:]
		}
	}
	from := len(r.text)
	for len(text) > 0 {
		i := bytes.IndexByte(text, '&')
		if i < 0 {
			r.text = append(r.text, text...)
			break
		}
		r.text = append(r.text, text[:i]...)
		end := bytes.IndexByte(text[i:], ';')
		if end < 0 {
			end = len(text) - i - 1
		}
		r.text = appendUnescaped(r.text, text[i:i+end+1])
		text = text[i+end+1:]
	}
	for added := r.text[from:]; ; {
		i := bytes.IndexByte(added, '\n')
		if i < 0 {
			return
		}
		added[i] = ' '
		added = added[i+1:]
	}
}

// appendUnescaped appends what a reference to a character stands for.
func appendUnescaped(w, reference []byte) []byte {
	switch string(reference) {
	case "&amp;":
		return append(w, '&')
	case "&lt;":
		return append(w, '<')
	case "&gt;":
		return append(w, '>')
	case "&quot;":
		return append(w, '"')
	}
	return append(w, html.UnescapeString(string(reference))...)
}

// endBlock ends the block with a line end, unless it is empty.
func (r *Reader) endBlock() {
	for len(r.text) > r.start && r.text[len(r.text)-1] == ' ' {
		r.text = r.text[:len(r.text)-1]
	}
	if len(r.text) > r.start {
		r.text = append(r.text, '\n')
	}
	r.start = len(r.text)
}

// cut returns the sections of the page that was read.
func (r *Reader) cut() []Section {
	from := len(r.sections)
	for i, m := range r.marks {
		end, subs := len(r.text), len(r.subs)
		if i+1 < len(r.marks) {
			end, subs = r.marks[i+1].heading[0], r.marks[i+1].subs
		}
		at := max(m.at, m.heading[0])
		s := Section{ID: m.id, Heading: line(r.text[m.heading[0]:m.heading[1]]), Text: line(r.text[at:end]), Subheadings: r.subs[m.subs:subs:subs]}
		for j := range s.Subheadings {
			sub := &s.Subheadings[j]
			*sub = [2]int{sub[0] - at, min(sub[1]-at, len(s.Text))}
		}
		r.sections = append(r.sections, s)
	}
	return r.sections[from:len(r.sections):len(r.sections)]
}

// line returns text without the end of its last line. Nothing can be appended to it.
func line(text []byte) []byte {
	text = bytes.TrimSuffix(text, []byte("\n"))
	return text[:len(text):len(text)]
}
