package typo

import "encoding/binary"

// holdsPair tells whether a byte stands right before another one in a text; both are below 0x80.
// Both are common where the pair is not, so it looks at eight bytes at once, without a branch for
// any of them.
func holdsPair(s []byte, first, second byte) bool {
	if len(s) < 8 {
		return holdsPairShort(s, first, second)
	}
	const tops = 0x8080808080808080
	found, before, last := uint64(0), uint64(0), len(s)-8
	for i := 0; i < len(s); i += 8 {
		if i > last {
			i, before = last, 0 // some of these eight were looked at before
		}
		x := binary.LittleEndian.Uint64(s[i:])
		a := ^differ(x, first) & tops
		found |= (a<<8 | before) &^ differ(x, second)
		before = a >> 56
	}
	return found != 0
}

// differ has the highest bit of each byte of x set that is not c, which is below 0x80.
func differ(x uint64, c byte) uint64 {
	const each, low = 0x0101010101010101, 0x7f7f7f7f7f7f7f7f
	x ^= each * uint64(c)
	return x&low + low | x
}

// holdsPairShort is holdsPair for fewer than eight bytes.
func holdsPairShort(s []byte, first, second byte) bool {
	for i := 1; i < len(s); i++ {
		if s[i-1] == first && s[i] == second {
			return true
		}
	}
	return false
}
