package site

import (
	"bytes"
	"html"
	"strconv"
	"strings"

	"balise/generator/internal/guide"
	"balise/generator/internal/quantity"
	"balise/generator/internal/typo"
)

// AidWords are the texts of checklists, calculators and grids in one language.
type AidWords struct {
	Count string // {0} of {1} boxes are ticked
	Clear string // the button that takes all ticks away

	Example                          string // the numbers at first are an example
	Reset                            string // the button that brings the example back
	Share                            string // the link with what was typed in it
	Between, AtLeast, AtMost, Number string // what an input takes, from {0} to {1}
	Least, Most                      string // the smallest, the largest of {0}
	Round, Down, Up                  string // {0} rounded
	To                               string // {0} rounded to a multiple of {1}

	Criterion, Weight, Notes, Total string // heads of a grid
	Provider                        string // the {0}th of those that are compared
	Name                            string // of the {0}th provider, to type in
	Score                           string // that {0} gets for {1}
	Export                          string // the button that makes a spreadsheet of it
}

// aidsOf returns the HTML of the calculators and grids of a guide.
func (s *Site) aidsOf(e *Entry, numbers []int32) []string {
	g := s.guide(e)
	if len(g.Aids) == 0 {
		return nil
	}
	speech := s.in.Speeches[s.spoken(s.langOf(g))]
	var list []string
	setter := typo.New(s.langOf(g))
	for _, a := range g.Aids {
		w := aidWriter{site: s, guide: g, aid: a, words: speech.Aids, style: speech.Numbers, notes: numbers, setter: setter, id: "page_aid_" + a.ID}
		list = append(list, w.all())
	}
	return list
}

// setAids gives a page what the aids in its guide need.
func (s *Site) setAids(p *Page, e *Entry) {
	p.aids = s.linked[e.index].aids
	if s.guide(e).Checklists > 0 {
		words := s.in.Speeches[s.spoken(p.Lang)].Aids
		p.words = &words
	}
}

// Aided tells whether the page holds an aid that a script makes better.
func (p *Page) Aided() bool {
	return p.Layout == "worksheet" || p.guide != nil && (p.guide.Checklists > 0 || len(p.guide.Aids) > 0)
}

// aided returns the first guides in reading order that hold an aid.
func (s *Site) aided() []*Card {
	var list []*Card
	for _, e := range s.order {
		if g := s.guide(e); (g.Checklists > 0 || len(g.Aids) > 0) && len(list) < MaxBacklinks {
			list = append(list, e.card)
		}
	}
	return list
}

// fillTools writes what belongs to a checklist and is of no use without scripts:
// the count and the button that clears it. The script shows them.
func (p *Page) fillTools(w *bytes.Buffer) {
	w.WriteString(`<div class="aid-tools" hidden><output data-text="` + html.EscapeString(p.words.Count) + `"></output>`)
	w.WriteString(` <button type="button">` + html.EscapeString(p.words.Clear) + "</button></div>\n")
}

// aidWriter writes one aid.
type aidWriter struct {
	strings.Builder
	site  *Site
	guide *guide.Guide
	aid   *guide.Aid
	words AidWords
	style quantity.Style
	notes []int32 // of the guide's mentions
	// setter sets what the author wrote; the other texts are set.
	setter *typo.Setter
	id     string // of the element
}

// text writes a text, escaped.
func (w *aidWriter) text(s string) { w.WriteString(html.EscapeString(s)) }

// attribute writes an attribute with a space before it.
func (w *aidWriter) attribute(name, value string) {
	w.WriteString(" " + name + `="` + html.EscapeString(value) + `"`)
}

// element writes an element that holds a text.
func (w *aidWriter) element(name, class, text string) {
	w.WriteString("<" + name)
	if class != "" {
		w.attribute("class", class)
	}
	w.WriteByte('>')
	w.text(text)
	w.WriteString("</" + name + ">")
}

// say puts values into the places {0} and {1} of a text.
func say(text string, values ...string) string {
	var pairs []string
	for i, v := range values {
		pairs = append(pairs, "{"+strconv.Itoa(i)+"}", v)
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// all writes the aid: a custom element around what is complete without scripts.
func (w *aidWriter) all() string {
	tag := "aid-grid"
	if w.aid.Calculator != nil {
		tag = "aid-calculator"
	}
	w.WriteString("<" + tag + ` class="aid" role="group"`)
	w.attribute("id", w.id)
	w.attribute("aria-labelledby", w.id+"_name")
	w.attribute("data-decimal", w.style.Decimal)
	w.attribute("data-group", w.style.Group)
	if w.aid.Calculator != nil {
		w.attribute("data-range", w.style.Range)
	}
	w.WriteString(`>` + "\n" + `<p class="aid-name" id="` + w.id + `_name">`)
	w.text(w.setter.Text(w.aid.Title))
	w.WriteString("</p>\n")
	if w.aid.Calculator != nil {
		w.calculator(w.aid.Calculator)
	} else {
		w.grid(w.aid.Grid)
	}
	w.tools()
	if w.aid.Note != "" {
		w.element("p", "aid-note", w.setter.Text(w.aid.Note))
		w.WriteByte('\n')
	}
	w.WriteString("</" + tag + ">\n")
	return w.String()
}

// tools writes what is of no use without scripts: they show it.
func (w *aidWriter) tools() {
	w.WriteString(`<div class="aid-tools" hidden><button type="button">`)
	w.text(w.words.Reset)
	w.WriteString(`</button> <a href="#` + w.id + `">`)
	w.text(w.words.Share)
	w.WriteString("</a>")
	if w.aid.Grid != nil {
		w.WriteString(` <button type="button">`)
		w.text(w.words.Export)
		w.WriteString("</button>")
	}
	w.WriteString("</div>\n")
}

// fact writes the value of a fact with the button that opens its note.
func (w *aidWriter) fact(mention int) string {
	m := &w.guide.Mentions[mention]
	f := w.site.in.Registers.Fact(m.ID)
	if f == nil || w.notes[mention] == 0 {
		return html.EscapeString(m.ID)
	}
	var b bytes.Buffer
	b.WriteString(`<span class="fact">` + html.EscapeString((&noter{Site: w.site, numbers: w.style, setter: w.setter}).value(f)))
	writeButton(&b, int(w.notes[mention]), w.setter.Text(f.Label))
	return b.String()
}
