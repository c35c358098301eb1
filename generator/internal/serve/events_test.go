package serve

import (
	"bufio"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"strings"
	"testing"
	"time"

	"balise/generator/internal/diag"
)

// events is a raw client of the stream.
type events struct {
	t        *testing.T
	messages chan message
	beats    chan struct{}
	digest   string // of the page when it was opened
}

// changed waits for a message, and tells whether the page is another than when it
// was opened.
func (e *events) changed() bool {
	e.t.Helper()
	return e.next().Digest != e.digest
}

func streamPath(page, token string) string {
	return "/-/balise/events?" + url.Values{"page": {page}, "token": {token}}.Encode()
}

// listen opens a stream, which ends with the test.
func (p *preview) listen(page, token string) *events {
	p.t.Helper()
	return p.listenTo(streamPath(page, token), "")
}

// listenTo opens the stream at a path in a browser of some name.
func (p *preview) listenTo(path, browser string) *events {
	p.t.Helper()
	r, err := http.NewRequest("GET", p.url(path), nil)
	if err != nil {
		p.t.Fatal(err)
	}
	r.Header.Set("User-Agent", browser)
	resp, err := http.DefaultClient.Do(r)
	if err != nil {
		p.t.Fatal(err)
	}
	if resp.StatusCode != 200 || resp.Header.Get("Content-Type") != "text/event-stream; charset=utf-8" {
		p.t.Fatalf("stream: got %d %q", resp.StatusCode, resp.Header.Get("Content-Type"))
	}
	e := &events{t: p.t, messages: make(chan message, 100), beats: make(chan struct{}, 100)}
	p.t.Cleanup(func() { resp.Body.Close() })
	go func() {
		defer close(e.messages)
		lines := bufio.NewScanner(resp.Body)
		lines.Buffer(nil, 1<<20)
		for lines.Scan() {
			if data, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
				var m message
				if json.Unmarshal([]byte(data), &m) == nil {
					e.messages <- m
				}
			} else if strings.HasPrefix(lines.Text(), ":") {
				e.beats <- struct{}{}
			}
		}
	}()
	return e
}

// next waits for a message.
func (e *events) next() message {
	e.t.Helper()
	select {
	case m, ok := <-e.messages:
		if !ok {
			e.t.Fatal("the stream ended")
		}
		return m
	case <-time.After(patience):
		e.t.Fatal("no event")
	}
	panic("unreachable")
}

// open loads a page as a browser does, and listens.
func (p *preview) open(page string) *events {
	p.t.Helper()
	_, body := p.get(page)
	_, token, digest := bare(p.t, body)
	e := p.listen(page, token)
	e.digest = digest
	if m := e.next(); m.Digest != digest {
		p.t.Errorf("%s changed since it was loaded", page)
	}
	return e
}

func TestOnlyChangedPagesAreTold(t *testing.T) {
	files := func(a, b, picture, style string) Snapshot {
		return site(map[string]string{
			"a/index.html":   a + `<img alt="" src="../p.png"><a href="../b/">b</a>`,
			"b/index.html":   b + `<link rel="stylesheet" href="/s.css?v=1"><img src="https://example.org/p.png"><img src="../../p.png">`,
			"p.png":          picture,
			"s.css":          style,
			"caf\u00e9.html": a,
		})
	}
	p := start(t, files("a", "b", "p", "s"))
	a, b, cafe := p.open("/a/"), p.open("/b/"), p.open("/caf%C3%A9.html")
	for _, tt := range []struct {
		what          string
		next          Snapshot
		a, b, cafeToo bool
	}{
		{"nothing", files("a", "b", "p", "s"), false, false, false},
		{"a text", files("A", "b", "p", "s"), true, false, true},
		{"a picture", files("a", "b", "P", "s"), true, false, false},
		{"a style", files("a", "b", "p", "S"), false, true, false},
		{"everything", files("A", "B", "P", "S"), true, true, true},
		{"a page is gone", site(map[string]string{"b/index.html": "b"}), true, true, true},
		{"all is as it was", files("a", "b", "p", "s"), false, false, false},
	} {
		p.Update(tt.next)
		for e, want := range map[*events]bool{a: tt.a, b: tt.b, cafe: tt.cafeToo} {
			if got := e.changed(); got != want {
				t.Errorf("%s: changed %v, want %v", tt.what, got, want)
			}
		}
	}
}

// A page is sent once with the event that tells of it, with the client as always.
func TestEventBringsThePage(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "<p>a < b"}))
	e := p.listen("/", p.token)
	if m := e.next(); m.Page == "" {
		t.Error("a client that has nothing gets nothing")
	}
	p.Update(site(map[string]string{"index.html": "<p>a < b"}, broken))
	if m := e.next(); m.Page != "" {
		t.Errorf("the same page is sent again: %q", m.Page)
	}
	p.Update(site(map[string]string{"index.html": "<p>b < a"}))
	m := e.next()
	page, token, digest := bare(t, m.Page)
	if page != "<p>b < a" || token != p.token || digest != m.Digest {
		t.Errorf("another page: got %+v", m)
	}
}

