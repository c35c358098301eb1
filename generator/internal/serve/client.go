package serve

import (
	"embed"
	"fmt"

	"github.com/evanw/esbuild/pkg/api"
)

//go:embed client
var clientFiles embed.FS

// clientScript bundles and minifies the files in client/.
func clientScript() []byte {
	result := api.Build(api.BuildOptions{
		EntryPoints: []string{"./main.js"}, Bundle: true, Format: api.FormatIIFE, Target: api.ES2022, Charset: api.CharsetUTF8,
		MinifyWhitespace: true, MinifySyntax: true, MinifyIdentifiers: true, LogLevel: api.LogLevelSilent,
		Plugins: []api.Plugin{{Name: "embedded", Setup: embedded}},
	})
	if len(result.Errors) > 0 {
		panic(fmt.Sprint("the preview's client: ", result.Errors)) // our own bug
	}
	return result.OutputFiles[0].Contents
}

// embedded has esbuild read the client's files from the program itself.
func embedded(b api.PluginBuild) {
	b.OnResolve(api.OnResolveOptions{Filter: `^\./`}, func(args api.OnResolveArgs) (api.OnResolveResult, error) {
		return api.OnResolveResult{Path: args.Path[len("./"):], Namespace: "client"}, nil
	})
	b.OnLoad(api.OnLoadOptions{Filter: `.*`, Namespace: "client"}, func(args api.OnLoadArgs) (api.OnLoadResult, error) {
		text, err := clientFiles.ReadFile("client/" + args.Path)
		contents := string(text)
		return api.OnLoadResult{Contents: &contents}, err
	})
}
