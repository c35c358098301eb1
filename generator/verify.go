package main

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"os"
	"path/filepath"
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
	clean := build.Next(nil, input)
	first, second := sums{dir: p.outputDir(), files: map[string]sum{}}, sums{files: map[string]sum{}}
	if _, _, err := p.snapshot.Publish(&first); err != nil {
		return publishError(err)
	}
	if _, _, err := clean.Publish(&second); err != nil {
		return publishError(err)
	}
	name := firstDifferent(first.files, second.files)
	if name == "" {
		return nil
	}
	p.bar.stop()
	return &statusError{
		code: exitMachine, err: fmt.Errorf("made twice, the site is not the same: %s", describe(name, p.made(name, first.files[name].kept), bytesOf(clean, name))),
		hint: "build again, with --no-cache if need be; unless a file was changed meanwhile, this is a fault of Balise",
	}
}

// made returns what is about to be published under a name, nil when nothing is; kept
// says that it is there already.
func (p *publication) made(name string, kept bool) []byte {
	if kept {
		data, err := os.ReadFile(filepath.Join(p.outputDir(), filepath.FromSlash(name)))
		if err == nil {
			return data
		}
	}
	return bytesOf(p.snapshot, name)
}

func bytesOf(s *build.Snapshot, name string) []byte {
	output := s.Output(name)
	if output == nil {
		return nil
	}
	data, err := output.Bytes()
	if err != nil {
		return nil
	}
	return data
}

// sums is a build.Publisher that takes note of what it is given.
type sums struct {
	dir   string // what is published
	mu    sync.Mutex
	files map[string]sum
}

type sum struct {
	digest [sha256.Size]byte
	kept   bool // it is published already
}

func (s *sums) Write(name string, data []byte) error {
	s.add(name, sum{digest: sha256.Sum256(data)})
	return nil
}

// Keep reads what is published, and takes it for what is to be verified.
func (s *sums) Keep(files ...build.Published) bool {
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(f.Name)))
		if err != nil || sha256.Sum256(data) != f.Sum {
			return false
		}
	}
	for _, f := range files {
		s.add(f.Name, sum{f.Sum, true})
	}
	return true
}

func (s *sums) add(name string, of sum) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = of
}

// firstDifferent returns the first name under which two sites hold something else,
// or "".
func firstDifferent(a, b map[string]sum) string {
	names := slices.Sorted(maps.Keys(a))
	names = slices.AppendSeq(names, maps.Keys(b))
	slices.Sort(names)
	for _, name := range names {
		x, inA := a[name]
		y, inB := b[name]
		if inA != inB || x.digest != y.digest {
			return name
		}
	}
	return ""
}

// describe says how what is to be published differs from what was made without the
// cache; nil is nothing.
func describe(name string, made, clean []byte) string {
	switch {
	case made == nil:
		return name + " is missing"
	case clean == nil:
		return name + " should not be"
	}
	at := 0
	for at < min(len(made), len(clean)) && made[at] == clean[at] {
		at++
	}
	line := 1 + bytes.Count(clean[:at], []byte("\n"))
	around := func(data []byte) []byte { return data[max(0, at-30):min(len(data), at+30)] }
	return fmt.Sprintf("%s differs at byte %d, in line %d: %q with the cache, %q without", name, at, line, around(made), around(clean))
}
