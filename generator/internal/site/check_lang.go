package site

import (
	"fmt"
	"slices"
	"strings"

	"balise/generator/internal/diag"
)

// languages reports languages that the layouts have no texts in.
func (c *checker) languages() {
	if lang := c.in.Config.Lang; !c.speaks(lang) {
		d := c.noTexts(lang)
		d.Place = c.in.Config.LangAt
		c.problems = append(c.problems, d)
	}
	for _, e := range c.entries {
		if lang := e.head.Front.Lang; lang != "" && !c.speaks(lang) {
			c.at(e, e.head.Front.LangAt, c.noTexts(lang))
		}
	}
}

// speaks tells whether there are texts in a language, or in what it is a kind
// of: those in "fr" serve "fr-CA" too.
func (c *checker) speaks(lang string) bool {
	for lang != "" {
		if slices.Contains(c.in.Languages, lang) {
			return true
		}
		lang = lang[:max(0, strings.LastIndexByte(lang, '-'))]
	}
	return false
}

func (c *checker) noTexts(lang string) diag.Diagnostic {
	return diag.Diagnostic{
		Code: diag.LayoutText, Message: fmt.Sprintf("the layouts have no texts in the language %q", lang),
		Fix: fmt.Sprintf("add layouts/i18n/%s.yaml after the model of another; there are %s", lang, strings.Join(c.in.Languages, ", ")),
	}
}
