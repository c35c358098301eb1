package layout_test

import (
	"bytes"
	"strings"
	"testing"
	"testing/fstest"

	"balise/generator/internal/layout"
	"balise/generator/internal/source"
)

func TestLoadAgain(t *testing.T) {
	files := fstest.MapFS{"a.html": {Data: []byte("{{.Titel}}")}, "i18n/en.yaml": {Data: []byte(english)}}
	content := fstest.MapFS{}
	read := func(prev *source.Tree) *source.Tree {
		tree, _, err := source.Read(prev, source.Layer{Name: "layouts", FS: files}, source.Layer{Name: "content", FS: content})
		if err != nil {
			t.Fatal(err)
		}
		return tree
	}
	tree := read(nil)
	first, problems := layout.Load(nil, tree, sheet{})
	content["a.md"] = &fstest.MapFile{Data: []byte("text")}
	tree = read(tree)
	second, again := layout.Load(first, tree, sheet{})
	if second != first || len(again) != 1 || len(problems) != 1 {
		t.Errorf("the same files: got another set, or problems %v and %v", problems, again)
	}
	files["a.html"] = &fstest.MapFile{Data: []byte("{{.Title}}")}
	third, problems := layout.Load(second, read(tree), sheet{})
	if third == second || len(problems) > 0 {
		t.Errorf("an edited file: got the same set, or problems %v", problems)
	}
}

func TestOwnFileWins(t *testing.T) {
	own := fstest.MapFS{"layouts/partials/footer.html": {Data: []byte("<footer>mine</footer></body></html>\n")}}
	set, problems := layout.Load(nil, read(t, own), page{})
	if len(problems) > 0 {
		t.Fatal(text(problems))
	}
	var buf bytes.Buffer
	if err := set.Execute(&buf, "guide", "fr", guide()); err != nil {
		t.Fatal(err)
	}
	if html := buf.String(); !strings.Contains(html, "<footer>mine</footer>") || !strings.Contains(html, `class="top"`) {
		t.Error("one file of the site's own should replace that of the theme and no other")
	}
}

// TestDigest changes one file at a time and lists the layouts whose digests
// change with it.
func TestDigest(t *testing.T) {
	base := map[string]string{
		"layouts/a.html":          `{{template "partials/p.html" .}}{{t "plain"}}`,
		"layouts/b.html":          `{{if .Draft}}{{template "partials/q.html" .}}{{end}}{{t "steps" .Count}}<link href="{{asset "x.css"}}">`,
		"layouts/c.html":          `c {{date .Title}}`,
		"layouts/partials/p.html": `{{template "partials/q.html" .}}`,
		"layouts/partials/q.html": `q`,
		"layouts/i18n/en.yaml":    english,
		"layouts/i18n/fr.yaml":    english,
		"static/x.css":            "p{top:0}",
		"static/y.css":            "p{}",
	}
	tests := []struct{ file, old, new, want string }{
		{"layouts/a.html", "plain", "not_found", "a en, a fr"},
		{"layouts/partials/p.html", "}}", "}} ", "a en, a fr"},
		{"layouts/partials/q.html", "q", "Q", "a en, a fr, b en, b fr"},
		{"layouts/i18n/fr.yaml", "Plain", "Simple", "a fr"},
		{"layouts/i18n/en.yaml", "step\"", "pace\"", "b en"},
		{"layouts/i18n/en.yaml", "June", "june", "c en"},
		{"layouts/i18n/en.yaml", "Hello", "Hallo", ""},
		{"static/x.css", "p{", "q{", "b en, b fr"},
		{"static/y.css", "p", "q", ""},
	}
	before, problems := small(t, base)
	if len(problems) > 0 {
		t.Fatal(text(problems))
	}
	for _, test := range tests {
		files := map[string]string{}
		for name, text := range base {
			files[name] = text
		}
		files[test.file] = strings.Replace(files[test.file], test.old, test.new, 1)
		after, _ := small(t, files)
		var changed []string
		for _, name := range before.Names() {
			for _, lang := range before.Languages() {
				if before.Digest(name, lang) != after.Digest(name, lang) {
					changed = append(changed, name+" "+lang)
				}
			}
		}
		if got := strings.Join(changed, ", "); got != test.want {
			t.Errorf("%s, %q for %q: got %s, want %s", test.file, test.new, test.old, got, test.want)
		}
	}
}

func TestText(t *testing.T) {
	set := theme(t)
	tests := []struct {
		lang, layout, want string
	}{
		{"fr", `{{date "2026-11-22"}}|{{date "2026-03-01"}}|{{date ""}}`, "22\u00a0novembre 2026|1er\u00a0mars 2026|"},
		{"en", `{{date "2026-11-22"}}|{{date "2026-03-01"}}`, "22\u00a0November 2026|1\u00a0March 2026"},
		{"fr-CA", `{{t "steps" 0}}|{{t "steps" 1}}|{{t "steps" 2}}`, "0\u00a0étape|1\u00a0étape|2\u00a0étapes"},
		{"en", `{{t "steps" 0}}|{{t "steps" 1}}|{{t "steps" 2}}`, "0\u00a0steps|1\u00a0step|2\u00a0steps"},
		{"fr", `{{duration 5}}|{{duration 60}}|{{duration 125}}`, "5\u00a0min|1\u00a0h|2\u00a0h\u00a005"},
		{"fr", `{{t "verified_by" (date "2026-11-22") "<b>"}}`, "Vérifié le 22\u00a0novembre 2026 par &lt;b&gt;"},
	}
	for _, test := range tests {
		own := fstest.MapFS{"layouts/x.html": {Data: []byte(test.layout)}}
		set, problems := layout.Load(set, read(t, own), page{})
		if len(problems) > 0 {
			t.Fatal(text(problems))
		}
		var buf bytes.Buffer
		if err := set.Execute(&buf, "x", test.lang, page{}); err != nil || buf.String() != test.want {
			t.Errorf("%s in %s: got %s, %v, want %s", test.layout, test.lang, &buf, err, test.want)
		}
	}
	if got, want := set.Text("fr-BE", "steps", 3), "3\u00a0étapes"; got != want {
		t.Errorf("Text: got %q, want %q", got, want)
	}
	if got, want := set.Text("tlh", "steps", 3), "steps"; got != want {
		t.Errorf("Text in an unknown language: got %q, want %q", got, want)
	}
}
