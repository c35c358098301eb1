package guide

import (
	"hash/fnv"
	"strconv"
	"strings"
	"unicode"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/util"
)

// task gives a box to tick the name under which a browser remembers it, and makes
// a checklist of the outermost list that it stands in.
func (s *parsing) task(n *extast.TaskCheckBox) {
	label := n.Parent()
	s.room.boxes = append(s.room.boxes, s.itemName(plainText(label, s.text[s.base:])))
	var list *ast.List
	for p := label.Parent(); p != nil; p = p.Parent() {
		if l, ok := p.(*ast.List); ok {
			list = l
		}
	}
	if list == nil {
		return
	}
	if _, known := list.AttributeString("checklist"); !known {
		list.SetAttributeString("checklist", s.guide.Checklists)
		s.guide.Checklists++
		s.underHeading(list)
	}
}

// itemName returns a name for an item that depends on its words alone, so that a
// change elsewhere in the guide, or of its typography, moves no tick. Of equal
// items the second gets "-2".
func (s *parsing) itemName(text string) string {
	name := wordSum(text)
	if s.items == nil {
		s.items = map[string]int{}
	}
	if s.items[name]++; s.items[name] > 1 {
		return name + "-" + strconv.Itoa(s.items[name])
	}
	return name
}

// wordSum returns a digest of the letters and digits of a text, in at most seven
// characters. Capitals count as small letters.
func wordSum(text string) string {
	h := fnv.New32a()
	h.Write([]byte(strings.Map(func(r rune) rune {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) {
			return -1
		}
		return unicode.ToLower(r)
	}, text)))
	return strconv.FormatUint(uint64(h.Sum32()), 36)
}

// list writes a list. One with boxes to tick becomes a checklist: a custom element
// around the complete list, named after the heading above it.
func (nodes) list(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	list := n.(*ast.List)
	index, isChecklist := n.AttributeString("checklist")
	tag := "ul"
	if list.IsOrdered() {
		tag = "ol"
	}
	if !entering {
		w.(*bodyWriter).strings("</", tag, ">\n")
		if isChecklist {
			w.(*bodyWriter).hole(Hole{Kind: ToolsHole, Index: int32(index.(int))})
			w.WriteString("</aid-checklist>\n")
		}
		return ast.WalkContinue, nil
	}
	if isChecklist {
		w.WriteString("<aid-checklist")
		labelledBy(w, n, ` role="group"`)
		w.WriteString(">\n")
	}
	w.(*bodyWriter).strings("<", tag)
	if list.IsOrdered() && list.Start != 1 {
		w.WriteString(` start="` + strconv.Itoa(list.Start) + `"`)
	}
	w.WriteString(">\n")
	return ast.WalkContinue, nil
}

// labelledBy writes the attributes of an element that is named after a heading,
// if there is one above it.
func labelledBy(w util.BufWriter, n ast.Node, role string) {
	if id, ok := n.AttributeString("label"); ok {
		w.WriteString(role + ` aria-labelledby="`)
		w.Write(util.EscapeHTML([]byte(id.(string))))
		w.WriteByte('"')
	}
}
