package layout_test

import (
	"strings"
	"testing"
	"time"
)

// What html/template and its parser say of a text without a place, or with that of
// another, is told where it is wrong.
func TestSyntaxProblems(t *testing.T) {
	for _, test := range []loadProblem{
		{"misspelt end", map[string]string{"layouts/a.html": "{{if .Draft}}{{/* {{iff */}}x{{ned}}"},
			[]string{`layouts/a.html:1:30: {{ned}} is no word of the template language [layout-syntax] => did you mean "end"?`}},
		{"misspelt end alone", map[string]string{"layouts/a.html": "{{- ned}}"},
			[]string{`layouts/a.html:1:5: no function "ned" [layout-field] => did you mean "end"?`}},
		{"misspelt block", map[string]string{"layouts/a.html": "x{{rnage .Tags}}{{end}}"},
			[]string{`layouts/a.html:1:2: {{rnage}} is no word of the template language [layout-syntax] => did you mean "range"?`}},
		{"one brace", map[string]string{"layouts/a.html": "{{.Title}}{{if .Title}x{{end}}"},
			[]string{`layouts/a.html:1:22: bad character U+007D '}' [layout-syntax] => an action ends in }}, with both of them`}},
		{"open action", map[string]string{"layouts/a.html": "{{.Title}}\n{{if .Title\nx"},
			[]string{`layouts/a.html:2:1: this action is never closed [layout-syntax] => write }} where it ends`}},
		{"quote in a tag", map[string]string{"layouts/a.html": "<p>\n</h'tml>"},
			[]string{`layouts/a.html:2:4: "'" in attribute name: "'tml>" [layout-syntax] => write whole elements in each branch, quote attributes, and keep values out of scripts`}},
		{"open comment", map[string]string{"layouts/a.html": "<p title=\"{{print \"x\"}}\"><!-- x --><script>a<b</script>\n<!-- x"},
			[]string{`layouts/a.html:2:1: the layout ends inside a tag, an attribute, a comment, <script>, <style>, <title> or <textarea> [layout-syntax] => close what begins here`}},
		{"open element", map[string]string{"layouts/a.html": "1 < 2\n<Title>x"},
			[]string{`layouts/a.html:2:1: the layout ends inside a tag, an attribute, a comment, <script>, <style>, <title> or <textarea> [layout-syntax] => close what begins here`}},
		{"open element behind letters that grow when small", map[string]string{"layouts/a.html": "<title>ȺȺȺȺȺȺȺȺ</TITLE>\n<div "},
			[]string{`layouts/a.html:2:1: the layout ends inside a tag, an attribute, a comment, <script>, <style>, <title> or <textarea> [layout-syntax] => close what begins here`}},
		{"open tag behind actions that hold markup", map[string]string{"layouts/a.html": "{{/* <p */}}{{print \"}}<p {{\" `<p`}}\n<div "},
			[]string{`layouts/a.html:2:1: the layout ends inside a tag, an attribute, a comment, <script>, <style>, <title> or <textarea> [layout-syntax] => close what begins here`}},
		{"end in a text", map[string]string{"layouts/a.html": "{{print \"{{end}}\"}}\n{{end}}"},
			[]string{`layouts/a.html:2:1: unexpected {{end}} [layout-syntax] => take it out, or write the {{if}}, {{with}} or {{range}} that it belongs to`}},
	} {
		t.Run(test.name, test.run)
	}
}

// A large layout with an error is read in no more time than one without.
func TestSyntaxProblemsOfLargeLayouts(t *testing.T) {
	for name, text := range map[string]string{
		"elements":           strings.Repeat("<title></title>", 60_000) + "<div ",
		"braces in a text":   "<div {{\"" + strings.Repeat("{{", 480_000) + "\"}}",
		"comments in a text": "{{end}}{{\"" + strings.Repeat("{{/*", 240_000) + "\"}}",
		"open texts":         "{{end}}" + strings.Repeat("{{\"'", 240_000),
		"open comments":      "{{end}}" + strings.Repeat("{{/*", 240_000),
	} {
		start := time.Now()
		if _, problems := small(t, map[string]string{"layouts/a.html": text}); len(problems) == 0 {
			t.Errorf("%s: no problem", name)
		}
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s: took %v", name, took)
		}
	}
}
