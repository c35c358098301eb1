package publish

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
)

const (
	fixOther = "name another folder with -o"
	fixMove  = "give a folder beside it"
	fixFile  = "move or rename that file, or name another folder with -o"
)

// locate returns where the output folder dir really is, or why it may not be the
// output. It changes nothing.
func locate(dir string, o Options) (string, error) {
	refuse := func(fix, reason string, args ...any) (string, error) {
		return "", &RefusedError{Dir: dir, Reason: fmt.Sprintf(reason, args...), Fix: fix}
	}
	noFolder := func(fix, reason string, args ...any) (string, error) {
		return "", &RefusedError{Dir: dir, Reason: fmt.Sprintf(reason, args...), Fix: fix, NoFolder: true}
	}
	if dir == "" {
		return refuse(fixOther, "has no name")
	}
	path, err := filepath.Abs(dir)
	if err != nil {
		return "", err
	}
	path, exists, err := resolvePath(path)
	var link danglingError
	switch {
	case errors.As(err, &link):
		return noFolder("make the folder it points to, or remove the link", "leads over a link to nothing, %s", string(link))
	case errors.Is(err, syscall.ENOTDIR):
		return noFolder(fixFile, "lies under a file")
	case err != nil:
		return "", fmt.Errorf("output folder %q: %w", dir, err)
	}
	if exists {
		info, err := os.Stat(path)
		if err != nil {
			return "", fmt.Errorf("output folder %q: %w", dir, err)
		}
		if !info.IsDir() {
			return noFolder(fixFile, "is a file, not a folder")
		}
		if _, err := os.Lstat(filepath.Join(path, ".git")); err == nil {
			return refuse("give a folder inside it, such as \"public\"", "is the root of a git repository")
		}
	}
	if fix, reason := forbidden(path, o); reason != "" {
		return refuse(fix, "%s", reason)
	}
	return path, nil
}

// forbidden returns why the folder path may not be the output, whatever is in
// it, and what to do instead; "" if it may.
func forbidden(path string, o Options) (fix, reason string) {
	if filepath.Dir(path) == path {
		return fixOther, "is the root of the file system"
	}
	if home, err := os.UserHomeDir(); err == nil && isWithin(home, path) {
		return fixOther, "is or holds your home folder"
	}
	if here, err := os.Getwd(); err == nil && isWithin(here, path) {
		return fixOther, "is or holds the current folder"
	}
	if o.Root != "" && isWithin(o.Root, path) {
		return fixOther, "is or holds the folder of the site"
	}
	if o.Cache != "" && isWithin(path, o.Cache) {
		return fixMove, fmt.Sprintf("lies inside %q, the cache, which may be deleted at any time", o.Cache)
	}
	for _, source := range o.Sources {
		switch {
		case isWithin(source, path):
			return fixOther, fmt.Sprintf("is or holds %q, from which the site is built", source)
		case isWithin(path, source):
			return fixMove, fmt.Sprintf("lies inside %q, from which the site is built", source)
		}
	}
	return "", ""
}

// isWithin reports whether inner is outer or lies inside it: by name, or because
// some folder above inner is the same folder on disk as outer.
func isWithin(inner, outer string) bool {
	inner, outer = realName(inner), realName(outer)
	if rel, err := filepath.Rel(outer, inner); err == nil && filepath.IsLocal(rel) {
		return true
	}
	want, err := os.Stat(outer)
	if err != nil {
		return false
	}
	for {
		if info, err := os.Stat(inner); err == nil && os.SameFile(info, want) {
			return true
		}
		up := filepath.Dir(inner)
		if up == inner {
			return false
		}
		inner = up
	}
}

// realName returns path absolute and without symbolic links as far as it exists.
func realName(path string) string {
	abs, err := filepath.Abs(path)
	if err != nil {
		return path
	}
	if resolved, _, err := resolvePath(abs); err == nil {
		return resolved
	}
	return abs
}

// danglingError is the name of a symbolic link that leads nowhere.
type danglingError string

func (e danglingError) Error() string { return string(e) + " is a link to nothing" }

// resolvePath follows the symbolic links in the existing part of an absolute
// path, and reports whether all of it exists.
func resolvePath(path string) (resolved string, exists bool, err error) {
	rest := ""
	for {
		resolved, err = filepath.EvalSymlinks(path)
		if err == nil {
			return filepath.Join(resolved, rest), rest == "", nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return "", false, err
		}
		if _, err := os.Lstat(path); err == nil {
			return "", false, danglingError(path)
		}
		up := filepath.Dir(path)
		if up == path {
			return "", false, err
		}
		rest = strings.TrimSuffix(filepath.Join(filepath.Base(path), rest), string(filepath.Separator))
		path = up
	}
}