func TestDeletedPageComesBack(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	e := p.open("/gone/")
	p.Update(site(map[string]string{"index.html": "other home"}))
	if e.changed() {
		t.Error("told of the change of another page")
	}
	p.Update(site(map[string]string{"gone/index.html": "back"}))
	if !e.changed() {
		t.Error("not told that the page is back")
	}
}

func TestDigestOutlivesTheProcess(t *testing.T) {
	same := site(map[string]string{"index.html": "home"})
	first, second := start(t, same), start(t, same)
	_, before := first.get("/")
	_, after := second.get("/")
	_, token1, digest1 := bare(t, before)
	_, token2, digest2 := bare(t, after)
	if digest1 != digest2 {
		t.Errorf("digests: %s and %s", digest1, digest2)
	}
	if token1 == token2 {
		t.Errorf("both processes have the token %s", token1)
	}
}

func TestStreamNeedsTheToken(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	for path, want := range map[string]int{
		"/-/balise/events":                             403,
		streamPath("/", ""):                            403,
		streamPath("/", strings.Repeat("0", 32)):       403,
		streamPath("", p.token):                        400,
		streamPath("http://evil.example/", p.token):    400,
		streamPath("/../x", p.token):                   400,
		"/-/balise/events?" + strings.Repeat("%zz", 9): 403,
	} {
		if status, _ := p.get(path); status != want {
			t.Errorf("%s: got %d, want %d", path, status, want)
		}
	}
}

func TestProblemsReachThePage(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	e := p.open("/")
	p.Update(site(map[string]string{"index.html": "half"}, broken))
	m := e.next()
	if m.Digest != e.digest || !strings.Contains(m.Strip, "1 error – this page is the last version without errors") {
		t.Fatalf("with an error: got %+v", m)
	}
	p.Update(site(map[string]string{"index.html": "home"}))
	if m := e.next(); m.Digest != e.digest || m.Strip != "" {
		t.Errorf("mended: got %+v", m)
	}
}

// A snapshot whose problems are not all known yet is none to go back to.
func TestProvisionalIsNotGood(t *testing.T) {
	files := map[string]string{"index.html": "home", "b/index.html": "fail:index 0 of a list of 0"}
	first := site(files)
	first.Provisional = true
	p := start(t, first)
	e := p.open("/")
	p.Update(site(files, broken))
	if m := e.next(); !strings.Contains(m.Strip, "<summary>1 error</summary>") {
		t.Errorf("the same snapshot with an error: got %+v, want pages that are not from before it", m)
	}
	p.Update(site(map[string]string{"index.html": "half"}, broken))
	if status, body := p.get("/"); status != 200 || !strings.HasPrefix(body, "half") {
		t.Errorf("while no snapshot was good: got %d, %q, want the newest page", status, body)
	}
}

func TestMovedPageIsFollowed(t *testing.T) {
	p := start(t, site(map[string]string{"a/index.html": "a"}))
	moved := func(files map[string]string, moved map[string]string, problems ...diag.Diagnostic) Snapshot {
		s := site(files, problems...)
		s.Moved = moved
		return s
	}
	e := p.open("/a/")
	for _, step := range []struct {
		what string
		next Snapshot
		want string
	}{
		{"while there are errors", moved(map[string]string{"b/index.html": "a"}, map[string]string{"/a/": "/b/"}, broken), ""},
		{"once mended", moved(map[string]string{"é/index.html": "a"}, map[string]string{"/a/": "/é/"}), "/%C3%A9/"},
		{"again", moved(map[string]string{"c/index.html": "a"}, map[string]string{"/é/": "/c/"}), "/c/"},
		{"removed", moved(nil, nil), ""},
		{"in a circle", moved(nil, map[string]string{"/c/": "/a/"}), ""},
		{"back", moved(map[string]string{"a/index.html": "a"}, nil), ""},
	} {
		p.Update(step.next)
		if m := e.next(); m.Moved != step.want {
			t.Errorf("%s: moved to %q, want %q", step.what, m.Moved, step.want)
		}
	}
}

func TestMovesAreForgotten(t *testing.T) {
	s := New(Options{})
	for i := range 3 * maxMoved {
		next := site(nil)
		next.Moved = map[string]string{fmt.Sprint(i): "/"}
		s.Update(next)
	}
	if len(s.moved) > maxMoved {
		t.Errorf("%d moves are remembered, want at most %d", len(s.moved), maxMoved)
	}
}
