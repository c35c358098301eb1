package serve

import (
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"testing"
	"time"
)

func TestShutdownWithOpenStreams(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	var open []*events
	for range 10 {
		open = append(open, p.open("/"))
	}
	began := time.Now()
	if err := p.stop(); err != nil {
		t.Errorf("Serve: %v", err)
	}
	if took := time.Since(began); took > time.Second {
		t.Errorf("Serve returned after %v, want within 1 s", took)
	}
	for _, e := range open {
		select {
		case _, more := <-e.messages:
			if more {
				t.Error("an event after the end")
			}
		case <-time.After(patience):
			t.Error("a stream is still open")
		}
	}
}

func TestShutdownWithSilentClients(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	for _, half := range []string{"", "GET / HT", "POST / HTTP/1.1\r\nHost: localhost:" + strconv.Itoa(p.port) + "\r\nContent-Length: 100\r\n\r\nx"} {
		conn, err := net.Dial("tcp", net.JoinHostPort("::1", strconv.Itoa(p.port)))
		if err != nil {
			t.Skip("no IPv6: ", err)
		}
		defer conn.Close()
		io.WriteString(conn, half)
	}
	p.get("/") // the others have been accepted
	began := time.Now()
	p.stop()
	if took := time.Since(began); took > time.Second {
		t.Errorf("Serve returned after %v, want within 1 s", took)
	}
}

func TestServeReportsALostListener(t *testing.T) {
	listeners, _, err := Listen(0, true)
	if err != nil {
		t.Fatal(err)
	}
	listeners[0].Close()
	if err := New(Options{}).Serve(t.Context(), listeners...); !errors.Is(err, net.ErrClosed) {
		t.Errorf("got %v, want %v", err, net.ErrClosed)
	}
}

func TestListen(t *testing.T) {
	first, port, err := Listen(0, true)
	if err != nil {
		t.Fatal(err)
	}
	defer closeAll(first)
	for _, l := range first {
		if a := l.Addr().(*net.TCPAddr); !a.IP.IsLoopback() || a.Port != port {
			t.Errorf("listens at %v, want this machine's own address and port %d", a, port)
		}
	}
	if _, _, err := Listen(port, true); err == nil {
		t.Error("a busy port asked for: no error")
	}
	second, next, err := Listen(port, false)
	if err != nil || next <= port {
		t.Errorf("a busy port: got %d, %v, want a later one", next, err)
	}
	closeAll(second)
	for _, bad := range []int{-1, 65536} {
		if _, _, err := Listen(bad, false); err == nil {
			t.Errorf("port %d: no error", bad)
		}
	}
}

func TestListenWantsBothAddresses(t *testing.T) {
	six, err := net.Listen("tcp6", "[::1]:0")
	if err != nil {
		t.Skip("no IPv6: ", err)
	}
	defer six.Close()
	port := portOf(six)
	if l, _, err := Listen(port, true); err == nil {
		closeAll(l)
		t.Error("the port is busy on ::1: no error")
	}
	l, next, err := Listen(port, false)
	if err != nil || next == port {
		t.Errorf("got %d, %v, want another port than %d", next, err, port)
	}
	closeAll(l)
}

func closeAll(listeners []net.Listener) {
	for _, l := range listeners {
		l.Close()
	}
}

// Clients that send their requests byte by byte, or never take their answers, do not
// keep others from theirs.
func TestSlowClients(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	for i := range 100 {
		conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(p.port)))
		if err != nil {
			t.Fatal(err)
		}
		defer conn.Close()
		io.WriteString(conn, "GET / HTTP/1.1\r\nHost: localhost\r\nX-Slow: "[:1+i%40])
	}
	e := p.open("/")
	p.Update(site(map[string]string{"index.html": "another"}))
	if !e.changed() {
		t.Error("the change is not told")
	}
	if status, _ := p.get("/"); status != 200 {
		t.Errorf("a page: got %d", status)
	}
}

// A stream that nobody reads ends, and updates never wait for it.
func TestStreamThatNobodyReadsEnds(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	p.streamLimit = 50 * time.Millisecond
	conn, err := net.Dial("tcp", net.JoinHostPort("127.0.0.1", strconv.Itoa(p.port)))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprintf(conn, "GET %s HTTP/1.1\r\nHost: localhost:%d\r\n\r\n", streamPath("/", p.token), p.port)
	streams := func() int {
		p.mu.Lock()
		defer p.mu.Unlock()
		return len(p.streams)
	}
	for began := time.Now(); streams() == 0; time.Sleep(time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatal("the stream does not begin")
		}
	}
	long := broken
	long.Fix = strings.Repeat("x", 1<<20)
	for began := time.Now(); streams() > 0; time.Sleep(time.Millisecond) {
		if time.Since(began) > patience {
			t.Fatal("the stream is still there")
		}
		p.Update(site(map[string]string{"index.html": "home"}, long))
	}
}
