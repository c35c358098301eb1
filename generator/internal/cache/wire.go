package cache

import (
	"encoding/binary"
	"math"
	"math/bits"
	"unsafe"
)

// writer puts a value together behind bytes that are there already. It remembers where
// texts lie in it, so that one that occurs again, as the name of the file in the places
// of a guide, is written as where it lies. What it remembers, and forgets, depends on
// the value alone.
type writer struct {
	b     []byte
	start int                   // of the value
	texts [1 << textBits]uint32 // offsets from start of texts, by a hash, one more so that 0 is none
}

const (
	textBits   = 9
	leastAgain = 8 // bytes that a text has at least to be remembered
	again      = 1 // a bit beside the length: the offset of the text follows, not the text
)

func (w *writer) begin(b []byte) {
	w.b, w.start = b, len(b)
	clear(w.texts[:])
}

// text writes a text: twice its length, and itself; or again and where it lies.
func (w *writer) text(s string) {
	n := uint64(len(s)) << 1
	if len(s) < leastAgain {
		w.b = append(binary.AppendUvarint(w.b, n), s...)
		return
	}
	value := w.b[w.start:]
	slot := &w.texts[hashOf(s)]
	if at := int(*slot) - 1; at >= 0 && at+len(s) <= len(value) && string(value[at:at+len(s)]) == s {
		w.b = binary.AppendUvarint(binary.AppendUvarint(w.b, n|again), uint64(at))
		return
	}
	w.b = binary.AppendUvarint(w.b, n)
	*slot = uint32(len(w.b)-w.start) + 1
	w.b = append(w.b, s...)
}

// hashOf returns a number below the size of writer.texts for a text that is long enough.
// It looks at both ends and the middle: that tells most texts apart.
func hashOf(s string) uint64 {
	data := unsafe.Slice(unsafe.StringData(s), len(s))
	const prime = 0x9e3779b97f4a7c15
	h := binary.LittleEndian.Uint64(data) * prime
	h = (bits.RotateLeft64(h, 29) ^ binary.LittleEndian.Uint64(data[(len(data)-8)/2:])) * prime
	h = (bits.RotateLeft64(h, 29) ^ binary.LittleEndian.Uint64(data[len(data)-8:]) ^ uint64(len(data))) * prime
	return h >> (64 - textBits)
}

// reader takes bytes apart. Once it failed all it gives is zero.
type reader struct {
	all    []byte // from the beginning of the value
	rest   []byte
	failed bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.failed, r.rest = true, nil
		return nil
	}
	data := r.rest[:n:n]
	r.rest = r.rest[n:]
	return data
}

func (r *reader) byte() byte {
	if data := r.take(1); data != nil {
		return data[0]
	}
	return 0
}

func (r *reader) uvarint() uint64 {
	x, n := binary.Uvarint(r.rest)
	r.take(max(n, 0))
	r.failed = r.failed || n <= 0
	return x
}

func (r *reader) varint() int64 {
	x, n := binary.Varint(r.rest)
	r.take(max(n, 0))
	r.failed = r.failed || n <= 0
	return x
}

// text reads what writer.text wrote. It shares the bytes.
func (r *reader) text() string {
	n := r.uvarint()
	size := int(min(n>>1, math.MaxInt32))
	if n&again == 0 {
		return sharing(r.take(size))
	}
	at := r.uvarint()
	if at > uint64(len(r.all)-len(r.rest)) || size > len(r.all)-len(r.rest)-int(at) {
		r.failed, r.rest = true, nil
		return ""
	}
	return sharing(r.all[at:][:size])
}

// sharing returns the text that bytes are, which must not change any more.
func sharing(data []byte) string {
	if len(data) == 0 {
		return "" // nothing to point into
	}
	return unsafe.String(&data[0], len(data))
}

// length reads how many elements of a size follow, and refuses more than could be
// meant: each takes a byte at least, unless it has no size.
func (r *reader) length(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.rest))+1 && size > 0 || n > math.MaxInt32 {
		r.failed = true
		return 0
	}
	return int(n)
}
