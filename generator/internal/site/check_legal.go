package site

import (
	"fmt"
	"slices"
	"strings"

	"balise/generator/internal/diag"
)

// missing returns the keys in site.yaml of what a legal notice must say and does
// not. Not every publisher is a company or has another site, so registration and
// url may be left out.
func (p Publisher) missing() []string {
	var keys []string
	for _, field := range [...]struct{ key, text string }{
		{"name", p.Name}, {"address", p.Address}, {"phone", p.Phone}, {"email", p.Email}, {"director", p.Director}, {"host", p.Host},
	} {
		if field.text == "" {
			keys = append(keys, field.key)
		}
	}
	return keys
}

// publisher reports what the legal notice cannot say, on a site that has one.
func (c *checker) publisher() {
	at := slices.IndexFunc(c.order, func(e *Entry) bool { return e.Layout == "legal" })
	keys := c.in.Config.Publisher.missing()
	if at < 0 || len(keys) == 0 || !c.knowsConfig() {
		return
	}
	c.problems = append(c.problems, diag.Diagnostic{
		Place: c.in.Config.PublisherAt, Severity: diag.Warning, Code: diag.PublisherIncomplete,
		Message: fmt.Sprintf("the legal notice, %s, cannot say of the publisher: %s", c.order[at].head.File.Path, strings.Join(keys, ", ")),
		Fix:     "fill in publisher: {" + strings.Join(keys, ": …, ") + ": …} with what is true; only the owner of the site knows it",
	})
}
