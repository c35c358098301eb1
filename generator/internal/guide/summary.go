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
	"balise/generator/internal/typo"

	"github.com/yuin/goldmark/util"
)

// summary renders the summary, which is Markdown on one line.
func (s *parsing) summary() {
	g := s.guide
	if !strings.ContainsAny(g.Front.Summary, "*_`[]<>&\\~!") {
		g.SummaryText = g.Front.Summary
		g.Summary = template.HTML(util.EscapeHTML([]byte(typo.Text(s.lang(), g.Front.Summary))))
	} else {
		html, plain, ok := s.parser.plain.inline([]byte(s.summaryFacts(g.Front.Summary)), s.lang())
		if !ok {
			s.inSummary("a summary is one line of text, without links, images or HTML", "keep **strong**, *emphasis*, `code` and facts; put links into the text")
		}
		g.Summary, g.SummaryText = template.HTML(html), plain
	}
	if n := utf8.RuneCountInString(g.SummaryText); n > maxSummary {
		s.inSummary(fmt.Sprintf("summary has %d characters; at most %d", n, maxSummary), "shorten it")
	}
	g.SummaryText = s.frontText(typo.New(s.lang()), g.SummaryText)
}

func (s *parsing) inSummary(message, fix string) {
	s.add(s.lines().Excerpt(s.guide.Front.SummaryAt, diag.Diagnostic{Severity: diag.Error, Code: diag.ValueInvalid, Message: message, Fix: fix}))
}

// summaryFact matches a fact in a summary.
var summaryFact = regexp.MustCompile(`\[([^\[\]]+)\]\(fact:([^()\s]*)\)`)

// summaryFacts takes the facts of a summary in and returns the summary with their
// texts alone: it is shown where nothing can be pressed.
func (s *parsing) summaryFacts(summary string) string {
	return summaryFact.ReplaceAllStringFunc(summary, func(link string) string {
		parts := summaryFact.FindStringSubmatch(link)
		from, to := s.inHead(link)
		m := Mention{
			Kind: FactMention, ID: parts[2], Text: parts[1], Plain: true,
			From: int32(from), To: int32(to), TextFrom: int32(from), TextTo: int32(to),
		}
		if s.isEntry(&m) {
			m.Numbers = quantity.Find(m.Text, s.lang())
			s.guide.Mentions = append(s.guide.Mentions, m)
		}
		return m.Text
	})
}

// inHead finds a text in the front matter; where it is written in another way
// there, the beginning of the summary will do.
func (s *parsing) inHead(text string) (from, to int) {
	if i := bytes.Index(s.text[:s.base], []byte(text)); i >= 0 {
		return i, i + len(text)
	}
	from = s.lines().Offset(s.guide.Front.SummaryAt)
	return from, from
}
