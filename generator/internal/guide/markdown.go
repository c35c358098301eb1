package guide

import (
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// markdown is goldmark with what guides may use: CommonMark and GFM's tables,
// task lists and strikethrough, footnotes, definition lists, heading ids.
type markdown struct {
	parser  parser.Parser
	writers nodeWriters
}

// newMarkdown sets goldmark up. Looking for bare addresses costs a third of the
// parsing, so it is done only for the texts that may hold one.
func newMarkdown(addresses bool) markdown {
	extensions := []goldmark.Extender{
		extension.NewTable(),
		extension.Strikethrough,
		extension.TaskList,
		extension.NewFootnote(),
		extension.DefinitionList,
	}
	if addresses {
		extensions = append(extensions, extension.NewLinkify(
			extension.WithLinkifyAllowedProtocols([]string{"http", "https"}),
			extension.WithLinkifyURLRegexp(bareURL),
		))
	}
	m := goldmark.New(goldmark.WithParser(newParser()), goldmark.WithExtensions(extensions...))
	if !addresses {
		m.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(plainRuns{}, 50)))
	}
	return markdown{parser: m.Parser(), writers: newNodeWriters()}
}

// newParser returns a parser of CommonMark with our parts in it.
func newParser() parser.Parser {
	return parser.NewParser(
		parser.WithBlockParsers(blockParsers()...),
		parser.WithInlineParsers(parser.DefaultInlineParsers()...),
		parser.WithInlineParsers(
			util.Prioritized(missingNotes{}, 150), // footnotes are read at 101, links at 200, plain text at 50
			util.Prioritized(citations{}, 160),
		),
		parser.WithParagraphTransformers(
			util.Prioritized(calloutMarks{}, 40),
			util.Prioritized(paragraphLimit{}, 50),
			util.Prioritized(definitions{}, 100),
			util.Prioritized(restLimit{}, 250), // tables are taken out at 200
			util.Prioritized(nearTables{}, 260),
			util.Prioritized(nearMarks{}, 270),
		),
		parser.WithASTTransformers(util.Prioritized(idleNotes{}, 998)), // those without a reference are taken out at 999
	)
}

// blockParsers returns the usual parsers, those of headings with attributes, that of lists
// without blocks of text, and those of items and paragraphs in room that is used again.
func blockParsers() []util.PrioritizedValue {
	parsers := parser.DefaultBlockParsers()
	for i, p := range parsers {
		switch p.Priority {
		case 100, 600: // setext and ATX headings
			parsers[i].Value = attributed{p.Value.(parser.BlockParser)}
		case 300:
			parsers[i].Value = lists{p.Value.(parser.BlockParser)}
		case 400:
			parsers[i].Value = items{p.Value.(parser.BlockParser)}
		case 1000:
			parsers[i].Value = paragraphs{p.Value.(parser.BlockParser)}
		}
	}
	return parsers
}

// definitions takes the definitions of links out of the paragraphs that begin
// with one; for most of them a look at the first letter will do.
type definitions struct{}

// Transform implements parser.ParagraphTransformer.
func (definitions) Transform(para *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if para.Lines().Len() == 0 {
		return
	}
	line := para.Lines().At(0)
	line = line.TrimLeftSpace(reader.Source())
	if !line.IsEmpty() && reader.Source()[line.Start] == '[' {
		parser.LinkReferenceParagraphTransformer.Transform(para, reader, pc)
	}
}

// findings is what our parts of the parser noticed. They cannot report it
// themselves, since one parser serves all guides at once.
type findings struct {
	excess  []finding // paragraphs and tables that were taken out
	unknown []finding // kinds of callouts
	missing []finding // labels of footnotes that are not there
	braces  []finding // what looks like the attributes of a heading
	idle    []finding // labels of footnotes that nothing refers to
	twice   []finding // labels of footnotes that are there already
	near    []nearMiss

	cells, pipes int // of all tables so far
}

// finding is a piece of text that was noticed, or a message about it, and its
// offset in the body.
type finding struct {
	text string
	at   int
}

// findingsKey is where a parser.Context keeps its findings.
var findingsKey = parser.NewContextKey()

func findingsOf(pc parser.Context) *findings {
	f, _ := pc.Get(findingsKey).(*findings)
	if f == nil {
		f = &findings{}
		pc.Set(findingsKey, f)
	}
	return f
}

// inline renders one line of Markdown with a writer that is set to it; ok is false when
// it is more than text and marks, and then the plain text is returned for both.
func (m markdown) inline(w *bodyWriter, line []byte, pc parser.Context) (html, plain string, ok bool) {
	para := plainLine(line, pc)
	if para == nil {
		para = m.parser.Parse(text.NewReader(line), parser.WithContext(pc)).FirstChild()
	}
	if para == nil || para.NextSibling() != nil || para.Kind() != ast.KindParagraph || !onlyMarks(para) {
		return string(util.EscapeHTML(line)), string(line), false
	}
	w.set.block(para)
	for n := para.FirstChild(); n != nil; n = n.NextSibling() {
		m.writers.write(w, line, n)
	}
	html = string(w.html)
	w.html = w.html[:0]
	return html, plainText(para, line), true
}

func onlyMarks(n ast.Node) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c.Kind() {
		case ast.KindLink, ast.KindImage, ast.KindAutoLink, ast.KindRawHTML, kindCitation:
			return false
		}
		if !onlyMarks(c) {
			return false
		}
	}
	return true
}
