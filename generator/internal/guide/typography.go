package guide

import (
	"bytes"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/typo"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// Typography comes last: the text of a block is set when its HTML is written. What is checked,
// looked through, counted, or made into ids is the text that the author typed.

// Shown is what readers see of texts of the front matter.
type Shown struct{ Title, NavTitle, Description string }

// typesetting sets one block after another.
type typesetting struct {
	setter *typo.Setter
	lang   string

	blockText
	edits []setEdit // of the current block, from left to right
	made  int       // how many of them are written
	done  int       // up to where they have replaced the source

	specials specials

	findings []typo.Finding // of all blocks; their places are in the source
}

// setEdit is an edit with its place in the source.
type setEdit struct {
	from, to int
	typo.Edit
}

// begin prepares for the blocks of a source.
func (t *typesetting) begin(lang string, src []byte) {
	if t.setter == nil || t.lang != lang {
		t.setter, t.lang = typo.New(lang), lang
	}
	t.src, t.literal = src, isLiteral(src)
	t.specials.begin()
	t.findings, t.edits, t.made, t.done = t.findings[:0], t.edits[:0], 0, 0
}

// block finds out what is to be changed in the block that is about to be written.
func (t *typesetting) block(n ast.Node) {
	t.empty()
	t.edits, t.made, t.done = t.edits[:0], 0, 0
	t.gather(n)
	k := 0
	for _, e := range t.setter.Set(t.text, t.frozen) {
		t.edits = append(t.edits, setEdit{from: t.start(&k, int(e.Start)), to: t.end(k, int(e.Start), int(e.End)), Edit: e})
	}
	for _, f := range t.setter.Findings() {
		k := 0
		from := t.start(&k, f.Start)
		to := t.end(k, f.Start, f.End)
		if f.Kind == typo.DoubledSpace && to-from > f.End-f.Start {
			continue // a comment stands between the spaces
		}
		f.Start, f.End = from, to
		t.findings = append(t.findings, f)
	}
}

// gather collects the text below a node.
func (t *typesetting) gather(n ast.Node) {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			t.add(c)
		case *ast.RawHTML:
			if isBreak(c, t.src) {
				t.freeze(" ")
			}
		case *ast.CodeSpan, *ast.Image, *ast.AutoLink, *ast.String, *citation, *extast.FootnoteLink:
			t.freeze(typo.Unknown)
		case *ast.Link:
			if _, ok := markedIndex(markMention, c.Destination); ok && c.FirstChild() == nil {
				t.freeze("0") // a figure to be filled in
				continue
			}
			t.gather(c)
		default:
			t.gather(c)
		}
	}
}

// next returns the edit to make next, when it begins before a place of the source.
func (t *typesetting) next(before int) (setEdit, bool) {
	if t.made == len(t.edits) || t.edits[t.made].from >= before {
		return setEdit{}, false
	}
	e := t.edits[t.made]
	t.made++
	t.done = max(t.done, e.to)
	return e, true
}

// setFront sets what readers see of the front matter.
func (s *parsing) setFront() {
	g, f := s.guide, &s.guide.Front
	w := s.parser.writers.Get().(*bodyWriter)
	defer s.parser.put(w)
	w.set.begin(s.lang(), nil)
	setter := w.set.setter
	g.Shown = Shown{s.frontText(setter, f.Title), s.frontText(setter, f.NavTitle), s.frontText(setter, f.Description)}
	for i := range f.Steps {
		f.Steps[i].Why = s.frontText(setter, f.Steps[i].Why)
	}
}

// frontText sets a text of the front matter.
func (s *parsing) frontText(setter *typo.Setter, text string) string {
	shown := setter.Text(text)
	if findings := setter.Findings(); len(findings) > 0 && text != "" {
		s.inFront(text, findings)
	}
	return shown
}

// inFront reports what was found in a text of the front matter, where that stands there as it is.
func (s *parsing) inFront(text string, findings []typo.Finding) {
	at := bytes.Index(s.text[:s.base], []byte(text))
	if at < 0 {
		return
	}
	for _, f := range slices.Clone(findings) {
		s.typography(at+f.Start, at+f.End, f)
	}
}

// typography reports a fault of typography that only the author can mend.
func (s *parsing) typography(from, to int, f typo.Finding) {
	if from >= to || to > len(s.text) {
		return
	}
	found := strings.ReplaceAll(string(s.text[from:to]), "\n", " ")
	message, fix := "", "write "+quote(f.Want)
	switch f.Kind {
	case typo.Accent:
		message = quote(found) + " begins with a capital letter without its accent"
	case typo.EtCetera:
		message = "etc. says that there is more: an ellipsis says so twice"
	case typo.DoubledSpace:
		message, fix = "two spaces in a row", "keep one of them"
	case typo.RoundTheClock:
		message = quote(found) + " has no space between the number and its unit"
	case typo.Thousands:
		message = quote(found) + " has no space between its thousands"
	case typo.LoneQuote:
		message, fix = "a straight quote without its other half, so all quotes here stay straight", `add the other one; put a backslash before it, \", if it is meant to be alone`
	case typo.Ligature:
		message = quote(found) + " is written with œ"
	}
	s.report(from, to, diag.Warning, diag.Typography, message, fix)
}
