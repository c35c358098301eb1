package meta

import (
	"strings"
	"time"

	"go.yaml.in/yaml/v3"

	"balise/generator/internal/pattern"
)

// Date returns the value as a day, written YYYY-MM-DD.
func (v Value) Date() (string, bool) {
	if v.node.Kind == yaml.ScalarNode {
		if _, err := time.Parse(time.DateOnly, v.node.Value); err == nil {
			return v.node.Value, true
		}
	}
	v.invalid("a date is expected", v.dateFix())
	return "", false
}

var dayShaped = pattern.Lazy(`^\d{4}-\d\d-\d\d$`)

// dateFix returns what to type instead of a date that is none. Of 03/02/2024
// nobody knows which is the month, so it gives no answer to that.
func (v Value) dateFix() string {
	if dayShaped().MatchString(v.node.Value) {
		return "write a day that the calendar has, as YYYY-MM-DD"
	}
	if day := v.meantDay(); day != "" {
		return "write " + v.write(day)
	}
	return "write it as YYYY-MM-DD, for example " + v.write("2026-11-22")
}

// meantDay returns the day that a text was meant for, or "".
func (v Value) meantDay() string {
	day, _, _ := strings.Cut(strings.ReplaceAll(v.node.Value, "T", " "), " ")
	return convert(day, time.DateOnly, "2006-1-2", "2006/1/2", "2006.1.2", "20060102")
}

// convert writes a text that is a time in one of some layouts in another; "" when
// it is in none.
func convert(text, to string, layouts ...string) string {
	for _, layout := range layouts {
		if t, err := time.Parse(layout, text); err == nil {
			return t.Format(to)
		}
	}
	return ""
}

// Moment returns the year (YYYY), the month (YYYY-MM) or the day (YYYY-MM-DD) that
// a key holds, or "".
func (m *Mapping) Moment(key string) string {
	v, ok := m.value(key)
	if !ok {
		return ""
	}
	text := v.node.Value
	if v.node.Kind == yaml.ScalarNode {
		for _, layout := range []string{"2006", "2006-01", time.DateOnly} {
			if _, err := time.Parse(layout, text); err == nil {
				return text
			}
		}
	}
	v.invalid("a year, a month or a day is expected", v.momentFix())
	return ""
}

// momentFix returns what to type instead of a moment that is none.
func (v Value) momentFix() string {
	if dayShaped().MatchString(v.node.Value) {
		return "write a day that the calendar has, as YYYY-MM-DD"
	}
	if month := convert(v.node.Value, "2006-01", "2006-1", "2006/1", "1/2006", "1-2006", "1.2006"); month != "" {
		return "write " + v.write(month)
	}
	if day := v.meantDay(); day != "" {
		return "write " + v.write(day)
	}
	return "write it as YYYY, YYYY-MM or YYYY-MM-DD, for example " + v.write("2026-11")
}
