package publish

import (
	"errors"
	"io/fs"
	"os"
)

// clearing removes a tree that was the site, or was to become it, once another
// is live. What its manifest lists is ours and goes. The rest is foreign and was
// linked into the live site beforehand; but somebody may have saved a file in
// the moment between, so each is looked at before it goes.
type clearing struct {
	disk   freeing
	gone   string // the tree to remove
	live   string
	listed manifest
	dirs   map[string]bool // folders of listed files
}

// clearTree removes the tree gone, if it exists.
func clearTree(d disk, gone, live string) error {
	if _, err := os.Lstat(gone); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	listed, _, err := readManifest(gone)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	c := &clearing{disk: freeing{d}, gone: gone, live: live, listed: listed, dirs: listed.dirs()}
	entries, err := c.disk.list(gone)
	if err != nil {
		return err
	}
	err = each(entries, func(e fs.DirEntry) error {
		if e.Name() == manifestName {
			return nil // last, for it tells what is ours
		}
		return c.entry(e.Name(), e.IsDir())
	})
	if err != nil {
		return err
	}
	err = c.disk.unlink(join(gone, manifestName))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return d.rmdir(gone)
}

func (c *clearing) entry(name string, isDir bool) error {
	if !isDir {
		return c.file(name)
	}
	if !c.dirs[name] && c.isMissing(name) {
		return c.rescue(name) // a new foreign folder
	}
	entries, err := c.disk.list(join(c.gone, name))
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := c.entry(name+"/"+e.Name(), e.IsDir()); err != nil {
			return err
		}
	}
	return c.disk.rmdir(join(c.gone, name))
}

// file removes one file, unless it is foreign and not in the live site yet. Of
// two versions of a foreign file the newer stays.
func (c *clearing) file(name string) error {
	if _, ok := c.listed.find(name); ok {
		return c.disk.unlink(join(c.gone, name))
	}
	if c.isMissing(name) {
		return c.rescue(name)
	}
	here, err := os.Lstat(join(c.gone, name))
	if err != nil {
		return err
	}
	there, err := os.Lstat(join(c.live, name))
	if err != nil {
		return err
	}
	if !os.SameFile(here, there) && here.ModTime().After(there.ModTime()) {
		return c.rescue(name)
	}
	return c.disk.unlink(join(c.gone, name))
}

// isMissing reports whether the live site has nothing called name.
func (c *clearing) isMissing(name string) bool {
	_, err := os.Lstat(join(c.live, name))
	return errors.Is(err, fs.ErrNotExist)
}

// rescue moves name into the live site.
func (c *clearing) rescue(name string) error {
	if err := c.makeLive(parent(name)); err != nil {
		return err
	}
	return c.disk.rename(join(c.gone, name), join(c.live, name))
}

// makeLive makes the folder dir in the live site, never through a link.
func (c *clearing) makeLive(dir string) error {
	if isRealDir(c.live, dir) {
		return nil
	}
	if err := c.makeLive(parent(dir)); err != nil {
		return err
	}
	return c.disk.mkdir(join(c.live, dir), 0o755)
}
