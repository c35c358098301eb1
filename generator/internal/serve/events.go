package serve

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	maxStreams = 64

	// A browser opens at most six connections to a host, and needs some for its
	// pages: of those that it shows at the same time, each beyond the first few asks
	// again and again instead.
	maxLasting  = 4
	waitOnce    = 1000 // ms
	waitLasting = 200  // ms, after a stream broke
)

// stream is one open page. Its slot holds the newest state it has not been told
// of: a slow page skips the ones in between.
type stream struct {
	browser string      // its name for itself
	slot    chan *state // room for one; filled under Server.mu
}

func (c *stream) offer(st *state) {
	select {
	case <-c.slot:
	default:
	}
	c.slot <- st
}

// message is one event. A page that gets it knows all there is to know: nothing
// depends on the events before.
type message struct {
	Digest string            `json:"digest"`          // of the page
	Page   string            `json:"page,omitempty"`  // its HTML, when the client has another; else it asks
	Parts  map[string]string `json:"parts"`           // digests of its pictures and styles, by their output names
	Moved  string            `json:"moved,omitempty"` // where the page went, when it is not there any more
	Strip  string            `json:"strip"`           // HTML; "" when there is nothing to tell
	Wait   int               `json:"wait"`            // ms to let pass before listening again, once the stream ends
}

// event is the message on the wire.
func (m message) event() string {
	var b strings.Builder
	b.WriteString("data: ")
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false) // no browser takes it for HTML
	if err := e.Encode(m); err != nil {
		panic(err) // strings and numbers only
	}
	return b.String() + "\n" // the encoder ended the line
}

// message tells the page at a path what is so in a state. known is the digest of what
// the client has; what changed last is told as news.
func (s *Server) message(st *state, p, known string, isNews bool) message {
	a := s.find(st, p)
	parts := st.parts(a)
	m := message{Digest: digest(a, parts), Parts: parts}
	if m.Digest != known && a.isHTML() {
		m.Page = string(s.dressed(st, a, m.Digest))
	}
	if a.status == http.StatusNotFound {
		m.Moved = s.follow(st, p)
	}
	strip := st.strip
	if !isNews {
		strip.Changed = nil
	}
	m.Strip = strip.html(s.strips, p)
	return m
}

// events tells a page of each update until it leaves. It begins with what is so
// now, so that a page which was away catches up.
func (s *Server) events(w http.ResponseWriter, r *http.Request) {
	query := r.URL.Query()
	if subtle.ConstantTimeCompare([]byte(query.Get("token")), []byte(s.token)) != 1 {
		refuse(w, refusal{http.StatusForbidden, "This is not the token of the running preview. Load the page again."})
		return
	}
	p, no := parsePath(query.Get("page"))
	if no.status != 0 {
		refuse(w, no)
		return
	}
	c, lasts, ok := s.join(r.UserAgent())
	if !ok {
		refuse(w, refusal{http.StatusTooManyRequests, fmt.Sprintf("%d pages are listening already. Close some.", maxStreams)})
		return
	}
	defer s.leave(c)
	w.Header().Set("Content-Type", "text/event-stream; charset=utf-8")
	if r.Method == http.MethodHead {
		return
	}
	beat := time.NewTicker(s.keepAlive)
	defer beat.Stop()
	known := query.Get("digest")
	loaded, err := strconv.Atoi(query.Get("state")) // of which the page is
	for isNews := false; ; {
		event := ": still here\n\n"
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
		case st := <-c.slot:
			m := s.message(st, p, known, isNews || err == nil && loaded < st.number)
			if m.Wait = waitLasting; !lasts {
				m.Wait = waitOnce
			}
			event, known, isNews = m.event(), m.Digest, true
		}
		if s.write(w, event) != nil || !lasts {
			return
		}
	}
}

// write sends an event at once, or fails when the client does not take it.
func (s *Server) write(w http.ResponseWriter, event string) error {
	conn := http.NewResponseController(w)
	if err := conn.SetWriteDeadline(time.Now().Add(s.streamLimit)); err != nil {
		return err
	}
	if _, err := w.Write([]byte(event)); err != nil {
		return err
	}
	return conn.Flush()
}

// join adds a stream, and tells whether it lasts or ends after one event; it fails
// when there are too many.
func (s *Server) join(browser string) (c *stream, lasts, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.streams) >= maxStreams {
		return nil, false, false
	}
	of := 0
	for other := range s.streams {
		if other.browser == browser {
			of++
		}
	}
	c = &stream{browser: browser, slot: make(chan *state, 1)}
	c.offer(s.now.Load())
	s.streams[c] = struct{}{}
	return c, of < maxLasting, true
}

func (s *Server) leave(c *stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.streams, c)
}
