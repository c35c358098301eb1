package guide

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"regexp"
	"strings"
	"unicode"

	"balise/generator/internal/diag"

	"github.com/adrg/frontmatter"
)

// maxFront is the largest front matter, in bytes.
const maxFront = 64 << 10

// parts is a text cut into front matter and body.
type parts struct {
	has      bool // there is front matter
	from, to int  // where its YAML stands in the text, without its delimiters
	first    int  // line of the opening delimiter, from 1
	body     int  // offset of the body in the text
}

const delimiter = "---"

// split finds the front matter of a text. What looks like front matter but is
// not well delimited is reported; the body is then what likely was meant as one. The
// reader is one to use again.
func split(lines func() *diag.Lines, text []byte, r *bufio.Reader) (parts, diag.List) {
	start := leadingBlank(text)
	opening := lineAt(text, start)
	if !isDelimiter(opening) {
		p, problems := parts{body: 0}, likeFront(lines, text, start)
		if problems == nil {
			problems = misplaced(lines, text, p)
		}
		return p, problems
	}
	p := parts{first: 1 + bytes.Count(text[:start], []byte("\n"))}
	fail := func(at int, message, fix string) (parts, diag.List) {
		d := diag.Diagnostic{Severity: diag.Error, Code: diag.FrontMatter, Message: message, Fix: fix}
		return parts{body: p.body}, diag.List{lines().At(at, at+len(lineAt(text, at)), d)}
	}
	end, stop := -1, -1
	for at := start + len(opening) + 1; at < len(text); at += len(lineAt(text, at)) + 1 {
		line := bytes.TrimRight(lineAt(text, at), " \t")
		if string(line) == delimiter {
			end = at
			break
		}
		if string(bytes.TrimLeft(line, " \t\u00a0")) == delimiter {
			p.body = next(text, at)
			return fail(at, "an indented --- does not end the front matter", "begin the line with ---, or remove it from the value")
		}
		if string(line) == "..." && stop < 0 {
			stop = at
		}
	}
	switch {
	case end < 0 && stop >= 0:
		p.body = next(text, stop)
		return fail(stop, "the front matter ends with ...", "close it with --- alone on a line")
	case end < 0:
		p.body = likelyBody(text, start)
		return fail(start, "front matter is not closed by ---", closingFix(text, start))
	}
	p.body = next(text, end)
	if end-start > maxFront {
		return fail(start, fmt.Sprintf("front matter of %d bytes; at most %d", end-start, maxFront), "move text into the body")
	}
	p.from, p.to = between(text[start:p.body], r)
	p.from, p.to = start+p.from, start+p.to
	yaml := text[p.from:p.to]
	if !isFront(yaml) {
		p.body = 0
		return fail(start, "the lines between --- and --- are not front matter: pairs of key: value are expected", "if --- is meant as a rule across the page, write *** instead")
	}
	p.has = true
	if inBlock(yaml, lineAt(text, p.body)) || keysFollow(text, p.body) {
		_, problems := fail(end, "this --- ends the front matter, yet more of it follows", "remove it; within a value write something else, such as ***")
		return p, problems
	}
	return p, misplaced(lines, text, p)
}

// isDelimiter tells whether a line is a delimiter; spaces may follow it.
func isDelimiter(line []byte) bool { return string(bytes.TrimRight(line, " \t")) == delimiter }

// next returns where the line after the one at an offset begins.
func next(text []byte, at int) int { return min(len(text), at+len(lineAt(text, at))+1) }

// likelyBody returns where the body of a text begins whose front matter is not
// closed: at its first blank line or heading, else at its beginning.
func likelyBody(text []byte, start int) int {
	for at := next(text, start); at < len(text); at = next(text, at) {
		if line := lineAt(text, at); isBlank(line) || line[0] == '#' && !looksLikeKey(lineAt(text, next(text, at))) {
			return at
		}
	}
	return 0
}

// closingFix returns what to type where front matter is not closed. A line that
// was likely meant to close it is named.
func closingFix(text []byte, start int) string {
	keys := false
	for at := next(text, start); at < len(text); at = next(text, at) {
		line := lineAt(text, at)
		keys = keys || looksLikeKey(line)
		if trimmed := bytes.TrimSpace(line); keys && len(trimmed) > 0 && len(bytes.TrimFunc(trimmed, isDash)) == 0 {
			return fmt.Sprintf("line %d is %q: make it exactly ---", 1+bytes.Count(text[:at], []byte("\n")), line)
		}
	}
	if !keys {
		return "add a line --- after its last key; if --- is meant as a rule across the page, write *** instead"
	}
	return "add a line --- after its last key"
}

// openingFix returns what to type where keys stand at the beginning without a delimiter
// above them.
func openingFix(text []byte, start int) string {
	if end, _ := keysTo(text, start); end >= 0 {
		return "add a line --- before the first key"
	}
	return "add a line --- before the first key, and one after the last"
}

// isDash tells whether a character is one that people take for a hyphen, or that
// closes front matter elsewhere.
func isDash(c rune) bool { return unicode.Is(unicode.Pd, c) || c == '\u2212' || c == '+' || c == '=' }

