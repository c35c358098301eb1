package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"

	"balise/generator/internal/diag"
)

// maxDepth ends a walk through folders that link to one another.
const maxDepth = 40

// walk collects the regular files of the layers.
type walk struct {
	found    []entry
	problems diag.List
	seen     map[string]bool // paths of regular files, so that the earlier layer wins
}

func (w *walk) layer(l Layer) error {
	if l.FS == nil {
		return nil
	}
	info, err := fs.Stat(l.FS, ".")
	if errors.Is(err, fs.ErrNotExist) || (err == nil && !info.IsDir()) {
		return nil
	}
	if err != nil {
		return err
	}
	return w.dir(l, ".", []fs.FileInfo{info})
}

// dir walks one folder. above holds the folders that lead to it, itself last.
func (w *walk) dir(l Layer, name string, above []fs.FileInfo) error {
	entries, err := fs.ReadDir(l.FS, name)
	if err != nil {
		if name == "." {
			return err
		}
		w.report(l, name, diag.Error, diag.FileUnreadable, unreadable(err), "give yourself the right to read it, or move it out of "+l.Name+"/")
		return nil
	}
	for _, e := range entries {
		child := path.Join(name, e.Name())
		if Ignored(e.Name()) || (l.Skip != nil && l.Skip(child)) {
			continue
		}
		if err := w.entry(l, child, e, above); err != nil {
			return err
		}
	}
	return nil
}

func (w *walk) entry(l Layer, name string, e fs.DirEntry, above []fs.FileInfo) error {
	var info fs.FileInfo
	var err error
	if e.Type()&fs.ModeSymlink != 0 {
		info, err = fs.Stat(l.FS, name)
		if err != nil {
			w.badLink(l, name, err)
			return nil
		}
	} else if info, err = e.Info(); err != nil {
		return nil // gone since the folder was listed
	}
	switch {
	case info.IsDir():
		return w.subdir(l, name, info, above)
	case info.Mode().IsRegular():
		w.file(l, name, info)
	default:
		w.report(l, name, diag.Warning, diag.FileSpecial,
			fmt.Sprintf("%q is %s, not a file: left out", path.Base(name), kindOf(info.Mode())), "move it out of "+l.Name+"/")
	}
	return nil
}

func (w *walk) subdir(l Layer, name string, info fs.FileInfo, above []fs.FileInfo) error {
	for _, a := range above {
		if os.SameFile(a, info) {
			w.report(l, name, diag.Error, diag.FileLoop, fmt.Sprintf("the link %q leads back to a folder that holds it", path.Base(name)), "remove the link")
			return nil
		}
	}
	if len(above) >= maxDepth {
		w.report(l, name, diag.Error, diag.FileLoop, fmt.Sprintf("folders are nested more than %d deep", maxDepth), "move the files nearer to "+l.Name+"/")
		return nil
	}
	return w.dir(l, name, append(above[:len(above):len(above)], info))
}

func (w *walk) file(l Layer, name string, info fs.FileInfo) {
	e := entry{layer: l, name: name, info: info, stamp: stampOf(info)}
	p := e.path()
	if w.seen[p] {
		return
	}
	w.seen[p] = true
	lazy := l.Lazy != nil && l.Lazy(name)
	if limit := int64(MaxText); !lazy && info.Size() > limit {
		w.report(l, name, diag.Error, diag.FileTooLarge, fmt.Sprintf("the file has %d bytes; the limit is %d", info.Size(), limit), "split it into several files")
		return
	}
	if limit := int64(MaxAttachment); lazy && info.Size() > limit {
		w.report(l, name, diag.Error, diag.FileTooLarge, fmt.Sprintf("the attachment has %d bytes; the limit is %d", info.Size(), limit), "publish it elsewhere and link to it")
		return
	}
	w.found = append(w.found, e)
}

func (w *walk) badLink(l Layer, name string, err error) {
	base := path.Base(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		w.report(l, name, diag.Warning, diag.FileDangling, fmt.Sprintf("the link %q points to nothing: left out", base), "remove the link or restore its target")
	case isLoop(err):
		w.report(l, name, diag.Error, diag.FileLoop, fmt.Sprintf("the link %q leads back to itself", base), "remove the link")
	default:
		w.report(l, name, diag.Error, diag.FileOutside, fmt.Sprintf("%q is a link to outside %s/", base, l.Name), "copy the file in, or link within "+l.Name+"/")
	}
}

func (w *walk) report(l Layer, name string, s diag.Severity, code diag.Code, message, fix string) {
	w.problems = append(w.problems, fileProblem(path.Join(l.Name, name), s, code, message, fix))
}

// fileProblem is a diagnostic about a file as a whole, placed at its beginning.
func fileProblem(p string, s diag.Severity, code diag.Code, message, fix string) diag.Diagnostic {
	return diag.Diagnostic{Place: diag.Place{File: p, Line: 1, Col: 1}, Severity: s, Code: code, Message: message, Fix: fix}
}

// unreadable words the reason a file system gave, without its path.
func unreadable(err error) string {
	var pe *fs.PathError
	if errors.As(err, &pe) {
		err = pe.Err
	}
	return "cannot be read: " + err.Error()
}

func kindOf(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "a named pipe"
	case m&fs.ModeSocket != 0:
		return "a socket"
	default:
		return "a device"
	}
}

// Ignored tells whether a file or folder of this base name is never part of a
// site: hidden ones, what package managers leave, and the temporary files of
// editors and synchronisers.
func Ignored(base string) bool {
	switch base {
	case "node_modules", "Thumbs.db", "desktop.ini", "4913":
		return true
	}
	if strings.HasPrefix(base, ".") || strings.HasSuffix(base, "~") {
		return true
	}
	if strings.HasPrefix(base, "#") && strings.HasSuffix(base, "#") {
		return true
	}
	for _, suffix := range []string{".swp", ".swx", ".swo", ".tmp", ".bck", ".kate-swp", ".part", ".crdownload"} {
		if strings.HasSuffix(base, suffix) {
			return true
		}
	}
	return strings.Contains(base, "___jb_")
}
