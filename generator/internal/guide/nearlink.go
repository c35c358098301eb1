package guide

import (
	"bytes"
	"cmp"
	"fmt"
	"regexp"
	"strings"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/text"
)

// What looks like a link and is none stays text in Markdown, so readers see its
// brackets and nobody checks its address. It is found at its closing bracket,
// which is rare in text.

// maxNearLink is how far from that bracket a link is looked for, in bytes.
const maxNearLink = 300

// nearLinks reports what in a stretch of text looks like a link.
func (s *parsing) nearLinks(seg text.Segment) {
	if s.ats {
		s.nearCitations(seg)
	}
	src := s.text[s.base:]
	for at := seg.Start; at < seg.Stop; at++ {
		i := bytes.IndexByte(src[at:seg.Stop], ']')
		if i < 0 {
			return
		}
		at += i
		rest := src[at+1 : min(len(src), at+maxNearLink)]
		switch {
		case bytes.HasPrefix(rest, []byte("(")), bytes.HasPrefix(rest, []byte(" (")):
			s.nearLink(at)
		case bytes.HasPrefix(rest, []byte("]")):
			s.wikiLink(at)
		default:
			s.lateCitation(at)
		}
	}
}

// opening returns the offset of the bracket, in the same paragraph, that the one
// at an offset closes, and whether a link may begin there.
func opening(src []byte, at int) (int, bool) {
	first := max(0, at-maxNearLink)
	before := src[first:at]
	before = before[bytes.LastIndex(before, []byte("\n\n"))+1:]
	open := bytes.LastIndexByte(before, '[')
	if open < 0 || isEscaped(src, at) {
		return 0, false
	}
	open += at - len(before)
	return open, !isEscaped(src, open)
}

// startsLikeAddress and endsLikeFile tell addresses from other text in
// parentheses.
var (
	startsLikeAddress = regexp.MustCompile(`^(#|https?:|mailto:|fact:|term:|www\.)\S`)
	endsLikeFile      = regexp.MustCompile(`\.[A-Za-z]{2,4}(#\S+)?$`)
)

// spacedMention matches the address of a fact or a term with a space in it, or
// with the end of its line.
var spacedMention = regexp.MustCompile(`^(fact|term)(?:\s+:\s*|:\s+|:$)(\S*)$`)

func looksLikeAddress(text string) bool {
	return startsLikeAddress.MatchString(text) || endsLikeFile.MatchString(text)
}

// nearLink reports a link that cannot be read; the bracket that closes its text
// is at an offset.
func (s *parsing) nearLink(at int) {
	src := s.text[s.base:]
	open, ok := opening(src, at)
	if !ok {
		return
	}
	line := string(lineAt(src[:min(len(src), at+maxNearLink)], at+1))
	inside := strings.TrimPrefix(strings.TrimPrefix(line, " "), "(")
	end, closed := closingParenthesis(inside)
	spaced := strings.HasPrefix(line, " ")
	length := len(line) - len(inside) + end
	if closed {
		length++
	}
	message, address := whyNoLink(inside[:end], spaced, closed)
	if message == "" {
		if bytes.HasPrefix(src[open:], []byte("[@")) && !spaced {
			s.nearCitation(open, "this citation is text, since parentheses follow it as in a link")
		}
		return
	}
	mark := ""
	if open > 0 && src[open-1] == '!' {
		mark = "!"
	}
	label := bytes.Join(bytes.Fields(src[open:at+1]), []byte(" "))
	fix := fmt.Sprintf("write %s%s(%s), or put a backslash before the [ if it is text", mark, label, address)
	severity := diag.Error
	if spaced {
		severity = diag.Warning // the two may be text
	}
	s.report(s.base+open-len(mark), s.base+at+1+length, severity, diag.LinkSyntax, message, fix)
}

// closingParenthesis returns where the parenthesis closes that stands before a
// text; without one, where an address there ends.
func closingParenthesis(text string) (end int, closed bool) {
	depth := 0
	for i := range len(text) {
		switch text[i] {
		case '(':
			depth++
		case ')':
			if depth--; depth < 0 {
				return i, true
			}
		}
	}
	if i := strings.IndexAny(text, " \t"); i >= 0 {
		return i, false
	}
	return len(text), false
}

// whyNoLink says why what stands in the parentheses of a link makes no link, and
// what would; "" when it does not look like an address.
func whyNoLink(inside string, spaced, closed bool) (message, address string) {
	inside = strings.TrimSpace(inside)
	first, title, titled := strings.Cut(inside, " ")
	title = strings.TrimSpace(title)
	if m := spacedMention.FindStringSubmatch(inside); m != nil && (closed || m[2] == "") {
		return "this link is text, since its address holds a space", m[1] + ":" + cmp.Or(m[2], "…")
	}
	switch {
	case !closed && !spaced && looksLikeAddress(strings.TrimRight(inside, ".,;:!?")):
		return "this link is text, since its ) is missing", strings.TrimRight(inside, ".,;:!?")
	case !closed || spaced && strings.ContainsAny(inside, " \t"):
		return "", ""
	case spaced && looksLikeAddress(inside):
		return "this link is text, since a space stands between ] and (", inside
	case titled && looksLikeAddress(first) && strings.ContainsAny(title[:1], `"'(“«`):
		return "this link is text, since its title cannot be read", first + ` "` + strings.ReplaceAll(strings.Trim(title, `"'()“”«» `), `"`, "'") + `"`
	case titled && looksLikeAddress(inside):
		return "this link is text, since its address holds a space", "<" + strings.Trim(inside, "<>") + ">"
	}
	return "", ""
}

// wikiLink reports [[a name]], which links elsewhere; the first bracket that
// closes it is at an offset.
func (s *parsing) wikiLink(at int) {
	src := s.text[s.base:]
	open, ok := opening(src, at)
	if !ok || open == 0 || src[open-1] != '[' || isEscaped(src, open-1) || bytes.IndexByte(src[open:at], '\n') >= 0 {
		return
	}
	name, label, named := strings.Cut(string(src[open+1:at]), "|")
	if name = strings.TrimSpace(name); strings.Trim(name, "0123456789 ,.-") == "" {
		return
	}
	if !named {
		label = name
	}
	from, mark, file := open-1, "", name
	if from > 0 && src[from-1] == '!' {
		from, mark = from-1, "!"
	}
	if !looksLikeAddress(file) {
		file += ".md"
	}
	if strings.Contains(file, " ") {
		file = "<" + file + ">"
	}
	s.report(s.base+from, s.base+at+len("]]"), diag.Warning, diag.LinkSyntax, "double brackets make no link",
		fmt.Sprintf("write %s[%s](%s), or put a backslash before each [ if it is text", mark, strings.TrimSpace(label), file))
}
