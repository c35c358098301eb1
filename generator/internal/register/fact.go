package register

import (
	"errors"
	"fmt"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/formula"
	"balise/generator/internal/meta"
	"balise/generator/internal/quantity"
)

// Kind says where a fact comes from.
type Kind string

const (
	Field      Kind = "field"      // observed by a practitioner, not verifiable
	Public     Kind = "public"     // a law, an authority, a court, a named study
	Market     Kind = "market"     // an order of magnitude: a vendor, the press
	Computed   Kind = "computed"   // by a formula over other facts
	Hypothesis Kind = "hypothesis" // assumed by the site itself
)

// Kinds returns the kinds of facts there are.
func Kinds() []Kind { return []Kind{Field, Public, Market, Computed, Hypothesis} }

// Fact is a figure or another statement that guides show.
type Fact struct {
	ID, Label   string
	Value       Value
	Unit        quantity.Unit
	Kind        Kind
	Sources     []Citation
	AsOf        string // a year, a month or a day, or ""
	Population  string
	Note        string
	ReviewBy    string // YYYY-MM-DD, or ""
	Contradicts []Name
	Formula     *formula.Formula // nil unless computed
	Inputs      []string         // names in the formula, sorted, each once

	At, ReviewAt, FormulaAt diag.Place
}

// draft is a fact that is being read, with what matters only until then.
type draft struct {
	*Fact
	m           *meta.Mapping
	decimals    [2]int // that min and max are written with
	doubtful    bool   // its unit could not be read
	formulaText meta.Value
	search      search
}

// fact reads a fact. It is the list of all keys.
func (r *reader) fact(e entry) {
	d := &draft{Fact: &Fact{ID: e.id, Label: e.id, Kind: Hypothesis, At: e.at, ReviewAt: e.at, FormulaAt: e.at}, m: e.m}
	r.drafts[d.ID] = d
	r.facts[d.ID] = d.Fact
	r.Facts = append(r.Facts, d.Fact)
	m := e.m
	if m == nil {
		return
	}
	d.Label = text(m, "label", "Price of a seat per month")
	d.Kind = readKind(m)
	d.readValue()
	r.readUnit(d)
	before := len(m.Problems())
	d.Sources = citations(m)
	told := len(m.Problems()) > before
	d.AsOf = m.Moment("as_of")
	d.Population = m.Text("population", maxNote)
	d.Note = m.Text("note", maxNote)
	if d.ReviewBy = m.Date("review_by"); m.Has("review_by") {
		d.ReviewAt = m.ValuePlace("review_by")
	}
	d.Contradicts = names(m, "contradicts")
	r.readFormula(d)
	m.Close()
	if len(d.Sources) == 0 && d.needsSource() && !m.IsMisspelt("sources") && !told {
		r.report(d.At, diag.Diagnostic{
			Code: diag.FactSource, Message: fmt.Sprintf("the fact %q is of kind %s and has no source", d.ID, d.Kind),
			Fix: "add sources: [ID], the ids of sources, or write kind: hypothesis if the site itself assumes it",
		})
	}
}

func (f *Fact) needsSource() bool { return f.Kind == Field || f.Kind == Public || f.Kind == Market }

// readKind reads where a fact comes from. One that says nothing is computed if it
// has a formula.
func readKind(m *meta.Mapping) Kind {
	kinds := make([]string, len(Kinds()))
	for i, k := range Kinds() {
		kinds[i] = string(k)
	}
	otherwise, example := Hypothesis, "kind: hypothesis"
	if m.Has("formula") {
		otherwise, example = Computed, "kind: computed"
	}
	if m.Require("kind", "add a line such as "+example+" (one of "+strings.Join(kinds, ", ")+")") {
		if k := choice(m, "kind", kinds); k != "" {
			return Kind(k)
		}
	}
	return otherwise
}

// readUnit reads the unit of the value, which was read before.
func (r *reader) readUnit(d *draft) {
	v, ok := d.m.Value("unit")
	if !ok {
		return
	}
	text, ok := v.Text(maxLine)
	if !ok {
		d.doubtful = true
		return
	}
	unit, err := quantity.ParseUnit(text)
	var fault *quantity.UnitError
	if errors.As(err, &fault) {
		d.doubtful = true
		r.report(v.Within(fault.Offset, fault.Length), diag.Diagnostic{
			Code: diag.FactUnit, Message: fault.Message, Fix: orElse(fault.Fix, "write a unit such as EUR/seat/month"),
		})
		return
	}
	if d.Value.Known && !d.Value.IsNumber {
		d.textWithUnit()
		return
	}
	d.Unit = unit
}

// orElse returns a fix, or another where it is empty.
func orElse(fix, other string) string {
	if fix == "" {
		return other
	}
	return fix
}
