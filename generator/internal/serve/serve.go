// Package serve is the preview: a small HTTP server on this machine that shows a
// site as it would be published, and tells open pages when they changed.
//
// The server knows nothing of guides. It is handed a [Snapshot], which answers
// "what is published under this name" and holds the problems of the whole site.
// Each save brings another one through [Server.Update]; the newest wins, and a
// request is answered from one snapshot from beginning to end. Nothing is ever
// read from disk, so a path can only lead to what the site would publish.
//
// A page is sent with exactly the bytes of the snapshot, plus one script element
// at its end. The script (client/) opens a stream of events, naming the page it is
// on and the digest of what it shows. Each update brings the digest of what there is
// now and, where it is another, the page itself: the script compares it with what it
// was sent before and changes only what differs, so that all that the author did in
// the page stays. The stream also brings a strip with the problems of the site,
// which the script lays over the page. While the newest snapshot has errors, pages
// come from the last one without.
//
// Every web page the author visits can send requests to a server on their
// machine. So before anything else, a request has to name this server as its
// host, come from nowhere or from our own pages, and only read (guard.go); the
// stream also asks for a token that is new in each process.
//
// [Listen] opens the sockets, [Server.Serve] runs until its context ends, and
// [Server.Handler] is the same without sockets.
package serve

import (
	"crypto/rand"
	"encoding/hex"
	"html/template"
	"maps"
	"net/http"
	"net/url"
	"sync"
	"sync/atomic"
	"time"

	"balise/generator/internal/diag"
)

// Snapshot is the site at one moment. It never changes, and its functions may
// be called concurrently.
type Snapshot struct {
	// Lookup returns the bytes published at an output name, such as
	// "index.html", "contrats/regie/index.html" or "assets/style.ab12.css". The
	// bytes belong to the snapshot. The same name gives the same bytes, but for
	// a file beside the guides, which is read each time. An error means that
	// the layout failed on this page, or that such a file cannot be read.
	Lookup func(name string) (data []byte, ok bool, err error)
	// Problems are those of the whole site, sorted.
	Problems diag.List
	// PageOf returns the page that a file of the author's makes, zero when it makes
	// none. It may be nil.
	PageOf func(file string) Page
	// Changed are the pages whose own files the last save changed.
	Changed []Page
	// Moved tells where pages went that the last snapshot without errors had: from
	// path to path, such as "/old/" to "/contrats/new/".
	Moved map[string]string
	// Provisional says that more problems may be found of this snapshot, which
	// then comes again. Its pages are shown, but never instead of newer ones.
	Provisional bool
}

// Page is a page of the site to lead to. URL is escaped and begins with a slash.
type Page struct{ URL, Title string }

// Options are the settings of a [Server]. The zero value is good.
type Options struct {
	// Log, unless nil, gets one message for each fault of the server itself. It
	// may be called concurrently.
	Log func(message string)
	// Edit, unless nil, returns the URL that opens a place in the author's editor.
	Edit func(diag.Place) string
	// Still keeps pages from scrolling to an edit that is out of sight.
	Still bool
}

// Server serves the newest snapshot it was given. Make one with [New].
type Server struct {
	log    func(string)
	edit   func(diag.Place) string
	still  bool
	token  string // what a stream has to show; new in each process
	pages  *template.Template
	strips *template.Template
	client func() []byte // the script that each page is sent with
	now    atomic.Pointer[state]

	keepAlive   time.Duration // between two signs of life on a stream
	streamLimit time.Duration // how long a client may take to accept an event

	mu      sync.Mutex
	good    *Snapshot // the last one without errors
	streams map[*stream]struct{}
	ages    ages              // of the problems of the newest snapshot
	moved   map[string]string // all pages that moved, from path to path
}

// state is what requests are answered from.
type state struct {
	number int      // of updates so far
	site   Snapshot // Lookup is nil until the first update
	strip  strip    // what pages show of the newest snapshot
}

// New returns a server that has no site yet: until the first update every page
// says so, and then loads itself again.
func New(o Options) *Server {
	s := &Server{
		log:       o.Log,
		edit:      o.Edit,
		still:     o.Still,
		token:     newToken(),
		pages:     template.Must(template.New("page").Parse(pageHTML)),
		strips:    template.Must(template.New("strip").Parse(stripHTML)),
		client:    sync.OnceValue(clientScript),
		keepAlive: 15 * time.Second, streamLimit: 5 * time.Second,
		streams: map[*stream]struct{}{},
		moved:   map[string]string{},
	}
	if s.log == nil {
		s.log = func(string) {}
	}
	s.now.Store(&state{})
	return s
}

// Update shows a new snapshot to all open pages. When it has errors, pages still
// come from the last snapshot without, if there was one. Update does not wait
// for anybody.
func (s *Server) Update(newest Snapshot) {
	s.mu.Lock()
	defer s.mu.Unlock()
	errors, _ := newest.Problems.Count()
	shown := newest
	switch {
	case errors > 0 && s.good != nil:
		shown = *s.good
	case errors == 0 && !newest.Provisional:
		s.good = &newest
	}
	var came []int
	s.ages, came = s.ages.next(newest.Problems)
	st := &state{number: s.now.Load().number + 1, site: shown, strip: s.summarize(newest, came)}
	st.strip.LastGood = errors > 0 && s.good != nil
	st.strip.Changed = newest.Changed
	if errors == 0 {
		s.remember(newest.Moved)
	}
	s.now.Store(st)
	for c := range s.streams {
		c.offer(st)
	}
}

// maxMoved is how many moves are remembered.
const maxMoved = 10_000

// remember takes in where pages went, for those who still look at the old place.
func (s *Server) remember(moved map[string]string) {
	if len(s.moved)+len(moved) > maxMoved {
		clear(s.moved)
	}
	maps.Copy(s.moved, moved)
}

// follow returns where the page at a path went, in one move or several, or "".
func (s *Server) follow(st *state, p string) string {
	s.mu.Lock()
	defer s.mu.Unlock()
	for range 10 { // a circle of moves leads nowhere
		p = s.moved[p]
		if p == "" {
			return ""
		}
		if a := s.find(st, p); a.status == http.StatusOK {
			return (&url.URL{Path: p}).EscapedPath()
		}
	}
	return ""
}

func newToken() string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	return hex.EncodeToString(b[:])
}
