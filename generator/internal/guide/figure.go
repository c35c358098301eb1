package guide

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/quantity"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// Figure is a number with a unit that stands in the text and is no fact.
type Figure struct {
	Text    string
	Numbers []quantity.Number // of the text: one, or the ends of a range
	// Plain says that no fact can stand there: in a title, a description.
	Plain    bool
	From, To int32 // in the text, in bytes
}

// figures looks for figures in blocks, one after another.
type figures struct {
	blockText
	s     *parsing
	marks []unsourced // of the current block
}

// unsourced is a comment <!-- unsourced -->, which says that the figure right before it
// is meant to be no fact.
type unsourced struct {
	at       int // in the block's text
	from, to int // in the body
	used     bool
}

// figures notes the figures below a node: in headings, tables and the texts of links
// too, in whatever marks and entities they are written.
func (s *parsing) figures(n ast.Node) {
	if s.parser.options.Figures && s.room.prose.off == 0 {
		f := figures{s: s, blockText: blockText{src: s.text[s.base:]}}
		f.below(n)
	}
}

func (f *figures) below(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Type() == ast.TypeInline {
			f.block(n)
			return
		}
		f.below(c)
	}
}

// block notes the figures of a block, and reports the comments that stand behind none.
func (f *figures) block(n ast.Node) {
	f.empty()
	f.marks = f.marks[:0]
	f.gather(n)
	if len(f.marks) > 0 || bytes.IndexFunc(f.text, isDigit) >= 0 {
		f.find(f.note)
	}
	for _, m := range f.marks {
		if !m.used {
			f.s.report(f.s.base+m.from, f.s.base+m.to, diag.Warning, diag.NumberUnsourced, "no figure stands right before this comment", "put it right behind the figure that is meant to be no fact, or remove it")
		}
	}
}

// find calls note for each figure: its numbers with a unit, of which the two of a
// range are one.
func (f *figures) find(note func(numbers []quantity.Number)) {
	from := 0
	numbers := quantity.Find(string(f.text), f.s.lang())
	for i, n := range numbers {
		if n.Words || !n.HasUnit {
			f.isMeant(n.UnitTo)
			from = i + 1
			continue
		}
		if i+1 < len(numbers) && n.UnitTo == n.To && numbers[i+1].HasUnit && numbers[i+1].From-n.To <= len(" à ") {
			continue // of a range, whose unit follows
		}
		if !f.isMeant(n.UnitTo) {
			note(numbers[from : i+1])
		}
		from = i + 1
	}
}

// note adds a figure of the body.
func (f *figures) note(numbers []quantity.Number) {
	k, from, to := 0, numbers[0].From, numbers[len(numbers)-1].UnitTo
	start := f.start(&k, from)
	f.figure(numbers, false, f.s.base+start, f.s.base+f.end(k, from, to))
}

// figure adds a figure of the block that stands in the file at from.
func (f *figures) figure(numbers []quantity.Number, plain bool, from, to int) {
	text := string(f.text[numbers[0].From:numbers[len(numbers)-1].UnitTo])
	f.s.guide.Figures = append(f.s.guide.Figures, Figure{
		Text: strings.Join(strings.Fields(text), " "), Numbers: slices.Clone(numbers), Plain: plain, From: int32(from), To: int32(to),
	})
}

// isMeant tells whether a comment right behind a figure says that it is meant to be
// none.
func (f *figures) isMeant(end int) bool {
	for i := range f.marks {
		if m := &f.marks[i]; m.at >= end && len(bytes.TrimSpace(f.text[end:m.at])) == 0 {
			m.used = true
			return true
		}
	}
	return false
}

// gather collects the text below a node. What is a fact, or no text, is left out.
func (f *figures) gather(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			f.add(c)
		case *ast.RawHTML:
			f.html(c)
		case *ast.Link:
			if f.isFact(c) {
				f.freeze("|")
				continue
			}
			f.gather(c)
		case *ast.CodeSpan, *ast.Image, *ast.AutoLink, *ast.String, *citation, *extast.FootnoteLink:
			f.freeze("|")
		default:
			f.gather(c)
		}
	}
}

// isFact tells whether a link makes a fact of its text, or was meant to.
func (f *figures) isFact(n *ast.Link) bool {
	index, ok := markedIndex(markMention, n.Destination)
	return ok && f.s.guide.Mentions[index].Kind == FactMention || bytes.Equal(n.Destination, refused())
}

// html takes in the space that a tag leaves, or a comment that says what a figure is.
func (f *figures) html(n *ast.RawHTML) {
	if isBreak(n, f.src) {
		f.freeze(" ")
	}
	if n.Segments.Len() != 1 {
		return
	}
	if seg := n.Segments.At(0); unsourcedMark.Match(seg.Value(f.src)) {
		f.marks = append(f.marks, unsourced{at: len(f.text), from: seg.Start, to: seg.Stop})
	}
}

// unsourcedMark matches the comment that says that a figure is meant to be no fact.
var unsourcedMark = regexp.MustCompile(`<!--\s*unsourced\s*-->`)

// withoutMarks returns a text without such comments.
func withoutMarks(text string) string {
	if !strings.Contains(text, "<!--") {
		return text
	}
	return unsourcedMark.ReplaceAllString(text, "")
}

// frontFigures notes the figures of the front matter: of the summary, where facts may
// stand, and of what is plain text.
func (s *parsing) frontFigures() {
	front := &s.guide.Front
	plain := front.plain
	front.plain = nil
	if !s.parser.options.Figures {
		return
	}
	for _, p := range plain {
		s.figuresIn(p.text, p.at, true)
	}
	s.figuresIn(string(unescape([]byte(emphasis.Replace(summaryFact.ReplaceAllString(front.Summary, "|"))))), front.SummaryAt, false)
}

// emphasis takes marks out of a text on one line.
var emphasis = strings.NewReplacer("*", "", "~~", "", "`", "")

// figuresIn notes the figures of one text of the front matter.
func (s *parsing) figuresIn(text string, place diag.Place, plain bool) {
	if strings.IndexFunc(text, isDigit) < 0 {
		return
	}
	f := figures{s: s}
	done := 0
	for _, mark := range unsourcedMark.FindAllStringIndex(text, -1) {
		f.text = append(f.text, text[done:mark[0]]...)
		f.marks, done = append(f.marks, unsourced{at: len(f.text)}), mark[1]
	}
	f.text = append(f.text, text[done:]...)
	at := s.lines().Offset(place)
	facts := func(fact []byte) []byte { return bytes.Repeat([]byte("|"), len(fact)) }
	head := summaryFact.ReplaceAllFunc(s.text[at:s.base], facts) // figures of facts are not those that are looked for
	f.find(func(numbers []quantity.Number) {
		from, length := at, 0
		text := f.text[numbers[0].From:numbers[len(numbers)-1].UnitTo]
		if i := bytes.Index(head, text); i >= 0 {
			from, length = at+i, len(text)
		}
		f.figure(numbers, plain, from, from+length)
	})
}

func isDigit(r rune) bool { return r >= '0' && r <= '9' }
