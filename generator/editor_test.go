package main

import (
	"path/filepath"
	"testing"

	"balise/generator/internal/diag"

	"github.com/rogpeppe/go-internal/txtar"
)

func TestEditor(t *testing.T) {
	for _, test := range []struct {
		editor editor
		file   string
		place  diag.Place
		want   string
	}{
		{"vscode://file{path}:{line}:{column}", "/home/a b/é#1.md", diag.Place{Line: 3, Col: 7}, "vscode://file/home/a%20b/%C3%A9%231.md:3:7"},
		{"vscode://file{path}:{line}:{column}", "C:/site/a.md", diag.Place{}, "vscode://file/C:/site/a.md:1:1"},
		{"idea://open?file={path}&line={line}", `/a/"><script>&{line}.md`, diag.Place{Line: 2}, "idea://open?file=/a/%22%3E%3Cscript%3E&%7Bline%7D.md&line=2"},
	} {
		if err := test.editor.check(); err != nil {
			t.Errorf("%s: %v", test.editor, err)
		}
		if got := test.editor.fill(test.file, test.place); got != test.want {
			t.Errorf("%s, %s: got %s, want %s", test.editor, test.file, got, test.want)
		}
	}
	for _, bad := range []editor{"vim", "vscode://file", "{path}", "javascript:alert('{path}')", "data:{path}", "code {path}", "://{path}", "%zz://{path}"} {
		if bad.check() == nil {
			t.Errorf("%s: no error", bad)
		}
	}
}

// Only what is on the disk can be edited.
func TestEditOpensFilesOfTheSite(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, []txtar.File{file("content/a.md", "a")})
	a := &app{source: dir}
	edit := a.edit("x:{path}")
	for name, want := range map[string]string{"content/a.md": "x:" + filepath.ToSlash(dir) + "/content/a.md", "layouts/guide.html": "", "content": "", "": ""} {
		if got := edit(diag.Place{File: name}); got != want {
			t.Errorf("%q: got %q, want %q", name, got, want)
		}
	}
	if a.edit("") != nil {
		t.Error("without an editor, places are led to")
	}
}
