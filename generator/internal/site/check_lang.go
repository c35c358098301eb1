package site

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"balise/generator/internal/diag"
)

// languages reports languages that the layouts have no texts in.
func (c *checker) languages() {
	if lang := c.in.Config.Lang; !c.isSpoken(lang) {
		d := c.noTexts(lang)
		d.Place = c.in.Config.LangAt
		c.problems = append(c.problems, d)
	}
	for _, e := range c.entries {
		if lang := e.head.Front.Lang; lang != "" && !c.isSpoken(lang) {
			c.at(e, e.head.Front.LangAt, c.noTexts(lang))
		}
	}
}

func (c *checker) noTexts(lang string) diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.LayoutText, Message: fmt.Sprintf("the layouts have no texts in the language %q", lang),
		Fix: fmt.Sprintf("add layouts/i18n/%s.yaml after the model of another; there are %s", lang, strings.Join(slices.Sorted(maps.Keys(c.in.Speeches)), ", ")),
	}
}
