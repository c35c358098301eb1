package guide

import (
	"bytes"
	"fmt"
	"regexp"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/text"
)

// What looks like a citation and is none stays text, with its brackets.

// nearCitations reports what in a stretch of text begins as a citation does.
func (s *parsing) nearCitations(seg text.Segment) {
	src := s.text[s.base:]
	for at := seg.Start; at < seg.Stop; at++ {
		i := bytes.IndexByte(src[at:seg.Stop], '@')
		if i < 0 {
			return
		}
		at += i
		open := at - 1
		if open < 0 || src[open] != '[' || isEscaped(src, open) || s.within != nil && s.within.Pos() == open {
			continue
		}
		rest := src[at:min(len(src), at+maxNearLink)]
		end := bytes.IndexAny(rest, "[]")
		switch {
		case end < 0 || rest[end] == '[':
			s.nearCitation(open, "this citation is text, since its ] is missing")
		case !bytes.HasPrefix(rest[end+1:], []byte("(")): // else it may be a link
			s.nearCitation(open, "this citation is text, since brackets follow it as in a link")
		}
	}
}

// sourceName matches what names a source at the beginning of a text.
var sourceName = regexp.MustCompile(`^@[\pL\pN_-]*`)

// nearCitation reports what looks like a citation; its bracket is at an offset.
func (s *parsing) nearCitation(open int, message string) {
	name := string(sourceName.Find(lineAt(s.text[s.base:], open+1)))
	s.report(s.base+open, s.base+open+1+len(name), diag.Error, diag.Citation, message, citationFix(name))
}

// laterSource matches brackets that name a source, but not first, as in Pandoc's
// [see @anssi, p. 12].
var laterSource = regexp.MustCompile(`^([^@\[\]]*\s)(@[a-z0-9]+(?:-[a-z0-9]+)*(?:,[^\[\]]*)?)$`)

// lateCitation warns of text in brackets that names a source; the bracket that
// closes it is at an offset.
func (s *parsing) lateCitation(at int) {
	src := s.text[s.base:]
	open, ok := opening(src, at)
	if !ok {
		return
	}
	if m := laterSource.FindSubmatch(src[open+1 : at]); m != nil {
		s.report(s.base+open, s.base+at+1, diag.Warning, diag.Citation, "this is text, since a citation begins with its source",
			fmt.Sprintf("write %s [%s], or put a backslash before the bracket if it is text", bytes.TrimSpace(m[1]), bytes.Join(bytes.Fields(m[2]), []byte(" "))))
	}
}
