package site

import (
	"html"
	"strings"
)

// AidWords are the texts of checklists and other aids in one language.
type AidWords struct {
	Count string // {0} of {1} boxes are ticked
	Clear string // the button that takes all ticks away
}

// setAids gives a page what the aids in its guide need.
func (s *Site) setAids(p *Page, e *Entry) {
	if s.guide(e).Checklists > 0 {
		p.words = s.in.Speeches[s.spoken(p.Lang)].Aids
	}
}

// Aided tells whether the guide holds an aid that a script makes better.
func (p *Page) Aided() bool { return p.guide != nil && p.guide.Checklists > 0 }

// fillTools writes what belongs to a checklist and is of no use without scripts:
// the count and the button that clears it. The script shows them.
func (p *Page) fillTools(w *strings.Builder) {
	w.WriteString(`<p class="aid-tools" hidden><output data-text="` + html.EscapeString(p.words.Count) + `"></output>`)
	w.WriteString(` <button type="button">` + html.EscapeString(p.words.Clear) + "</button></p>\n")
}
