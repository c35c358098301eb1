package cache

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// magic begins an index. It changes with the format.
const magic = "balise cache 1\n"

// Save lets later processes find what was put. What cannot be saved is not found;
// that is no error.
func (s *Store) Save() {
	if s == nil {
		return
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	dropped := s.age()
	if s.broken || !s.changed && !dropped || s.fresh == nil && len(s.packs) == 0 {
		return
	}
	s.merge()
	if s.broken || !s.complete() {
		return
	}
	if writeBeside(filepath.Join(s.dir, indexName), s.index()) == nil {
		s.changed = false
		s.sweep()
	}
}

// age drops the entries that nobody asked for in a while, and those of packs that
// somebody deleted. It tells whether there were any.
func (s *Store) age() (dropped bool) {
	for _, p := range s.packs {
		p.gone = p.gone || !isFile(s.path(p))
	}
	for k, e := range s.entries {
		e.idle++
		if e.used {
			e.idle = 0
		}
		if e.idle > maxIdle || e.pack.gone {
			delete(s.entries, k)
			dropped = true
		}
	}
	return dropped
}

// merge copies packs into the fresh one: small ones, as long as it is as large as
// they are, and those that are mostly garbage.
func (s *Store) merge() {
	s.count()
	grown := int64(0)
	if s.fresh != nil {
		grown = s.fresh.size
	}
	slices.SortFunc(s.packs, func(a, b *pack) int { return cmp.Compare(a.live, b.live) })
	merged := map[*pack]bool{}
	for _, p := range s.packs {
		if p.live > 0 && (p.live <= grown || 2*p.live < p.size) {
			merged[p] = true
			grown += p.live
		}
	}
	if len(merged) > 0 {
		s.copyFrom(merged)
	}
}

// count counts what is in each pack.
func (s *Store) count() {
	for _, p := range s.packs {
		p.live, p.entries = 0, 0
	}
	for _, e := range s.entries {
		e.pack.live += int64(e.size)
		e.pack.entries++
	}
}

// copyFrom moves the entries of packs into the fresh one, in the order in which they
// lie.
func (s *Store) copyFrom(packs map[*pack]bool) {
	type keyed struct {
		Key
		*entry
	}
	var moving []keyed
	for k, e := range s.entries {
		if packs[e.pack] {
			moving = append(moving, keyed{k, e})
		}
	}
	slices.SortFunc(moving, func(a, b keyed) int {
		return cmp.Or(cmp.Compare(a.pack.name, b.pack.name), cmp.Compare(a.at, b.at))
	})
	if s.fresh == nil {
		if s.fresh, s.broken = s.newPack(); s.broken {
			return
		}
	}
	for _, m := range moving {
		data := make([]byte, m.size)
		if !m.pack.isReadable(s, m.entry) {
			delete(s.entries, m.Key)
			continue
		}
		if _, err := m.pack.file.ReadAt(data, m.at); err != nil || sumOf(&m.Key, data) != m.sum {
			delete(s.entries, m.Key)
			continue
		}
		at, write := s.fresh.append(data)
		if write != nil {
			write()
		}
		m.entry.pack, m.entry.at = s.fresh, at
	}
}

// complete ends the fresh pack.
func (s *Store) complete() bool {
	if s.fresh == nil {
		return true
	}
	if !s.fresh.flush(s.fresh.size) {
		s.broken = true
		return false
	}
	s.fresh.tail = nil
	s.packs, s.fresh = append(s.packs, s.fresh), nil
	return true
}

// index writes where everything lies.
func (s *Store) index() []byte {
	s.count()
	s.packs = slices.DeleteFunc(s.packs, func(p *pack) bool {
		if p.entries > 0 {
			return false
		}
		p.close()
		s.unused = append(s.unused, p.name)
		return true
	})
	const each = 64 // bytes for an entry, or for a pack, about
	b := append(make([]byte, 0, each*(len(s.entries)+len(s.packs)+2)), magic...)
	b = append(b, s.version[:]...)
	b = binary.AppendUvarint(b, uint64(len(s.packs)))
	for i, p := range s.packs {
		p.number = uint64(i)
		b = binary.AppendUvarint(b, uint64(len(p.name)))
		b = append(b, p.name...)
		b = binary.AppendUvarint(b, uint64(p.size))
	}
	b = binary.AppendUvarint(b, uint64(len(s.entries)))
	for k, e := range s.entries {
		b = append(b, k[:]...)
		b = binary.AppendUvarint(b, e.pack.number)
		b = binary.AppendUvarint(b, uint64(e.at))
		b = binary.LittleEndian.AppendUint32(b, e.size)
		b = binary.LittleEndian.AppendUint32(b, e.sum)
		b = append(b, e.idle)
	}
	sum := sha256.Sum256(b)
	return append(b, sum[:]...)
}

// readIndex takes in what index wrote, or nothing.
func (s *Store) readIndex(data []byte) {
	body, ok := bytes.CutPrefix(data[:max(0, len(data)-sha256.Size)], []byte(magic))
	if !ok || sha256.Sum256(data[:len(data)-sha256.Size]) != [sha256.Size]byte(data[len(data)-sha256.Size:]) {
		return
	}
	r := &reader{rest: body}
	version := r.take(len(s.version))
	packs := make([]*pack, r.length(1))
	for i := range packs {
		packs[i] = &pack{name: string(r.take(r.length(1))), size: int64(r.uvarint())}
		r.failed = r.failed || strings.ContainsAny(packs[i].name, `/\`)
	}
	n := r.length(1)
	entries := make(map[Key]*entry, n)
	all := make([]entry, n)
	for i := range all {
		var k Key
		copy(k[:], r.take(len(k)))
		number := r.uvarint()
		if r.failed || number >= uint64(len(packs)) {
			return
		}
		all[i] = entry{pack: packs[number], at: int64(r.uvarint()), size: r.uint32(), sum: r.uint32(), idle: r.byte()}
		entries[k] = &all[i]
	}
	switch {
	case r.failed || len(r.rest) > 0:
	case bytes.Equal(version, s.version[:]):
		s.packs, s.entries = packs, entries
	default: // of another program: its packs go when this one saves
		for _, p := range packs {
			s.unused = append(s.unused, p.name)
		}
	}
}

// maxForeign is how long a pack may lie there that no index names before it is taken
// for one that a killed process left. A process that runs now may be about to name it.
const maxForeign = 24 * time.Hour

// sweep deletes the packs that this process merged or emptied, and those that are
// nobody's.
func (s *Store) sweep() {
	for _, name := range s.unused {
		os.Remove(filepath.Join(s.dir, packPrefix+name))
	}
	s.unused = nil
	files, err := os.ReadDir(s.dir)
	if err != nil {
		return
	}
	for _, f := range files {
		name, isPack := strings.CutPrefix(f.Name(), packPrefix)
		isPack = isPack && !slices.ContainsFunc(s.packs, func(p *pack) bool { return p.name == name })
		if (isPack || strings.HasPrefix(f.Name(), tempPrefix)) && isOld(f) {
			os.Remove(filepath.Join(s.dir, f.Name()))
		}
	}
}

func isOld(f os.DirEntry) bool {
	info, err := f.Info()
	return err == nil && time.Since(info.ModTime()) > maxForeign
}

// writeBeside replaces a file as a whole.
func writeBeside(path string, data []byte) error {
	f, err := os.CreateTemp(filepath.Dir(path), tempPrefix+"*")
	if err != nil {
		return err
	}
	_, err = io.Copy(f, bytes.NewReader(data))
	if closed := f.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		os.Remove(f.Name())
	}
	return err
}

func (r *reader) uint32() uint32 {
	if data := r.take(4); data != nil {
		return binary.LittleEndian.Uint32(data)
	}
	return 0
}
