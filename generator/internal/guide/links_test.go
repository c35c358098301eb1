package guide

import (
	"path"
	"testing"
)

func TestJoin(t *testing.T) {
	names := []string{"b.md", "./b.md", "../b.md", "../../b.md", "../../../b.md", "..", "../", ".../b.md", "c/../b.md", "../c/../../b.md", "c//b.md", "./../b.md", "..b.md", ".", "..//b.md", "../..//b.md", "..///b.md", "..//../b.md", "..//", ".././/b.md"}
	r := newRoom().(*room)
	for _, folder := range []string{".", "a", "a/b", "..a", "a/b/c"} {
		for _, name := range names {
			if got, want := r.join(folder, []byte(name)), path.Join(folder, name); got != want {
				t.Errorf("join(%q, %q) = %q, want %q", folder, name, got, want)
			}
		}
	}
}
