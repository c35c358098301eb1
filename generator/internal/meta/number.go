package meta

import (
	"fmt"
	"strconv"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/pattern"

	"go.yaml.in/yaml/v3"
)

// decimal matches a number as YAML and people both read it: no 1_000, 0x1F or
// 010, which is 8 to some.
var decimal = pattern.Lazy(`^[-+]?(?:0|[1-9]\d*)(?:\.(\d+))?(?:[eE]([-+]?\d{1,3}))?$`)

// IsDecimal tells whether the value is a number and not a text in quotes.
func (v Value) IsDecimal() bool {
	return v.node.Kind == yaml.ScalarNode && !v.IsQuoted() && decimal().MatchString(v.node.Value)
}

// IsQuoted tells whether the value is a text in quotes or a block of lines, which
// its author cannot have meant for anything but a text.
func (v Value) IsQuoted() bool {
	return v.node.Style&(yaml.SingleQuotedStyle|yaml.DoubleQuotedStyle|yaml.LiteralStyle|yaml.FoldedStyle) != 0
}

// Decimal returns the value as a number, and how many decimals it is written
// with.
func (v Value) Decimal() (x float64, decimals int, ok bool) {
	if !v.IsDecimal() {
		v.invalid("a number is expected", v.decimalFix())
		return 0, 0, false
	}
	x, err := strconv.ParseFloat(v.node.Value, 64)
	if err != nil {
		v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%s is too large a number", v.name()), "write a number of at most 300 digits")
		return 0, 0, false
	}
	parts := decimal().FindStringSubmatch(v.node.Value)
	exponent, _ := strconv.Atoi(parts[2])
	return x, max(0, len(parts[1])-exponent), true
}

// Decimal returns the number a key holds, and how many decimals it is written
// with.
func (m *Mapping) Decimal(key string) (x float64, decimals int, ok bool) {
	v, ok := m.value(key)
	if !ok {
		return 0, 0, false
	}
	return v.Decimal()
}

// decimalFix returns what to type instead of a number that is none.
func (v Value) decimalFix() string {
	if digits, ok := v.MeantNumber(); ok {
		return "write " + v.write(digits)
	}
	return "write digits, with a point before the decimals: " + v.write("1500.5")
}

var (
	// spaced is a number as people write it: 1 500, 1,5, 1 500 €, .5.
	spaced = pattern.Lazy(`^([-+−]?)(\d{1,3}(?:[ \x{a0}\x{2009}\x{202f}_']\d{3})+|\d*)(?:[.,](\d+))?\s*[€%$£]?$`)
	// grouped is what may be 1500 as well as 1.5.
	grouped = pattern.Lazy(`^[-+−]?[1-9]\d{0,2}[.,]\d{3}\D*$`)
)

// MeantNumber returns the number that a text was likely meant for, such as 1 500
// or 1,5, as it is to be written. Of 1,500 nobody knows, so it has no answer to
// that.
func (v Value) MeantNumber() (digits string, ok bool) {
	text := strings.TrimSpace(v.node.Value)
	parts := spaced().FindStringSubmatch(text)
	if v.node.Kind != yaml.ScalarNode || parts == nil || grouped().MatchString(text) && strings.Contains(text, ",") {
		return "", false
	}
	digits = strings.NewReplacer(" ", "", "\u00a0", "", "\u2009", "", "\u202f", "", "_", "", "'", "").Replace(parts[2])
	digits = strings.TrimLeft(digits, "0")
	if digits == "" && parts[2]+parts[3] == "" {
		return "", false
	}
	if digits == "" {
		digits = "0"
	}
	if parts[3] != "" {
		digits += "." + parts[3]
	}
	if parts[1] == "-" || parts[1] == "−" {
		digits = "-" + digits
	}
	return digits, true
}
