package serve

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"regexp"
	"strings"
	"testing"
	"time"

	"balise/generator/internal/diag"
)

// site is a snapshot that publishes files. A file that begins with "fail:" is a
// page whose layout failed; one that begins with "panic:" is a bug of ours.
func site(files map[string]string, problems ...diag.Diagnostic) Snapshot {
	return Snapshot{
		Lookup: func(name string) ([]byte, bool, error) {
			text, ok := files[name]
			if why, failed := strings.CutPrefix(text, "fail:"); failed {
				return nil, false, errors.New(why)
			}
			if strings.HasPrefix(text, "panic:") {
				panic(text)
			}
			return []byte(text), ok, nil
		},
		Problems: problems,
	}
}

var broken = diag.Diagnostic{
	Place:   diag.Place{File: "content/<img src=x onerror=alert(1)>.md", Line: 3, Col: 7, End: 9},
	Code:    "link-missing",
	Message: `no guide at "<script>"`,
	Fix:     "did you mean \"b.md\"?",
	Excerpt: "déjà, ce là-bas",
}

// preview is a server on real sockets.
type preview struct {
	*Server
	t    *testing.T
	port int
	stop func() error // ends Serve and returns what it returned
}

func start(t *testing.T, first Snapshot) *preview {
	t.Helper()
	listeners, port, err := Listen(0, true)
	if err != nil {
		t.Fatal(err)
	}
	p := &preview{t: t, port: port, Server: New(Options{Log: func(s string) { t.Log(s) }})}
	if first.Lookup != nil {
		p.Update(first)
	}
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan error, 1)
	go func() { ended <- p.Serve(ctx, listeners...) }()
	p.stop = func() error {
		cancel()
		err := <-ended
		ended <- err
		return err
	}
	t.Cleanup(func() { p.stop() })
	return p
}

func (p *preview) url(path string) string { return fmt.Sprintf("http://127.0.0.1:%d%s", p.port, path) }

// request sends one request without following redirects. header is "Name: value".
func (p *preview) request(method, path string, header ...string) (*http.Response, string) {
	p.t.Helper()
	r, err := http.NewRequest(method, p.url(path), nil)
	if err != nil {
		p.t.Fatal(err)
	}
	for _, h := range header {
		name, value, _ := strings.Cut(h, ": ")
		r.Header.Set(name, value)
	}
	transport := &http.Transport{DisableKeepAlives: true}
	resp, err := transport.RoundTrip(r)
	if err != nil {
		p.t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	return resp, string(body)
}

// get returns the status and the body of a page.
func (p *preview) get(path string) (int, string) {
	p.t.Helper()
	resp, body := p.request("GET", path)
	return resp.StatusCode, body
}

var scriptElement = regexp.MustCompile(`<script src="/-/balise/client\.js" data-token="(\w+)" data-digest="(\w+)" data-state="\d+"></script>`)

// bare takes the client out of a page, and returns what the client holds.
func bare(t *testing.T, body string) (page, token, digest string) {
	t.Helper()
	m := scriptElement.FindStringSubmatch(body)
	if m == nil {
		t.Fatalf("no client in %q", body)
	}
	return strings.Replace(body, m[0], "", 1), m[1], m[2]
}

func TestPageIsThePublishedBytesAndTheClient(t *testing.T) {
	const home = "<!doctype html><title>é</title><body><p>Text &amp; </BODY>\n<!-- end -->\n"
	p := start(t, site(map[string]string{"index.html": home, "a/b/index.html": "<p>no body element", "e/index.html": ""}))
	for path, want := range map[string]string{"/": home, "/index.html": home, "/a/b/": "<p>no body element", "/e/": ""} {
		resp, body := p.request("GET", path)
		got, token, _ := bare(t, body)
		if got != want || resp.StatusCode != 200 {
			t.Errorf("%s: got %d %q, want 200 %q", path, resp.StatusCode, got, want)
		}
		if token != p.token {
			t.Errorf("%s: token %q, want %q", path, token, p.token)
		}
		if got := resp.Header.Get("Content-Type"); got != "text/html; charset=utf-8" {
			t.Errorf("%s: Content-Type %q", path, got)
		}
		head, empty := p.request("HEAD", path)
		if empty != "" || head.ContentLength != int64(len(body)) || head.StatusCode != 200 {
			t.Errorf("HEAD %s: got %d, %d bytes, %q", path, head.StatusCode, head.ContentLength, empty)
		}
	}
	if _, body := p.get("/"); !strings.Contains(body, "</script></BODY>") {
		t.Errorf("the client is not at the end of the body: %q", body)
	}
}

func TestFilesGoOutUntouched(t *testing.T) {
	files := map[string]string{
		"style.ab12.css": "body{}</body>", "app.js": "</body>", "feed.xml": "<feed/>", "a.svg": "<svg></body></svg>",
		"llms.txt": "texte", "x.bin": "\x00\x01", "photo.png": "\x89PNG", ".well-known/security.txt": "Contact:", "déjà vu.pdf": "%PDF",
	}
	types := map[string]string{
		"style.ab12.css": "text/css; charset=utf-8", "app.js": "text/javascript; charset=utf-8", "feed.xml": "application/xml; charset=utf-8",
		"a.svg": "image/svg+xml; charset=utf-8", "llms.txt": "text/plain; charset=utf-8", "x.bin": "application/octet-stream",
		"photo.png": "image/png", ".well-known/security.txt": "text/plain; charset=utf-8", "déjà vu.pdf": "application/pdf",
	}
	p := start(t, site(files))
	for name, want := range files {
		resp, got := p.request("GET", "/"+strings.ReplaceAll(name, " ", "%20"))
		if got != want || resp.Header.Get("Content-Type") != types[name] {
			t.Errorf("%s: got %q %q, want %q %q", name, got, resp.Header.Get("Content-Type"), want, types[name])
		}
	}
	resp, part := p.request("GET", "/llms.txt", "Range: bytes=1-2")
	if resp.StatusCode != http.StatusPartialContent || part != "ex" {
		t.Errorf("range: got %d %q", resp.StatusCode, part)
	}
}

func TestFolderWithoutSlashRedirects(t *testing.T) {
	p := start(t, site(map[string]string{"a/b/index.html": "b", "é à/index.html": "e", "bad/index.html": "fail:x", "search/index.html": "s"}))
	for path, want := range map[string]string{
		"/a/b": "/a/b/", "/%C3%A9%20%C3%A0": "/%C3%A9%20%C3%A0/", "/bad": "/bad/", "/search?q=a%26b": "/search/?q=a%26b",
	} {
		resp, _ := p.request("GET", path)
		if got := resp.Header.Get("Location"); got != want || resp.StatusCode != http.StatusMovedPermanently {
			t.Errorf("%s: got %d to %q, want 301 to %q", path, resp.StatusCode, got, want)
		}
	}
	for _, path := range []string{"/a", "/a/", "/a/b/c", "/a/b/index.html/"} {
		if status, _ := p.get(path); status != http.StatusNotFound {
			t.Errorf("%s: got %d, want 404", path, status)
		}
	}
}

func TestMissingPage(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	status, body := p.get("/gone/")
	if page, _, _ := bare(t, body); status != 404 || !strings.Contains(page, "No page here") {
		t.Errorf("without a 404 page: got %d %q", status, page)
	}
	p.Update(site(map[string]string{"404.html": "<h1>Perdu</h1>"}))
	for _, path := range []string{"/gone/", "/.env"} {
		status, body = p.get(path)
		if page, _, _ := bare(t, body); status != 404 || page != "<h1>Perdu</h1>" {
			t.Errorf("%s: got %d %q, want the site's own page", path, status, page)
		}
	}
}

func TestLastGoodPageOnError(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "broken from the start"}, broken))
	shows := func(what, want string) {
		t.Helper()
		_, body := p.get("/")
		if got, _, _ := bare(t, body); got != want {
			t.Errorf("%s: got %q, want %q", what, got, want)
		}
	}
	shows("no good snapshot yet", "broken from the start")
	warning := broken
	warning.Severity = diag.Warning
	p.Update(site(map[string]string{"index.html": "good"}, warning))
	shows("a warning", "good")
	p.Update(site(map[string]string{"index.html": "half"}, broken))
	shows("an error", "good")
	p.Update(site(map[string]string{"index.html": "better"}))
	shows("mended", "better")
}

