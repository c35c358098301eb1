package register

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/formula"
)

// maxFormula is how many characters a formula may have.
const maxFormula = 2000

// readFormula reads the formula of a computed fact.
func (r *reader) readFormula(d *draft) {
	if d.Kind == Computed && !d.m.Require("formula", `add a line such as formula: "price * 12", over the ids of other facts`) {
		return
	}
	v, ok := d.m.Value("formula")
	if !ok {
		return
	}
	if d.Kind != Computed {
		v.Report(diag.Error, diag.FactFormula, fmt.Sprintf("a fact of kind %s has no formula", d.Kind), "write kind: computed, or remove the formula")
		return
	}
	text, ok := v.Text(maxFormula)
	if !ok {
		return
	}
	d.FormulaAt, d.formulaText = v.Within(0, len(text)), v
	parsed, err := formula.Parse(text)
	if err != nil {
		r.formulaFault(d, err)
		return
	}
	d.Formula = parsed
	for _, n := range parsed.Names() {
		d.Inputs = append(d.Inputs, n.Text)
	}
	slices.Sort(d.Inputs)
	d.Inputs = slices.Compact(d.Inputs)
}

// formulaFault reports what is wrong with a formula, at its column.
func (r *reader) formulaFault(d *draft, err error) {
	var fault *formula.Error
	if !errors.As(err, &fault) {
		panic("register: a formula fails with " + err.Error())
	}
	r.report(d.formulaText.Within(fault.Offset, fault.Length), diag.Diagnostic{
		Code: diag.FactFormula, Message: fault.Message, Fix: orElse(fault.Fix, d.formulaFix(fault)),
	})
}

// formulaFix says what to do about a fault that says nothing of that itself.
func (d *draft) formulaFix(fault *formula.Error) string {
	text, _ := d.formulaText.Text(maxFormula)
	at := text[fault.Offset:]
	switch {
	case d.Formula != nil && strings.HasPrefix(fault.Message, "division"):
		return "divide by what cannot be 0, such as a range that begins above it"
	case d.Formula != nil || fault.Length > 300:
		return "compute with smaller numbers"
	case at == "":
		return "write a number or the id of a fact there, or remove the operator before it"
	case at[0] >= '0' && at[0] <= '9' || at[0] == '(' || at[0] >= 'A' && at[0] != '^':
		return "write + - * or / before it, or remove it"
	}
	return "remove it, or write a number or the id of a fact before it"
}

// at returns where a name stands in the formula.
func (d *draft) at(n formula.Name) diag.Place { return d.formulaText.Within(n.Offset, len(n.Text)) }

// uses returns where the formula first uses a name.
func (d *draft) uses(id string) diag.Place {
	for _, n := range d.Formula.Names() {
		if n.Text == id {
			return d.at(n)
		}
	}
	return d.FormulaAt
}

// unknownNames reports names in a formula that are no facts, each once.
func (r *reader) unknownNames(d *draft) {
	reported := map[string]bool{}
	for _, n := range d.Formula.Names() {
		if r.facts[n.Text] != nil || reported[n.Text] {
			continue
		}
		reported[n.Text] = true
		if difference := r.difference(n.Text); difference != "" {
			r.report(d.at(n), diag.Diagnostic{
				Code: diag.FactUnknown, Message: fmt.Sprintf("no fact %q", n.Text), Fix: "a minus needs spaces on both sides: write " + difference,
			})
			continue
		}
		r.unknown(Facts, Name{n.Text, d.at(n)})
	}
}

// maxParts is how many words a name may have that is searched for facts.
const maxParts = 20

// difference returns a name of facts and numbers that are joined by hyphens, as a
// difference with spaces: a - b; "" when it is not one.
func (r *reader) difference(name string) string {
	words := strings.Split(name, "-")
	if len(words) > maxParts {
		return ""
	}
	rest := make([]string, len(words)+1) // rest[i] is the difference from word i on
	for i := len(words) - 1; i >= 0; i-- {
		for to := len(words); to > i && rest[i] == ""; to-- {
			part := strings.Join(words[i:to], "-")
			if r.facts[part] == nil && (to > i+1 || strings.Trim(part, "0123456789") != "") || part == "" {
				continue
			}
			if to == len(words) {
				rest[i] = part
			} else if rest[to] != "" {
				rest[i] = part + " - " + rest[to]
			}
		}
	}
	return rest[0]
}
