package serve

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"
)

const secret = "<p>what only the author may read"

// raw sends bytes as they are and reads the answer, nil when there was none.
// PORT stands for the server's port.
func (p *preview) raw(request string) (*http.Response, string) {
	p.t.Helper()
	conn, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", p.port))
	if err != nil {
		p.t.Fatal(err)
	}
	defer conn.Close()
	conn.SetDeadline(time.Now().Add(patience))
	io.WriteString(conn, strings.ReplaceAll(request, "PORT", fmt.Sprint(p.port)))
	conn.(*net.TCPConn).CloseWrite()
	resp, err := http.ReadResponse(bufio.NewReader(conn), nil)
	if err != nil {
		return nil, ""
	}
	defer resp.Body.Close()
	body, _ := io.ReadAll(resp.Body)
	return resp, string(body)
}

func guarded(t *testing.T) *preview {
	return start(t, site(map[string]string{
		"index.html": secret, "a/index.html": secret, "sub/index.html": secret, "x.html": secret, "x.js": secret,
		".env": secret, ".git/config": secret, "a/.hidden.html": secret, "..": secret, "../x": secret, "..%2fx": secret, `..\x`: secret,
	}))
}

// expect sends a request and checks that the answer has one of the statuses,
// gives nothing away and carries all headers. 0 means no answer of our own.
func (p *preview) expect(request string, statuses ...int) {
	p.t.Helper()
	resp, body := p.raw(request)
	short := fmt.Sprintf("%.100q", request)
	if resp == nil {
		if !slices.Contains(statuses, 0) {
			p.t.Errorf("%s: no answer", short)
		}
		return
	}
	if !slices.Contains(statuses, resp.StatusCode) {
		p.t.Errorf("%s: got %d, want %v", short, resp.StatusCode, statuses)
	}
	if resp.StatusCode >= 300 && strings.Contains(body, secret) {
		p.t.Errorf("%s: %d, but the answer holds the page", short, resp.StatusCode)
	}
	for name := range resp.Header {
		if strings.HasPrefix(name, "Access-Control-") {
			p.t.Errorf("%s: %s: %s", short, name, resp.Header[name])
		}
	}
	if byNetHTTP := strings.HasPrefix(body, fmt.Sprint(resp.StatusCode)); byNetHTTP {
		return // refused before any code of ours ran
	}
	for name, want := range map[string]string{
		"Cache-Control": "no-store", "Cross-Origin-Resource-Policy": "same-origin", "Referrer-Policy": "no-referrer",
		"X-Content-Type-Options": "nosniff", "X-Frame-Options": "SAMEORIGIN",
	} {
		if got := resp.Header.Get(name); got != want {
			p.t.Errorf("%s: %s is %q, want %q", short, name, got, want)
		}
	}
}

