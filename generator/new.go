package main

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"unicode"

	"balise/generator/internal/guide"
	"balise/generator/internal/site"
	"balise/generator/internal/source"

	"github.com/spf13/cobra"
)

func (a *app) newCommand() *cobra.Command {
	var title string
	c := &cobra.Command{
		Use: "new KEY", Short: "Begin a new guide", Args: cobra.ExactArgs(1),
		Long:    "New makes content/KEY.md, a draft with the front matter that a guide needs, and\nsays what is left to do. It never touches a file that is there already.",
		Example: "  balise new contrats/regie --title \"La régie\"",
		RunE:    func(_ *cobra.Command, args []string) error { return a.newGuide(args[0], title) },
	}
	c.Flags().StringVar(&title, "title", "", "the guide's title (default: made from the key)")
	return c
}

func (a *app) newGuide(key, title string) error {
	if err := a.check(); err != nil {
		return err
	}
	typed := strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(key), "content/"), ".md")
	key, err := a.newKey(typed)
	if err != nil {
		return err
	}
	if title == "" {
		title = titleOf(typed)
	}
	file := filepath.Join(a.dir("content"), filepath.FromSlash(key)+".md")
	err = os.MkdirAll(filepath.Dir(file), 0o755)
	if in, ok := errors.AsType[*fs.PathError](err); ok && errors.Is(err, syscall.ENOTDIR) {
		return wrong("rename that file, or choose another key", "%s is a file, not a folder", filepath.ToSlash(in.Path))
	}
	if err != nil {
		return machine(err)
	}
	f, err := os.OpenFile(file, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o644)
	if errors.Is(err, fs.ErrExist) {
		return wrong("choose another key", "%s is there already", filepath.ToSlash(file))
	}
	if err != nil {
		return machine(err)
	}
	text := "---\ntitle: " + strconv.Quote(title) + "\ndraft: true\n---\n\n"
	_, err = f.WriteString(text)
	if err := errors.Join(err, f.Close()); err != nil {
		return machine(err)
	}
	fmt.Fprintf(a.stdout, "Made %s.\nWrite it; then remove \"draft: true\"%s\n", filepath.ToSlash(file), placeOf(key))
	return nil
}

// placeOf says how a new guide takes its place in the site.
func placeOf(key string) string {
	switch {
	case key == "index":
		return ". It is the home page: its steps, a list of keys\nof guides, are the main path."
	case path.Base(key) == "index":
		return ". It is the page of the folder " + path.Dir(key) + ":\nsteps, a list of keys of guides, make a path of it."
	}
	return " and add " + key + " to the steps of a path\n(content/index.md holds the main one), or set standalone: true."
}

// newKey returns the key of a new guide. Folders that are there keep their names,
// and all else is written as in addresses.
func (a *app) newKey(key string) (string, error) {
	parts := strings.Split(key, "/")
	for i, part := range parts {
		slug := guide.Slug(part)
		if slug == "" {
			return "", wrong("use words, for example balise new contrats/regie", "%q cannot be a guide's key", key)
		}
		parts[i] = slug
		if i < len(parts)-1 {
			parts[i] = cmp.Or(folderFor(filepath.Join(a.dir("content"), filepath.FromSlash(path.Join(parts[:i]...))), part), slug)
		}
	}
	key = strings.Join(parts, "/")
	if problems := guide.CheckName("content/" + key + ".md"); len(problems) > 0 {
		return "", wrong("choose another key", "%q cannot be a guide's key: %s", key, problems[0].Message)
	}
	if site.IsReserved(key) {
		return "", wrong("choose another key", "%q cannot be a guide's key: its address is reserved", key)
	}
	return key, nil
}

// folderFor returns the name of the folder in dir that an author means: the one
// of this very name, else one with the same address, else "".
func folderFor(dir, name string) string {
	entries, _ := os.ReadDir(dir) // a folder that cannot be read cannot be written either
	same := ""
	for _, e := range entries {
		if source.Ignored(e.Name()) || guide.Slug(e.Name()) != guide.Slug(name) {
			continue
		}
		if info, err := os.Stat(filepath.Join(dir, e.Name())); err != nil || !info.IsDir() {
			continue
		}
		if e.Name() == name {
			return name
		}
		same = cmp.Or(same, e.Name())
	}
	return same
}

// titleOf makes a title of a key as it was typed: "couts-caches" becomes "Couts
// caches", and the page of a folder has the folder's name.
func titleOf(typed string) string {
	name := path.Base(typed)
	if folder := path.Base(path.Dir(typed)); name == "index" && folder != "." {
		name = folder
	}
	if name = strings.TrimSpace(name); !strings.Contains(name, " ") {
		name = strings.TrimSpace(strings.ReplaceAll(name, "-", " "))
	}
	words := []rune(name)
	words[0] = unicode.ToUpper(words[0])
	return string(words)
}
