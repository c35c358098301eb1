package layout_test

import (
	"bytes"
	"errors"
	"fmt"
	"strings"
	"testing"
	"testing/fstest"

	"balise/generator/internal/diag"
	"balise/generator/internal/layout"
	"balise/generator/internal/source"
)

// sheet is data for small layouts.
type sheet struct {
	Title string
	Count int
	Draft bool
	Items []item
	Top   *item
	Turns []struct{}
}

type item struct {
	Name string
	Deep []item
}

// Shout returns the title in capitals.
func (s sheet) Shout() string { return strings.ToUpper(s.Title) }

// english is a file of texts that lacks nothing.
const english = `topics: topics
home_short: Home
not_found: Not found
feed_title: News of {0}
callout_note: a
callout_tip: a
callout_important: a
callout_warning: a
callout_caution: a
callout_pro: a
callout_con: a
callout_do: a
callout_dont: a
callout_key: a
hello: Hello {0}
plain: Plain
steps.one: "{0} step"
steps.other: "{0} steps"
date: "{0} {1} {2}"
months: January February March April May June July August September October November December
minutes: "{0} min"
hours: "{0} h"
hours_minutes: "{0} h {1}"
number_thousands: "{0},{1}"
number_decimals: "{0}.{1}"
number_unit: "{0} {1}"
range: "{0} to {1}"
per: "{0} per {1}"
and_per: "{0} and per {1}"
percent: "{0}%"
money_eur: "€{0}"
money_usd: "${0}"
money_gbp: "£{0}"
money_chf: "CHF {0}"
million: "{0} million"
billion: "{0} billion"
aid_count: "{0} of {1}"
aid_clear: "Untick all"
aid_example: "An example: put your own numbers in."
aid_reset: "Clear my answers"
aid_share: "Link with my answers"
aid_number: "Write a number, such as 1,500.50."
aid_between: "Write a number from {0} to {1}."
aid_at_least: "Write a number of at least {0}."
aid_at_most: "Write a number of at most {0}."
aid_min: "the smallest of ({0})"
aid_max: "the largest of ({0})"
aid_round: "the rounded value of ({0})"
aid_round_to: "({0}) rounded to the nearest multiple of {1}"
aid_floor: "the whole number below ({0})"
aid_ceil: "the whole number above ({0})"
aid_criterion: "Criterion"
aid_weight: "Weight"
aid_provider: "Provider {0}"
aid_name: "Name of provider {0}"
aid_score: "Score of {0} for {1}"
aid_total: "Total out of 100"
aid_notes: "Notes"
aid_export: "Export as CSV"
`

// behindEnglish is the place of what a test adds to that file.
var behindEnglish = fmt.Sprintf("layouts/i18n/en.yaml:%d", strings.Count(english, "\n")+1)

