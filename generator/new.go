package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strconv"
	"strings"
	"unicode"

	"balise/generator/internal/guide"

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
	key = strings.TrimSuffix(strings.TrimPrefix(filepath.ToSlash(key), "content/"), ".md")
	parts := strings.Split(key, "/")
	for i, part := range parts {
		slug := guide.Slug(part)
		if slug == "" {
			return wrong("use words, for example balise new contrats/regie", "%q cannot be a guide's key", key)
		}
		parts[i] = slug
	}
	key = strings.Join(parts, "/")
	if title == "" {
		title = titleOf(path.Base(key))
	}
	file := filepath.Join(a.dir("content"), filepath.FromSlash(key)+".md")
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
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
	fmt.Fprintf(a.stdout, "Made %s.\nWrite it; then remove \"draft: true\" and add %s to the steps of a path\n(content/index.md holds the main one), or set standalone: true.\n", filepath.ToSlash(file), key)
	return nil
}

// titleOf makes a title of a key: "couts-caches" becomes "Couts caches".
func titleOf(key string) string {
	words := []rune(strings.ReplaceAll(key, "-", " "))
	words[0] = unicode.ToUpper(words[0])
	return string(words)
}
