package source

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"slices"
	"strings"
	"unicode/utf8"

	"balise/generator/internal/diag"
	"balise/generator/internal/parallel"
	"balise/generator/internal/stamp"
)

// maxDepth ends a walk through folders that link to one another.
const maxDepth = 40

// walk collects the regular files of the layers.
type walk struct {
	found    []entry
	problems diag.List
	walked   []string // names of the layers walked so far
}

// folder is a folder to be listed, with those that lead to it, itself last.
type folder struct {
	name  string
	above []fs.FileInfo
}

// listing is what one folder holds.
type listing struct {
	layer    *Layer
	files    []entry
	folders  []folder
	problems diag.List
	err      error
}

// layer walks a layer level by level; the folders of a level are listed on all
// processors, since asking for the state of every file is most of the work.
func (w *walk) layer(l *Layer) error {
	if l.Instead != "" {
		w.problems = append(w.problems, fileProblem(l.Name, diag.Error, diag.NoFolder,
			fmt.Sprintf("%s is %s, not a folder", l.Name, l.Instead), "rename it, or put a folder in its place"))
	}
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
	taken := w.taken(l.Name)
	level := []folder{{".", []fs.FileInfo{info}}}
	for len(level) > 0 {
		listings := parallel.Map(len(level), func(i int) listing { return list(l, level[i]) })
		level = nil
		for _, found := range listings {
			if found.err != nil {
				return found.err
			}
			w.take(found, taken)
			level = append(level, found.folders...)
		}
	}
	return nil
}

// taken returns the paths that earlier layers of the same name hold, and notes
// that the layer is walked.
func (w *walk) taken(layer string) map[string]bool {
	taken := map[string]bool{}
	if slices.Contains(w.walked, layer) {
		for _, e := range w.found {
			taken[e.path] = true
		}
	}
	w.walked = append(w.walked, layer)
	return taken
}

// take adds the files of a folder, but for those that an earlier layer has.
func (w *walk) take(found listing, taken map[string]bool) {
	w.problems = append(w.problems, found.problems...)
	for _, e := range found.files {
		if len(taken) == 0 || !taken[e.path] {
			w.found = append(w.found, e)
		}
	}
}

// list lists one folder.
func list(l *Layer, dir folder) listing {
	w := listing{layer: l}
	entries, err := fs.ReadDir(l.FS, dir.name)
	if err != nil {
		if dir.name == "." {
			w.err = err
			return w
		}
		w.report(dir.name, diag.Error, diag.FileUnreadable, unreadable(err), "give yourself the right to read it, or move it out of "+l.Name+"/")
		return w
	}
	for _, e := range entries {
		child := path.Join(dir.name, e.Name())
		switch {
		case Ignored(e.Name()), l.Skip != nil && l.Skip(child):
		case !utf8.ValidString(e.Name()):
			w.foreign(child)
		default:
			w.entry(child, e, dir.above)
		}
	}
	return w
}

// foreign reports a file or folder whose name is not UTF-8, which no io/fs opens. It was
// likely written in Latin-1.
func (w *listing) foreign(name string) {
	base := path.Base(name)
	var meant []rune
	for _, r := range []byte(base) {
		meant = append(meant, rune(r))
	}
	w.report(strings.ToValidUTF8(name, "\ufffd"), diag.Error, diag.FileName, fmt.Sprintf("the name %q is not UTF-8", base), "rename it, perhaps to "+string(meant))
}

func (w *listing) entry(name string, e fs.DirEntry, above []fs.FileInfo) {
	var info fs.FileInfo
	var err error
	if e.Type()&fs.ModeSymlink != 0 {
		info, err = fs.Stat(w.layer.FS, name)
		if err != nil {
			w.badLink(name, err)
			return
		}
	} else if info, err = e.Info(); err != nil {
		return // gone since the folder was listed
	}
	switch {
	case info.IsDir():
		w.folder(name, info, above)
	case info.Mode().IsRegular():
		w.file(name, info)
	default:
		w.report(name, diag.Warning, diag.FileSpecial,
			fmt.Sprintf("%q is %s, not a file: left out", path.Base(name), kindOf(info.Mode())), "move it out of "+w.layer.Name+"/")
	}
}

func (w *listing) folder(name string, info fs.FileInfo, above []fs.FileInfo) {
	for _, a := range above {
		if os.SameFile(a, info) {
			w.report(name, diag.Error, diag.FileLoop, fmt.Sprintf("the link %q leads back to a folder that holds it", path.Base(name)), "remove the link")
			return
		}
	}
	if len(above) >= maxDepth {
		w.report(name, diag.Error, diag.FileLoop, fmt.Sprintf("folders are nested more than %d deep", maxDepth), "move the files nearer to "+w.layer.Name+"/")
		return
	}
	w.folders = append(w.folders, folder{name, append(above[:len(above):len(above)], info)})
}

func (w *listing) file(name string, info fs.FileInfo) {
	e := entry{layer: w.layer, name: name, path: w.layer.Name + "/" + name, size: info.Size(), stamp: stamp.Of(info)}
	lazy := w.layer.Lazy != nil && w.layer.Lazy(name)
	switch size := info.Size(); {
	case !lazy && size > MaxText:
		w.report(name, diag.Error, diag.FileTooLarge, fmt.Sprintf("the file has %d bytes; the limit is %d", size, MaxText), "split it into several files")
	case lazy && size > MaxAttachment:
		w.report(name, diag.Error, diag.FileTooLarge, fmt.Sprintf("the attachment has %d bytes; the limit is %d", size, MaxAttachment), "publish it elsewhere and link to it")
	default:
		w.files = append(w.files, e)
	}
}

func (w *listing) badLink(name string, err error) {
	base := path.Base(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		w.report(name, diag.Warning, diag.FileDangling, fmt.Sprintf("the link %q points to nothing: left out", base), "remove the link or restore its target")
	case stamp.IsLoop(err):
		w.report(name, diag.Error, diag.FileLoop, fmt.Sprintf("the link %q leads back to itself", base), "remove the link")
	case errors.Is(err, fs.ErrPermission):
		w.report(name, diag.Error, diag.FileUnreadable, unreadable(err), "give yourself the right to read it, or remove the link")
	default:
		w.report(name, diag.Error, diag.FileOutside, fmt.Sprintf("%q is a link to outside %s/", base, w.layer.Name), "copy the file in, or link within "+w.layer.Name+"/")
	}
}

func (w *listing) report(name string, s diag.Severity, code diag.Code, message, fix string) {
	w.problems = append(w.problems, fileProblem(path.Join(w.layer.Name, name), s, code, message, fix))
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
