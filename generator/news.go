package main

import (
	"bytes"
	"net/url"
	"strings"

	"balise/generator/internal/build"
	"balise/generator/internal/diag"
	"balise/generator/internal/serve"
	"balise/generator/internal/site"
	"balise/generator/internal/source"
)

// news is what the last save did to the pages, for those who look at others or at
// places where nothing is any more.
type news struct {
	changed []serve.Page      // pages whose own files changed
	moved   map[string]string // from path to path, since the last site without errors

	shown, good moment
}

// moment is a site and the files that it was made of.
type moment struct {
	tree     *source.Tree
	snapshot *build.Snapshot
}

// next is the news after a save. The same snapshot shown again is the same news.
func (n news) next(tree *source.Tree, snapshot *build.Snapshot, problems diag.List) news {
	now := moment{tree, snapshot}
	if n.shown.snapshot != snapshot {
		n.changed, n.moved = nil, nil
		if n.shown.snapshot != nil {
			n.changed = now.changedSince(n.shown)
		}
		if n.good.snapshot != nil {
			n.moved = now.movedSince(n.good)
		}
	}
	n.shown = now
	if errors, _ := problems.Count(); errors == 0 {
		n.good = now
	}
	return n
}

// changedSince returns the pages whose own files are others than before.
func (m moment) changedSince(before moment) []serve.Page {
	var pages []serve.Page
	for _, f := range m.tree.Under("content") {
		if old := before.tree.File(f.Path); old != f && strings.HasSuffix(f.Path, ".md") && (old == nil || old.Sum != f.Sum) {
			if page := pageOf(m.snapshot, f.Path); page.URL != "" {
				pages = append(pages, page)
			}
		}
	}
	return pages
}

// movedSince finds the guides that were published before under a path where nothing
// is now, and are elsewhere: under the same key, or in a new file that has the old
// one's text or, for want of that, its title.
func (m moment) movedSince(before moment) map[string]string {
	fresh := m.without(before)
	moved := map[string]string{}
	for _, old := range before.without(m) {
		if page := m.successor(before, old, fresh); page != nil {
			moved["/"+old.URL] = "/" + page.URL
		}
	}
	return moved
}

// without returns the guides that are published where the other moment has nothing.
func (m moment) without(other moment) []*site.Page {
	var pages []*site.Page
	for _, page := range m.snapshot.Site.Pages() {
		if page.Key != "" && other.snapshot.Output(page.Out()) == nil {
			pages = append(pages, page)
		}
	}
	return pages
}

func (m moment) successor(before moment, old *site.Page, fresh []*site.Page) *site.Page {
	text := before.text(old.Key)
	var sameTitle *site.Page
	for _, page := range fresh {
		switch {
		case page.Key == old.Key, text != nil && bytes.Equal(m.text(page.Key), text):
			return page
		case page.Title == old.Title && sameTitle == nil:
			sameTitle = page
		}
	}
	return sameTitle
}

// text returns what is in the file of a guide, nil where there is none.
func (m moment) text(key string) []byte {
	for _, name := range []string{"content/" + key + ".md", "content/" + key + "/index.md"} {
		if f := m.tree.File(name); f != nil {
			return f.Text()
		}
	}
	return nil
}

// pageOf returns the page that a file of the author's makes, zero when it makes none.
func pageOf(snapshot *build.Snapshot, file string) serve.Page {
	key, isGuide := strings.CutSuffix(strings.TrimPrefix(file, "content/"), ".md")
	if !isGuide {
		return serve.Page{}
	}
	key = strings.TrimSuffix(key, "/index")
	for _, page := range snapshot.Site.Pages() {
		if page.Key == key {
			return serve.Page{URL: (&url.URL{Path: "/" + page.URL}).EscapedPath(), Title: page.Title}
		}
	}
	return serve.Page{}
}
