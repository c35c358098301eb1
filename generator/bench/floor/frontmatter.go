package floor

import (
	"bytes"
	"iter"
)

// cutFrontMatter cuts a file after its front matter. A file without one is all body.
func cutFrontMatter(source []byte) (head, body []byte) {
	rest, ok := bytes.CutPrefix(source, []byte("---\n"))
	if !ok {
		return nil, source
	}
	head, body, ok = bytes.Cut(rest, []byte("\n---\n"))
	if !ok {
		return nil, source
	}
	return head, body
}

// keys gives the keys and values of the plain subset of YAML: "key: value" at the start of a line. Other lines are
// passed over.
func keys(head []byte) iter.Seq2[[]byte, []byte] {
	return func(yield func(key, value []byte) bool) {
		for len(head) > 0 {
			var line []byte
			line, head, _ = bytes.Cut(head, []byte{'\n'})
			if len(line) == 0 || line[0] == ' ' || line[0] == '#' {
				continue
			}
			key, value, ok := bytes.Cut(line, []byte{':'})
			if ok && !yield(key, bytes.Trim(value, ` "`)) {
				return
			}
		}
	}
}

// setFrontMatter takes over what the page shows of the front matter.
func (p *page) setFrontMatter(head []byte) {
	for key, value := range keys(head) {
		switch string(key) {
		case "title":
			p.title = escape(value)
		case "description":
			p.description = escape(value)
		case "summary":
			p.summary = escape(value)
		case "published":
			p.published = escape(value)
		case "tags":
			for tag := range bytes.SplitSeq(bytes.Trim(value, "[]"), []byte{','}) {
				p.tags = append(p.tags, escape(bytes.TrimSpace(tag)))
			}
		}
	}
}
