package layout

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/parallel"
	"balise/generator/internal/source"
)

// Asset is a file of static/ under the name by which it is published. The name
// holds a digest of the bytes, so that browsers may keep it for ever.
type Asset struct {
	Name string // relative to the site's root: "assets/style.0123456789.css"
	Data []byte
}

// assets is all of static/.
type assets struct {
	list []Asset
	urls map[string]string // from "style.css" to the published name
}

// newAssets reads static/. Go files there are the program's own.
func newAssets(files []*source.File) (*assets, diag.List) {
	a := &assets{urls: map[string]string{}}
	var problems diag.List
	read := parallel.Map(len(files), func(i int) readAsset { return newAsset(files[i]) })
	for i, f := range files {
		if err := read[i].err; err != nil {
			d := diag.Diagnostic{Place: diag.Place{File: f.Path}, Code: diag.FileUnreadable, Message: "this file cannot be read: " + err.Error(), Fix: "give yourself the right to read it"}
			problems = append(problems, d)
			continue
		}
		a.list = append(a.list, read[i].Asset)
		a.urls[strings.TrimPrefix(f.Path, staticFolder)] = read[i].Name
	}
	return a, problems
}

// readAsset is an asset, or why there is none.
type readAsset struct {
	Asset
	err error
}

func newAsset(f *source.File) readAsset {
	data, err := f.Bytes()
	if err != nil {
		return readAsset{err: err}
	}
	name := strings.TrimPrefix(f.Path, staticFolder)
	data = minified(name, data)
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return readAsset{Asset: Asset{"assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:])[:10] + ext, data}}
}

func (a *assets) names() []string {
	var names []string
	for name := range a.urls {
		names = append(names, name)
	}
	slices.Sort(names)
	return names
}

// asset compiles {{asset "style.css"}}: the published name of a file of static/.
func (c *compiler) asset(call invocation) (expr, bool) {
	if len(call.args) != 1 || !call.args[0].known.IsValid() || !isString(call.args[0].typ) {
		return c.wrong(call, "takes the name of a file of static/", `write {{asset "style.css"}}`)
	}
	name := call.args[0].known.String()
	url, ok := c.assets.urls[name]
	if !ok {
		fix := didYouMean(name, c.assets.names(), "add "+staticFolder+name)
		c.complain(call.scope, call.node, diag.LayoutAsset, `no file "`+staticFolder+name+`"`, fix)
		return expr{}, false
	}
	c.reach.assets[name] = url
	return constant(url), true
}
