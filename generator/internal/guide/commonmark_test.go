package guide

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// extensions are the examples of CommonMark that guides read differently, and
// why.
var extensions = map[int]string{
	608: "GFM: a bare address is a link",
	611: "GFM: a bare address is a link",
	612: "GFM: a bare email address is a link",
}

// TestCommonMark reads the examples of the CommonMark specification as guides
// are read and compares the HTML. What is done on purpose is undone first: raw
// HTML is let through, addresses are as written, and ids are taken out.
func TestCommonMark(t *testing.T) {
	var examples []struct {
		Example        int
		Markdown, HTML string
	}
	data, err := os.ReadFile(filepath.Join(goldmarkDir(t), "_test", "spec.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &examples); err != nil || len(examples) != 652 {
		t.Fatalf("%d examples; want 652 (%v)", len(examples), err)
	}
	plain, links := rawMarkdown(false), rawMarkdown(true)
	for _, e := range examples {
		md := plain
		if mayHoldAddress([]byte(e.Markdown)) {
			md = links
		}
		got, want := normal(rawHTML(t, md, e.Markdown)), normal(e.HTML)
		why, differs := extensions[e.Example]
		switch {
		case got != want && !differs:
			t.Errorf("example %d:\n%s\ngot:\n%s\nwant:\n%s", e.Example, e.Markdown, got, want)
		case got == want && differs:
			t.Errorf("example %d agrees, so it is no longer an exception (%s)", e.Example, why)
		}
	}
}

// goldmarkDir returns the folder of goldmark's source, where its tests are too.
func goldmarkDir(t *testing.T) string {
	t.Helper()
	dir, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", "github.com/yuin/goldmark").Output()
	if err != nil {
		t.Fatal("go list:", err)
	}
	return strings.TrimSpace(string(dir))
}

// rawMarkdown is newMarkdown with raw HTML let through.
func rawMarkdown(addresses bool) markdown {
	md := newMarkdown(addresses)
	rawRenderer{html.NewRenderer(html.WithUnsafe())}.RegisterFuncs(&md.writers)
	return md
}

// rawRenderer renders raw HTML, and nothing else, as another renderer does.
type rawRenderer struct{ other renderer.NodeRenderer }

func (r rawRenderer) RegisterFuncs(reg renderer.NodeRendererFuncRegisterer) {
	r.other.RegisterFuncs(rawRegisterer{reg})
}

type rawRegisterer struct {
	renderer.NodeRendererFuncRegisterer
}

func (r rawRegisterer) Register(kind ast.NodeKind, f renderer.NodeRendererFunc) {
	if kind == ast.KindHTMLBlock || kind == ast.KindRawHTML {
		r.NodeRendererFuncRegisterer.Register(kind, f)
	}
}

// rawHTML parses, inspects and renders a text as [Parser.Parse] does, and keeps
// the addresses as they were written.
func rawHTML(t *testing.T, md markdown, src string) string {
	t.Helper()
	f := fileOf(t, "a.md", []byte(src))
	s := &parsing{parser: NewParser(Options{}), room: newRoom().(*room), guide: &Guide{File: f, Front: Front{Title: "none of the headings"}}, text: []byte(src)}
	doc := md.parser.Parse(text.NewReader(s.text), parser.WithContext(parser.NewContext()))
	written := addresses(doc)
	s.inspect(doc)
	kept := map[int][]byte{}
	for n, address := range written {
		switch mark := destinationOf(n); (*mark)[0] {
		case markRef:
			index, _ := markedIndex(markRef, *mark)
			kept[index] = address
		default:
			*mark = address
		}
	}
	s.render(md, doc)
	return string(s.guide.Body.HTML(func(w *bytes.Buffer, h Hole) {
		if h.Kind != RefHole {
			return
		}
		attribute := []string{` href="`, ` src="`}[s.guide.Refs[h.Index].Kind]
		w.WriteString(attribute + string(util.EscapeHTML(util.URLEscape(kept[int(h.Index)], false))) + `"`)
	}))
}

// addresses returns the addresses of all links and images in a tree.
func addresses(doc ast.Node) map[ast.Node][]byte {
	written := map[ast.Node][]byte{}
	_ = ast.Walk(doc, func(n ast.Node, entering bool) (ast.WalkStatus, error) {
		if dest := destinationOf(n); entering && dest != nil {
			written[n] = unescape(*dest)
		}
		if n.Kind() == ast.KindImage {
			return ast.WalkSkipChildren, nil
		}
		return ast.WalkContinue, nil
	})
	return written
}

func destinationOf(n ast.Node) *[]byte {
	switch n := n.(type) {
	case *ast.Link:
		return &n.Destination
	case *ast.Image:
		return &n.Destination
	}
	return nil
}

var (
	regions    = regexp.MustCompile(`<div class="table"[^>]*>\n<table>`)
	checklists = regexp.MustCompile(`</?aid-checklist>\n| value="[^"]*"`)
	headingID  = regexp.MustCompile(`(<h[1-6]) id="[^"]*"`)
	refusedURL = regexp.MustCompile(`<a>([^<]*)</a>`) // only those between < and > are not kept as written
	closedVoid = regexp.MustCompile(`<(br|hr|img|input)([^>]*?) ?/>`)
)

// normal takes out of HTML what guides have and the specification has not, and
// the slashes that the specification has and HTML does not need.
func normal(html string) string {
	html = headingID.ReplaceAllString(html, "$1")
	html = strings.ReplaceAll(html, `<pre tabindex="0">`, "<pre>")
	html = refusedURL.ReplaceAllString(html, `<a href="$1">$1</a>`)
	return closedVoid.ReplaceAllString(html, "<$1$2>")
}
