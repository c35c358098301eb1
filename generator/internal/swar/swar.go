// Package swar looks at the eight bytes of a word at once (SIMD within a register), where a
// branch for each of them would be foreseen by no processor. [Differ] is all there is.
package swar

// Tops has the highest bit of each byte set: those that Differ speaks in.
const Tops = 0x8080808080808080

// Differ has the highest bit of each byte of x set that is not c, which is below 0x80. The other
// bits mean nothing.
func Differ(x uint64, c byte) uint64 {
	const each, low = 0x0101010101010101, ^uint64(Tops)
	x ^= each * uint64(c)
	return x&low + low | x
}