func TestHosts(t *testing.T) {
	p := guarded(t)
	for _, host := range []string{"localhost:PORT", "127.0.0.1:PORT", "[::1]:PORT", "LocalHost:PORT"} {
		p.expect("GET / HTTP/1.1\r\nHost: "+host+"\r\n\r\n", 200)
		p.expect("GET http://"+host+"/ HTTP/1.1\r\nHost: evil.example\r\n\r\n", 200) // the target wins, says RFC 9112
	}
	for _, host := range []string{
		"evil.example", "evil.example:PORT", "localhost.evil.example:PORT", "127.0.0.1.nip.io:PORT", "0.0.0.0:PORT", "", "[:::",
		"localhost", "localhost:1", "localhost.:PORT", "127.1:PORT", "127.0.0.2:PORT", "[::ffff:127.0.0.1]:PORT", "localhost:PORT,evil.example",
	} {
		p.expect("GET / HTTP/1.1\r\nHost: "+host+"\r\n\r\n", 403, 400)
		p.expect("GET /-/balise/events?token="+p.token+"&page=/ HTTP/1.1\r\nHost: "+host+"\r\n\r\n", 403, 400)
		p.expect("GET / HTTP/1.1\r\nHost: "+host+"\r\nX-Forwarded-Host: localhost:PORT\r\n\r\n", 403, 400)
	}
	for _, request := range []string{
		"GET / HTTP/1.1\r\nHost: localhost@evil\r\n\r\n",
		"GET / HTTP/1.1\r\n\r\n",
		"GET / HTTP/1.0\r\n\r\n",
		"GET / HTTP/1.1\r\nHost: localhost:PORT\r\nHost: evil.example\r\n\r\n",
		"GET http://evil.example/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
		"GET http://localhost:PORT@evil.example/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
	} {
		p.expect(request, 403, 400)
	}
	p.expect("GET / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 200)
}

func TestOriginAndFetchMetadata(t *testing.T) {
	p := guarded(t)
	send := func(path, headers string, want int) {
		t.Helper()
		p.expect("GET "+path+" HTTP/1.1\r\nHost: localhost:PORT\r\n"+headers+"\r\n", want)
	}
	for _, origin := range []string{"http://localhost:PORT", "http://127.0.0.1:PORT", "http://[::1]:PORT"} {
		send("/", "Origin: "+origin+"\r\n", 200)
	}
	for _, origin := range []string{
		"null", "", "http://localhost", "http://localhost:1", "https://localhost:PORT", "http://evil.example", "http://localhost:PORT.evil.example",
		"http://localhost:PORT/", "http://x@localhost:PORT", "[", "http://localhost:PORT\r\nOrigin: http://evil.example",
	} {
		send("/", "Origin: "+origin+"\r\n", 403)
		send("/-/balise/client.js", "Origin: "+origin+"\r\n", 403)
	}
	for _, ok := range []string{"same-origin", "none"} {
		send("/x.js", "Sec-Fetch-Site: "+ok+"\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n", 200)
	}
	for _, site := range []string{"cross-site", "same-site", "new-word"} {
		send("/", "Sec-Fetch-Site: "+site+"\r\nSec-Fetch-Mode: navigate\r\nSec-Fetch-Dest: document\r\n", 200)
		for _, how := range [][2]string{{"navigate", "iframe"}, {"navigate", "object"}, {"no-cors", "script"}, {"no-cors", "image"}, {"cors", "empty"}, {"", ""}} {
			send("/x.js", "Sec-Fetch-Site: "+site+"\r\nSec-Fetch-Mode: "+how[0]+"\r\nSec-Fetch-Dest: "+how[1]+"\r\n", 403)
		}
	}
}

func TestMethods(t *testing.T) {
	p := guarded(t)
	for _, method := range []string{"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "CONNECT", "FOO"} {
		p.expect(method+" / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 405, 400)
		p.expect(method+" /-/balise/events?token="+p.token+"&page=/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 405, 400)
	}
	p.expect("OPTIONS * HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 405)
	p.expect("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 5\r\n\r\nhello", 400)
	p.expect("GET / HTTP/1.1\r\nHost: localhost:PORT\r\nTransfer-Encoding: chunked\r\n\r\n", 400)
	resp, _ := p.raw("POST / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n")
	if got := resp.Header.Get("Allow"); got != "GET, HEAD" {
		t.Errorf("Allow: got %q", got)
	}
}

func TestHostilePaths(t *testing.T) {
	p := guarded(t)
	for path, status := range map[string]int{
		"/../x": 400, "/%2e%2e/x": 400, "/..%2fx": 400, "/..%2Fx": 400, "/%252e": 404, "/%252e%252e/x": 404, `/..\x`: 400, "/..%5cx": 400, "/..": 400, "/a/./": 400,
		"/x%00.html": 400, "/x%0a.html": 400, "/x%7f.html": 400, "//evil/x": 400, "//evil.example/sub": 400, "/sub//": 400, "///": 400,
		"/.env": 404, "/.git/config": 404, "/a/.hidden.html": 404, "/.well-known/../.env": 400, "/a/.well-known/x": 404,
		"/link-out": 404, "/up/secret": 404, "/a.md": 404, "/x.html::$DATA": 400, "/x.html.": 404, "/X~1.HTM": 404, "/X.HTML": 404, "/CON": 404,
		"/x.html#": 400, "/x.html%23": 404, "/x?raw??": 404, "/x.html/": 404, "/x.html%20": 404, "/%ff": 400, "/%": 400, "/%zz": 400, "": 400, "x": 400, "*": 400,
		"/sub\\": 400, "/sub/..;/": 404, "/" + strings.Repeat("a", 10_000): 404, "/" + strings.Repeat("a/", 32<<10): 431,
		"/x.html?" + strings.Repeat("a", 64<<10): 431,
	} {
		p.expect("GET "+path+" HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", status)
	}
	p.expect("GET /a HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 301)
	p.expect("GET /x.js HTTP/1.1\r\nHost: localhost:PORT\r\nRange: bytes=900-\r\n\r\n", 416)
	p.expect("GET /x.html?raw?? HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 200) // a query changes nothing
	for _, request := range []string{"", "\r\n\r\n", "\x00\x16\x03\x01", "GET", "GET / HTTP/9.9\r\nHost: localhost:PORT\r\n\r\n", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"} {
		p.expect(request, 0, 400, 403, 405, 505)
	}
	p.expect("GET / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 200)
}

// FuzzRequest: whatever bytes come, the server gives nothing to strangers and
// goes on.
func FuzzRequest(f *testing.F) {
	for _, request := range []string{
		"GET / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
		"GET /a?b#c HTTP/1.0\r\nHost: [::1]:PORT\r\nOrigin: null\r\n\r\n",
		"HEAD http://evil.example//x/..%2f%00 HTTP/1.1\r\nHost: \r\nRange: bytes=0-,-1\r\n\r\n",
		"POST /-/balise/events?token=%zz&page=// HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 9999999999\r\n\r\nx",
		"GET /-/balise/events;x HTTP/1.1\r\nHost: localhost:PORT\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\n",
		"GET /x.js HTTP/1.1\r\nHost: localhost:PORT\r\nRange: bytes=9-1,1-\r\nIf-Range: \"\r\n\r\nGET / HTTP/1.1\r\nHost: evil.example\r\n\r\n",
		"\x16\x03\x01\x00\xff", "OPTIONS * HTTP/1.1\r\nHost: [::: \r\n\r\n",
	} {
		f.Add([]byte(request))
	}
	listeners, port, err := Listen(0, true)
	if err != nil {
		f.Fatal(err)
	}
	s := New(Options{Log: func(message string) {
		if strings.HasPrefix(message, "fault") || strings.Contains(message, "panic") {
			panic(message)
		}
	}})
	s.Update(site(map[string]string{"index.html": secret, "x.js": "js", "a/index.html": "a"}))
	go s.Serve(f.Context(), listeners...)
	f.Fuzz(func(t *testing.T, request []byte) {
		p := &preview{Server: s, t: t, port: port}
		resp, body := p.raw(string(request))
		if resp != nil && strings.Contains(body, secret) && resp.StatusCode != 200 {
			t.Errorf("%q: %d with the page", request, resp.StatusCode)
		}
		if resp != nil && resp.Header.Get("Access-Control-Allow-Origin") != "" {
			t.Errorf("%q: cross-origin access", request)
		}
		if status, _ := p.get("/a/"); status != 200 {
			t.Errorf("after %q: got %d, want 200", request, status)
		}
	})
}
