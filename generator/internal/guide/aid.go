package guide

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
	"balise/generator/internal/quantity"

	"github.com/yuin/goldmark/ast"
)

// Aid is what a fenced block "calculator" or "scoring" declares; one of the two is
// there.
type Aid struct {
	ID          string // unique in the guide
	Title, Note string
	Calculator  *Calculator
	Grid        *Grid
}

// Limits on what an aid holds.
const (
	maxAidTitle = 120      // characters
	maxAidLabel = 160      // characters
	maxAidNote  = 1000     // characters
	maxAidItems = 20       // inputs, outputs, criteria
	maxAid      = 64 << 10 // bytes
)

// aid reads a block of code that declares an aid. One that cannot be read stays
// code.
func (s *parsing) aid(n *ast.FencedCodeBlock) {
	language := string(n.Language(s.text[s.base:]))
	kinds := []string{"calculator", "scoring"}
	switch {
	case language != kinds[0] && language != kinds[1]:
		s.nearAid(n, language, kinds)
		return
	case n.Parent().Kind() != ast.KindDocument:
		from, to := s.fenceLine(n)
		s.report(from, to, diag.Error, diag.AidPlace, fmt.Sprintf("a %s within a list, a quotation or a footnote", language), "move it out, so that its lines begin at the margin")
		return
	}
	src := s.aidSource(n, language)
	if len(src.Text) > maxAid {
		s.limit(max(n.Pos(), 0), 0, fmt.Sprintf("a %s of %d bytes; at most %d", language, len(src.Text), maxAid))
		return
	}
	r := aidReader{parsing: s, m: meta.Parse(src)}
	var a *Aid
	if len(r.m.Problems()) == 0 || len(r.m.Keys()) > 0 { // else what is missing is no fault of its own
		a = r.read(language)
	}
	for _, d := range r.m.Problems() {
		s.add(d)
	}
	if errors, _ := r.m.Problems().Count(); errors == 0 && a != nil {
		n.SetAttributeString("aid", len(s.guide.Aids))
		s.guide.Aids = append(s.guide.Aids, a)
	}
}

// aidSource returns the lines of a block as they stand in the file, so that places
// in them are those of the file.
func (s *parsing) aidSource(n *ast.FencedCodeBlock, language string) meta.Source {
	from, _ := s.fenceLine(n)
	first := s.lines().Place(from, from).Line
	src := meta.Source{Lines: s.lines(), First: first, Example: `title: "What it is for"`}
	if lines := n.Lines(); lines.Len() > 0 {
		from := bytes.LastIndexByte(s.text[:s.base+lines.At(0).Start], '\n') + 1
		src.Text = string(s.text[from : s.base+lines.At(lines.Len()-1).Stop])
	}
	return src
}

// fenceLine returns where the line is that opens a block, without its end.
func (s *parsing) fenceLine(n *ast.FencedCodeBlock) (from, to int) {
	from = s.base + max(n.Pos(), 0)
	return from, from + len(lineAt(s.text, from))
}

// nearAid warns of a block whose language is nearly that of an aid.
func (s *parsing) nearAid(n *ast.FencedCodeBlock, language string, kinds []string) {
	lower := strings.ToLower(language)
	near := diag.Nearest(lower, kinds)
	for _, kind := range kinds {
		if lower == kind {
			near = kind
		}
	}
	if near == "" {
		return
	}
	from, to := s.fenceLine(n)
	s.report(from, to, diag.Warning, diag.MarkdownLike, fmt.Sprintf("this looks like a %s but is code in the language %q", near, language), "write ```"+near)
}

// aidReader reads one aid.
type aidReader struct {
	*parsing
	m       *meta.Mapping
	unnamed bool // the name of an input could not be read
}

// read reads what every kind of aid has, and then what is its own.
func (r *aidReader) read(kind string) *Aid {
	a := &Aid{}
	if r.m.Require("title", `add a line such as title: "What leaving costs"`) {
		a.Title = r.m.Prose("title", maxAidTitle)
	}
	a.Note = r.m.Text("note", maxAidNote)
	a.ID = r.aidID(a.Title)
	if kind == "calculator" {
		a.Calculator = r.calculator()
	} else {
		a.Grid = r.grid()
	}
	r.m.Close()
	return a
}

// aidID returns the id that an aid says it has, or one made from its title.
// Readers' browsers remember by it what they typed.
func (r *aidReader) aidID(title string) string {
	id := Slug(title)
	v, named := r.m.Value("id")
	if named {
		id, _ = r.id(v)
	}
	for n, base := 2, id; r.hasAid(id); n++ {
		if named {
			v.Report(diag.Error, diag.AidID, fmt.Sprintf("there is an aid %q already in this guide", id), "give each an id of its own")
			break
		}
		id = base + "-" + strconv.Itoa(n)
	}
	return id
}

func (s *parsing) hasAid(id string) bool {
	for _, a := range s.guide.Aids {
		if a.ID == id {
			return true
		}
	}
	return false
}

// id reads an id: lower-case words joined by hyphens.
func (r *aidReader) id(v meta.Value) (string, bool) {
	text, ok := v.Text(maxAidLabel)
	if !ok {
		return "", false
	}
	if entryID.MatchString(text) {
		return text, true
	}
	fix := "write for example monthly-fee"
	if slug := Slug(text); entryID.MatchString(slug) {
		fix = "write " + slug
	}
	v.Report(diag.Error, diag.AidID, fmt.Sprintf("%q cannot be an id: it is made of a to z and 0 to 9, words joined by hyphens", text), fix)
	return "", false
}

// items returns the items of a list that must be there, each a mapping.
func (r *aidReader) items(key, example string) []*meta.Mapping {
	if !r.m.Require(key, "add "+key+":, and below it a line such as - "+example) {
		return nil
	}
	list := r.m.List(key)
	if v, _ := r.m.Value(key); len(list) > maxAidItems {
		v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%s has %d items; at most %d", key, len(list), maxAidItems), "make two of the block")
		return nil
	} else if len(list) == 0 && v.Items() != nil {
		v.Report(diag.Error, diag.ValueInvalid, key+" has no items", "write - "+example)
	}
	var items []*meta.Mapping
	for _, v := range list {
		m := v.Mapping()
		if m == nil {
			v.Report(diag.Error, diag.ValueInvalid, "an item of "+key+" is pairs of key: value", "write - "+example)
			continue
		}
		items = append(items, m)
	}
	return items
}

// label reads the text beside an item.
func (r *aidReader) label(m *meta.Mapping, example string) string {
	if !m.Require("label", "add label: "+example) {
		return ""
	}
	return m.Text("label", maxAidLabel)
}

// unit reads the unit of an item; none is a pure number.
func (r *aidReader) unit(m *meta.Mapping) quantity.Unit {
	v, ok := m.Value("unit")
	if !ok {
		return quantity.Unit{}
	}
	text, ok := v.Text(maxAidLabel)
	if !ok {
		return quantity.Unit{}
	}
	u, err := quantity.ParseUnit(text)
	if wrong, ok := err.(*quantity.UnitError); ok {
		fix := wrong.Fix
		if fix == "" {
			fix = "write a unit such as EUR/seat/month"
		}
		r.at(v.Within(wrong.Offset, wrong.Length), diag.AidFormula, wrong.Message, fix)
	}
	return u
}

// at reports an error at a place in the file; the aid then stays code.
func (r *aidReader) at(p diag.Place, code diag.Code, message, fix string) {
	r.m.ReportAt(p, diag.Error, code, message, fix)
}
