// Package cache keeps what one build made for the next, in other processes too.
//
// Its one law: what [Store.Get] returns under a key was given to [Store.Put] under
// that key, byte for byte, by the same program. Everything else is as if it had
// never been kept: an entry that is damaged, foreign, of another version, or gone.
// So a key that holds all that a result depends on makes it safe to keep, and the
// folder is safe to delete, to copy and to share, at any time. Nothing that goes
// wrong with it is an error; it costs time and no more.
//
// # Files
//
// The folder holds packs, in which entries lie one behind the other, and one index,
// which says where. A pack never changes once the index names it, and the index is
// replaced by a rename, so a reader finds the old state or the new one, whatever
// kills a writer. Of two processes that save at the same time the later one wins;
// what the other one made is made again. The index bears a check sum of its own and
// one of each entry.
//
// What nobody asked for in a while is dropped ([maxIdle]). Small packs are merged as
// they pile up, each entry a few times in its life.
//
// [Codec] turns values into bytes and back. The package knows nothing of sites, and
// imports nothing of ours.
package cache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"hash/crc32"
	"math"
	"os"
	"path/filepath"
	"slices"
	"sync"
)

// maxIdle is for how many saves an entry stays that nobody asked for: drafts and
// other days are built in turn from the same folder.
const maxIdle = 8

// Key names an entry: a digest of all that it depends on.
type Key [sha256.Size]byte

// KeyOf returns the key of a kind of entry that depends on some data.
func KeyOf(kind string, on ...[]byte) Key {
	h := sha256.New()
	var length [binary.MaxVarintLen64]byte
	h.Write([]byte(kind + "\n"))
	for _, data := range on {
		h.Write(binary.AppendUvarint(length[:0], uint64(len(data))))
		h.Write(data)
	}
	var k Key
	h.Sum(k[:0])
	return k
}

// Store is a folder of entries. It is safe for concurrent use. A nil store has no
// entries and takes none.
type Store struct {
	dir     string
	version [sha256.Size]byte

	mu      sync.Mutex
	entries map[Key]*entry
	packs   []*pack
	fresh   *pack    // of this process; nil before the first Put
	unused  []string // names of packs that nothing is in any more
	broken  bool     // nothing can, or may, be written
	changed bool     // something was put, or turned out to be damaged
}

// entry is where the bytes of a key lie.
type entry struct {
	pack *pack
	at   int64
	size uint32
	sum  uint32 // of key and bytes
	idle byte   // saves since somebody asked for it
	used bool   // somebody did in this process
}

// castagnoli is the polynomial that processors know.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

func sumOf(k *Key, data []byte) uint32 {
	return crc32.Update(crc32.Checksum(k[:], castagnoli), castagnoli, data)
}

// Mode says what a store may do with its folder.
type Mode bool

const (
	ReadWrite Mode = false
	ReadOnly  Mode = true // takes no entries
)

// Open returns the store in a folder, which need not exist. version identifies the
// program: entries of another one are not found.
func Open(dir string, version []byte, mode Mode) *Store {
	s := &Store{dir: dir, version: sha256.Sum256(version), entries: map[Key]*entry{}, broken: mode == ReadOnly}
	index := filepath.Join(dir, indexName)
	switch info, err := os.Lstat(index); {
	case err != nil:
	case info.IsDir(): // no index could take its place
		s.broken = s.broken || os.Remove(index) != nil
	case info.Mode().IsRegular():
		if data, err := os.ReadFile(index); err == nil {
			s.readIndex(data)
		}
	}
	return s
}

// Get returns what was put under a key. The caller may keep it and must not change
// it.
func (s *Store) Get(k Key) (data []byte, ok bool) { return s.Append(nil, k) }

// Append appends what was put under a key to b.
func (s *Store) Append(b []byte, k Key) (data []byte, ok bool) {
	if s == nil {
		return b, false
	}
	s.mu.Lock()
	e := s.entries[k]
	if e != nil {
		e.used = true
	}
	ok = e != nil && e.pack.isReadable(s, e)
	s.mu.Unlock()
	if !ok {
		return b, false
	}
	data = slices.Grow(b, int(e.size))[:len(b)+int(e.size)]
	added := data[len(b):]
	if _, err := e.pack.file.ReadAt(added, e.at); err != nil || sumOf(&k, added) != e.sum {
		s.forget(k, e)
		return b, false
	}
	return data, true
}

// Holds tells whether data is what was put under a key, which then counts as asked for.
func (s *Store) Holds(k Key, data []byte) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	e := s.entries[k]
	s.mu.Unlock()
	if e == nil || int(e.size) != len(data) || e.sum != sumOf(&k, data) {
		return false // without a look at what is there
	}
	old, ok := s.Get(k)
	return ok && bytes.Equal(old, data)
}

// Touch tells whether there is an entry, which then counts as asked for.
func (s *Store) Touch(k Key) bool {
	if s == nil {
		return false
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	e := s.entries[k]
	if e == nil || !e.pack.isReadable(s, e) {
		return false
	}
	e.used = true
	return true
}

// Hold has all entries count as asked for.
func (s *Store) Hold() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, e := range s.entries {
		e.used = true
	}
}

// Freeze has the store take nothing any more.
func (s *Store) Freeze() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	s.broken = true
}

// forget drops an entry that turned out to be damaged.
func (s *Store) forget(k Key, e *entry) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.entries[k] == e {
		delete(s.entries, k)
		s.changed = true
	}
}

// Put keeps data under a key, in the place of what was there, and tells whether it
// could. It is a copy that it keeps.
func (s *Store) Put(k Key, data []byte) bool {
	if s == nil || len(data) > math.MaxInt32 {
		return false
	}
	write, ok := s.put(k, data, sumOf(&k, data))
	if write != nil {
		return write()
	}
	return ok
}

// put is Put but for what takes long, which is to be called then, if there is any.
func (s *Store) put(k Key, data []byte, sum uint32) (write func() bool, ok bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.fresh == nil && !s.broken {
		s.fresh, s.broken = s.newPack()
	}
	s.broken = s.broken || s.fresh.failed.Load()
	if s.broken {
		return nil, false
	}
	at, write := s.fresh.append(data)
	s.entries[k] = &entry{pack: s.fresh, at: at, size: uint32(len(data)), sum: sum, used: true}
	s.changed = true
	return write, true
}

// Close lets go of the files. What was put and not saved is gone.
func (s *Store) Close() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	for _, p := range s.packs {
		p.close()
	}
	if s.fresh != nil {
		s.fresh.close()
		os.Remove(s.path(s.fresh))
	}
	clear(s.entries)
	s.packs, s.fresh, s.broken = nil, nil, true
}
