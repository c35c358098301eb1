package typo

import (
	"encoding/binary"

	"balise/generator/internal/swar"
)

// holdsPair tells whether a byte stands right before another one in a text; both are below 0x80.
// Both are common where the pair is not, so it looks at eight bytes at once, without a branch for
// any of them.
func holdsPair(s []byte, first, second byte) bool {
	if len(s) < 8 {
		return holdsPairShort(s, first, second)
	}
	found, before, last := uint64(0), uint64(0), len(s)-8
	for i := 0; i < len(s); i += 8 {
		if i > last {
			i, before = last, 0 // some of these eight were looked at before
		}
		x := binary.LittleEndian.Uint64(s[i:])
		a := ^swar.Differ(x, first) & swar.Tops
		found |= (a<<8 | before) &^ swar.Differ(x, second)
		before = a >> 56
	}
	return found != 0
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
