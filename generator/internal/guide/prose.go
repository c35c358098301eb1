package guide

import (
	"slices"
	"strings"

	"balise/generator/internal/lexicon"

	"github.com/yuin/goldmark/ast"
)

// Prose is the running text of a guide, without headings, links and code. It is
// looked through for the terms of the glossary and acronyms.

// Acronym is a word of capitals that the glossary does not know.
type Acronym struct {
	Text     string
	Defined  bool  // the guide says what it means
	From, To int32 // where it stands first
}

var kindTerm = ast.NewNodeKind("Term")

// term is a term of the glossary that was found in the text.
type term struct {
	ast.BaseInline
	mention int
}

func (*term) Kind() ast.NodeKind           { return kindTerm }
func (t *term) Dump(src []byte, level int) { ast.DumpHelper(t, src, level, nil, nil) }

// prose is what is known of a guide's running text so far. It is part of the room.
type prose struct {
	off      int            // how many constructs around the current one are no prose
	met      []bool         // terms met, by their index in the lexicon
	acronyms map[string]int // index in guide.Acronyms
	pieces   []piece        // of the current run
	joined   []byte         // its text, when it has several lines
	matches  []lexicon.Match
	words    []lexicon.Acronym
	terms    slab[term] // of the syntax tree
}

// empty prepares for the next guide.
func (p *prose) empty() {
	p.off = 0
	clear(p.met)
	clear(p.acronyms)
	p.pieces = emptied(p.pieces)
	p.terms.empty()
}

// reads tells whether prose is looked through here.
func (s *parsing) reads() bool {
	o := &s.parser.options
	return s.room.prose.off == 0 && (o.Terms != nil || o.Acronyms)
}

// quietly walks what is no prose.
func (s *parsing) quietly(n ast.Node) {
	s.room.prose.off++
	s.walk(n)
	s.room.prose.off--
}

// run is a stretch of text without any marks in it.
type run struct {
	text   []byte // with a line end between two lines
	pieces []piece
}

// piece is a line of a run, or a part of one.
type piece struct {
	at   int // offset in the run's text
	node *ast.Text
}

func (p piece) end() int { return p.at + p.node.Segment.Len() }

func (p piece) breaks() bool { return p.node.SoftLineBreak() || p.node.HardLineBreak() }

// run reads the run that begins with a node, and returns what follows it.
func (s *parsing) run(first *ast.Text) ast.Node {
	r := s.gather(first)
	next := r.pieces[len(r.pieces)-1].node.NextSibling()
	for _, p := range r.pieces {
		s.guide.Words += countWords(p.node.Segment.Value(s.text[s.base:]))
		s.nearLinks(p.node.Segment)
	}
	o, p := &s.parser.options, &s.room.prose
	p.matches = o.Terms.Find(r.text, p.matches[:0])
	if o.Acronyms {
		s.findAcronyms(r)
	}
	s.noteTerms(r)
	return next
}

// gather collects the run that begins with a node. It holds until the next one
// is gathered.
func (s *parsing) gather(first *ast.Text) run {
	src, p := s.text[s.base:], &s.room.prose
	r := run{text: first.Segment.Value(src), pieces: append(p.pieces[:0], piece{0, first})}
	for last := first; last.SoftLineBreak(); {
		n, ok := last.NextSibling().(*ast.Text)
		if !ok {
			break
		}
		if last == first {
			r.text = append(p.joined[:0], r.text...)
		}
		r.text = append(r.text, '\n')
		r.pieces = append(r.pieces, piece{len(r.text), n})
		r.text = append(r.text, n.Segment.Value(src)...)
		last = n
	}
	p.pieces = r.pieces
	if len(r.pieces) > 1 {
		p.joined = r.text
	}
	return r
}

// offset returns where a byte of a run stands in the file's text.
func (s *parsing) offset(r run, at int) int32 {
	for _, p := range r.pieces {
		if at <= p.end() {
			return int32(s.base + p.node.Segment.Start + at - p.at)
		}
	}
	return int32(len(s.text))
}

