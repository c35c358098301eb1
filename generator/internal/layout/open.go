package layout

import "strings"

// openMarkup returns where in a layout the tag, comment or element begins that is open at
// its end; -1 when there is none. What actions add is not looked at.
func openMarkup(text string) int {
	text = lower(withoutActions(text))
	for at := 0; ; {
		i := strings.IndexByte(text[at:], '<')
		if i < 0 {
			return -1
		}
		at += i
		end := markupEnd(text[at:])
		if end < 0 {
			return at
		}
		at += end
	}
}

// withoutActions puts spaces in the place of actions.
func withoutActions(text string) string {
	blank := []byte(text)
	for _, a := range actions(text) {
		for i := a.at; i < a.end; i++ {
			blank[i] = ' '
		}
	}
	return string(blank)
}

// lower puts small ASCII letters in the place of capital ones. Other letters keep their
// case, which may need another number of bytes.
func lower(text string) string {
	small := []byte(text)
	for i, c := range small {
		if 'A' <= c && c <= 'Z' {
			small[i] += 'a' - 'A'
		}
	}
	return string(small)
}

// markupEnd returns the length of the markup that a text in small letters begins with: of a comment, of a
// tag, or of an element that holds no tags. It is -1 when the text ends first, and 1 when
// the < begins none.
func markupEnd(text string) int {
	if strings.HasPrefix(text, "<!--") {
		return after(text, 4, "-->")
	}
	name := firstLetters(strings.TrimPrefix(text[1:], "/"))
	if name == "" {
		return 1
	}
	end := tagEnd(text)
	switch name {
	case "script", "style", "title", "textarea":
		if end >= 0 && text[1] != '/' {
			return after(text, end, "</"+name)
		}
	}
	return end
}

// tagEnd returns the length of the tag that a text begins with, or -1.
func tagEnd(text string) int {
	for i := 1; i >= 0 && i < len(text); {
		switch {
		case text[i] == '"' || text[i] == '\'':
			i = after(text, i+1, text[i:i+1])
		case text[i] == '>':
			return i + 1
		default:
			i++
		}
	}
	return -1
}

// after returns the offset behind the first mark at or behind from, or -1.
func after(text string, from int, mark string) int {
	if i := strings.Index(text[from:], mark); i >= 0 {
		return from + i + len(mark)
	}
	return -1
}

// firstLetters returns the small ASCII letters that a text begins with.
func firstLetters(s string) string {
	return s[:len(s)-len(strings.TrimLeft(s, "abcdefghijklmnopqrstuvwxyz"))]
}
