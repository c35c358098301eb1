package cache

import (
	"bufio"
	"os"
	"path/filepath"
	"strings"
)

// Names of files. A pack counts once the index names it.
const (
	indexName  = "index"
	packPrefix = "pack-"
	tempPrefix = "temp-"
)

// pack is a file of entries.
type pack struct {
	name string   // the part behind the prefix
	file *os.File // nil before somebody reads from it
	gone bool     // it cannot be read
	size int64    // of what was ever put into it

	// When the store is saved:
	live    int64  // the size of its entries
	entries int    // how many they are
	number  uint64 // in the index

	w       *bufio.Writer // of a pack that is being written
	flushed int64
}

// notes are files that tell other programs to leave the folder alone: version
// control, and what makes backups (bford.info/cachedir).
func notes() map[string]string {
	return map[string]string{
		".gitignore":   "*\n",
		"CACHEDIR.TAG": "Signature: 8a477f597d28d172789f06886806bc55\n# Made by Balise, which makes it again when it is deleted.\n",
	}
}

// newPack begins a pack, in a folder that is made if need be.
func (s *Store) newPack() (p *pack, failed bool) {
	if err := os.MkdirAll(s.dir, 0o755); err != nil {
		return nil, true
	}
	for name, text := range notes() {
		if path := filepath.Join(s.dir, name); !isThere(path) && os.WriteFile(path, []byte(text), 0o644) != nil {
			return nil, true
		}
	}
	f, err := os.CreateTemp(s.dir, packPrefix+"*")
	if err != nil {
		return nil, true
	}
	name := strings.TrimPrefix(filepath.Base(f.Name()), packPrefix)
	return &pack{name: name, file: f, w: bufio.NewWriterSize(f, 256<<10)}, false
}

// path returns where a pack is.
func (s *Store) path(p *pack) string { return filepath.Join(s.dir, packPrefix+p.name) }

func isThere(path string) bool {
	_, err := os.Lstat(path)
	return err == nil
}

// isFile tells whether a path is a plain file: another one may never end, or never begin.
func isFile(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// append writes an entry and returns where it lies.
func (p *pack) append(data []byte) (at int64, err error) {
	at = p.size
	n, err := p.w.Write(data)
	p.size += int64(n)
	return at, err
}

// isReadable makes sure that an entry can be read from the file.
func (p *pack) isReadable(s *Store, e *entry) bool {
	if p.w != nil {
		return p.flush(e.at + int64(e.size))
	}
	if p.file == nil && !p.gone && !isFile(s.path(p)) {
		p.gone = true
	}
	if p.file == nil && !p.gone {
		f, err := os.Open(s.path(p))
		p.file, p.gone = f, err != nil
	}
	return !p.gone
}

// flush makes sure that the file holds what was written up to an offset.
func (p *pack) flush(to int64) bool {
	if to <= p.flushed {
		return true
	}
	if p.w.Flush() != nil {
		return false
	}
	p.flushed = p.size
	return true
}

func (p *pack) close() {
	if p.file != nil {
		p.file.Close()
	}
	p.file, p.gone = nil, true
}
