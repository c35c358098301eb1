package guide

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"regexp"
	"strings"
	"unicode"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
)

// rawHTML reports a piece of HTML, which is left out: a warning of tags, an error
// when text of the author goes with them. Comments go without a word, since they
// are not for the reader; text behind them does not.
func (s *parsing) rawHTML(at int, html []byte) {
	for {
		blank := len(html) - len(bytes.TrimLeft(html, " \t\n"))
		at, html = at+blank, html[blank:]
		if !bytes.HasPrefix(html, []byte("<!--")) {
			break
		}
		end := commentEnd(html)
		if end < 0 {
			s.report(s.base+at, s.base+at+len("<!--"), diag.Error, diag.HTMLRaw, "this comment is never closed, so what follows is left out", "end it with -->")
			return
		}
		at, html = at+end, html[end:]
	}
	html = bytes.TrimSpace(html)
	if len(html) == 0 {
		return
	}
	line, _, _ := strings.Cut(string(html), "\n")
	severity, message, fix := diag.Warning, "raw HTML is left out: "+shorten(line, 40), tagFix(html)
	text := textIn(html)
	switch {
	case html[0] != '<':
		severity, message, fix = diag.Error, "text right behind a comment is left out: "+shorten(text, 100), "begin a new line for it"
	case text != "":
		severity, message, fix = diag.Error, fmt.Sprintf("raw HTML is left out, and this text with it: %q", shorten(text, 100)), "remove the tags up to the next blank line: the text then stays"
	}
	s.report(s.base+at, s.base+at+len(html), severity, diag.HTMLRaw, message, fix)
}

var (
	tagName   = regexp.MustCompile(`(?i)^<([a-z][a-z0-9]*)`)
	attribute = regexp.MustCompile(`(?is)\s(name|id|href|src|alt)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))`)
)

// tagFix says what to write instead of a tag.
func tagFix(raw []byte) string {
	const shown = ", or put it in backquotes to show it as code"
	m := tagName.FindSubmatch(raw)
	if m == nil {
		return "say it in Markdown" + shown
	}
	has := map[string]string{}
	for _, a := range attribute.FindAllSubmatch(raw, -1) {
		has[strings.ToLower(string(a[1]))] = string(bytes.Join(a[2:], nil))
	}
	switch name := strings.ToLower(string(m[1])); {
	case name == "br":
		return `end the line with a backslash and go on in the next one` + shown
	case name == "b" || name == "strong":
		return "write **…**" + shown
	case name == "i" || name == "em":
		return "write *…*" + shown
	case name == "img" && has["src"] != "":
		return fmt.Sprintf("write ![%s](%s)", cmp.Or(has["alt"], "what it shows"), has["src"]) + shown
	case name == "a" && has["href"] != "":
		return fmt.Sprintf("write [the text](%s)", has["href"]) + shown
	case name == "a" && cmp.Or(has["id"], has["name"]) != "":
		return fmt.Sprintf("remove it, and put {#%s} at the end of a heading", cmp.Or(has["id"], has["name"])) + shown
	}
	return "say it in Markdown" + shown
}

// isBreak tells whether a piece of HTML breaks a line, so that the words around it
// are two.
func isBreak(n *ast.RawHTML, src []byte) bool {
	first := n.Segments.At(0)
	m := tagName.FindSubmatch(first.Value(src))
	return m != nil && strings.EqualFold(string(m[1]), "br")
}

// shorten returns as much of a text as a message may quote.
func shorten(text string, most int) string {
	if r := []rune(text); len(r) > most {
		return string(r[:most-1]) + "…"
	}
	return text
}

// noText is what holds no text in HTML: comments, programs, styles, tags.
var noText = regexp.MustCompile(`(?is)<!--.*?-->|<script\b.*?</script\s*>|<style\b.*?</style\s*>|<[/!?]?[a-z][^>]*>`)

// textIn returns the text in a piece of HTML, on one line, or "" when it has
// neither letters nor digits.
func textIn(raw []byte) string {
	text := html.UnescapeString(string(noText.ReplaceAll(raw, []byte(" "))))
	if strings.IndexFunc(text, func(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }) < 0 {
		return ""
	}
	return strings.Join(strings.Fields(text), " ")
}

// commentEnd returns where a comment ends, or -1.
func commentEnd(html []byte) int {
	for _, short := range []string{"<!-->", "<!--->"} {
		if bytes.HasPrefix(html, []byte(short)) {
			return len(short)
		}
	}
	if i := bytes.Index(html, []byte("-->")); i >= 0 {
		return i + len("-->")
	}
	return -1
}

func (s *parsing) inlineHTML(n *ast.RawHTML) {
	from, to := n.Segments.At(0).Start, n.Segments.At(n.Segments.Len()-1).Stop
	s.rawHTML(from, s.text[s.base+from:s.base+to])
}

func (s *parsing) htmlBlock(n *ast.HTMLBlock) {
	from, to := n.ClosureLine.Start, n.ClosureLine.Stop
	if lines := n.Lines(); lines.Len() > 0 {
		from, to = lines.At(0).Start, max(to, lines.At(lines.Len()-1).Stop)
	}
	s.rawHTML(from, s.text[s.base+from:s.base+to])
}

// fence warns of a block of code that nothing closes.
func (s *parsing) fence(n *ast.FencedCodeBlock) {
	src, at := s.text[s.base:], max(n.Pos(), 0)
	open := string(lineAt(src, at))
	mark := strings.TrimRight(open, strings.TrimLeft(open, "`~"))
	if len(mark) < 3 {
		return
	}
	end := at + len(open) + 1
	if lines := n.Lines(); lines.Len() > 0 {
		end = lines.At(lines.Len() - 1).Stop
	}
	rest := "the rest of what it stands in"
	if end >= len(src) {
		rest = "the rest of the page"
	} else if closing := strings.Trim(string(lineAt(src, end)), " \t>"); strings.HasPrefix(closing, mark) && strings.Trim(closing, mark[:1]) == "" {
		return
	}
	s.report(s.base+at, s.base+at+len(open), diag.Warning, diag.FenceOpen, "this code block is never closed, so "+rest+" is code", "end it with a line "+mark)
}
