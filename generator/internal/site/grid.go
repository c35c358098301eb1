package site

import (
	"strconv"

	"balise/generator/internal/guide"
)

// grid writes a table to score providers in, with empty fields: on paper it is
// filled in by hand, on a screen a script adds up.
func (w *aidWriter) grid(g *guide.Grid) {
	w.WriteString(`<div class="table" role="region" tabindex="0"`)
	w.attribute("aria-labelledby", w.id+"_name")
	w.WriteString(">\n" + `<table data-scale="` + strconv.Itoa(g.Scale) + `">` + "\n<thead>\n<tr>\n")
	w.head("col", w.words.Criterion)
	w.head("col", w.words.Weight)
	names := make([]string, len(g.Providers))
	for i, name := range g.Providers {
		if names[i] = w.setter.Text(name); name == "" {
			names[i] = say(w.words.Provider, strconv.Itoa(i+1))
		}
		w.WriteString(`<td>`)
		w.field("name-"+strconv.Itoa(i), say(w.words.Name, strconv.Itoa(i+1)), names[i])
		w.WriteString("></td>\n")
	}
	w.WriteString("</tr>\n</thead>\n<tbody>\n")
	for _, c := range g.Criteria {
		w.criterion(c, names)
	}
	w.WriteString("</tbody>\n<tfoot>\n<tr>\n")
	w.head("row", w.words.Total)
	for range len(names) + 1 {
		w.WriteString("<td></td>\n")
	}
	w.WriteString("</tr>\n<tr>\n")
	w.head("row", w.words.Notes)
	w.WriteString("<td></td>\n")
	for i, name := range names {
		w.WriteString(`<td><textarea rows="3" name="note-` + strconv.Itoa(i) + `"`)
		w.attribute("aria-label", w.words.Notes+" ("+name+")")
		w.WriteString("></textarea></td>\n")
	}
	w.WriteString("</tr>\n</tfoot>\n</table>\n</div>\n")
}

func (w *aidWriter) head(scope, text string) {
	w.WriteString(`<th scope="` + scope + `">`)
	w.text(text)
	w.WriteString("</th>\n")
}

// field begins an input of a grid; the caller closes it.
func (w *aidWriter) field(name, label, value string) {
	w.WriteString(`<input type="text" name="` + name + `"`)
	w.attribute("aria-label", label)
	if value != "" {
		w.attribute("value", value)
	}
}

// criterion writes a row.
func (w *aidWriter) criterion(c guide.Criterion, names []string) {
	label := w.setter.Text(c.Label)
	w.WriteString("<tr>\n" + `<th scope="row">`)
	w.text(label)
	if c.Help != "" {
		w.WriteByte(' ')
		w.element("small", "", w.setter.Text(c.Help))
	}
	w.WriteString("</th>\n<td>")
	w.field("weight-"+c.Name, w.words.Weight+" ("+label+")", w.style.Digits(c.Weight))
	w.WriteString(` inputmode="decimal"></td>` + "\n")
	for i, name := range names {
		w.WriteString("<td>")
		w.field("score-"+c.Name+"-"+strconv.Itoa(i), say(w.words.Score, name, label), "")
		w.WriteString(` inputmode="decimal"></td>` + "\n")
	}
	w.WriteString("</tr>\n")
}
