package guide

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"

	"balise/generator/internal/diag"

	"github.com/adrg/frontmatter"
)

// maxFront is the largest front matter, in bytes.
const maxFront = 64 << 10

// parts is a text cut into front matter and body.
type parts struct {
	has   bool   // there is front matter
	yaml  string // without its delimiters
	first int    // line of the opening delimiter, from 1
	body  int    // offset of the body in the text
}

const delimiter = "---"

// split finds the front matter of a text. What looks like front matter but is
// not well delimited is reported; the whole text is the body then.
func split(lines func() *diag.Lines, text []byte) (parts, diag.List) {
	start := leadingBlank(text)
	opening := lineAt(text, start)
	if strings.TrimRight(opening, " \t") != delimiter {
		return parts{body: 0}, likeFront(lines, text, start)
	}
	p := parts{first: 1 + bytes.Count(text[:start], []byte("\n"))}
	fail := func(at int, message, fix string) (parts, diag.List) {
		d := diag.Diagnostic{Severity: diag.Error, Code: diag.FrontMatter, Message: message, Fix: fix}
		return parts{body: 0}, diag.List{lines().At(at, at+len(lineAt(text, at)), d)}
	}
	end, stop := -1, -1
	for at := start + len(opening) + 1; at < len(text); at += len(lineAt(text, at)) + 1 {
		line := strings.TrimRight(lineAt(text, at), " \t")
		if line == delimiter {
			end = at
			break
		}
		if strings.TrimLeft(line, " \t\u00a0") == delimiter {
			return fail(at, "an indented --- does not end the front matter", "begin the line with ---, or remove it from the value")
		}
		if line == "..." && stop < 0 {
			stop = at
		}
	}
	switch {
	case end < 0 && stop >= 0:
		return fail(stop, "the front matter ends with ...", "close it with --- alone on a line")
	case end < 0:
		return fail(start, "front matter is not closed by ---", "add a line --- after its last key")
	case end-start > maxFront:
		return fail(start, fmt.Sprintf("front matter of %d bytes; at most %d", end-start, maxFront), "move text into the body")
	}
	p.body = min(len(text), end+len(lineAt(text, end))+1)
	p.yaml = between(text[start:p.body])
	if !strings.Contains(p.yaml, ":") && strings.TrimSpace(p.yaml) != "" {
		return fail(start, "the lines between --- and --- are not front matter: pairs of key: value are expected", "if --- is meant as a rule across the page, write *** instead")
	}
	if at := cutShort(text, p.body); at >= 0 {
		_, problems := fail(end, "this --- ends the front matter, yet more keys follow", "remove it, or indent the value it belongs to and write something else than ---")
		p.has = true
		return p, problems
	}
	p.has = true
	return p, nil
}

// between returns what stands between the delimiters of a block of front matter,
// as adrg/frontmatter finds it.
func between(block []byte) string {
	var yaml []byte
	capture := func(data []byte, _ any) error {
		yaml = data
		return nil
	}
	var ignored struct{}
	if _, err := frontmatter.Parse(bytes.NewReader(block), &ignored, frontmatter.NewFormat(delimiter, delimiter, capture)); err != nil {
		return ""
	}
	return string(yaml)
}

// cutShort tells whether the lines after the closing delimiter, up to another
// one, are keys and values: then the first was meant as text. It returns where
// they begin, or -1.
func cutShort(text []byte, body int) int {
	keys := false
	for at := body; at < len(text); at += len(lineAt(text, at)) + 1 {
		line := lineAt(text, at)
		switch {
		case strings.TrimRight(line, " \t") == delimiter:
			if keys {
				return body
			}
			return -1
		case looksLikeKey(line):
			keys = true
		case strings.TrimSpace(line) != "" && !strings.HasPrefix(line, "  "):
			return -1
		}
	}
	return -1
}

var (
	jsonKey = regexp.MustCompile(`^\s*"[A-Za-z_]+"\s*:`)
	tomlKey = regexp.MustCompile(`^[A-Za-z_]+\s*=\s*\S`)
)

// likeFront reports a first line that was likely meant to open front matter.
func likeFront(lines func() *diag.Lines, text []byte, start int) diag.List {
	first := lineAt(text, start)
	next := ""
	if at := start + len(first) + 1; at < len(text) {
		next = lineAt(text, at)
	}
	report := func(s diag.Severity, code diag.Code, message, fix string) diag.List {
		return diag.List{lines().At(start, start+len(first), diag.Diagnostic{Severity: s, Code: code, Message: message, Fix: fix})}
	}
	trimmed := strings.TrimSpace(first)
	switch {
	case trimmed == "{" && jsonKey.MatchString(next):
		return report(diag.Error, diag.FrontMatter, "JSON is not read as front matter", "write YAML between two lines ---")
	case trimmed == "+++" && tomlKey.MatchString(next):
		return report(diag.Warning, diag.FrontMatterLike, "TOML is not read as front matter", "write YAML between two lines ---")
	case !looksLikeKey(next) || trimmed == "":
		return nil
	case strings.Trim(trimmed, "-") == "":
		return report(diag.Error, diag.FrontMatter, fmt.Sprintf("front matter opens with exactly three hyphens, not %q", first), "make the line ---")
	case strings.HasPrefix(trimmed, "--- ") || strings.Trim(trimmed, "—–") == "":
		return report(diag.Warning, diag.FrontMatterLike, fmt.Sprintf("%q looks like front matter but is text", first), "make the line exactly ---")
	}
	return nil
}

func leadingBlank(text []byte) int {
	at := 0
	for at < len(text) {
		line := lineAt(text, at)
		if strings.TrimSpace(line) != "" {
			return at
		}
		at += len(line) + 1
	}
	return 0
}

// lineAt returns the line that begins at an offset, without its end.
func lineAt(text []byte, at int) string {
	rest := text[at:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return string(rest)
}
