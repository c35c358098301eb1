package register

import (
	"fmt"
	"net/url"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
	"balise/generator/internal/pattern"
)

// Limits on what an entry says, in characters.
const (
	maxLine = 300
	maxNote = 1000
	maxURL  = 2000
)

// Name is the id of an entry, and where it stands.
type Name struct {
	ID string
	At diag.Place
}

// text reads a text that must be there.
func text(m *meta.Mapping, key, example string) string {
	if !m.Require(key, fmt.Sprintf("add a line such as %s: %q", key, example)) {
		return ""
	}
	return m.Text(key, maxLine)
}

// texts reads a list of texts, or one.
func texts(m *meta.Mapping, key string) []string {
	var list []string
	for _, n := range names(m, key) {
		list = append(list, n.ID)
	}
	return list
}

// names reads a list of ids, or one.
func names(m *meta.Mapping, key string) []Name {
	var list []Name
	for _, v := range m.Texts(key) {
		if text, ok := v.Text(maxLine); ok {
			list = append(list, Name{ID: text, At: v.Place()})
		}
	}
	return list
}

// choice reads a key that holds one of some words; "" when it does not.
func choice(m *meta.Mapping, key string, choices []string) string {
	v, ok := m.Value(key)
	if !ok {
		return ""
	}
	text, ok := v.Text(maxLine)
	if !ok || slices.Contains(choices, text) {
		return text
	}
	fix := "write one of " + strings.Join(choices, ", ")
	if lower := strings.ToLower(text); slices.Contains(choices, lower) {
		fix = "write " + lower
	} else if near := diag.Nearest(lower, choices); near != "" {
		fix = fmt.Sprintf("did you mean %q?", near)
	}
	v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("%s cannot be %q", key, text), fix)
	return ""
}

// domain is a web address without its beginning.
var domain = pattern.Lazy(`^/*[\pL\pN-]+(\.[\pL\pN-]+)+(:\d+)?(/\S*)?$`)

// address reads a web address.
func address(m *meta.Mapping, key string) string {
	text := m.Text(key, maxURL)
	if text == "" {
		return ""
	}
	u, err := url.Parse(text)
	if err == nil && (u.Scheme == "https" || u.Scheme == "http") && u.Host != "" && !strings.ContainsAny(text, " \u00a0\u202f") {
		return text
	}
	fix := "write for example " + key + ": https://www.example.org/page"
	if domain().MatchString(text) {
		fix = "write " + key + ": https://" + strings.TrimLeft(text, "/")
	}
	m.Report(key, diag.Error, diag.ValueInvalid, fmt.Sprintf("%s %q is not a web address", key, text), fix)
	return ""
}
