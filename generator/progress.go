package main

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// progress is a bar on a terminal, shown once a build has taken a second.
type progress struct {
	w     io.Writer
	state atomic.Pointer[phase]
	once  sync.Once
	quit  chan struct{}
	done  chan struct{}
}

// phase is a part of the work and how much of it is done.
type phase struct {
	name  string
	total int
	done  atomic.Int64
}

// progress starts a bar; off a terminal it shows nothing.
func (a *app) progress() *progress {
	p := &progress{w: a.stderr, quit: make(chan struct{}), done: make(chan struct{})}
	p.state.Store(&phase{})
	if !isTerminal(a.stderr) {
		p.w = io.Discard
	}
	go p.show()
	return p
}

func (p *progress) phase(name string, total int) { p.state.Store(&phase{name: name, total: total}) }

func (p *progress) step() { p.state.Load().done.Add(1) }

// stop takes the bar away. It may be called again.
func (p *progress) stop() {
	p.once.Do(func() {
		close(p.quit)
		<-p.done
	})
}

func (p *progress) show() {
	defer close(p.done)
	select {
	case <-p.quit:
		return
	case <-time.After(time.Second):
	}
	tick := time.NewTicker(100 * time.Millisecond)
	defer tick.Stop()
	for {
		p.draw()
		select {
		case <-p.quit:
			fmt.Fprint(p.w, "\r\x1b[K")
			return
		case <-tick.C:
		}
	}
}

func (p *progress) draw() {
	const width = 30
	s := p.state.Load()
	if s.total == 0 {
		return
	}
	done := min(int(s.done.Load()), s.total)
	filled := width * done / s.total
	fmt.Fprintf(p.w, "\r\x1b[K%-9s %s%s %d of %d", s.name, strings.Repeat("█", filled), strings.Repeat("░", width-filled), done, s.total)
}
