package guide

import (
	"bytes"
	"fmt"
	"html/template"
	"regexp"
	"strings"
	"unicode/utf8"

	"balise/generator/internal/diag"
	"balise/generator/internal/quantity"

	"github.com/yuin/goldmark/util"
)

// summary renders the summary, which is Markdown on one line.
func (s *parsing) summary() {
	g := s.guide
	written := withoutMarks(g.Front.Summary)
	w := s.parser.writers.Get().(*bodyWriter)
	defer s.parser.put(w)
	w.set.begin(s.lang(), nil)
	if !strings.ContainsAny(written, "*_`[]<>&\\~!") {
		g.SummaryText = written
		g.Summary = template.HTML(util.EscapeHTML([]byte(w.set.setter.Text(written))))
	} else {
		summary := s.summaryFacts(written)
		w.set.begin(s.lang(), []byte(summary))
		html, plain, ok := s.parser.plain.inline(w, w.set.src, s.room.takeContext())
		g.Summary, g.SummaryText = template.HTML(html), plain
		switch near := mentionLike.FindString(summary); {
		case near != "" && !strings.ContainsAny(summary, "`\\"):
			s.inSummary(fmt.Sprintf("%s cannot stand in a summary", near), "write its words alone, or a fact as [4 months](fact:ID); terms and citations belong in the text")
		case !ok:
			s.inSummary("a summary is one line of text, without links, images or HTML", "keep **strong**, *emphasis*, `code` and facts; put links into the text")
		}
	}
	if n := utf8.RuneCountInString(g.SummaryText); n > maxSummary {
		s.inSummary(fmt.Sprintf("summary has %d characters; at most %d", n, maxSummary), "shorten it")
	}
	g.SummaryText = s.frontText(w.set.setter, g.SummaryText)
}

func (s *parsing) inSummary(message, fix string) {
	s.add(s.lines().Excerpt(s.guide.Front.SummaryAt, diag.Diagnostic{Severity: diag.Error, Code: diag.ValueInvalid, Message: message, Fix: fix}))
}

// summaryFact matches a fact in a summary.
var summaryFact = regexp.MustCompile(`\[([^\[\]]*)\]\(fact:([^()\s]*)\)`)

// summaryFacts takes the facts of a summary in and returns the summary with their
// texts alone: it is shown where nothing can be pressed.
func (s *parsing) summaryFacts(summary string) string {
	if !summaryFact.MatchString(summary) {
		return summary
	}
	at := s.lines().Offset(s.guide.Front.SummaryAt)
	return summaryFact.ReplaceAllStringFunc(summary, func(link string) string {
		parts := summaryFact.FindStringSubmatch(link)
		from, to := s.inHead(at, link)
		at = to
		m := Mention{
			Kind: FactMention, ID: parts[2], Text: parts[1], Plain: true,
			From: int32(from), To: int32(to), TextFrom: int32(from), TextTo: int32(to),
		}
		switch {
		case !s.isEntry(&m):
		case strings.TrimSpace(m.Text) == "":
			s.report(from, to, diag.Error, diag.FactText, "a fact in a summary needs its text: nothing is filled in there", fmt.Sprintf("write [4 months](fact:%s) with its figure", m.ID))
		default:
			m.Numbers = quantity.Find(m.Text, s.lang())
			s.guide.Mentions = append(s.guide.Mentions, m)
		}
		return m.Text
	})
}

// inHead finds a text of the summary in the front matter, from an offset on; where
// it is written in another way there, that place will do.
func (s *parsing) inHead(at int, text string) (from, to int) {
	if i := bytes.Index(s.text[at:s.base], []byte(text)); i >= 0 {
		return at + i, at + i + len(text)
	}
	return at, at
}
