package serve

import (
	"crypto/subtle"
	"encoding/json"
	"fmt"
	"net/http"
	"time"
)

const (
	maxStreams  = 64
	streamLimit = 5 * time.Second // how long a client may take to accept an event
)

// stream is one open page. Its slot holds the newest state it has not been told
// of: a slow page skips the ones in between.
type stream struct {
	slot chan *state // room for one; filled under Server.mu
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
	Changed bool            `json:"changed"` // the page is not what the client shows
	Report  json.RawMessage `json:"report"`
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
	if no.status == http.StatusBadRequest {
		refuse(w, no)
		return
	}
	c, ok := s.join()
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
	for {
		var event string
		select {
		case <-r.Context().Done():
			return
		case <-beat.C:
			event = ": still here\n\n"
		case st := <-c.slot:
			a := s.missing(st)
			if no.status == 0 {
				a = s.find(st, p)
			}
			m := message{Changed: st.digest(a) != query.Get("digest"), Report: st.report}
			data, err := json.Marshal(m)
			if err != nil {
				panic(err) // our own report
			}
			event = "data: " + string(data) + "\n\n"
		}
		if write(w, event) != nil {
			return
		}
	}
}

// write sends an event at once, or fails when the client does not take it.
func write(w http.ResponseWriter, event string) error {
	conn := http.NewResponseController(w)
	if err := conn.SetWriteDeadline(time.Now().Add(streamLimit)); err != nil {
		return err
	}
	if _, err := w.Write([]byte(event)); err != nil {
		return err
	}
	return conn.Flush()
}

func (s *Server) join() (*stream, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if len(s.streams) >= maxStreams {
		return nil, false
	}
	c := &stream{slot: make(chan *state, 1)}
	c.offer(s.now.Load())
	s.streams[c] = struct{}{}
	return c, true
}

func (s *Server) leave(c *stream) {
	s.mu.Lock()
	defer s.mu.Unlock()
	delete(s.streams, c)
}
