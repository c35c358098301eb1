package guide

import (
	"errors"
	"fmt"
	"maps"
	"slices"

	"balise/generator/internal/diag"
	"balise/generator/internal/formula"
	"balise/generator/internal/meta"
	"balise/generator/internal/quantity"
)

// Calculator computes outputs from what a reader types in.
type Calculator struct {
	Inputs  []Input
	Outputs []Output
}

// Input is a number that a reader types in.
type Input struct {
	ID, Label string
	Unit      quantity.Unit
	// Default is what stands there at first; that of the mention Mention when Fact
	// is true.
	Default  float64
	Fact     bool
	Mention  int
	Min, Max Bound
	Step     float64 // what an arrow key adds; 0 when nothing is said

	place diag.Place // of the default
}

// Bound is an end of the range of an input. The zero value is none.
type Bound struct {
	Value float64
	Is    bool
}

// Output is a number that is computed. Its formula reads inputs, outputs above it,
// and facts.
type Output struct {
	ID, Label string
	Unit      quantity.Unit
	Formula   *formula.Formula
	// Mentions are the facts that the formula reads: indices in the guide's
	// mentions, by name.
	Mentions map[string]int

	text    meta.Written // the formula
	unit    diag.Place   // of the unit
	hasUnit bool
}

// DefaultPlace returns where the default of an input stands.
func (in *Input) DefaultPlace() diag.Place { return in.place }

// FormulaPlace returns the place of a stretch of the formula, in bytes.
func (out *Output) FormulaPlace(from, length int) diag.Place { return out.text.Within(from, length) }

// UnitPlace returns where the unit of an output stands; ok is false when nothing
// is said of it.
func (out *Output) UnitPlace() (place diag.Place, ok bool) {
	if !out.hasUnit {
		return diag.Place{}, false
	}
	return out.unit, true
}

// Holds tells whether a number lies in the range of an input.
func (in *Input) Holds(x float64) bool {
	return (!in.Min.Is || x >= in.Min.Value) && (!in.Max.Is || x <= in.Max.Value)
}

const (
	inputExample  = `{id: monthly-fee, label: "Monthly fee", unit: EUR/month, default: 5000}`
	outputExample = `{label: "Cost of a year", unit: EUR/year, formula: "monthly-fee * 12 [months/year]"}`
)

// calculator reads inputs and outputs.
func (r *aidReader) calculator() *Calculator {
	c := &Calculator{}
	names := map[string]diag.Place{}
	r.unnamed = !r.m.Has("inputs")
	for _, m := range r.items("inputs", inputExample) {
		in := r.input(m)
		r.unnamed = r.unnamed || in.ID == ""
		r.take(names, m, in.ID)
		c.Inputs = append(c.Inputs, in)
		m.Close()
	}
	for _, m := range r.items("outputs", outputExample) {
		c.Outputs = append(c.Outputs, r.output(m, names))
		m.Close()
	}
	return c
}

// take notes a name that formulas may use, each once.
func (r *aidReader) take(names map[string]diag.Place, m *meta.Mapping, id string) {
	if id == "" {
		return
	}
	if first, taken := names[id]; taken {
		m.Report("id", diag.Error, diag.AidID, fmt.Sprintf("%q is the id of another input or output, on line %d", id, first.Line), "give each an id of its own")
		return
	}
	names[id] = m.ValuePlace("id")
}

// input reads an input. It is the list of all its keys.
func (r *aidReader) input(m *meta.Mapping) Input {
	in := Input{Mention: -1}
	if m.Require("id", "add id: monthly-fee, the name that formulas use") {
		v, _ := m.Value("id")
		in.ID, _ = r.id(v)
	}
	in.Label = r.label(m, `"Monthly fee"`)
	in.Unit = r.unit(m)
	if m.Require("default", "add default: 5000, a number for the example or the id of a fact") {
		r.fallback(m, &in)
	}
	in.Min, in.Max = bound(m, "min"), bound(m, "max")
	if in.Min.Is && in.Max.Is && in.Min.Value >= in.Max.Value {
		m.Report("min", diag.Error, diag.ValueInvalid, "min is not below max", "change one of the two")
	} else if !in.Fact && !in.Holds(in.Default) {
		m.Report("default", diag.Error, diag.ValueInvalid, "the default is not between min and max", "change one of the three")
	}
	if step := bound(m, "step"); step.Is {
		in.Step = step.Value
		if in.Step <= 0 {
			m.Report("step", diag.Error, diag.ValueInvalid, "step is not above 0", "write step: 1, or remove it")
		}
	}
	return in
}