// small loads the files of a test, with texts when it gives none.
func small(t testing.TB, files map[string]string) (*layout.Set, diag.List) {
	t.Helper()
	layouts, static := fstest.MapFS{}, fstest.MapFS{}
	if _, ok := files["layouts/i18n/en.yaml"]; !ok {
		layouts["i18n/en.yaml"] = &fstest.MapFile{Data: []byte(english)}
	}
	for name, text := range files {
		if base, ok := strings.CutPrefix(name, "static/"); ok {
			static[base] = &fstest.MapFile{Data: []byte(text)}
		} else {
			layouts[strings.TrimPrefix(name, "layouts/")] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	tree, problems, err := source.Read(nil, source.Layer{Name: "layouts", FS: layouts}, source.Layer{Name: "static", FS: static})
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	return layout.Load(nil, tree, sheet{})
}

// loadProblem is a set of files and what Load says of them.
type loadProblem struct {
	name  string
	files map[string]string
	want  []string // place, message, code; the fix after " => "
}

func TestLoadProblems(t *testing.T) {
	tests := []loadProblem{
		{"right", map[string]string{"layouts/a.html": `{{.Title}} {{.Shout}} {{range .Items}}{{.Name}}{{$.Count}}{{end}}`}, nil},
		{"unclosed", map[string]string{"layouts/a.html": "<p>\n  {{if .Draft}}\n{{with .Top}}{{end}}"},
			[]string{"layouts/a.html:2:3: {{if}} is never closed [layout-syntax] => add {{end}} where it ends"}},
		{"bad action", map[string]string{"layouts/a.html": "<p>é {{.Title}} {{.Title }x}}"},
			[]string{`layouts/a.html:1:26: unexpected "}" in operand [layout-syntax]`}},
		{"two fields, in one run", map[string]string{"layouts/a.html": "{{.Titel}}\n<p>{{range .Items}}{{.Nam}}{{end}}"}, []string{
			`layouts/a.html:1:4: no field "Titel" in a sheet [layout-field] => did you mean "Title"?`,
			`layouts/a.html:2:23: no field "Nam" in an item [layout-field] => did you mean "Name"?`}},
		{"field of a chain", map[string]string{"layouts/a.html": `{{if .Top.Nom}}{{$.Top.Nom}}{{end}}`}, []string{
			`layouts/a.html:1:11: no field "Nom" in an item [layout-field] => it has Deep, Name`,
			`layouts/a.html:1:24: no field "Nom" in an item [layout-field] => it has Deep, Name`}},
		{"field of a text", map[string]string{"layouts/a.html": `{{.Title.Length}}`},
			[]string{`layouts/a.html:1:10: this has no field "Length": it is a text [layout-field]`}},
		{"field in a partial", map[string]string{"layouts/a.html": `{{range .Items}}{{template "partials/b.html" .}}{{end}}`, "layouts/partials/b.html": "\n{{.Title}}"},
			[]string{`layouts/partials/b.html:2:4: no field "Title" in an item [layout-field] => it has Deep, Name`}},
		{"list shown", map[string]string{"layouts/a.html": `{{.Items}}`},
			[]string{`layouts/a.html:1:3: this is a list, which cannot be shown [layout-field] => show one of its fields, or {{range}} over it`}},
		{"range over a text", map[string]string{"layouts/a.html": `{{range .Title}}{{end}}`},
			[]string{`layouts/a.html:1:9: this is a text; {{range}} goes over lists [layout-field] => use {{with}} or {{if}}`}},
		{"unknown partial", map[string]string{"layouts/a.html": `{{template "partials/hed.html" .}}`, "layouts/partials/head.html": ""},
			[]string{`layouts/a.html:1:12: no template "partials/hed.html" [layout-missing] => did you mean "partials/head.html"?`}},
		{"partial that cannot be parsed", map[string]string{"layouts/a.html": `{{template "partials/b.html" .}}`, "layouts/partials/b.html": "{{end}}"},
			[]string{`layouts/partials/b.html:1:1: unexpected {{end}} [layout-syntax] => take it out, or write the {{if}}, {{with}} or {{range}} that it belongs to`}},
		{"partial without data", map[string]string{"layouts/a.html": `{{template "partials/b.html"}}`, "layouts/partials/b.html": "{{.Title}}"},
			[]string{`layouts/partials/b.html:1:3: this template is called without data [layout-field] => write {{template "name" .}} where it is called`}},
		{"unknown function", map[string]string{"layouts/a.html": `<p>{{dat .Title}}{{html .Title}}`}, []string{
			`layouts/a.html:1:6: no function "dat" [layout-field] => did you mean "date"?`,
			`layouts/a.html:1:20: no function "html" [layout-field] => a value of the page begins with a dot, like .Title`}},
		{"arguments", map[string]string{"layouts/a.html": `{{len .Count}}{{.Title 3}}{{if eq .Title .Count}}{{end}}{{t .Title}}`}, []string{
			`layouts/a.html:1:3: len: the arguments do not fit [layout-field] => write {{len .Tags}}`,
			`layouts/a.html:1:17: .Title is not a function [layout-field] => only functions take arguments; {{.Title}} stands alone`,
			`layouts/a.html:1:32: eq: cannot compare a text with a number [layout-field] => write {{if eq .Minutes 5}}`,
			`layouts/a.html:1:59: t: its first argument is the key of a text [layout-field] => write {{t "next"}}`}},
		{"unknown asset", map[string]string{"layouts/a.html": `<link href="{{asset "syle.css"}}">`, "static/style.css": "p{}"},
			[]string{`layouts/a.html:1:15: no file "static/syle.css" [layout-asset] => did you mean "style.css"?`}},
		{"branches in different contexts", map[string]string{"layouts/a.html": "<p>\n<a {{if .Draft}}href=\"{{end}}x>"},
			[]string{`layouts/a.html:2:9: {{if}} branches end in different contexts [layout-syntax] => write whole elements in each branch, quote attributes, and keep values out of scripts`}},
		{"unclosed tag", map[string]string{"layouts/a.html": "<p>\n<a href=\""},
			[]string{`layouts/a.html:2:1: the layout ends inside a tag, an attribute, a comment, <script>, <style>, <title> or <textarea> [layout-syntax] => close what begins here`}},
		{"partial inside a tag", map[string]string{"layouts/a.html": `<title>{{template "partials/b.html" .}}</title>`, "layouts/partials/b.html": "{{.Title}}"},
			[]string{`layouts/a.html:1:19: "partials/b.html" is called inside a tag, or inside <title>, <script> or <style> [layout-syntax] => call templates between elements, and let them hold whole elements`}},
		{"defined twice", map[string]string{"layouts/a.html": "{{define \"x\"}}a{{end}}", "layouts/b.html": "b\n{{define \"x\"}}a{{end}}"},
			[]string{`layouts/b.html:2:1: template "x" is defined in layouts/a.html too [layout-syntax] => give one of the two another name`}},
		{"not UTF-8", map[string]string{"layouts/a.html": "caf\xe9"},
			[]string{`layouts/a.html:1:4: the byte 0xE9 is not UTF-8 ('é' in Latin-1?) [file-encoding] => save the file as UTF-8`}},
	}
	for _, test := range tests {
		t.Run(test.name, test.run)
	}
}

func TestTextProblems(t *testing.T) {
	tests := []loadProblem{
		{"unknown text", map[string]string{"layouts/a.html": `{{t "plin"}}`},
			[]string{`layouts/a.html:1:3: no text "plin" [layout-text] => did you mean "plain"?`}},
		{"texts missing in one language", map[string]string{"layouts/a.html": `{{t "plain"}}{{t "hello" .Title}}`, "layouts/i18n/en.yaml": english, "layouts/i18n/fr.yaml": strings.NewReplacer("plain: Plain\n", "", "hello: Hello {0}\n", "").Replace(english)},
			[]string{`layouts/i18n/fr.yaml: missing texts: hello, plain [layout-text] => add them; the file of the program itself has them all`}},
		{"too few values", map[string]string{"layouts/a.html": `{{t "hello"}}`},
			[]string{`layouts/i18n/en.yaml:15:8: {0} in "hello" has no value: layouts give it 0 [layout-text] => use {0} for the first value, {1} for the second`}},
		{"plural form", map[string]string{"layouts/a.html": "x", "layouts/i18n/en.yaml": english + "x.ones: a\nx.other: b\n"},
			[]string{behindEnglish + `:9: no plural form "ones" [layout-text] => did you mean "one"?`}},
		{"plural form other", map[string]string{"layouts/a.html": "x", "layouts/i18n/en.yaml": english + "x.one: a\n"},
			[]string{behindEnglish + `:8: "x" lacks the form other [layout-text] => add x.other: text; it serves for all numbers that have no form of their own`}},
		{"months", map[string]string{"layouts/a.html": "{{date .Title}}", "layouts/i18n/en.yaml": strings.Replace(english, "January ", "", 1)},
			[]string{`layouts/i18n/en.yaml:20:9: months does not hold twelve words [layout-text] => write the twelve months, from January on, with spaces between them`}},
		{"key twice", map[string]string{"layouts/a.html": "x", "layouts/i18n/en.yaml": english + "plain: a\n"},
			[]string{behindEnglish + `:1: plain is already set on line 16 [key-duplicate] => remove one of the two`}},
		{"language", map[string]string{"layouts/a.html": "x", "layouts/i18n/english!.yaml": english},
			[]string{`layouts/i18n/english!.yaml: "english!" is not a language [layout-text] => name the file after a language code: fr.yaml, en.yaml, pt-BR.yaml`}},
	}
	for _, test := range tests {
		t.Run(test.name, test.run)
	}
}

func (p loadProblem) run(t *testing.T) {
	_, problems := small(t, p.files)
	if got, want := strings.Join(lines(problems), "\n"), strings.Join(p.want, "\n"); got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
	for _, d := range problems {
		if d.Line > 0 && d.Excerpt == "" && d.Code != diag.FileEncoding {
			t.Errorf("%s has no excerpt", d.Place)
		}
	}
}

// lines prints each diagnostic on one line.
func lines(list diag.List) []string {
	var all []string
	for _, d := range list {
		line := d.Place.String() + ": " + d.Message + " [" + string(d.Code) + "]"
		if d.Fix != "" {
			line += " => " + d.Fix
		}
		all = append(all, line)
	}
	return all
}

func TestExecuteProblems(t *testing.T) {
	tests := []struct{ name, text, want string }{
		{"nothing there", "<p>\n{{.Top.Name}}", `layouts/a.html:2:8: Name is read where this page has nothing [layout-exec] => guard it with {{with}} or {{if}}`},
		{"index", "{{(index .Items 7).Name}}", `layouts/a.html:1:4: index 7 of a list of 1 [layout-exec] => guard it with {{if}}`},
		{"date", "{{date .Title}}", `layouts/a.html:1:3: date: "Title" cannot be shown: parsing time "Title" as "2006-01-02": cannot parse "Title" as "2006" [layout-exec] => dates are written YYYY-MM-DD, YYYY-MM or YYYY`},
		{"recursion", `{{template "a.html" .}}`, `layouts/a.html:1:12: templates call one another more than 100 deep [layout-limit] => end the recursion: a template must not call itself without a condition that becomes false`},
		{"much recursion", `{{define "b"}}{{with .Deep}}{{range .}}{{template "b" .}}{{template "b" .}}{{end}}{{end}}{{end}}{{range .Items}}{{template "b" .}}{{end}}`, `layouts/a.html:1:51: the layout does not come to an end [layout-limit] => check its loops and the templates that call themselves`},
		{"much output", `{{range .Turns}}{{$.Title}}` + strings.Repeat("x", 100) + `{{end}}`, `layouts/a.html:1:19: the page grows beyond 16 MiB [layout-limit] => make less on one page`},
	}
	data := sheet{Title: "Title", Turns: make([]struct{}, 1<<20)}
	data.Items = nested(40)
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			set, problems := small(t, map[string]string{"layouts/a.html": test.text})
			if len(problems) > 0 {
				t.Fatal(text(problems))
			}
			err := set.Execute(new(bytes.Buffer), "a", "en", data)
			var exec *layout.ExecError
			if !errors.As(err, &exec) {
				t.Fatalf("got %v, want an ExecError", err)
			}
			if got := lines(diag.List{exec.Diagnostic})[0]; got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
		})
	}
}

