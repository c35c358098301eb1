package serve

import (
	"fmt"
	"strings"
	"testing"

	"balise/generator/internal/diag"
)

// stripOf returns the strip that a page at a path shows of a snapshot.
func stripOf(s *Server, p string) string { return s.message(s.now.Load(), p, "", true).Strip }

func TestStripTellsProblems(t *testing.T) {
	s := New(Options{Edit: func(p diag.Place) string { return fmt.Sprintf("vscode://file/site/a%%20b.md:%d", p.Line) }})
	problem := broken
	problem.Related = []diag.Related{{Place: diag.Place{File: "content/c.md", Line: 2}, Message: "the <other>"}}
	newest := site(nil, problem)
	newest.PageOf = func(file string) Page {
		if file != broken.File {
			t.Errorf("asked for the page of %q", file)
		}
		return Page{URL: "/a/", Title: "<A>"}
	}
	s.Update(newest)
	got := stripOf(s, "/")
	for _, want := range []string{
		`<section role="status" class="error">`, `<details open>`, `<summary>1 error</summary>`,
		`<a href="vscode://file/site/a%20b.md:3">content/&lt;img src=x onerror=alert(1)&gt;.md:3:7</a> error: no guide at &#34;&lt;script&gt;&#34; [link-missing]`,
		`<pre>déjà, <mark>ce</mark> là-bas</pre>`, `<p>fix: did you mean &#34;b.md&#34;?</p>`, `<p>content/c.md:2: the &lt;other&gt;</p>`,
		`<p>on <a href="/a/">&lt;A&gt;</a></p>`,
	} {
		if !strings.Contains(got, want) {
			t.Errorf("the strip has no %s in\n%s", want, got)
		}
	}
	if got := stripOf(s, "/a/"); strings.Contains(got, `href="/a/"`) || strings.Contains(got, "<p>on ") {
		t.Errorf("the page leads to itself:\n%s", got)
	}
	s.Update(site(nil))
	if got := stripOf(s, "/"); got != "" {
		t.Errorf("without problems: got %s", got)
	}
}

func TestNewestProblemFirst(t *testing.T) {
	problem := func(file string, line int, severity diag.Severity) diag.Diagnostic {
		return diag.Diagnostic{Place: diag.Place{File: file, Line: line}, Severity: severity, Message: "m"}
	}
	s := New(Options{})
	for _, step := range []struct {
		problems diag.List
		want     string
	}{
		{diag.List{problem("b", 1, diag.Warning), problem("c", 1, diag.Error)}, "c:1 b:1"},
		{diag.List{problem("a", 1, diag.Warning), problem("b", 5, diag.Warning), problem("c", 1, diag.Error)}, "a:1 c:1 b:5"},
		{diag.List{problem("b", 1, diag.Warning), problem("c", 1, diag.Error)}, "c:1 b:1"},
		{diag.List{problem("a", 1, diag.Warning), problem("b", 1, diag.Warning), problem("c", 1, diag.Error)}, "a:1 c:1 b:1"},
	} {
		s.Update(site(nil, step.problems...))
		var got []string
		for _, p := range s.now.Load().strip.Problems {
			got = append(got, p.Place)
		}
		if strings.Join(got, " ") != step.want {
			t.Errorf("got %q, want %q", got, step.want)
		}
	}
	if len(s.ages) != 3 {
		t.Errorf("the server remembers %d problems, want those 3 there are", len(s.ages))
	}
}

func TestStripLeadsToOtherPages(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home", "a/index.html": "a", "é/index.html": "e"}))
	home, accented := p.open("/"), p.open("/%C3%A9/")
	next := site(map[string]string{"index.html": "home", "a/index.html": "A", "é/index.html": "E"})
	next.Changed = []Page{{URL: "/a/", Title: "A & B"}, {URL: "/%C3%A9/", Title: "É"}}
	p.Update(next)
	const a, e = `<p>Changed: <a href="/a/">A &amp; B</a></p>`, `<p>Changed: <a href="/%C3%A9/">É</a></p>`
	if m := home.next(); !strings.Contains(m.Strip, a) || !strings.Contains(m.Strip, e) {
		t.Errorf("another page: got %s", m.Strip)
	}
	if m := accented.next(); !strings.Contains(m.Strip, a) || strings.Contains(m.Strip, e) {
		t.Errorf("a page that changed: got %s", m.Strip)
	}
	_, body := p.get("/")
	_, token, _ := bare(t, body)
	if m := p.listen("/", token).next(); m.Strip != "" {
		t.Errorf("a page opened later: got %s, want nothing", m.Strip)
	}
	if m := p.listenTo(streamPath("/", token)+"&state=1", "").next(); !strings.Contains(m.Strip, a) {
		t.Errorf("a page that was loaded before and listens only now: got %s", m.Strip)
	}
}

func TestStripIsBounded(t *testing.T) {
	var list diag.List
	for i := range 200 {
		list = append(list, diag.Diagnostic{
			Place:    diag.Place{File: fmt.Sprint(i), Line: 1, Col: 5000, End: 9000},
			Severity: diag.Severity(1 - i/199), // the last one is an error
			Excerpt:  strings.Repeat("é", 10_000),
		})
	}
	s := New(Options{})
	s.Update(site(nil, list...))
	got := stripOf(s, "/")
	if !strings.Contains(got, "1 error, 199 warnings") || !strings.Contains(got, "and 150 more") || !strings.Contains(got, "<ol>\n<li><code>199:1:5000</code>") {
		t.Errorf("got %.500s", got)
	}
	if len(got) > 100_000 {
		t.Errorf("%d bytes, want at most 100000", len(got))
	}
}

func TestExcerptTakesAnyPlace(t *testing.T) {
	for _, p := range []diag.Place{{}, {Line: 1}, {Line: 1, Col: 99, End: 2}, {Line: 1, Col: 2, End: 99}, {Line: 1, Col: -1, End: -1}} {
		got := excerpt(diag.Diagnostic{Place: p, Excerpt: "été"})
		if strings.Join(got, "") != "été" || len(got) != 3 {
			t.Errorf("%+v: got %q", p, got)
		}
	}
}
