package swar_test

import (
	"encoding/binary"
	"testing"

	"balise/generator/internal/swar"
)

func FuzzDiffer(f *testing.F) {
	f.Add(uint64(0x2020610a00ff80a0), byte(' '))
	f.Add(uint64(0x0001027f7e817ffe), byte(0x7f))
	f.Add(uint64(0), byte(0))
	f.Fuzz(func(t *testing.T, x uint64, c byte) {
		if c >= 0x80 {
			return
		}
		var bytes, got [8]byte
		binary.LittleEndian.PutUint64(bytes[:], x)
		binary.LittleEndian.PutUint64(got[:], swar.Differ(x, c)&swar.Tops)
		for i, b := range bytes {
			if differs := got[i] != 0; differs != (b != c) {
				t.Errorf("Differ(%#x, %#x) says %v of byte %d, %#x", x, c, differs, i, b)
			}
		}
	})
}
