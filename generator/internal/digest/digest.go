// Package digest tells what was published from what is something else by now.
//
// A [Sum] has 128 bits of XXH3, which reads many times faster than a cryptographic
// hash. Two texts that differ by accident have different sums; who wants to can make
// two that have the same. So it is for bytes of our own that may be damaged, or edited
// by hand, and never for a choice between what others wrote: what a cache returns
// hangs on SHA-256.
package digest

import (
	"io"

	"github.com/zeebo/xxh3"
)

// Sum is a digest.
type Sum [16]byte

// Of returns the digest of some bytes.
func Of(data []byte) Sum { return xxh3.Hash128(data).Bytes() }

// Read returns the digest of all that a reader gives, and how much it is.
func Read(r io.Reader) (sum Sum, size int64, err error) {
	h := xxh3.New()
	size, err = io.Copy(h, r)
	return h.Sum128().Bytes(), size, err
}
