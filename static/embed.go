// Package static holds the theme's style sheet, scripts and icons, for the program to
// carry with it.
//
// A folder static/ beside an author's content/ may hold files of the same names;
// each such file takes the place of the one here. The package has no code.
package static

import "embed"

// FS is this folder, without its Go code. It must not be assigned to.
//
//go:embed *.css *.js *.svg
var FS embed.FS
