package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A guide that is gone between the look at the folder and its reading is none of the
// site's, and nobody hears of it.
func TestGuideVanishesBeforeItIsRead(t *testing.T) {
	dir := t.TempDir()
	content := filepath.Join(dir, "content")
	if err := os.Mkdir(content, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"index", "a", "b"} {
		text := "---\ntitle: The page " + name + "\n---\nText.\n"
		if err := os.WriteFile(filepath.Join(content, name+".md"), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	a := &app{source: dir, at: testDay, lean: true}
	tree, problems, err := a.readOnce()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(filepath.Join(content, "b.md")); err != nil {
		t.Fatal(err)
	}
	s, err := a.link(a.input(tree, problems, nil))
	if err != nil {
		t.Fatal(err)
	}
	if n, _ := s.Problems.Count(); n > 0 || s.Output("a/index.html") == nil || s.Output("b/index.html") != nil {
		t.Errorf("pages %v, problems %v; want those of the files that are there, and none", s.Names(), s.Problems)
	}
}
