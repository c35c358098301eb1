package site

import (
	"path"
	"slices"

	"balise/generator/internal/guide"
	"balise/generator/internal/register"
)

// What could not be read is reported where it stands. What nobody else says, uses or
// explains may be said there, so nothing is reported that would follow from it.

// refusesGuides tells whether a guide, or a folder that may hold some, was not read.
func (c *checker) refusesGuides() bool {
	return slices.ContainsFunc(c.in.Tree.RefusedBelow("content"), func(p string) bool { return path.Ext(p) == "" || path.Ext(p) == ".md" })
}

// knowsTexts tells whether all that guides say is known.
func (c *checker) knowsTexts() bool {
	return !c.refusesGuides() && !slices.ContainsFunc(c.in.Guides, func(g *guide.Guide) bool { return g.LacksText() || g.LacksFront() })
}

// knowsPaths tells whether all paths are known.
func (c *checker) knowsPaths() bool {
	return !c.refusesGuides() && !slices.ContainsFunc(c.in.Guides, (*guide.Guide).MayHoldSteps)
}

// knowsGuide tells whether a key is that of a guide, or of none for certain.
func (c *checker) knowsGuide(key string) bool {
	file, tree := "content/"+key, c.in.Tree
	return !tree.Refused(file+".md") && !tree.Refused(file) && !tree.Refused(file+"/index.md")
}

// knowsConfig tells whether all that site.yaml says is known.
func (c *checker) knowsConfig() bool { return !c.in.Config.Cut && !c.in.Tree.Refused(ConfigFile) }

// knowsUses tells whether all that refers to the entries of a register is known, but for
// the guides: facts refer to facts and sources, terms to terms and sources.
func (c *checker) knowsUses(s register.Shelf) bool {
	cut := func(s register.Shelf) bool { return c.in.Registers.IsCut(s) || c.wanted[s].n > 0 }
	switch s {
	case register.Facts:
		return !cut(register.Facts)
	case register.Terms:
		return !cut(register.Terms)
	}
	return !cut(register.Facts) && !cut(register.Terms)
}
