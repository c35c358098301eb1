package main

import (
	"bytes"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"sync"

	"balise/generator/internal/build"
	"balise/generator/internal/digest"
)

// verify makes the site once more, of nothing but its files, and compares every byte
// with what is about to be published.
func (p *publication) verify() error {
	first := sums{dir: p.outputDir(), files: map[string]digest.Sum{}}
	if err := p.hand(&first); err != nil {
		return err
	}
	clean, second, err := p.clean()
	if err != nil {
		return err
	}
	name := firstDifferent(first.files, second.files)
	if name == "" {
		return nil
	}
	made := picked{dir: p.outputDir(), name: name}
	if err := p.hand(&made); err != nil {
		return err
	}
	p.bar.stop()
	return &statusError{
		code: exitMachine, err: fmt.Errorf("made twice, the site is not the same: %s", describe(name, made.data, bytesOf(clean, name))),
		hint: "build again, with --no-cache if need be; unless a file was changed meanwhile, this is a fault of Balise",
	}
}

// clean makes the site of nothing but its files.
func (p *publication) clean() (*build.Snapshot, *sums, error) {
	tree, problems, err := p.app.read(nil)
	if err != nil {
		return nil, nil, err
	}
	input := p.app.input(tree, problems, nil)
	input.Memo = nil
	clean, err := p.link(input)
	if err != nil {
		return nil, nil, err
	}
	p.bar.phase("verifying", clean.Len())
	made := &sums{files: map[string]digest.Sum{}}
	if _, _, err := clean.Publish(made); err != nil {
		return nil, nil, publishError(err)
	}
	return clean, made, nil
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
	files map[string]digest.Sum
}

func (s *sums) Write(name string, data []byte) error {
	s.add(name, digest.Of(data))
	return nil
}

// Keep reads what is published, and takes it for what is to be verified.
func (s *sums) Keep(files ...build.Published) bool {
	for _, f := range files {
		data, err := os.ReadFile(filepath.Join(s.dir, filepath.FromSlash(f.Name)))
		if err != nil || digest.Of(data) != f.Sum {
			return false
		}
	}
	for _, f := range files {
		s.add(f.Name, f.Sum)
	}
	return true
}

func (s *sums) add(name string, of digest.Sum) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.files[name] = of
}

// picked is a build.Publisher that takes one file.
type picked struct {
	dir, name string // what is published
	data      []byte // nil when there is no such file
}

func (p *picked) Write(name string, data []byte) error {
	if name == p.name {
		p.data = bytes.Clone(data)
	}
	return nil
}

// Keep reads the file where it is published.
func (p *picked) Keep(files ...build.Published) bool {
	for _, f := range files {
		if f.Name == p.name {
			p.data, _ = os.ReadFile(filepath.Join(p.dir, filepath.FromSlash(f.Name)))
		}
	}
	return true
}

// firstDifferent returns the first name under which two sites hold something else,
// or "".
func firstDifferent(a, b map[string]digest.Sum) string {
	names := slices.Sorted(maps.Keys(a))
	names = slices.AppendSeq(names, maps.Keys(b))
	slices.Sort(names)
	for _, name := range names {
		x, inA := a[name]
		y, inB := b[name]
		if inA != inB || x != y {
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
