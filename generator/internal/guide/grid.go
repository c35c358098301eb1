package guide

import (
	"fmt"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
)

// Grid is a table for scoring providers by weighted criteria.
type Grid struct {
	Criteria  []Criterion
	Scale     int      // the highest score; the lowest is 0
	Providers []string // their names; empty ones are for the reader to fill in
}

// Criterion is a row of a grid.
type Criterion struct {
	Name   string // under which a browser remembers its scores
	Label  string
	Weight float64
	Help   string
}

// Limits of a grid.
const (
	maxScale     = 100
	maxProviders = 6
)

const criterionExample = `{label: "Team", weight: 20, help: "names, turnover over three years"}`

// grid reads criteria, scale and providers.
func (r *aidReader) grid() *Grid {
	g := &Grid{Scale: r.whole("scale", 5, maxScale)}
	seen := map[string]int{}
	for _, m := range r.items("criteria", criterionExample) {
		c := Criterion{Label: r.label(m, `"Team"`), Help: m.Text("help", maxAidLabel)}
		c.Name = wordSum(c.Label)
		if seen[c.Name]++; seen[c.Name] > 1 && c.Label != "" {
			m.Report("label", diag.Error, diag.AidID, fmt.Sprintf("there is a criterion %q already", c.Label), "give each a label of its own")
		}
		if m.Require("weight", "add weight: 20, its part of the whole") {
			c.Weight, _, _ = m.Decimal("weight")
			if v, _ := m.Value("weight"); v.IsDecimal() && (c.Weight <= 0 || c.Weight > 1000) {
				v.Report(diag.Error, diag.ValueInvalid, "a weight is above 0 and at most 1000", "write weight: 20")
			}
		}
		m.Close()
		g.Criteria = append(g.Criteria, c)
	}
	r.providers(g)
	return g
}

// providers reads how many providers are compared, or their names.
func (r *aidReader) providers(g *Grid) {
	v, ok := r.m.Value("providers")
	if !ok || v.Items() == nil {
		g.Providers = make([]string, r.whole("providers", 3, maxProviders))
		return
	}
	names := v.Items()
	if len(names) < 2 || len(names) > maxProviders {
		v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%d providers; a grid compares 2 to %d", len(names), maxProviders), "write providers: 3, or their names")
	}
	for _, name := range names {
		text, _ := name.Text(maxAidLabel)
		g.Providers = append(g.Providers, text)
	}
}

// whole reads a whole number from 2 to most.
func (r *aidReader) whole(key string, otherwise, most int) int {
	var v meta.Value
	v, ok := r.m.Value(key)
	if !ok {
		return otherwise
	}
	x, _, ok := v.Decimal()
	if !ok {
		return otherwise
	}
	if x != float64(int(x)) || x < 2 || x > float64(most) {
		v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%s is a whole number from 2 to %d", key, most), fmt.Sprintf("write %s: %d", key, otherwise))
		return otherwise
	}
	return int(x)
}