// noteTerms notes the terms that the guide has not met before, and marks them if
// readers are to see them.
func (s *parsing) noteTerms(r run) {
	p, shown := &s.room.prose, s.parser.options.Autolink
	if len(p.matches) == 0 {
		return
	}
	first := p.matches[:0]
	for _, m := range p.matches {
		if !s.meets(m.Entry) {
			first = append(first, m)
		}
	}
	if len(first) == 0 {
		return
	}
	plain := !shown || within(r.pieces[0].node, isLabel)
	before := len(s.guide.Mentions)
	for _, m := range first {
		s.guide.Mentions = append(s.guide.Mentions, Mention{
			Kind: TermMention, ID: s.parser.options.Terms.ID(m.Entry), Text: strings.ReplaceAll(string(r.text[m.From:m.To]), "\n", " "),
			Found: true, Plain: plain, From: s.offset(r, m.From), To: s.offset(r, m.To),
		})
	}
	for i := 0; shown && i < len(first); i++ {
		t := p.terms.take()
		t.mention = before + i
		s.wrap(&r, first[i].From, first[i].To, t)
	}
}

// meets notes that a term stands in the guide and tells whether it did before.
func (s *parsing) meets(entry int) bool {
	p := &s.room.prose
	if p.met == nil {
		p.met = make([]bool, s.parser.options.Terms.Len())
	}
	before := p.met[entry]
	p.met[entry] = true
	return before
}

// defined notes the terms that the guide defines itself, in a definition list.
func (s *parsing) defined(n ast.Node) {
	terms := s.parser.options.Terms
	for _, m := range terms.Find([]byte(plainText(n, s.text[s.base:])), nil) {
		s.meets(m.Entry)
		s.defines = append(s.defines, terms.ID(m.Entry))
	}
}

// wrap puts a stretch of the run into a node of its own.
func (s *parsing) wrap(r *run, from, to int, wrapper ast.Node) {
	i := s.cut(r, from)
	j := s.cut(r, to)
	parent := r.pieces[i].node.Parent()
	parent.InsertBefore(parent, r.pieces[i].node, wrapper)
	for _, p := range r.pieces[i:j] {
		wrapper.AppendChild(wrapper, p.node)
	}
}

// cut makes a piece begin, or the last one end, at an offset, and returns its
// index. A line break is a piece of its own then.
func (s *parsing) cut(r *run, at int) int {
	for i, p := range r.pieces {
		switch {
		case p.at == at && p.end() > at:
			return i
		case p.end() < at || p.end() == at && !p.breaks():
			continue
		}
		rest := piece{at, s.halve(p.node, at-p.at)}
		p.node.Parent().InsertAfter(p.node.Parent(), p.node, rest.node)
		r.pieces = slices.Insert(r.pieces, i+1, rest)
		return i + 1
	}
	return len(r.pieces)
}

// halve cuts a text in two and returns the second half, with the line break.
func (s *parsing) halve(n *ast.Text, at int) *ast.Text {
	seg := n.Segment
	rest := s.room.texts.take()
	rest.Segment = seg.WithStart(seg.Start + at)
	rest.SetSoftLineBreak(n.SoftLineBreak())
	rest.SetHardLineBreak(n.HardLineBreak())
	n.Segment = seg.WithStop(seg.Start + at)
	n.SetSoftLineBreak(false)
	n.SetHardLineBreak(false)
	return rest
}

// findAcronyms notes the words of capitals that no term of the glossary holds.
func (s *parsing) findAcronyms(r run) {
	p, g := &s.room.prose, s.guide
	p.words = lexicon.Acronyms(r.text, p.words[:0])
	for _, w := range p.words {
		if i, ok := p.acronyms[string(r.text[w.From:w.To])]; ok {
			g.Acronyms[i].Defined = g.Acronyms[i].Defined || w.Defined(r.text)
			continue
		}
		if slices.ContainsFunc(p.matches, func(m lexicon.Match) bool { return m.From <= w.From && w.To <= m.To }) {
			continue // of a term
		}
		if s.unknown[int(s.offset(r, w.From))-len("[!")-s.base] {
			continue // a kind of callout that there is not: reported
		}
		if p.acronyms == nil {
			p.acronyms = map[string]int{}
		}
		word := string(r.text[w.From:w.To])
		p.acronyms[word] = len(g.Acronyms)
		g.Acronyms = append(g.Acronyms, Acronym{Text: word, Defined: w.Defined(r.text), From: s.offset(r, w.From), To: s.offset(r, w.To)})
	}
}
