//go:build !linux

package main

// useLargePages has no way to do so here.
func useLargePages(int) {}
