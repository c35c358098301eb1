package main

import (
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestNews(t *testing.T) {
	p, dir, _, _ := previewed(t, file("content/site.yaml", "title: S\nlanguage: fr\n"), file("content/index.md", "---\ntitle: I\n---\n"),
		file("content/a.md", "---\ntitle: A\n---\nTexte.\n"), file("content/b/index.md", "---\ntitle: B\n---\nTexte.\n"), file("content/b/c.md", "---\ntitle: C\n---\nTexte.\n"))
	p.changed()
	rename := func(from, to string) func() {
		return func() {
			if err := os.Rename(filepath.Join(dir, "content", from), filepath.Join(dir, "content", to)); err != nil {
				t.Fatal(err)
			}
		}
	}
	writes := func(name, text string) func() {
		return func() { write(t, dir, []txtar.File{file("content/"+name, text)}) }
	}
	for _, step := range []struct {
		what           string
		do             func()
		changed, moved string
	}{
		{"a text", writes("a.md", "---\ntitle: A\n---\nAutre texte.\n"), "[{/a/ A}]", "map[]"},
		{"a file that makes no page", writes("glossary.yaml", "# rien\n"), "[{/a/ A}]", "map[]"},
		{"another name", rename("a.md", "a2.md"), "[{/a2/ A}]", "map[/a/:/a2/]"},
		{"another slug", writes("a2.md", "---\ntitle: A\nslug: z\n---\nAutre texte.\n"), "[{/z/ A}]", "map[/a2/:/z/]"},
		{"letters of another script", func() {
			rename("a2.md", "你好.md")()
			writes("你好.md", "---\ntitle: A\n---\nAutre texte.\n")()
		}, "[{/%E4%BD%A0%E5%A5%BD/ A}]", "map[/z/:/你好/]"},
		{"a folder", rename("b", "d"), "[{/d/ B} {/d/c/ C}]", "map[/b/:/d/ /b/c/:/d/c/]"},
		{"an error", writes("d/c.md", "---\ntitle: C\n---\n[x](x.md)\n"), "[{/d/c/ C}]", "map[]"},
		{"a name under an error", rename("你好.md", "a3.md"), "[{/a3/ A}]", "map[/你好/:/a3/]"},
		{"another name and text, the error mended", func() {
			rename("d/c.md", "d/e.md")()
			writes("d/e.md", "---\ntitle: C\n---\nNeuf.\n")()
		}, "[{/d/e/ C}]", "map[/d/c/:/d/e/ /你好/:/a3/]"},
		{"a guide that goes", func() { os.Remove(filepath.Join(dir, "content/d/e.md")) }, "[]", "map[]"},
	} {
		step.do()
		p.changed()
		if got := fmt.Sprint(p.news.changed); got != step.changed {
			t.Errorf("%s: changed %s, want %s", step.what, got, step.changed)
		}
		if got := fmt.Sprint(p.news.moved); got != step.moved {
			t.Errorf("%s: moved %s, want %s", step.what, got, step.moved)
		}
	}
}
