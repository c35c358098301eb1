package serve

import (
	"bytes"
	_ "embed"
	"html/template"
	"net/http"
	"path"
	"strconv"
	"strings"
	"time"
)

// own is where the server's own addresses begin. No site publishes there.
const own = "/-/balise/"

//go:embed strip.css
var stripCSS string

//go:embed strip.html
var stripHTML string

//go:embed page.css
var pageCSS string

//go:embed page.html
var pageHTML string

// route answers a request that the guard let through.
func (s *Server) route(w http.ResponseWriter, r *http.Request) {
	p, no := parsePath(r.URL.EscapedPath())
	switch {
	case no.status != 0:
		refuse(w, no)
	case p == own+"events":
		s.events(w, r)
	case p == own+"client.js":
		s.sendBytes(w, r, answer{name: "client.js", body: s.client()})
	case p == own+"strip.css":
		s.sendBytes(w, r, answer{name: "strip.css", body: []byte(stripCSS)})
	case p == own+"page.css":
		s.sendBytes(w, r, answer{name: "page.css", body: []byte(pageCSS)})
	default:
		st := s.now.Load()
		s.send(w, r, st, s.find(st, p))
	}
}

// answer is what a path leads to in one state.
type answer struct {
	status   int
	name     string // output name, or what stands for it
	body     []byte
	location string // path to go to instead
	ours     bool   // the body is not the site's
}

func (a answer) isHTML() bool { return path.Ext(a.name) == ".html" }

// find answers a path as the site would, once published.
func (s *Server) find(st *state, p string) answer {
	if st.site.Lookup == nil {
		return s.page(http.StatusServiceUnavailable, notice{Title: "One moment", Text: "Balise is reading the site. This page appears by itself."})
	}
	if isHidden(p) {
		return s.missing(st)
	}
	name := outputName(p)
	body, ok, err := st.site.Lookup(name)
	switch {
	case err != nil && path.Ext(name) != ".html":
		return s.page(http.StatusInternalServerError, notice{
			Title: "This file could not be read", Text: "Once it can be, load it again.", Detail: err.Error(),
		})
	case err != nil:
		return s.page(http.StatusInternalServerError, notice{
			Title: "This page could not be made", Text: "Its layout failed. Once the layout is mended, the page appears by itself.", Detail: err.Error(),
		})
	case ok:
		return answer{status: http.StatusOK, name: name, body: body}
	}
	if !strings.HasSuffix(p, "/") {
		if _, ok, err := st.site.Lookup(name + "/index.html"); ok || err != nil {
			return answer{status: http.StatusMovedPermanently, location: p}
		}
	}
	return s.missing(st)
}

// missing is the answer where nothing is published: the site's own page for it,
// if it has one.
func (s *Server) missing(st *state) answer {
	const name = "404.html"
	if st.site.Lookup != nil {
		if body, ok, err := st.site.Lookup(name); ok && err == nil {
			return answer{status: http.StatusNotFound, name: name, body: body}
		}
	}
	return s.page(http.StatusNotFound, notice{Title: "No page here", Text: "Nothing is published at this address. If a guide comes here, it appears by itself."})
}

// notice is a page of the server's own.
type notice struct{ Title, Text, Detail string }

func (s *Server) page(status int, n notice) answer {
	return answer{status: status, name: "notice.html", body: execute(s.pages, n), ours: true}
}

// execute returns what one of our own templates makes.
func execute(t *template.Template, data any) []byte {
	var b bytes.Buffer
	if err := t.Execute(&b, data); err != nil {
		panic(err) // our own bug
	}
	return b.Bytes()
}

// send writes an answer; pages get the client.
func (s *Server) send(w http.ResponseWriter, r *http.Request, st *state, a answer) {
	switch {
	case a.location != "":
		w.Header().Set("Location", folderURL(a.location, r.URL.RawQuery))
		w.WriteHeader(a.status)
		return
	case !a.isHTML():
		s.sendBytes(w, r, a)
		return
	}
	body := s.dressed(st, a, digest(a, st.parts(a)))
	h := w.Header()
	if a.ours {
		h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'")
	}
	h.Set("Content-Type", htmlType)
	h.Set("Content-Length", strconv.Itoa(len(body)))
	w.WriteHeader(a.status)
	if r.Method != http.MethodHead {
		w.Write(body) // an error means that the browser went away
	}
}

// dressed is a page with a digest as it is sent: with the client on top of its own
// bytes.
func (s *Server) dressed(st *state, a answer, digest string) []byte {
	still := ""
	if s.still {
		still = " data-still"
	}
	return inject(a.body, `<script src="`+own+`client.js"`+still+` data-token="`+s.token+`" data-digest="`+digest+`" data-state="`+strconv.Itoa(st.number)+`"></script>`)
}

// sendBytes writes a file as it is, or the part of it that was asked for.
func (s *Server) sendBytes(w http.ResponseWriter, r *http.Request, a answer) {
	w.Header().Set("Content-Type", contentType(path.Ext(a.name)))
	http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(a.body))
}

// inject puts an element at the end of a page's body, or of the page when the
// body is not closed. The page itself is left as it is.
func inject(page []byte, element string) []byte {
	at := len(page)
	for i := len(page) - len("</body>"); i >= 0; i-- {
		if page[i] == '<' && bytes.EqualFold(page[i:i+len("</body>")], []byte("</body>")) {
			at = i
			break
		}
	}
	out := make([]byte, 0, len(page)+len(element))
	out = append(out, page[:at]...)
	out = append(out, element...)
	return append(out, page[at:]...)
}
