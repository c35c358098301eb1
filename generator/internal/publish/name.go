package publish

import (
	"fmt"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
)

// checkName reports why name cannot be the name of a published file. It must be
// relative, slash-separated, clean, and fit on one line of the manifest.
func checkName(name string) error {
	switch {
	case !fs.ValidPath(name) || name == "." || !filepath.IsLocal(filepath.FromSlash(name)):
		return fmt.Errorf("%q is no relative, slash-separated file name", name)
	case strings.ContainsFunc(name, func(r rune) bool { return r < ' ' || r == 0x7f || r == '\\' }):
		return fmt.Errorf("%q has a backslash or a control character in it", name)
	case strings.EqualFold(firstSegment(name), manifestName):
		return fmt.Errorf("%q is the name of Balise's own manifest", name)
	}
	return nil
}

// firstSegment returns the part of name before its first slash.
func firstSegment(name string) string {
	first, _, _ := strings.Cut(name, "/")
	return first
}

// parent returns the folder of name, "" for the output itself.
func parent(name string) string {
	if i := strings.LastIndexByte(name, '/'); i >= 0 {
		return name[:i]
	}
	return ""
}

// addParents adds every folder that name lies in to set.
func addParents(set map[string]bool, name string) {
	for dir := parent(name); dir != "" && !set[dir]; dir = parent(dir) {
		set[dir] = true
	}
}

// join returns the place of name under root on this machine.
func join(root, name string) string {
	if name == "" {
		return root
	}
	return root + string(filepath.Separator) + filepath.FromSlash(name)
}

// isPage reports whether readers come to name by itself: pages are replaced
// after the files they refer to.
func isPage(name string) bool { return path.Ext(name) == ".html" }
