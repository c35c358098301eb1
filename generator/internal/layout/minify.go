package layout

import (
	"path"

	"github.com/evanw/esbuild/pkg/api"
)

// minified returns a stylesheet or a script without what only its author needs,
// and everything else as it is. What esbuild cannot read it leaves alone too:
// browsers skip what they do not know, and so may authors rely on. Of identifiers only
// scripts have some to shorten; that the options are the same for all has esbuild read its
// own library once.
func minified(name string, data []byte) []byte {
	loader := api.LoaderCSS
	switch path.Ext(name) {
	case ".css":
	case ".js":
		loader = api.LoaderJS
	default:
		return data
	}
	result := api.Transform(string(data), api.TransformOptions{
		Loader: loader, Target: api.ESNext, Charset: api.CharsetUTF8, LegalComments: api.LegalCommentsInline,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, LogLevel: api.LogLevelSilent,
	})
	if len(result.Errors) > 0 {
		return data
	}
	return result.Code
}
