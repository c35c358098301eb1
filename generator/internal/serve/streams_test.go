package serve

import (
	"fmt"
	"net/http"
	"testing"
	"time"
)

func TestSlowPageGetsTheNewest(t *testing.T) {
	c := &stream{slot: make(chan *state, 1)}
	states := []*state{{}, {}, {}}
	for _, st := range states {
		c.offer(st)
	}
	if got := <-c.slot; got != states[2] || len(c.slot) != 0 {
		t.Error("the slot does not hold the newest state alone")
	}
}

func TestSignsOfLife(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	p.keepAlive = 5 * time.Millisecond
	e := p.open("/")
	for range 3 {
		select {
		case <-e.beats:
		case <-time.After(patience):
			t.Fatal("no sign of life")
		}
	}
}

func TestAtMost64Streams(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	for i := range maxStreams {
		p.listenTo(streamPath("/", p.token), fmt.Sprint(i/maxLasting)).next()
	}
	resp, _ := p.request("GET", streamPath("/", p.token))
	if resp.StatusCode != http.StatusTooManyRequests || resp.Header.Get("Retry-After") == "" {
		t.Errorf("stream %d: got %d, want 429", maxStreams+1, resp.StatusCode)
	}
	if status, _ := p.get("/"); status != 200 {
		t.Errorf("a page meanwhile: got %d, want 200", status)
	}
}

// A browser opens six connections to a host: streams must leave some for pages.
func TestFewStreamsOfABrowserLast(t *testing.T) {
	p := start(t, site(map[string]string{"index.html": "home"}))
	for range maxLasting {
		if m := p.listen("/", p.token).next(); m.Wait != waitLasting {
			t.Errorf("one that lasts: wait %d ms, want %d", m.Wait, waitLasting)
		}
	}
	once := p.listen("/", p.token)
	if m := once.next(); m.Wait != waitOnce {
		t.Errorf("one more: wait %d ms, want %d", m.Wait, waitOnce)
	}
	if _, more := <-once.messages; more {
		t.Error("one more: it goes on")
	}
	if m := p.listenTo(streamPath("/", p.token), "another").next(); m.Wait != waitLasting {
		t.Errorf("in another browser: wait %d ms, want %d", m.Wait, waitLasting)
	}
}
