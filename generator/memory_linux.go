package main

import (
	"runtime"

	"golang.org/x/sys/unix"
)

// useLargePages has the next n bytes that the program takes lie in pages of 2 MiB instead
// of 4 KiB, where the system lets it: the first touch of each page costs as much as making
// a good part of what is written there, and the processor finds its way about few large
// ones faster. Pages that nobody touches take no memory.
//
// The runtime does not do so by itself, since it cannot know that a program ends soon. It
// is done with a slice that is given back at once, unused: what the runtime takes next is
// its address space. The collection that gives it back costs little as long as the program
// holds little.
func useLargePages(n int) {
	space := make([]byte, n)
	_ = unix.Madvise(space, unix.MADV_HUGEPAGE) // small pages do as well
	runtime.GC()
}
