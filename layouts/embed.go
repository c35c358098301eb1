// Package layouts holds the theme's HTML and its texts, for the program to carry
// with it.
//
// A folder layouts/ beside an author's content/ may hold files of the same
// names; each such file takes the place of the one here, those in i18n text by
// text. The package has no code.
package layouts

import "embed"

// FS is this folder: *.html, partials/*.html and i18n/*.yaml. It must not be
// assigned to.
//
//go:embed *.html partials/*.html i18n/*.yaml
var FS embed.FS
