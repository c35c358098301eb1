package main

import (
	"bytes"
	"crypto/sha256"
	"debug/elf"
	"io"
	"os"
	"path/filepath"

	"balise/generator/internal/build"
	"balise/generator/internal/cache"
)

// cacheName is the folder beside content/ that keeps what builds made, for the next.
const cacheName = ".balise-cache"

// openCache opens the cache. Where the program cannot tell which one it is, as what
// it made may differ from what another one makes, there is none; nor is there one where
// there is no site.
func (a *app) openCache(mode cache.Mode) {
	if info, err := os.Stat(a.dir("content")); a.noCache || err != nil || !info.IsDir() {
		return
	}
	if id, err := programID(); err == nil {
		a.cache = cache.Open(filepath.Join(a.source, cacheName), id, mode)
		a.memo = build.NewMemo(a.cache)
	}
}

// programID returns what tells this program from every other: the build ID, a digest
// of all it was built from, or for want of that a digest of the program itself.
func programID() ([]byte, error) {
	name, err := os.Executable()
	if err != nil {
		return nil, err
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	if id := buildID(f); id != nil {
		return id, nil
	}
	h := sha256.New()
	_, err = io.Copy(h, io.NewSectionReader(f, 0, 1<<62))
	return h.Sum(nil), err
}

// buildID returns the ID that the Go linker put into a program: into a note where
// programs have notes, else in plain text at the beginning. It is nil when there is
// none.
func buildID(f io.ReaderAt) []byte {
	if program, err := elf.NewFile(f); err == nil {
		if note := program.Section(".note.go.buildid"); note != nil {
			if id, err := note.Data(); err == nil && len(id) > 64 {
				return id
			}
		}
		return nil
	}
	head := make([]byte, 64<<10)
	n, _ := f.ReadAt(head, 0)
	_, rest, _ := bytes.Cut(head[:n], []byte("Go build ID: \""))
	if id, _, ok := bytes.Cut(rest, []byte("\"\n")); ok && len(id) > 64 {
		return id
	}
	return nil
}
