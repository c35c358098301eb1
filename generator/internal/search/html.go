package search

import (
	"bytes"
	"html"
	"strings"
)

// Reader takes the sections out of pages. The zero value is ready; it is for one
// goroutine and keeps its room for the next page.
type Reader struct {
	text  []byte
	start int // of the current block in text
	marks []mark
	open  int // where the text of the heading begins that is being read
}

// Read takes the sections out of the HTML of a page, given in pieces that follow
// each other; no tag is cut in two. A section begins at each heading of the first or second level; the
// references of footnotes and citations are no part of the text.
func (r *Reader) Read(pieces ...string) []Section {
	*r = Reader{text: r.text[:0], marks: append(r.marks[:0], mark{})}
	for _, piece := range pieces {
		r.read(piece)
	}
	r.endBlock()
	return r.sections()
}

// mark is where a section begins, and what is known of it.
type mark struct {
	id      string
	heading [2]int // in the Reader's text
	at      int    // where the section's own text begins
	subs    [][2]int
}

// read takes one piece in. It is what our own renderer writes, where < and > stand
// for nothing else than tags.
func (r *Reader) read(piece string) {
	for piece != "" {
		i := strings.IndexByte(piece, '<')
		if i < 0 {
			r.addText(piece)
			return
		}
		r.addText(piece[:i])
		piece = piece[i+1:]
		end := strings.IndexByte(piece, '>')
		if end < 0 {
			return
		}
		tag := piece[:end]
		piece = piece[end+1:]
		if until := hidden(tag, piece); until != "" {
			if _, rest, ok := strings.Cut(piece, until); ok {
				piece = rest
			}
			continue
		}
		r.tag(tag)
	}
}

// hidden returns where what a tag opens ends, when it and what follows are no text
// to find.
func hidden(tag, rest string) string {
	if tag == "" || tag[0] != 's' && tag[0] != 'a' && tag[0] != 'b' && tag[0] != 't' {
		return ""
	}
	name, attributes, _ := strings.Cut(tag, " ")
	switch {
	case name == "sup" && (attributes != "" || strings.HasPrefix(rest, "[")): // the number of a note or a source
		return "</sup>"
	case name == "a" && strings.Contains(attributes, `class="footnote-backref"`):
		return "</a>"
	case name == "script", name == "style", name == "template", name == "button":
		return "</" + name + ">"
	}
	return ""
}

// tag takes a tag in: all but those of inline elements end a block.
func (r *Reader) tag(tag string) {
	name := strings.TrimPrefix(tag, "/")
	if i := strings.IndexAny(name, " \n/"); i >= 0 {
		name = name[:i]
	}
	switch name {
	case "a", "abbr", "b", "cite", "code", "del", "dfn", "em", "i", "img", "input", "ins", "kbd", "label", "mark", "output", "q", "s",
		"samp", "small", "span", "strong", "sub", "sup", "time", "u", "var":
		return
	case "br":
		r.addText(" ")
		return
	}
	r.endBlock()
	if len(name) == 2 && name[0] == 'h' && name[1] >= '1' && name[1] <= '6' {
		r.heading(name[1], tag)
	}
}

// heading takes the beginning or the end of a heading in.
func (r *Reader) heading(level byte, tag string) {
	switch {
	case tag[0] != '/' && level <= '2':
		r.marks = append(r.marks, mark{id: attribute(tag, "id"), heading: [2]int{len(r.text), len(r.text)}})
		r.open = len(r.text)
	case tag[0] != '/':
		r.open = len(r.text)
	case level <= '2':
		m := &r.marks[len(r.marks)-1]
		m.heading[1], m.at = len(r.text), len(r.text)
	default:
		if m := &r.marks[len(r.marks)-1]; len(r.text) > r.open {
			m.subs = append(m.subs, [2]int{r.open, len(r.text)})
		}
	}
}

// attribute returns the value of an attribute, or "".
func attribute(tag, name string) string {
	_, rest, ok := strings.Cut(tag, " "+name+`="`)
	if !ok {
		return ""
	}
	value, _, _ := strings.Cut(rest, `"`)
	return html.UnescapeString(value)
}

// addText adds text to the block; white space at its beginning is dropped.
func (r *Reader) addText(text string) {
	if len(r.text) == r.start {
		for text != "" && (text[0] == ' ' || text[0] == '\n') {
			text = text[1:]
		}
	}
	from := len(r.text)
	for text != "" {
		i := strings.IndexByte(text, '&')
		if i < 0 {
			r.text = append(r.text, text...)
			break
		}
		r.text = append(r.text, text[:i]...)
		end := strings.IndexByte(text[i:], ';')
		if end < 0 {
			end = len(text) - i - 1
		}
		r.text = append(r.text, html.UnescapeString(text[i:i+end+1])...)
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

// sections cuts the text up.
func (r *Reader) sections() []Section {
	text := string(r.text)
	sections := make([]Section, len(r.marks))
	for i, m := range r.marks {
		end := len(text)
		if i+1 < len(r.marks) {
			end = r.marks[i+1].heading[0]
		}
		at := max(m.at, m.heading[0])
		sections[i] = Section{ID: m.id, Heading: strings.TrimSuffix(text[m.heading[0]:m.heading[1]], "\n"), Text: strings.TrimSuffix(text[at:end], "\n")}
		for _, sub := range m.subs {
			sections[i].Subheadings = append(sections[i].Subheadings, [2]int{sub[0] - at, min(sub[1]-at, len(sections[i].Text))})
		}
	}
	return sections
}
