package serve

import (
	"net/url"
	"os"
	"strings"
	"testing"
)

// Requests that got something out of other preview servers, or ended them: Vite
// (CVE-2025-24010, -30208, -31125, -31486, -32395, -46565, -58751, -62522, CVE-2026-39363,
// -53571), webpack-dev-server (CVE-2025-30359, -30360, CVE-2026-14631), Next.js
// (CVE-2025-48068, CVE-2026-27977), esbuild (GHSA-67mh-4wv8-2f99, GHSA-g7r4-m6w7-qqqr),
// Hugo (#14869, #14870). TOKEN is the token of the stream.
func TestHolesOfOthers(t *testing.T) {
	p := guarded(t)
	file := t.TempDir() + "/secret"
	if err := os.WriteFile(file, []byte(secret), 0o644); err != nil {
		t.Fatal(err)
	}
	const ours = "Host: localhost:PORT\r\n"
	stream := streamPath("/", "TOKEN")
	var requests []string
	add := func(line, headers string) { requests = append(requests, line+" HTTP/1.1\r\n"+headers+"\r\n") }
	for _, path := range []string{
		file, "/@fs" + file, "/@fs" + file + "?import&raw??", "/@fs" + file + "?raw", "/@fs/" + url.PathEscape(file), "/@id" + file, "/@fs/x/x/x/vite/" + strings.Repeat("../", 9) + file,
		file + "?.svg?.wasm?init", "/.." + file, "/a/../../.." + file, "/a/%2e%2e/%2e%2e" + file, `/..\..` + strings.ReplaceAll(file, "/", `\`),
		"/.env?raw??", "/.env?.svg", "/.env/", "/.env/.", "/.env%20", "/.ENV", `/.env\`, "/x.html\\", "/x.html/.", "/x.html::$DATA?raw", "/ENV~1", "/a/.git/config",
		"/serve.go", "/../serve.go", "/content/index.md", "/../content/index.md", "/layouts/guide.html", "/public/index.html", "/__open-in-editor?file=" + file,
		"/_next/image?url=" + file, "/__nextjs_original-stack-frame?file=" + file, "/livereload", "/esbuild", "/webpack-dev-server", "/sockjs-node", "/ws", "/debug/pprof/", "/metrics",
		"/-/balise/../x.html", "/-/balise/client/main.js", "/-/balise/events/", "/-/balise/strip", "file://" + file, "/;" + file, "/%2f" + file[1:],
	} {
		add("GET "+path, ours)
	}
	for _, headers := range []string{
		"Host: evil.example\r\n", "Host: localhost:PORT\r\nOrigin: http://evil.example\r\n", "Host: localhost:PORT\r\nOrigin: null\r\n", "Host: 127.0.0.1:PORT\r\nOrigin: http://127.0.0.2:PORT\r\n",
		"Host: [::1]:PORT\r\nOrigin: http://[::1]:1\r\n", "Host: 192.168.0.1:PORT\r\n", "Host: localhost:PORT\r\nOrigin: http://[\r\n", "Host: [\r\n", "Host: ]:PORT[\r\n", "Host: localhost:PORT\r\nOrigin: %%%\r\n",
		"Host: localhost:PORT\r\nSec-Fetch-Site: cross-site\r\nSec-Fetch-Mode: no-cors\r\nSec-Fetch-Dest: script\r\n", "Host: evil.example\r\nX-Forwarded-Host: localhost:PORT\r\nForwarded: host=localhost:PORT\r\n",
		"Host: localhost:PORT\r\nOrigin: chrome-extension://abc\r\n", "Host: localhost:PORT\r\nOrigin: file://\r\n", "Host: LOCALHOST.:PORT\r\n", "Host: localhost:PORT\r\nSec-Fetch-Site: same-site\r\n",
	} {
		add("GET /x.html", headers)
		add("GET /-/balise/client.js", headers)
		add("GET "+stream, headers)
		add("GET "+stream, headers+"Connection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n")
	}
	for _, path := range []string{"/-/balise/events", "/-/balise/events?page=/", "/-/balise/events?page=/&token=", "/-/balise/events?page=/&token=TOKE", "/-/balise/events?token=x&token=TOKEN&page=/"} {
		add("GET "+path, ours+"Connection: Upgrade\r\nUpgrade: websocket\r\n")
		add("GET "+path, ours)
	}
	for _, whole := range []string{
		"GET /x.html HTTP/1.1\r\nHost: localhost:PORT\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n", "GET /x.html HTTP/1.1\r\nHost : localhost:PORT\r\n\r\n",
		"GET /x.html HTTP/1.1\r\nHost: localhost:PORT\r\nA: b\r\n c: d\x00\r\n\r\n", "GET /x.html HTTP/1.1\r\nHost: localhost:PORT\x00\r\n\r\n", "GET /x.html\r\n\r\n", "GET  /x.html HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
		"GET /x.html HTTP/1.1\r\nHost: localhost:PORT\r\nA: " + strings.Repeat("a", 32<<10) + "\r\n\r\n", "get /x.html HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", "GET https://localhost:PORT:x/ HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n",
		"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", "GET / HTTP/2.0\r\nHost: localhost:PORT\r\n\r\n", strings.Repeat("A", 64<<10),
	} {
		requests = append(requests, whole)
	}
	for _, request := range requests {
		resp, body := p.raw(strings.ReplaceAll(request, "TOKEN", p.token))
		if strings.Contains(body, secret) || resp != nil && resp.StatusCode < 400 {
			t.Errorf("%.150q: got %d %.80q", request, resp.StatusCode, body)
		}
		if resp != nil {
			for name := range resp.Header {
				if strings.HasPrefix(name, "Access-Control-") {
					t.Errorf("%.150q: %s", request, name)
				}
			}
		}
	}
	p.expect("GET / HTTP/1.1\r\nHost: localhost:PORT\r\n\r\n", 200)
	if len(requests) < 60 {
		t.Errorf("only %d requests", len(requests))
	}
}
