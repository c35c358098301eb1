package main

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"sync"

	"balise/generator/internal/build"
)

// verify makes the site once more, of nothing but its files, and compares every byte
// with what is about to be published.
func (p *publication) verify() error {
	tree, problems, err := p.app.read(nil)
	if err != nil {
		return err
	}
	input := p.input(tree, problems, nil)
	input.Cache = nil
	clean := &copies{files: map[string]copied{}}
	if _, err := build.Next(nil, input).Each(clean.write); err != nil {
		return publishError(err)
	}
	made := &copies{files: map[string]copied{}}
	if _, _, err := p.snapshot.Publish(made); err != nil {
		return publishError(err)
	}
	if d := made.differences(clean); len(d) > 0 {
		slices.Sort(d)
		p.bar.stop()
		return &statusError{
			code: exitMachine, err: fmt.Errorf("made twice, the site is not the same; the first difference: %s", d[0]),
			hint: "delete " + cacheName + "/ and build again; was a file changed meanwhile?",
		}
	}
	return nil
}

// copies is a build.Publisher that remembers what it was given.
type copies struct {
	mu    sync.Mutex
	files map[string]copied
}

// copied is a file by its digest, and its beginning to show where it differs.
type copied struct {
	sum  [sha256.Size]byte
	size int
	data []byte
}

// maxShown is how much of a file is kept to show a difference.
const maxShown = 256 << 10

func (c *copies) write(name string, data []byte) error { return c.Write(name, data) }

func (c *copies) Write(name string, data []byte) error {
	f := copied{sum: sha256.Sum256(data), size: len(data)}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.files[name] = f
	return nil
}

// Keep takes what was published before at its word: that is what is to be verified.
func (c *copies) Keep(files ...build.Published) bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, f := range files {
		c.files[f.Name] = copied{sum: f.Sum, size: int(f.Size)}
	}
	return true
}

func (c *copies) differences(other *copies) []string {
	var all []string
	for name, f := range c.files {
		g, ok := other.files[name]
		switch {
		case !ok:
			all = append(all, name+" is made only with the cache")
		case f.sum != g.sum:
			all = append(all, fmt.Sprintf("%s has %d bytes with the cache and %d without, and they differ", name, f.size, g.size))
		}
	}
	for name := range other.files {
		if _, ok := c.files[name]; !ok {
			all = append(all, name+" is made only without the cache")
		}
	}
	return all
}
