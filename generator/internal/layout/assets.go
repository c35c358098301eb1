package layout

import (
	"crypto/sha256"
	"encoding/hex"
	"path"
	"reflect"
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
	names []string // "style.css", sorted
	// published waits for the files as they are published, in the order of the names.
	published func() []Asset
}

// newAssets reads static/. Go files there are the program's own. Making the files small
// takes longer than anything else about layouts, and nobody asks for them before all
// guides are read, so it goes on by itself, one file after the other: of two at a time
// each would have esbuild read its own library.
func newAssets(files []*source.File) (*assets, diag.List) {
	a := &assets{}
	var problems diag.List
	var contents [][]byte
	for _, f := range files {
		data, err := f.Bytes()
		if err != nil {
			d := diag.Diagnostic{Place: diag.Place{File: f.Path}, Code: diag.FileUnreadable, Message: "this file cannot be read: " + err.Error(), Fix: "give yourself the right to read it"}
			problems = append(problems, d)
			continue
		}
		a.names, contents = append(a.names, strings.TrimPrefix(f.Path, staticFolder)), append(contents, data)
	}
	a.published = parallel.Later(func() []Asset {
		all := make([]Asset, len(contents))
		for i, data := range contents {
			all[i] = newAsset(a.names[i], data)
		}
		return all
	})
	return a, problems
}

func newAsset(name string, data []byte) Asset {
	data = minified(name, data)
	sum := sha256.Sum256(data)
	ext := path.Ext(name)
	return Asset{"assets/" + strings.TrimSuffix(name, ext) + "." + hex.EncodeToString(sum[:])[:10] + ext, data}
}

// url returns where a file is published, or "" when there is none of the name.
func (a *assets) url(name string) string {
	i, ok := slices.BinarySearch(a.names, name)
	if !ok {
		return ""
	}
	return a.published()[i].Name
}

// asset compiles {{asset "style.css"}}: the published name of a file of static/.
func (c *compiler) asset(call invocation) (expr, bool) {
	if len(call.args) != 1 || !call.args[0].known.IsValid() || !isString(call.args[0].typ) {
		return c.wrong(call, "takes the name of a file of static/", `write {{asset "style.css"}}`)
	}
	name := call.args[0].known.String()
	if !slices.Contains(c.assets.names, name) {
		fix := didYouMean(name, c.assets.names, "add "+staticFolder+name)
		c.complain(call.scope, call.node, diag.LayoutAsset, `no file "`+staticFolder+name+`"`, fix)
		return expr{}, false
	}
	call.scope.part.reach.assets[name] = true
	if c.words == nil {
		return expr{typ: reflect.TypeFor[string]()}, true
	}
	return constant(c.assets.url(name)), true
}
