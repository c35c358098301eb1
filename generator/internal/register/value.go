package register

import (
	"fmt"
	"strconv"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
	"balise/generator/internal/pattern"
	"balise/generator/internal/quantity"
)

// Value is what a fact says: a number, a range of numbers, or a text.
type Value struct {
	Text     string
	Range    quantity.Range
	Decimals int // that it is written with; 0 when it is computed
	IsNumber bool
	Known    bool // false where the value could not be read or computed
}

// readValue reads a number, {min, max} or a text.
func (d *draft) readValue() {
	if d.Kind != Computed && !d.m.Require("value", `add a line such as value: 4, value: {min: 4, max: 7} or value: "a text"`) {
		return
	}
	v, ok := d.m.Value("value")
	switch {
	case !ok:
	case v.IsMapping():
		d.readRange(v.Mapping())
	case v.Items() != nil:
		fix := "write one value; a number from 4 to 7 is value: {min: 4, max: 7}"
		if list := v.Items(); len(list) == 2 && list[0].IsDecimal() && list[1].IsDecimal() {
			low, _, _ := list[0].Decimal()
			high, _, _ := list[1].Decimal()
			fix = "write value: " + write(quantity.Range{Min: min(low, high), Max: max(low, high)})
		}
		v.Report(diag.Error, diag.FactValue, "value is a list; a number, {min, max} or a text is expected", fix)
	case v.IsDecimal():
		x, decimals, ok := v.Decimal()
		d.Value = Value{Range: quantity.Exact(x), Decimals: decimals, IsNumber: true, Known: ok}
		d.decimals = [2]int{decimals, decimals}
	default:
		d.readText(v)
	}
}

// readRange reads a value from min to max.
func (d *draft) readRange(m *meta.Mapping) {
	d.Value.IsNumber = true
	okLow, okHigh := m.Require("min", "write {min: 4, max: 7}"), m.Require("max", "write {min: 4, max: 7}")
	if okLow {
		d.Value.Range.Min, d.decimals[0], okLow = m.Decimal("min")
	}
	if okHigh {
		d.Value.Range.Max, d.decimals[1], okHigh = m.Decimal("max")
	}
	m.Close()
	d.Value.Decimals = max(d.decimals[0], d.decimals[1])
	d.Value.Known = okLow && okHigh
	if low, high := d.Value.Range.Min, d.Value.Range.Max; d.Value.Known && low > high {
		d.Value.Known = false
		m.Report("min", diag.Error, diag.FactValue, fmt.Sprintf("min is greater than max: %s > %s", plain(low), plain(high)), "write value: "+write(quantity.Range{Min: high, Max: low}))
	}
}

var (
	// digitsAlone is a text of digits and what may stand between them, in a number
	// or in a range.
	digitsAlone = pattern.Lazy(`^[-+−]?\d[\d\s\x{a0}\x{2009}\x{202f}.,'_–—-]*$|^[\d\s.,]+ (?:à|to|-|–) [\d\s.,]+$|^\.\d+$`)
	// ambiguous is what may be 1500 as well as 1.5.
	ambiguous = pattern.Lazy(`\d,\d{3}(\D|$)`)
	// isDay is a month or a day, which are texts.
	isDay = pattern.Lazy(`^\d{4}-\d\d(-\d\d)?$`)
)

// readText reads a value that is a text. Digits alone were meant for a number,
// unless they are quoted.
func (d *draft) readText(v meta.Value) {
	text, ok := v.Text(maxLine)
	if !ok {
		return
	}
	meant := meantValue(v, text)
	switch {
	case d.Kind == Computed:
		fix := "leave value out: it is computed"
		if meant != "" {
			fix = "write value: " + meant + ", or leave value out"
		}
		v.Report(diag.Error, diag.FactValue, fmt.Sprintf("the value %q is a text, but this fact is computed", text), fix)
	case !v.IsQuoted() && digitsAlone().MatchString(text) && !isDay().MatchString(text):
		fix := "write digits, with a point before the decimals, such as value: 1500.5"
		if meant != "" {
			fix = "write value: " + meant
		}
		fix += fmt.Sprintf(", or value: %q if it is a text", text)
		v.Report(diag.Error, diag.FactValue, fmt.Sprintf("the value %s is no number to YAML, so it would be a text", text), fix)
	default:
		d.Value = Value{Text: text, Known: true}
	}
}

// textWithUnit reports a text that has a unit.
func (d *draft) textWithUnit() {
	v, _ := d.m.Value("value")
	fix := "leave unit out, or write the value as a number"
	if meant := meantValue(v, d.Value.Text); meant != "" {
		fix = "write value: " + meant + ", or leave unit out"
	}
	v.Report(diag.Error, diag.FactValue, fmt.Sprintf("the value %q is a text, and a text has no unit", d.Value.Text), fix)
}

// meantValue returns the number or the range that a text was likely meant for, as
// it is to be written, or "".
func meantValue(v meta.Value, text string) string {
	if digits, ok := v.MeantNumber(); ok {
		return digits
	}
	if ambiguous().MatchString(text) {
		return ""
	}
	for _, lang := range []string{"fr", "en"} {
		found := quantity.Find(text, lang)
		if len(found) == 0 || len(found) > 2 || len(found[0].Values) > 1 || len(found[len(found)-1].Values) > 1 {
			continue
		}
		if r := (quantity.Range{Min: found[0].Values[0], Max: found[len(found)-1].Values[0]}); r.Min <= r.Max {
			return write(r)
		}
	}
	return ""
}

// write returns a range as a register says it.
func write(r quantity.Range) string {
	if r.IsExact() {
		return plain(r.Min)
	}
	return fmt.Sprintf("{min: %s, max: %s}", plain(r.Min), plain(r.Max))
}

// plain writes a number in digits.
func plain(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