func TestLayoutFailureIsExplained(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "fail:layouts/guide.html:3: <b>no field</b>"}))
	status, body := p.get("/")
	page, _, _ := bare(t, body)
	if status != 500 || !strings.Contains(page, "layouts/guide.html:3: &lt;b&gt;no field&lt;/b&gt;") {
		t.Errorf("got %d %q", status, page)
	}
}

func TestBeforeTheFirstUpdate(t *testing.T) {
	p := start(t, Snapshot{})
	status, body := p.get("/any/")
	_, token, digest := bare(t, body)
	if status != http.StatusServiceUnavailable {
		t.Errorf("got %d, want 503", status)
	}
	events := p.listen("/any/", token)
	if m := events.next(); m.Digest != digest {
		t.Errorf("before the update: %+v", m)
	}
	p.Update(site(map[string]string{"any/index.html": "here"}))
	if m := events.next(); m.Digest == digest {
		t.Errorf("after the update: %+v", m)
	}
}

// A file that cannot be read is no fault of a layout.
func TestWhatFailedIsNamed(t *testing.T) {
	p := start(t, site(map[string]string{"a/index.html": "fail:index 0 of a list of 0", "c.pdf": "fail:permission denied"}))
	for path, want := range map[string]string{"/a/": "Its layout failed", "/c.pdf": "This file could not be read"} {
		if status, body := p.get(path); status != 500 || !strings.Contains(body, want) {
			t.Errorf("%s: got %d %q, want %q", path, status, body, want)
		}
	}
}

func TestPanicIsAnswered(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "panic: bug", "a/index.html": "a"}))
	resp, body := p.request("GET", "/")
	if resp.StatusCode != 500 || strings.Contains(body, "bug") {
		t.Errorf("got %d %q", resp.StatusCode, body)
	}
	if status, _ := p.get("/a/"); status != 200 {
		t.Errorf("afterwards: got %d, want 200", status)
	}
}

func TestServerHoldsNoFilesOfItsOwn(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	for path, kind := range map[string]string{"/-/balise/client.js": "text/javascript; charset=utf-8", "/-/balise/page.css": "text/css; charset=utf-8", "/-/balise/strip.css": "text/css; charset=utf-8"} {
		if resp, _ := p.request("GET", path); resp.StatusCode != 200 || resp.Header.Get("Content-Type") != kind {
			t.Errorf("%s: got %d %q", path, resp.StatusCode, resp.Header.Get("Content-Type"))
		}
	}
	for _, path := range []string{"/-/balise/", "/-/balise/page.html", "/-/balise/strip.html", "/-/balise/client/main.js", "/-/balise/main.js", "/-/balise/serve.go", "/serve.go", "/testdata/", "/go.mod"} {
		if status, _ := p.get(path); status != 404 {
			t.Errorf("%s: got %d, want 404", path, status)
		}
	}
}

const patience = 5 * time.Second
