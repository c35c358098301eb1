package main

import (
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"balise/generator/internal/diag"
)

// editor is a URL that opens a place in an author's editor, with {path}, {line} and
// {column} to be filled in, such as vscode://file{path}:{line}:{column}. The browser
// asks the desktop to open it; Balise runs nothing. "" is no editor.
type editor string

// check tells what keeps an editor from being one.
func (e editor) check() error {
	const hint = "write it as in --editor 'vscode://file{path}:{line}:{column}'"
	u, err := url.Parse(e.fill("/a", diag.Place{}))
	switch {
	case e == "":
		return nil
	case !strings.Contains(string(e), "{path}"):
		return wrong(hint, "--editor %q does not say where the {path} goes", string(e))
	case err != nil || u.Scheme == "" || u.Scheme == "javascript" || u.Scheme == "data":
		return wrong(hint, "--editor %q is not an address that opens an editor", string(e))
	}
	return nil
}

// fill returns the URL for a place in a file. Where the place has no line or column it
// is the first.
func (e editor) fill(file string, p diag.Place) string {
	if !strings.HasPrefix(file, "/") {
		file = "/" + file // C:/site/…
	}
	return strings.NewReplacer(
		"{path}", (&url.URL{Path: file}).EscapedPath(),
		"{line}", strconv.Itoa(max(1, p.Line)),
		"{column}", strconv.Itoa(max(1, p.Col)),
	).Replace(string(e))
}

// edit returns the URL that opens a place of the site's files, "" where there is no
// such file: a problem may be in the built-in theme.
func (a *app) edit(e editor) func(diag.Place) string {
	if e == "" {
		return nil
	}
	return func(p diag.Place) string {
		file, err := filepath.Abs(a.dir(filepath.FromSlash(p.File)))
		if err != nil {
			return ""
		}
		if info, err := os.Stat(file); err != nil || !info.Mode().IsRegular() {
			return ""
		}
		return e.fill(filepath.ToSlash(file), p)
	}
}
