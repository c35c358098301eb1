package meta

import (
	"fmt"
	"strings"
	"unicode"

	"balise/generator/internal/diag"

	"go.yaml.in/yaml/v3"
)

// Text returns the value as one line of text of at most limit characters, and
// reports what is not; then the text is "" and ok false.
func (v Value) Text(limit int) (text string, ok bool) {
	if v.node.Kind != yaml.ScalarNode || v.IsBlank() {
		v.invalid("a text is expected", v.textFix())
		return "", false
	}
	text = strings.TrimSpace(v.node.Value)
	if v.node.Style&(yaml.LiteralStyle|yaml.FoldedStyle) != 0 {
		text = strings.Join(strings.Fields(text), " ")
	}
	if !v.checkText(text, limit) {
		return "", false
	}
	return text, true
}

// Markdown returns the value as text of one or more lines and at most limit
// characters, and reports what is not; then the text is "" and ok false.
func (v Value) Markdown(limit int) (text string, ok bool) {
	if v.node.Kind != yaml.ScalarNode || v.IsBlank() {
		v.invalid("a text is expected", v.textFix())
		return "", false
	}
	text = strings.TrimSpace(v.node.Value)
	if !v.checkText(strings.NewReplacer("\n", " ", "\t", " ").Replace(text), limit) {
		return "", false
	}
	return text, true
}

// IsBlank tells whether the value holds nothing that a reader would see.
func (v Value) IsBlank() bool {
	return v.node.Kind == yaml.ScalarNode && (v.node.Tag == "!!null" || strings.TrimFunc(v.node.Value, isStrange) == "")
}

// textFix returns what to type where a text is expected.
func (v Value) textFix() string {
	raw := v.doc.rest(v.node)
	switch {
	case v.IsBlank() && v.item:
		return "remove it, or write a text"
	case v.IsBlank() && strings.HasPrefix(raw, "#"):
		return "what follows # is a comment; quote it: " + v.write(quote(raw))
	case v.IsBlank():
		return "write " + v.write("a text") + ", or remove the key"
	case v.node.Style&yaml.FlowStyle != 0 && !v.item:
		return "quote the value: " + v.write(quote(raw))
	}
	return "write a text in its place"
}

func (v Value) checkText(text string, limit int) bool {
	if len(text) <= limit && isOrdinary(text) {
		v.checkComment()
		return true
	}
	if strings.IndexFunc(text, unicode.IsControl) >= 0 {
		v.Report(diag.Error, diag.ValueInvalid, v.name()+" holds a line end or a control character", "keep it on one line, without control characters")
		return false
	}
	if n := len([]rune(text)); n > limit {
		v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%s has %d characters; at most %d", v.name(), n, limit), "shorten it")
		return false
	}
	if i := strings.IndexFunc(text, isInvisible); i >= 0 {
		v.invisible([]rune(text[i:])[0])
	}
	v.checkComment()
	return true
}

// invisible warns of a character that nobody sees, at the character where it
// stands as such.
func (v Value) invisible(c rune) {
	what := fmt.Sprintf("%s holds %s", v.name(), nameOf(c))
	if isDirectional(c) {
		what += ", which changes the direction of the text"
	}
	v.doc.add(v.doc.spot(v.Place(), c), diag.Warning, diag.ValueDoubtful, what, "delete it, or type the text again")
}

// checkComment warns of text that YAML takes for a comment: "C# et F# #1" ends
// before " #1". A comment proper has a space after its #.
func (v Value) checkComment() {
	c := v.node.LineComment
	if v.node.Style != 0 || len(c) < 2 || c[0] != '#' || c[1] == ' ' {
		return
	}
	v.dropped(c, "")
}

// Prose is Text for what readers see. What stands there behind a # is likely part
// of it, even with a space between: "Le C # et les autres".
func (m *Mapping) Prose(key string, limit int) string {
	text := m.Text(key, limit)
	if v, ok := m.entry(key); ok && text != "" && v.node.Style == 0 && strings.HasPrefix(v.node.LineComment, "# ") {
		v.dropped(v.node.LineComment, "; or put the comment on a line of its own")
	}
	return text
}

// dropped warns of a comment that was likely meant as text.
func (v Value) dropped(c, or string) {
	p := v.Place()
	if at := strings.LastIndex(v.doc.source.Lines.Line(p.Line), c); at >= 0 {
		p.Col = 1 + len([]rune(v.doc.source.Lines.Line(p.Line)[:at]))
		p.End = p.Col + len([]rune(c))
	}
	v.doc.add(p, diag.Warning, diag.ValueDoubtful, fmt.Sprintf("the text after # was dropped: %q", c), "quote the value: "+v.write(quote(v.node.Value+" "+c))+or)
}

// isOrdinary tells whether a text holds nothing but visible ASCII, spaces and the letters of
// Latin, Greek or Cyrillic, of which no character needs a second look. Most texts are so.
func isOrdinary(text string) bool {
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c >= ' ' && c < 0x7f:
		case c >= 0xC3 && c < 0xE0 && i+1 < len(text) && text[i+1]&0xC0 == 0x80: // U+00C0 to U+07FF
			i++
		default:
			return false
		}
	}
	return true
}

// isInvisible tells whether a character that no reader sees has no business in a
// text: those that join letters or emoji do.
func isInvisible(c rune) bool {
	return c == 0x200b || c == 0x2060 || c == 0xfeff || isDirectional(c)
}

func isDirectional(c rune) bool {
	return c >= 0x202a && c <= 0x202e || c >= 0x2066 && c <= 0x2069 || c == 0x200e || c == 0x200f
}

// isStrange tells whether a character looks like a space or like nothing.
func isStrange(c rune) bool { return unicode.IsSpace(c) || isInvisible(c) }

// strangeSpace returns the first character of a key's ends that looks like a
// space but belongs to the key.
func strangeSpace(key string) (rune, bool) {
	for _, c := range key[:len(key)-len(strings.TrimLeftFunc(key, isStrange))] + key[len(strings.TrimRightFunc(key, isStrange)):] {
		if c != ' ' {
			return c, true
		}
	}
	return 0, false
}

// nameOf names a character that cannot be seen.
func nameOf(c rune) string {
	switch c {
	case 0xa0, 0x202f:
		return fmt.Sprintf("a no-break space (U+%04X)", c)
	case 0xfeff:
		return "a byte order mark (U+FEFF)"
	}
	if unicode.IsSpace(c) {
		return fmt.Sprintf("an unusual space (U+%04X)", c)
	}
	return fmt.Sprintf("the invisible character U+%04X", c)
}
