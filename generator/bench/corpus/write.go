package corpus

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"sync"
	"sync/atomic"
)

// Write makes the whole site in dir/content, which must not exist yet.
func (c *Corpus) Write(dir string) error {
	content := filepath.Join(dir, "content")
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	if err := os.Mkdir(content, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(content, "site.yaml"), []byte(siteFile), 0o666); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(content, "index.md"), c.home(), 0o666); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(content, "recherche.md"), []byte(searchPage), 0o666); err != nil {
		return err
	}
	return c.writeSections(content)
}

// writeSections makes the sections on all processors. Once one has failed, no further one is begun.
func (c *Corpus) writeSections(content string) error {
	var next atomic.Int64
	var group sync.WaitGroup
	errs := make([]error, runtime.GOMAXPROCS(0))
	for worker := range errs {
		group.Go(func() {
			for errs[worker] == nil {
				k := int(next.Add(1)) - 1
				if k >= c.Sections() {
					return
				}
				errs[worker] = c.writeSection(content, k)
			}
		})
	}
	group.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// writeSection makes the folder of section k.
func (c *Corpus) writeSection(content string, k int) error {
	folder := filepath.Join(content, c.folder(k))
	if err := os.Mkdir(folder, 0o777); err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(folder, "index.md"), c.sectionPage(k), 0o666); err != nil {
		return err
	}
	for i := k * sectionSize; i < min((k+1)*sectionSize, c.guides); i++ {
		name := filepath.Join(content, filepath.FromSlash(c.Key(i))+".md")
		if err := os.WriteFile(name, c.Guide(i), 0o666); err != nil {
			return err
		}
	}
	return nil
}

// siteFile is the site's configuration.
const siteFile = `title: Le guide de l'infogérance
language: fr
base_url: https://example.org/
`

// searchPage is the page that searches; a generator without the layout takes it for a guide.
const searchPage = `---
title: Recherche
description: Chercher un mot dans tous les guides de ce site, sans que rien ne quitte le navigateur.
layout: search
---

Un mot suffit.
`

// home makes the home page, with the reading path over the first guides.
func (c *Corpus) home() []byte {
	var out buffer
	w := &writer{rng: c.chance(0, textStream), words: c.words}
	out.print("---\ntitle: Accueil\n",
		"description: Tout ce qu'il faut savoir avant de confier son informatique à un prestataire.\nsteps:\n")
	for i := range min(pathSteps, c.guides) {
		why := w.fill("Pour $I $D $G avant de signer.")
		out.print("  - guide: ", c.Key(i), "\n    why: ", fmt.Sprintf("%q", why), "\n")
	}
	out.print("---\n\nUn parcours pour commencer, puis des guides par thème.\n")
	return out.bytes()
}

// sectionPage makes the index page of section k.
func (c *Corpus) sectionPage(k int) []byte {
	var out buffer
	title := c.names.section(k)
	w := &writer{rng: c.chance(k, outlineStream), words: c.words}
	out.print("---\ntitle: ", title, "\ndescription: Les guides du thème « ", title, " », dans l'ordre de lecture.\n",
		"---\n\n", w.fill("$O, $D $V $D $G."), " ", w.fill("Il faut $I $D pour $I $U $T."), "\n")
	return out.bytes()
}