// isFront tells whether the lines between two delimiters are front matter, and
// not text between two rules across the page.
func isFront(yaml []byte) bool {
	if isBlank(yaml) {
		return true
	}
	if yaml[0] != '\n' {
		return bytes.IndexByte(yaml, ':') >= 0 || bytes.HasPrefix(yaml, []byte("title"))
	}
	for line := range bytes.Lines(yaml) {
		if looksLikeKey(line) {
			return true
		}
	}
	return false
}

// inBlock tells whether a delimiter cut a value of several lines short: such a
// value is the last of the YAML, and the line after the delimiter is indented.
func inBlock(yaml, after []byte) bool {
	if !bytes.HasPrefix(after, []byte("  ")) || isBlank(after) {
		return false
	}
	var last []byte
	for line := range bytes.Lines(yaml) {
		if !isBlank(line) && line[0] != ' ' {
			last = bytes.TrimRight(line, "\n")
		}
	}
	return blockStart.Match(last)
}

var blockStart = regexp.MustCompile(`:[ \t]+[|>][-+0-9]*[ \t]*$`)

// between returns where in a block of front matter what stands between its delimiters
// does, as adrg/frontmatter finds it.
func between(block []byte, r *bufio.Reader) (from, to int) {
	capture := func(yaml []byte, _ any) error {
		from = max(bytes.Index(block, yaml), 0)
		to = from + len(yaml)
		return errFound
	}
	var ignored struct{}
	r.Reset(bytes.NewReader(block))
	_, _ = frontmatter.Parse(r, &ignored, frontmatter.NewFormat(delimiter, delimiter, capture)) // errFound, or nothing is found
	return from, to
}

// errFound ends the search for front matter: what follows it is not to be read.
var errFound = errors.New("front matter found")

// keysFollow tells whether the lines after the closing delimiter, up to another
// one, are keys and values: then the first was meant as text.
func keysFollow(text []byte, body int) bool {
	keys := false
	for at := body; at < len(text); at = next(text, at) {
		line := lineAt(text, at)
		switch {
		case isDelimiter(line):
			return keys
		case looksLikeKey(line):
			keys = true
		case !isBlank(line) && !bytes.HasPrefix(line, []byte("  ")):
			return false
		}
	}
	return false
}

var (
	jsonKey = regexp.MustCompile(`^\s*\{?\s*"[A-Za-z_]+"\s*:`)
	tomlKey = regexp.MustCompile(`^[A-Za-z_]+\s*=\s*\S`)
)

// likeFront reports a first line that was likely meant to open front matter.
func likeFront(lines func() *diag.Lines, text []byte, start int) diag.List {
	first := lineAt(text, start)
	second := lineAt(text, next(text, start))
	report := func(code diag.Code, message, fix string) diag.List {
		return diag.List{lines().At(start, start+len(first), diag.Diagnostic{Code: code, Message: message, Fix: fix})}
	}
	trimmed := string(bytes.TrimSpace(first))
	switch {
	case trimmed == "{" && jsonKey.Match(second), strings.HasPrefix(trimmed, "{") && jsonKey.MatchString(trimmed):
		return report(diag.FrontMatter, "JSON is not read as front matter", "write YAML between two lines ---")
	case trimmed == "+++" && tomlKey.Match(second):
		return report(diag.FrontMatterLike, "TOML is not read as front matter", "write YAML between two lines ---")
	case looksLikeKey(first) && (looksLikeKey(second) || isDelimiter(second)):
		return report(diag.FrontMatter, fmt.Sprintf("%q is text, since no line --- stands above it", first), openingFix(text, start))
	case !looksLikeKey(second) || trimmed == "":
		return nil
	case trimmed != delimiter && strings.Trim(trimmed, "\ufeff\u200b\u2060") == delimiter:
		return report(diag.FrontMatter, "an invisible character stands beside ---", "delete this line and type --- again")
	case strings.Trim(trimmed, "-") == "":
		return report(diag.FrontMatter, fmt.Sprintf("front matter opens with exactly three hyphens, not %q", first), "make the line ---")
	case strings.HasPrefix(trimmed, delimiter) || strings.TrimFunc(trimmed, isDash) == "":
		return report(diag.FrontMatterLike, fmt.Sprintf("%q looks like front matter but is text", first), "make the line exactly ---")
	}
	return nil
}

func leadingBlank(text []byte) int {
	at := 0
	for at < len(text) {
		line := lineAt(text, at)
		if !isBlank(line) {
			return at
		}
		at += len(line) + 1
	}
	return 0
}

// lineAt returns the line that begins at an offset, without its end.
func lineAt(text []byte, at int) []byte {
	rest := text[at:]
	if i := bytes.IndexByte(rest, '\n'); i >= 0 {
		rest = rest[:i]
	}
	return rest
}

// isBlank tells whether a text holds nothing but white space.
func isBlank(text []byte) bool { return len(bytes.TrimSpace(text)) == 0 }
