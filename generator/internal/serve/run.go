package serve

import (
	"context"
	"errors"
	"log"
	"net"
	"net/http"
	"strings"
	"time"
)

// grace is how long requests may take to end once the server stops.
const grace = 500 * time.Millisecond

// Serve answers requests on the listeners, which it closes, until ctx ends; it
// then ends all streams, and returns nil within a second. All listeners have
// one port. Serve may be called once.
func (s *Server) Serve(ctx context.Context, listeners ...net.Listener) error {
	if len(listeners) == 0 {
		return errors.New("serve: no listeners")
	}
	// Shutdown waits for streams, and streams wait for this context.
	base, end := context.WithCancel(ctx)
	defer end()
	server := &http.Server{
		Handler:                      s.Handler(portOf(listeners[0])),
		BaseContext:                  func(net.Listener) context.Context { return base },
		ReadHeaderTimeout:            5 * time.Second,
		IdleTimeout:                  time.Minute,
		MaxHeaderBytes:               16 << 10,
		DisableGeneralOptionsHandler: true,
		ErrorLog:                     log.New(logWriter(s.log), "", 0),
	}
	failed := make(chan error, len(listeners))
	for _, l := range listeners {
		go func() { failed <- server.Serve(l) }()
	}
	var err error
	running := len(listeners)
	select {
	case <-ctx.Done():
	case err = <-failed:
		running--
	}
	end()
	stop, cancel := context.WithTimeout(context.Background(), grace)
	defer cancel()
	if server.Shutdown(stop) != nil {
		server.Close()
	}
	for range running {
		<-failed
	}
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}

// logWriter passes what net/http has to say to a function.
type logWriter func(string)

func (w logWriter) Write(p []byte) (int, error) {
	w(strings.TrimSpace(string(p)))
	return len(p), nil
}
