package layout_test

import (
	"bytes"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/net/html"

	"balise/generator/internal/layout"
)

// TestHostile puts hostile texts into every field of a page and expects the same
// elements and attributes as of a page with harmless ones.
func TestHostile(t *testing.T) {
	set := theme(t)
	hostile := []string{
		`</script><script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `' onload='alert(1)`,
		`{{.Title}} {{`, `</title><svg onload=alert(1)>`, `javascript:alert(1)`, "`${alert(1)}`", "a\x00b&lt;c>",
		`--><script>alert(1)</script>`, `0; url=javascript:alert(1)`,
	}
	for _, name := range set.Names() {
		want := shape(t, set, name, "harmless")
		for _, text := range hostile {
			got := shape(t, set, name, text)
			for _, thing := range got {
				if !slices.Contains(want, thing) {
					t.Errorf("layout %s with %q: there is %s", name, text, thing)
				}
			}
		}
	}
}

// shape lists the elements and attributes of a page all of whose texts are text.
func shape(t *testing.T, set *layout.Set, name, text string) []string {
	t.Helper()
	p := guide()
	fill(reflect.ValueOf(p.Page).Elem(), text)
	var buf bytes.Buffer
	if err := set.Execute(&buf, name, "fr", p); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(&buf)
	if err != nil {
		t.Fatal(err)
	}
	things := map[string]bool{}
	for n := range doc.Descendants() {
		if n.Type == html.CommentNode {
			things["a comment"] = true
		}
		if n.Type != html.ElementNode {
			continue
		}
		things["<"+n.Data+">"] = true
		for _, a := range n.Attr {
			things["<"+n.Data+" "+a.Key+">"] = true
			if leadsToScript(n, a) {
				things["<"+n.Data+" "+a.Key+"=javascript>"] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(things))
}

// leadsToScript tells whether an attribute has a browser run a javascript: URL.
func leadsToScript(n *html.Node, a html.Attribute) bool {
	value := strings.ToLower(strings.TrimSpace(a.Val))
	switch {
	case a.Key == "href", a.Key == "src", a.Key == "action":
		return strings.HasPrefix(value, "javascript:")
	case n.Data == "meta" && slices.Contains(n.Attr, html.Attribute{Key: "http-equiv", Val: "refresh"}):
		_, url, _ := strings.Cut(value, "url=")
		return strings.HasPrefix(strings.TrimSpace(url), "javascript:")
	}
	return false
}

// fill sets every plain text below a value, except dates.
func fill(v reflect.Value, text string) {
	switch v.Kind() {
	case reflect.Pointer:
		if !v.IsNil() {
			fill(v.Elem(), text)
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), text)
			}
		}
	case reflect.Slice:
		for i := range v.Len() {
			fill(v.Index(i), text)
		}
	case reflect.String:
		if _, err := time.Parse(time.DateOnly, v.String()); err != nil && v.Type() == reflect.TypeFor[string]() {
			v.SetString(text)
		}
	}
}
