package cache

import (
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
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

	// Of a pack that is being written:
	tail    []byte         // the end of it, which is not in the file yet
	writing sync.WaitGroup // chunks before the tail that are on their way into the file
	settled int64          // all before it is in the file
	failed  atomic.Bool    // one of them did not come there
	room    sync.Pool      // of *[]byte, for tails
}

// chunk is how much of a pack is written at a time.
const chunk = 256 << 10

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
		if path := filepath.Join(s.dir, name); isLacking(path) && os.WriteFile(path, []byte(text), 0o644) != nil {
			return nil, true
		}
	}
	f, err := os.CreateTemp(s.dir, packPrefix+"*")
	if err != nil {
		return nil, true
	}
	name := strings.TrimPrefix(filepath.Base(f.Name()), packPrefix)
	return &pack{name: name, file: f}, false
}

// path returns where a pack is.
func (s *Store) path(p *pack) string { return filepath.Join(s.dir, packPrefix+p.name) }

// isLacking tells whether a note has to be written: it is not there, or empty, as a full
// disk leaves it.
func isLacking(path string) bool {
	info, err := os.Lstat(path)
	return err != nil || info.Mode().IsRegular() && info.Size() == 0
}

// isFile tells whether a path is a plain file: another one may never end, or never begin.
func isFile(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// append takes an entry in and returns where it lies, and what then brings a full tail
// into the file, and with it a large entry; nil mostly. That is to be called before data
// changes, takes longer than others should wait for, and tells whether all is well.
func (p *pack) append(data []byte) (at int64, write func() bool) {
	if p.tail == nil {
		p.tail = p.newTail()
	}
	at = p.size
	p.size += int64(len(data))
	if len(data) < chunk {
		p.tail = append(p.tail, data...)
		data = nil
	}
	if len(p.tail) < chunk && data == nil {
		return at, nil
	}
	full, from := p.tail, p.size-int64(len(data)+len(p.tail))
	p.tail = nil
	p.writing.Add(1)
	return at, func() bool {
		defer p.writing.Done()
		p.write(full, from)
		p.write(data, at)
		p.room.Put(&full)
		return !p.failed.Load()
	}
}

func (p *pack) newTail() []byte {
	if old, ok := p.room.Get().(*[]byte); ok {
		return (*old)[:0]
	}
	return make([]byte, 0, 2*chunk)
}

func (p *pack) write(data []byte, at int64) {
	if len(data) == 0 {
		return
	}
	if _, err := p.file.WriteAt(data, at); err != nil {
		p.failed.Store(true)
	}
}

// flush makes sure that the file holds what was taken in up to an offset. Nobody may
// append meanwhile. It waits for no chunk that is known to lie behind it.
func (p *pack) flush(to int64) bool {
	if to <= p.settled {
		return !p.failed.Load()
	}
	if from := p.size - int64(len(p.tail)); to > from {
		p.write(p.tail, from)
		p.tail = p.tail[:0]
	}
	p.writing.Wait()
	p.settled = p.size - int64(len(p.tail))
	return !p.failed.Load()
}

// isReadable makes sure that an entry can be read from the file.
func (p *pack) isReadable(s *Store, e *entry) bool {
	if p == s.fresh {
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

func (p *pack) close() {
	p.writing.Wait()
	if p.file != nil {
		p.file.Close()
	}
	p.file, p.gone = nil, true
}
