package layout_test

import (
	"bytes"
	"html/template"
	"testing"

	"balise/generator/internal/layout"
)

// reference returns the layouts as html/template runs them.
func reference(t testing.TB, set *layout.Set, lang string) *template.Template {
	t.Helper()
	all := template.New("").Funcs(set.Functions(lang))
	for name, text := range set.Templates() {
		if _, err := all.New(name).Parse(text); err != nil {
			t.Fatal(err)
		}
	}
	return all
}

func BenchmarkReference(b *testing.B) {
	all, p := reference(b, theme(b), "fr"), guide()
	var buf bytes.Buffer
	b.ReportAllocs()
	for b.Loop() {
		buf.Reset()
		if err := all.ExecuteTemplate(&buf, "guide.html", p); err != nil {
			b.Fatal(err)
		}
	}
}

func TestSameAsHTMLTemplate(t *testing.T) {
	set := theme(t)
	for _, lang := range []string{"fr", "en"} {
		all := reference(t, set, lang)
		for _, name := range set.Names() {
			var got, want bytes.Buffer
			if err := set.Execute(&got, name, lang, guide()); err != nil {
				t.Fatal(err)
			}
			if err := all.ExecuteTemplate(&want, name+".html", guide()); err != nil {
				t.Fatal(err)
			}
			if got.String() != want.String() {
				t.Errorf("%s in %s:\ngot\n%s\nwant\n%s", name, lang, &got, &want)
			}
		}
	}
}

// FuzzSame runs a text through every kind of place in both engines.
func FuzzSame(f *testing.F) {
	const places = `<!-- c --><title>{{.Title}}</title><p class="{{.Title}}" id='{{.Title}}' title={{.Title}} {{if .Draft}}hidden{{end}}>{{.Title}}{{.Count}}{{.Draft}}{{.Shout}}</p>
<a href="{{.Title}}">a</a><a href="/{{.Title}}">b</a><a href="?q={{.Title}}">c</a><a href="#{{.Title}}">d</a><a href='{{.Title}}/{{.Title}}'>e</a><img src="{{.Title}}" srcset="{{.Title}}">
<textarea>{{.Title}}</textarea><script>var x = {{.Title}}, n = {{.Count}}, s = "{{.Title}}"; // {{.Title}}
</script><style>p { color: {{.Title}}; }</style><p style="color: {{.Title}}" onclick="f({{.Title}})"></p><meta http-equiv="refresh" content="0; url={{.Title}}">
{{with $x := .Title}}{{$x}}{{.}}{{else}}none{{end}}{{range $i, $e := .Items}}{{if $i}}, {{end}}{{$e.Name}}{{if eq $e.Name "stop"}}{{break}}{{end}}{{else}}empty{{end}}
{{- if and .Draft .Title}}both{{else if or .Top .Count}}one{{end}}{{len .Title}}{{if gt .Count 1}}{{(index .Items 0).Name}}{{end}}{{print .Title .Count}}{{not .Draft}}{{.Title | print "x"}}`
	set, problems := small(f, map[string]string{"layouts/a.html": places})
	if len(problems) > 0 {
		f.Fatal(text(problems))
	}
	all := reference(f, set, "en")
	for _, s := range []string{"", "plain", "é’ à", `<a href="x">'&+`, "javascript:alert(1)", "https://example.org/a?b=c&d#e", "a/b.c-d_e~f", "\x00\xff", "https://é", "HTTPS:x", "mailto:a@b", "%zz%41", "stop"} {
		f.Add(s, 2, true)
		f.Add(s, 0, false)
	}
	f.Fuzz(func(t *testing.T, s string, n int, draft bool) {
		data := sheet{Title: s, Count: n, Draft: draft, Items: []item{{Name: s}, {Name: "stop"}, {Name: "never"}}}
		var got, want bytes.Buffer
		if err := set.Execute(&got, "a", "en", data); err != nil {
			t.Fatal(err)
		}
		if err := all.ExecuteTemplate(&want, "a.html", data); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%q: got\n%s\nwant\n%s", s, &got, &want)
		}
	})
}
