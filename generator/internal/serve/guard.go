package serve

import (
	"fmt"
	"net/http"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"
)

// answerLimit is how long a client may take to accept an answer.
const answerLimit = 30 * time.Second

// Handler serves the site to requests that name this machine and the port as
// their host, and refuses all others.
func (s *Server) Handler(port int) http.Handler {
	g := &guard{server: s}
	for _, name := range []string{"localhost", "127.0.0.1", "[::1]"} {
		g.hosts = append(g.hosts, name+":"+strconv.Itoa(port))
		if port == 80 {
			g.hosts = append(g.hosts, name) // browsers leave it out
		}
	}
	return g
}

// guard stands before everything the server answers. It decides by what is
// allowed, never by what is forbidden.
type guard struct {
	server *Server
	hosts  []string // host:port, in lower case
}

// ServeHTTP answers one request. Nothing that happens inside ends the process.
func (g *guard) ServeHTTP(plain http.ResponseWriter, r *http.Request) {
	w := &sealedWriter{ResponseWriter: plain}
	defer func() {
		if fault := recover(); fault != nil {
			g.server.log(fmt.Sprintf("fault while answering %q: %v\n%s", r.URL.Path, fault, debug.Stack()))
			if !w.sealed {
				refuse(w, refusal{http.StatusInternalServerError, "Balise made a mistake. The terminal shows it."})
			}
		}
	}()
	// An error means a writer without deadlines, as tests have.
	conn := http.NewResponseController(w)
	_ = conn.SetWriteDeadline(time.Now().Add(answerLimit))
	if r.ContentLength != 0 {
		_ = conn.SetReadDeadline(time.Now()) // or net/http waits for the body
	}
	if no := g.check(r); no.status != 0 {
		refuse(w, no)
		return
	}
	g.server.route(w, r)
}

// refusal is why a request is not answered. Status 0 is none.
type refusal struct {
	status int
	why    string
}

// check is the whole list of conditions a request has to meet, whatever it asks.
func (g *guard) check(r *http.Request) refusal {
	switch {
	case !slices.Contains(g.hosts, strings.ToLower(r.Host)):
		return refusal{http.StatusForbidden, "This preview answers only under its own address. Open http://" + g.hosts[0] + "/"}
	case !g.originAllowed(r):
		return refusal{http.StatusForbidden, "Other sites may not ask this preview."}
	case !fetchAllowed(r):
		return refusal{http.StatusForbidden, "Other sites may link to this preview, but not load parts of it."}
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		return refusal{http.StatusMethodNotAllowed, "This preview can only be read."}
	case r.ContentLength != 0:
		return refusal{http.StatusBadRequest, "This preview reads no request bodies."}
	case strings.Contains(r.RequestURI, "#"):
		return refusal{http.StatusBadRequest, "An address ends before its #."}
	}
	return refusal{}
}

// originAllowed tells whether the page that sent the request, if it is named, is
// ours. No name proves nothing, so the stream has its token.
func (g *guard) originAllowed(r *http.Request) bool {
	for _, origin := range r.Header["Origin"] {
		host, ok := strings.CutPrefix(origin, "http://")
		if !ok || !slices.Contains(g.hosts, host) {
			return false
		}
	}
	return true
}

// fetchAllowed tells whether the browser sends the request for one of our pages
// or for the person before it. Others may link here and nothing else.
func fetchAllowed(r *http.Request) bool {
	for _, site := range r.Header["Sec-Fetch-Site"] {
		if site == "same-origin" || site == "none" {
			continue
		}
		followsLink := r.Method == http.MethodGet && r.Header.Get("Sec-Fetch-Mode") == "navigate" && r.Header.Get("Sec-Fetch-Dest") == "document"
		if !followsLink {
			return false
		}
	}
	return true
}

func refuse(w http.ResponseWriter, no refusal) {
	h := w.Header()
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("Connection", "close") // a body may follow, and is not read
	switch no.status {
	case http.StatusMethodNotAllowed:
		h.Set("Allow", "GET, HEAD")
	case http.StatusTooManyRequests:
		h.Set("Retry-After", "2")
	}
	w.WriteHeader(no.status)
	fmt.Fprintln(w, no.why)
}

// sealedWriter sets the headers that no answer goes without, at the last moment:
// what comes before, such as http.ServeContent, may remove some.
type sealedWriter struct {
	http.ResponseWriter
	sealed bool
}

func (w *sealedWriter) WriteHeader(status int) {
	if !w.sealed {
		w.sealed = true
		h := w.Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "SAMEORIGIN")
	}
	w.ResponseWriter.WriteHeader(status)
}

func (w *sealedWriter) Write(p []byte) (int, error) {
	if !w.sealed {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(p)
}

// Unwrap lets http.ResponseController reach the connection.
func (w *sealedWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }
