// Package layout turns pages into HTML by the templates in layouts/.
//
// [Load] reads layouts/ and static/ into a [Set]; [Set.Execute] makes one page.
// The data that layouts read is any struct: this package knows nothing of pages
// but their type, which it asks for by reflection.
//
// # What a layout may do
//
// Layouts are written in the language of html/template: layouts/guide.html is
// the layout "guide", and any of them may call layouts/partials/*.html. A layout
// reads the fields of its page and calls a few functions:
//
//	{{t "step" .Number .Of}}  a text of layouts/i18n/LANG.yaml, in the page's language
//	{{date .Updated}}         2026-11-22 in words
//	{{duration .Minutes}}     a number of minutes in words
//	{{asset "style.css"}}     where a file of static/ is published, from the site's root
//
// Beside these there are only and, or, not, eq, ne, lt, le, gt, ge, len, index
// and print. No function reaches a file, the environment, the network or the
// clock, and none makes HTML out of text. The names of texts, assets and templates are
// constants, so what a layout depends on is known without running it; see
// [Set.Digest].
//
// # How it works
//
// text/template/parse parses a layout. A first compilation checks it against the
// type of the data: each field, argument and name is right, or a diagnostic says
// where not, all in one run. html/template then decides how each value is to be
// escaped. A second compilation, for each language in which a page asks for the
// layout, turns the result into a program of closures, in which the texts and assets
// are fixed bytes. Both compile a partial once for all layouts that call it. See
// compile.go for statements, expr.go for values, write.go for escaping.
//
// The program does what html/template would do, which a test holds it to, in a
// twentieth of the time: types are resolved once and not at each value. It stops
// when a page grows beyond 16 MiB or templates recurse without end.
//
// The package does not decide which layout a page gets, and it writes nothing.
package layout

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/source"
)

const (
	layoutsFolder = "layouts/"
	staticFolder  = "static/"
	textsFolder   = "i18n/"  // below layouts/
	themeFolder   = "texts/" // the texts that those of layouts/i18n stand in for
)

// Set is all layouts of a site, ready to make pages. It is immutable and may be
// used by several goroutines.
type Set struct {
	files    []*source.File // that it was made from
	data     reflect.Type
	problems diag.List

	layouts map[string]*layout // by name: "guide"
	words   map[string]*words  // by language
	assets  *assets
}

// layout is one layout in every language.
type layout struct {
	reach    *reach
	problem  *diag.Diagnostic           // why it can make no page
	programs map[string]func() *program // by language; made when they are asked for, as most never are
}

// program is one layout in one language.
type program struct {
	main    func() (*routine, *diag.Diagnostic) // compiled at the first page
	digest  [32]byte
	problem *diag.Diagnostic
}

// ExecError says why a page could not be made: the author's layout is at fault.
type ExecError struct {
	Diagnostic diag.Diagnostic
}

// Error returns the place and the message.
func (e *ExecError) Error() string {
	return fmt.Sprintf("%s: %s", e.Diagnostic.Place, e.Diagnostic.Message)
}

// Mentions tells whether the name of a field stands in a layout, or in a partial
// it calls: a layout that does not mention a field never shows it. Of a layout
// with problems nothing is known.
func (s *Set) Mentions(layout, field string) bool {
	l := s.layouts[layout]
	if l == nil || l.problem != nil {
		return true
	}
	for _, f := range l.reach.files {
		if strings.Contains(f.text, "."+field) {
			return true
		}
	}
	return false
}

// Names returns the names of all layouts, sorted.
func (s *Set) Names() []string { return slices.Sorted(maps.Keys(s.layouts)) }

// Languages returns the languages that there are texts in, sorted.
func (s *Set) Languages() []string { return slices.Sorted(maps.Keys(s.words)) }

// Assets returns the files of static/ under their published names.
func (s *Set) Assets() []Asset { return s.assets.published() }

// Execute appends to buf the page that a layout makes of data in a language.
// Data has the type that the set was loaded for. The error is an *ExecError;
// what was appended until then is to be thrown away.
func (s *Set) Execute(buf *bytes.Buffer, layout, lang string, data any) error {
	v := reflect.ValueOf(data)
	if v.Type() != s.data {
		panic(fmt.Sprintf("layout: Execute with a %v by layouts loaded for %v", v.Type(), s.data))
	}
	p, problem := s.program(layout, lang)
	if problem != nil {
		return &ExecError{*problem}
	}
	main, problem := p.main()
	if problem != nil {
		return &ExecError{*problem}
	}
	r := run{out: buf, start: buf.Len()}
	r.vars = r.room[:0]
	r.call(main, v, spot{})
	if r.failure != nil {
		return &ExecError{*r.failure}
	}
	return nil
}

// Digest changes whenever the layout might make something else of the same
// page, or where it can make none, whenever it would fail in another way.
func (s *Set) Digest(layout, lang string) [32]byte {
	p, problem := s.program(layout, lang)
	if problem != nil {
		return sha256.Sum256(fmt.Appendf(nil, "%#v", *problem))
	}
	return p.digest
}

// Text returns a text of layouts/i18n in a language, for the few that the build
// needs itself; the key when there is none. Arguments are strings and ints.
func (s *Set) Text(lang, key string, args ...any) string {
	w := s.language(lang)
	if w == nil {
		return key
	}
	return w.sayAll(key, args)
}

// program finds the program for a layout and a language.
func (s *Set) program(name, lang string) (*program, *diag.Diagnostic) {
	l := s.layouts[name]
	if l == nil {
		fix := didYouMean(name, s.Names(), "add the file, or use one of "+strings.Join(s.Names(), ", "))
		return nil, &diag.Diagnostic{Place: diag.Place{File: layoutsFolder + name + ".html"}, Code: diag.LayoutMissing, Message: fmt.Sprintf("no layout %q", name), Fix: fix}
	}
	if l.problem != nil {
		return nil, l.problem
	}
	w := s.language(lang)
	if w == nil {
		known := strings.Join(slices.Sorted(maps.Keys(s.words)), ", ")
		return nil, &diag.Diagnostic{Place: diag.Place{File: layoutsFolder + textsFolder + lang + ".yaml"}, Code: diag.LayoutText, Message: fmt.Sprintf("no texts in the language %q", lang), Fix: "add this file after the model of another language; there are " + known}
	}
	p := l.programs[w.lang]()
	return p, p.problem
}

// language returns the texts for a language: for "fr-CA" those of "fr" when it
// has none of its own, nil when there are none at all.
func (s *Set) language(lang string) *words {
	for lang != "" {
		if w := s.words[lang]; w != nil {
			return w
		}
		lang = lang[:max(0, strings.LastIndexByte(lang, '-'))]
	}
	return nil
}

// firstOf returns the first problem by place.
func firstOf(problems diag.List) *diag.Diagnostic {
	if len(problems) == 0 {
		return nil
	}
	return &slices.Clone(problems.Sorted())[0]
}