// nested returns an item in an item in an item …
func nested(depth int) []item {
	if depth == 0 {
		return nil
	}
	return []item{{Name: "item", Deep: nested(depth - 1)}}
}

// TestBrokenLayout holds a broken layout beside a good one: the good one makes
// pages, the broken one says why it cannot.
func TestBrokenLayout(t *testing.T) {
	files := map[string]string{
		"layouts/good.html": "{{.Title}}", "layouts/bad.html": "{{.Titel}}", "layouts/worse.html": "{{", "layouts/partials/bad.html": "{{.Tite}}",
		"layouts/first.html": `{{template "partials/bad.html" .}}`, "layouts/second.html": `b{{template "partials/bad.html" .}}`,
	}
	set, _ := small(t, files)
	again, _ := small(t, files)
	other, _ := small(t, map[string]string{"layouts/good.html": "{{.Title}}!", "layouts/bad.html": "\n{{.Tite}}", "layouts/worse.html": "{{end}}", "layouts/new.html": ""})
	var buf bytes.Buffer
	if err := set.Execute(&buf, "good", "en-GB", sheet{Title: "a & b"}); err != nil || buf.String() != "a &amp; b" {
		t.Errorf("good: got %q, %v", &buf, err)
	}
	tests := []struct{ layout, lang, want string }{
		{"bad", "en", `layouts/bad.html:1:4: no field "Titel" in a sheet`},
		{"first", "en", `layouts/partials/bad.html:1:4: no field "Tite" in a sheet`},
		{"second", "en", `layouts/partials/bad.html:1:4: no field "Tite" in a sheet`},
		{"worse", "en", `layouts/worse.html:1:1: this action is never closed`},
		{"gut", "en", `layouts/gut.html: no layout "gut"`},
		{"good", "de", `layouts/i18n/de.yaml: no texts in the language "de"`},
	}
	for _, test := range tests {
		if err := set.Execute(&buf, test.layout, test.lang, sheet{}); err == nil || err.Error() != test.want {
			t.Errorf("%s in %s: got %v, want %s", test.layout, test.lang, err, test.want)
		}
		if set.Digest(test.layout, test.lang) != again.Digest(test.layout, test.lang) {
			t.Errorf("%s in %s: two digests of one failure", test.layout, test.lang)
		}
		if test.lang == "en" && set.Digest(test.layout, test.lang) == other.Digest(test.layout, test.lang) {
			t.Errorf("%s in %s: one digest of two failures", test.layout, test.lang)
		}
	}
}