func bound(m *meta.Mapping, key string) Bound {
	x, _, ok := m.Decimal(key)
	return Bound{Value: x, Is: ok}
}

// fallback reads the default of an input: a number, or the id of a fact.
func (r *aidReader) fallback(m *meta.Mapping, in *Input) {
	v, _ := m.Value("default")
	in.place = v.Place()
	text := m.Text("default", maxAidLabel)
	if v.IsQuoted() || v.IsDecimal() || !entryID.MatchString(text) {
		in.Default, _, _ = m.Decimal("default")
		return
	}
	in.Fact = true
	in.Mention = r.mentionFact(text, v.Within(0, len(text)))
}

// mentionFact notes that an aid uses a fact.
func (r *aidReader) mentionFact(id string, at diag.Place) int {
	from := r.lines().Offset(at)
	to := from + len(id)
	if to > len(r.text) || string(r.text[from:to]) != id {
		to = from // the name does not stand in the file as such
	}
	r.guide.Mentions = append(r.guide.Mentions, Mention{Kind: FactMention, ID: id, From: int32(from), To: int32(to), TextFrom: int32(from), TextTo: int32(to)})
	return len(r.guide.Mentions) - 1
}

// output reads an output. It is the list of all its keys.
func (r *aidReader) output(m *meta.Mapping, names map[string]diag.Place) Output {
	out := Output{Mentions: map[string]int{}}
	if v, ok := m.Value("id"); ok {
		out.ID, _ = r.id(v)
	}
	out.Label = r.label(m, `"Cost of a year"`)
	out.Unit = r.unit(m)
	if v, ok := m.Value("unit"); ok {
		out.unit, out.hasUnit = v.Place(), true
	}
	if m.Require("formula", `add formula: "monthly-fee * 12 [months/year]"`) {
		r.formula(m, &out, names)
	}
	r.take(names, m, out.ID)
	return out
}

// maxFormula is how many characters a formula may have.
const maxFormula = 2000

// formula reads the formula of an output. Names that are neither those of inputs
// nor of outputs above are those of facts.
func (r *aidReader) formula(m *meta.Mapping, out *Output, names map[string]diag.Place) {
	v, _ := m.Value("formula")
	out.text = v.Written()
	text, ok := v.Text(maxFormula)
	if !ok {
		return
	}
	parsed, err := formula.Parse(text)
	var fault *formula.Error
	if errors.As(err, &fault) {
		fix := fault.Fix
		if fix == "" {
			fix = "write for example monthly-fee * 12 [months/year]"
		}
		r.at(v.Within(fault.Offset, fault.Length), diag.AidFormula, fault.Message, fix)
		return
	}
	out.Formula = parsed
	for _, n := range parsed.Names() {
		at := v.Within(n.Offset, len(n.Text))
		_, known := names[n.Text]
		_, again := out.Mentions[n.Text]
		switch {
		case known || again:
		case n.Text == out.ID:
			r.at(at, diag.AidFormula, fmt.Sprintf("%q is computed from itself", n.Text), "name an input, an output above or a fact")
		case !entryID.MatchString(n.Text):
			r.at(at, diag.AidFormula, fmt.Sprintf("no input %q, and no fact can have this id", n.Text), nearFix(n.Text, names))
		default:
			out.Mentions[n.Text] = r.mentionFact(n.Text, at)
			m := &r.guide.Mentions[out.Mentions[n.Text]]
			m.Near, m.Unsure = nearName(n.Text, names), r.unnamed
		}
	}
}

// nearName returns the name that another was likely meant for, or "".
func nearName(name string, names map[string]diag.Place) string {
	return diag.Nearest(name, slices.Sorted(maps.Keys(names)))
}

func nearFix(name string, names map[string]diag.Place) string {
	if near := nearName(name, names); near != "" {
		return fmt.Sprintf("did you mean %q?", near)
	}
	return "name an input, an output above or a fact"
}
