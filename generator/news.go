package main

import (
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
	for _, page := range m.remade(before) {
		if f := m.file(page.Key); f != nil && !isSame(f, before.file(page.Key)) {
			pages = append(pages, linkTo(page))
		}
	}
	return pages
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
	if !isGuide {
		return serve.Page{}
	}
	key = strings.TrimSuffix(key, "/index")
	for _, page := range snapshot.Site.Pages() {
		if page.Key == key {
			return linkTo(page)
		}
	}
	return serve.Page{}
}

func linkTo(page *site.Page) serve.Page { return serve.Page{URL: "/" + page.URL, Title: page.Title} }

// pathOf returns the path of a page, which its URL has escaped.
func pathOf(page *site.Page) string { return "/" + strings.TrimSuffix(page.Out(), "index.html") }
