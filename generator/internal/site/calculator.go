package site

import (
	"html"
	"math"
	"slices"
	"strconv"
	"strings"

	"balise/generator/internal/formula"
	"balise/generator/internal/guide"
	"balise/generator/internal/quantity"
)

// calculator writes inputs with their defaults, and the results with the way to
// them. A script finds there what it needs to compute them anew: programs, and how
// numbers are written.
func (w *aidWriter) calculator(c *guide.Calculator) {
	sum := w.site.calculate(w.guide, c)
	w.element("p", "aid-note", w.words.Example)
	w.WriteByte('\n')
	for i := range c.Inputs {
		w.input(&c.Inputs[i], sum.defaults[i])
	}
	w.WriteString(`<dl class="aid-results">` + "\n")
	for i := range c.Outputs {
		w.output(c, i, sum.results[i])
	}
	w.WriteString("</dl>\n")
}

// input writes an input. It cannot be changed before the script is there.
func (w *aidWriter) input(in *guide.Input, value float64) {
	id := w.id + "_" + in.ID
	w.WriteString(`<p class="aid-field"><label for="` + id + `">`)
	w.text(w.setter.Text(in.Label))
	if unit := w.unitAlone(in.Unit); unit != "" {
		w.WriteByte(' ')
		w.element("span", "", "("+unit+")")
	}
	w.WriteString(`</label> <input type="text" id="` + id + `" name="` + in.ID + `" inputmode="decimal" readonly`)
	w.attribute("value", w.style.Digits(value))
	for _, bound := range []struct {
		name string
		guide.Bound
	}{{"data-min", in.Min}, {"data-max", in.Max}, {"data-step", guide.Bound{Value: in.Step, Is: in.Step > 0}}} {
		if bound.Is {
			w.attribute(bound.name, plainNumber(bound.Value))
		}
	}
	w.attribute("data-wanted", w.wanted(in)) // the script says it where a number is none
	w.WriteString(">")
	if in.Fact {
		w.WriteString(" " + w.fact(in.Mention))
	}
	w.WriteString("</p>\n")
}

// unitAlone returns a unit as it stands behind a label: "€ par mois".
func (w *aidWriter) unitAlone(u quantity.Unit) string {
	_, many := w.style.Pattern(u)
	return strings.Trim(strings.Replace(many, "{0}", "", 1), " \u00a0\u202f")
}

// wanted says what an input takes.
func (w *aidWriter) wanted(in *guide.Input) string {
	low, high := w.style.Digits(in.Min.Value), w.style.Digits(in.Max.Value)
	switch {
	case in.Min.Is && in.Max.Is:
		return say(w.words.Between, low, high)
	case in.Min.Is:
		return say(w.words.AtLeast, low)
	case in.Max.Is:
		return say(w.words.AtMost, high)
	}
	return w.words.Number
}

func plainNumber(x float64) string { return strconv.FormatFloat(x, 'g', -1, 64) }

// output writes a result, and below it how it was computed.
func (w *aidWriter) output(c *guide.Calculator, i int, result *formula.Quantity) {
	out := &c.Outputs[i]
	w.WriteString("<div>\n")
	w.element("dt", "", w.setter.Text(out.Label))
	w.WriteString("\n<dd><output")
	w.attribute("data-program", w.program(c, i))
	if scale := scaled(out.Unit, "*", "/"); scale != "" {
		w.attribute("data-scale", scale)
	}
	one, many := w.style.Pattern(out.Unit)
	w.attribute("data-one", one)
	if many != one {
		w.attribute("data-many", many)
	}
	w.WriteByte('>')
	w.text(w.result(result, out.Unit))
	w.WriteString("</output>\n" + `<p class="aid-how">= ` + w.inWords(c, i) + "</p></dd>\n</div>\n")
}

// noResult stands where there is nothing to show.
const noResult = "—"

func (w *aidWriter) result(q *formula.Quantity, u quantity.Unit) string {
	if q == nil {
		return noResult
	}
	r, ok := shown(q.Range, u)
	if !ok {
		return noResult
	}
	return w.style.Fill(r, u)
}

// program returns the words that compute a result, see [formula.Formula.Program]:
// $2 is the third of the inputs and outputs. An input is the number that is typed
// in, an output what its program gives.
func (w *aidWriter) program(c *guide.Calculator, i int) string {
	out := &c.Outputs[i]
	return out.Formula.Program(func(name string) string {
		if _, isFact := out.Mentions[name]; isFact {
			f := w.site.in.Registers.Fact(name)
			if f == nil || !f.Value.IsNumber {
				return "0" // reported
			}
			return formula.Constant(formula.Quantity{Range: f.Value.Range, Unit: f.Unit})
		}
		return pushed(c, i, name)
	})
}

// pushed returns the words that push an input, or an output above one.
func pushed(c *guide.Calculator, above int, name string) string {
	for i := range c.Inputs {
		if c.Inputs[i].ID == name {
			return "$" + strconv.Itoa(i) + scaled(c.Inputs[i].Unit, "/", "*")
		}
	}
	i := slices.IndexFunc(c.Outputs[:above], func(o guide.Output) bool { return o.ID == name })
	return "$" + strconv.Itoa(len(c.Inputs)+i)
}

// scaled returns the words that lead from a number in a unit to the pure number, or
// back: a percentage is divided by 100.
func scaled(u quantity.Unit, down, up string) string {
	switch scale := u.Scale(); {
	case scale < 1:
		return " " + plainNumber(math.Round(1/scale)) + " " + down
	case scale > 1:
		return " " + plainNumber(scale) + " " + up
	}
	return ""
}

// inWords writes the formula of an output for readers, as HTML.
func (w *aidWriter) inWords(c *guide.Calculator, i int) string {
	out := &c.Outputs[i]
	labels := map[string]string{}
	for _, in := range c.Inputs {
		labels[in.ID] = in.Label
	}
	for _, o := range c.Outputs[:i] {
		labels[o.ID] = o.Label
	}
	return out.Formula.Write(formula.Notation{
		Name: func(name string) string {
			if mention, isFact := out.Mentions[name]; isFact {
				return w.fact(mention)
			}
			return "<var>" + html.EscapeString(w.setter.Text(labels[name])) + "</var>"
		},
		Number: func(q formula.Quantity) string { return html.EscapeString(w.style.Format(q.Range, 0, q.Unit)) },
		Operator: func(op rune) string {
			return map[rune]string{'+': " + ", '-': " − ", '*': " × ", '/': " ÷ ", '~': "−"}[op]
		},
		Call:  w.call,
		Power: func(base string, n int) string { return base + superscript(n) },
	})
}

// call says a function in words; its arguments are HTML.
func (w *aidWriter) call(function string, args []string) string {
	list := strings.Join(args, " ; ")
	switch function {
	case "min":
		return say(w.words.Least, list)
	case "max":
		return say(w.words.Most, list)
	case "floor":
		return say(w.words.Down, list)
	case "ceil":
		return say(w.words.Up, list)
	}
	if len(args) == 2 {
		return say(w.words.To, args...)
	}
	return say(w.words.Round, list)
}

// superscript writes an exponent.
func superscript(n int) string {
	return "<sup>" + strings.Replace(strconv.Itoa(n), "-", "−", 1) + "</sup>"
}
