package typo

import "encoding/binary"

// mayHold tells whether a byte may stand right before another one in a text. It says so of a
// few texts where none does, but never the other way round. Both bytes are common where the pair
// is not, so it looks at eight bytes at once, without a branch for any of them.
func mayHold(s []byte, first, second byte) bool {
	const each = 0x0101010101010101
	found, before := uint64(0), uint64(0)
	for ; len(s) >= 8; s = s[8:] {
		x := binary.LittleEndian.Uint64(s)
		a, b := x^each*uint64(first), x^each*uint64(second)
		a = (a - each) &^ a & (each << 7) // the highest bit of each byte that was 0
		b = (b - each) &^ b
		found |= b & (a<<8 | before)
		before = a >> 56
	}
	for _, c := range s {
		if c == second {
			found |= before
		}
		if before = 0; c == first {
			before = 1 << 7
		}
	}
	return found != 0
}
