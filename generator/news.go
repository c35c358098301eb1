package main

import (
	"slices"
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
	changed []serve.Page      // pages whose own files changed last
	moved   map[string]string // from path to path, since the last site without errors

	edited      []string // the keys of those pages
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
		n.moved = nil
		if n.shown.snapshot != nil {
			if edited := now.editedSince(n.shown); len(edited) > 0 { // else one save came in two parts
				n.edited = edited
			}
		}
		if n.good.snapshot != nil {
			n.moved = now.movedSince(n.good)
		}
		n.changed = linksTo(snapshot, n.edited...)
	}
	n.shown = now
	if errors, _ := problems.Count(); errors == 0 {
		n.good = now
	}
	return n
}

// maxEdited is more than a page shows of those that changed.
const maxEdited = 10

// editedSince returns the keys of guides whose own files are others than before.
func (m moment) editedSince(before moment) []string {
	var keys []string
	for _, page := range m.remade(before) {
		if f := m.file(page.Key); f != nil && !isSame(f, before.file(page.Key)) && len(keys) < maxEdited {
			keys = append(keys, page.Key)
		}
	}
	return keys
}

// remade returns the pages of guides that may be others than before. Snapshots share
// the pages that are the same, and list them at the same places while none comes or
// goes, so that nearly all are passed over at a glance.
func (m moment) remade(before moment) []*site.Page {
	var pages []*site.Page
	old := before.snapshot.Site.Pages()
	for i, page := range m.snapshot.Site.Pages() {
		if page.Key != "" && (i >= len(old) || page != old[i]) {
			pages = append(pages, page)
		}
	}
	return pages
}

// movedSince finds the guides that were published before under a path where nothing
// is now, and are elsewhere: under the same key, or in a new file that has the old
// one's text or, for want of that, its title.
func (m moment) movedSince(before moment) map[string]string {
	moved := map[string]string{}
	gone := before.without(m)
	if len(gone) == 0 {
		return moved
	}
	fresh := m.without(before)
	for _, old := range gone {
		if page := m.successor(before, old, fresh); page != nil {
			moved[pathOf(old)] = pathOf(page)
		}
	}
	return moved
}

// without returns the guides that are published where the other moment has nothing.
func (m moment) without(other moment) []*site.Page {
	var pages []*site.Page
	for _, page := range m.remade(other) {
		if other.snapshot.Output(page.Out()) == nil {
			pages = append(pages, page)
		}
	}
	return pages
}

func (m moment) successor(before moment, old *site.Page, fresh []*site.Page) *site.Page {
	f := before.file(old.Key)
	var sameTitle *site.Page
	for _, page := range fresh {
		switch {
		case page.Key == old.Key, isSame(f, m.file(page.Key)):
			return page
		case page.Title == old.Title && sameTitle == nil:
			sameTitle = page
		}
	}
	return sameTitle
}

// file returns the file of a guide, nil where there is none.
func (m moment) file(key string) *source.File {
	if f := m.tree.File("content/" + key + ".md"); f != nil {
		return f
	}
	return m.tree.File("content/" + key + "/index.md")
}

// isSame tells whether two files have the same text.
func isSame(a, b *source.File) bool { return a != nil && b != nil && a.Sum == b.Sum }

// pageOf returns the page that a file of the author's makes, zero when it makes none.
func pageOf(snapshot *build.Snapshot, file string) serve.Page {
	key, isGuide := strings.CutSuffix(strings.TrimPrefix(file, "content/"), ".md")
	pages := linksTo(snapshot, strings.TrimSuffix(key, "/index"))
	if !isGuide || len(pages) == 0 {
		return serve.Page{}
	}
	return pages[0]
}

// linksTo returns the pages of guides by their keys, those that are there.
func linksTo(snapshot *build.Snapshot, keys ...string) []serve.Page {
	var pages []serve.Page
	if len(keys) == 0 {
		return nil
	}
	for _, page := range snapshot.Site.Pages() {
		if page.Key != "" && slices.Contains(keys, page.Key) {
			pages = append(pages, serve.Page{URL: "/" + page.URL, Title: page.Title})
		}
	}
	return pages
}

// pathOf returns the path of a page, which its URL has escaped.
func pathOf(page *site.Page) string { return "/" + strings.TrimSuffix(page.Out(), "index.html") }
