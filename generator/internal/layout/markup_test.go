package layout_test

import (
	"bytes"
	"html/template"
	"testing"
	"testing/fstest"

	"balise/generator/internal/layout"
	"balise/generator/internal/source"
)

// marked has the same HTML as a text and as markup.
type marked struct{ HTML template.HTML }

// Body returns the HTML.
func (m marked) Body() ready { return ready{m.HTML} }

type ready struct{ html template.HTML }

// WriteHTML appends the HTML.
func (r ready) WriteHTML(out *bytes.Buffer) { out.WriteString(string(r.html)) }

// TestMarkup has layouts take HTML that writes itself for template.HTML, wherever it is
// used.
func TestMarkup(t *testing.T) {
	layouts := fstest.MapFS{"i18n/en.yaml": {Data: []byte(english)}}
	for name, field := range map[string]string{"text": ".HTML", "markup": ".Body"} {
		text := `{{F}}|{{with F}}{{.}}{{else}}none{{end}}|{{if F}}yes{{end}}|<p title="{{F}}">{{len F}} {{print F}}|{{$x := F}}{{$x}}|<textarea>{{F}}</textarea>|{{or F F}}`
		layouts[name+".html"] = &fstest.MapFile{Data: bytes.ReplaceAll([]byte(text), []byte("F"), []byte(field))}
	}
	tree, _, err := source.Read(nil, source.Layer{Name: "layouts", FS: layouts})
	if err != nil {
		t.Fatal(err)
	}
	set, problems := layout.Load(nil, tree, marked{})
	if len(problems) > 0 {
		t.Fatal(text(problems))
	}
	for _, html := range []template.HTML{"", "<b>a</b> &amp; c"} {
		var got, want bytes.Buffer
		if err := set.Execute(&got, "markup", "en", marked{html}); err != nil {
			t.Fatal(err)
		}
		if err := set.Execute(&want, "text", "en", marked{html}); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%q: got\n%s\nwant\n%s", html, &got, &want)
		}
	}
}
