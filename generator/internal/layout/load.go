package layout

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"sync"

	"balise/generator/internal/diag"
	"balise/generator/internal/parallel"
	"balise/generator/internal/source"
)

// buildTexts are the keys of the texts that the build asks [Set.Text] for, and
// how many values it gives each. Every language has them.
func buildTexts() map[string]int {
	need := map[string]int{
		"topics":     0, // the first part of the URL of a topic's page
		"home_short": 0, // what links to the home page say
		"not_found":  0, // the title of the page for addresses that lead nowhere
		"feed_title": 1, // the title of the feed; {0} is the site's

		"number_thousands": 2, // what stands between two groups of digits
		"number_decimals":  2, // … before the decimals
		"number_unit":      2, // … between a number and its unit
		"range":            2, // two numbers that another lies between
		"per":              2, // a unit for each of another
		"and_per":          2, // … and for each of a third
		"percent":          1,
		"money_eur":        1,
		"money_usd":        1,
		"money_gbp":        1,
		"money_chf":        1,
		"million":          1, // of a sum of money
		"billion":          1,
	}
	maps.Copy(need, aidTexts())
	for _, kind := range []string{"note", "tip", "important", "warning", "caution", "pro", "con", "do", "dont", "key"} {
		need["callout_"+kind] = 0 // the title of a callout without one
	}
	return need
}

// aidTexts are those of checklists, calculators and grids.
func aidTexts() map[string]int {
	return map[string]int{
		"aid_count":     2, // how many boxes of a checklist are ticked; {1} is how many there are
		"aid_clear":     0, // the button that takes all ticks away
		"aid_example":   0, // the numbers of a calculator are an example
		"aid_reset":     0, // the button that brings the example back
		"aid_share":     0, // the link with what was typed in it
		"aid_number":    0, // what an input takes
		"aid_between":   2, // … from {0} to {1}
		"aid_at_least":  1, // … from {0}
		"aid_at_most":   1, // … up to {0}
		"aid_min":       1, // the smallest of {0}
		"aid_max":       1, // the largest of {0}
		"aid_round":     1, // {0} rounded
		"aid_round_to":  2, // … to a multiple of {1}
		"aid_floor":     1, // … downwards
		"aid_ceil":      1, // … upwards
		"aid_criterion": 0, // heads of a grid
		"aid_weight":    0, // …
		"aid_provider":  1, // {0} is a number
		"aid_name":      1, // … to type its name in
		"aid_score":     2, // of provider {0} by criterion {1}
		"aid_total":     0, // the score by all criteria
		"aid_notes":     0, // what a reader writes of a provider
		"aid_export":    0, // the button that makes a spreadsheet
	}
}

// Load reads the layouts, their texts and the static files of a tree. Data is a
// value, of any content, of the type that layouts will be executed with.
//
// The diagnostics tell all that is wrong, found without making a page. The set
// is usable all the same: a layout that is right makes pages beside one that is
// not. When no file changed since prev, that very set comes back, with its
// diagnostics; prev may be nil.
func Load(prev *Set, tree *source.Tree, data any) (*Set, diag.List) {
	layouts, texts, static := under(tree, layoutsFolder), under(tree, themeFolder), under(tree, staticFolder)
	files := slices.Concat(layouts, texts, static)
	if prev != nil && prev.data == reflect.TypeOf(data) && slices.Equal(prev.files, files) {
		return prev, prev.problems
	}
	s := &Set{files: files, data: reflect.TypeOf(data), layouts: map[string]*layout{}, words: map[string]*words{}}
	l := loader{set: s}
	var ofAssets, ofLayouts diag.List
	s.assets, ofAssets = newAssets(static)
	parallel.Both(
		func() { l.all, ofLayouts = parseAll(layouts) },
		func() { l.readWords(texts, layouts) },
	)
	l.problems = slices.Concat(checkNames(layouts, static), ofAssets, ofLayouts, l.problems)
	l.check()
	l.checkWords()
	l.compile()
	s.problems = l.problems.Sorted()
	return s, s.problems
}

// under returns the files of a folder.
func under(tree *source.Tree, folder string) []*source.File {
	return tree.Under(strings.TrimSuffix(folder, "/"))
}

// loader is the state of Load.
type loader struct {
	set      *Set
	all      *templates
	problems diag.List
}

// readWords reads the texts of the theme, and those of layouts/i18n that take the
// place of some of them, or are of languages that the theme does not have.
func (l *loader) readWords(theme, layouts []*source.File) {
	for _, src := range theme {
		l.addWords(src)
	}
	for _, src := range layouts {
		base, inside := strings.CutPrefix(src.Path, layoutsFolder+textsFolder)
		if inside && !strings.Contains(base, "/") && strings.HasSuffix(base, ".yaml") {
			l.addWords(src)
		}
	}
}

func (l *loader) addWords(src *source.File) {
	f, unreadable := newFile(src)
	if len(unreadable) > 0 {
		l.problems = append(l.problems, unreadable...)
		return
	}
	w, problems := newWords(f, l.set.words)
	l.problems = append(l.problems, problems...)
	if w != nil {
		l.set.words[w.lang] = w
	}
}

// check compiles every layout without words, to see whether it is right and
// what it reaches.
func (l *loader) check() {
	c := newCompiler(l.all, l.set.assets, nil)
	for _, name := range l.all.names() {
		if isLayout(name) && l.all.files[name] != nil {
			_, reach, problems := c.layout(name, l.set.data)
			l.problems = append(l.problems, problems...)
			l.set.layouts[base(name)] = &layout{reach: reach, problem: firstOf(problems), programs: map[string]func() *program{}}
		}
	}
	for name, d := range l.all.wrong {
		if isLayout(name) {
			l.set.layouts[base(name)] = &layout{reach: newReach(), problem: &d}
		}
	}
}

// isLayout tells whether a file of layouts/ makes pages by itself.
func isLayout(name string) bool {
	return strings.HasSuffix(name, ".html") && !strings.Contains(name, "/")
}

// base returns the name of a layout by that of its file.
func base(file string) string { return strings.TrimSuffix(file, ".html") }

// checkWords compares the texts of each language with those that are used. One
// that no language has is reported where it is used; it is likely misspelt.
func (l *loader) checkWords() {
	need := buildTexts()
	for _, name := range l.set.Names() {
		for key, args := range l.set.layouts[name].reach.texts {
			if n, ok := need[key]; ok {
				args = min(args, n)
			}
			need[key] = args
		}
	}
	l.reportUnknown(need)
	for _, lang := range slices.Sorted(maps.Keys(l.set.words)) {
		w := l.set.words[lang]
		l.problems = append(append(l.problems, w.check(need)...), w.idle(need)...)
	}
}

// reportUnknown reports, and takes out of need, the texts that no language has.
func (l *loader) reportUnknown(need map[string]int) {
	var keys []string
	for _, w := range l.set.words {
		keys = append(keys, w.keys()...)
	}
	slices.Sort(keys)
	known := slices.Compact(keys)
	for _, name := range l.set.Names() {
		for key, spots := range l.set.layouts[name].reach.spots {
			if _, ok := slices.BinarySearch(known, key); ok {
				continue
			}
			delete(need, key)
			for _, at := range spots {
				fix := didYouMean(key, known, "add it to the files of "+layoutsFolder+textsFolder)
				d := at.file.problem(diag.LayoutText, at.offset, at.length, fmt.Sprintf("no text %q", key), fix)
				l.problems = append(l.problems, d)
			}
		}
	}
}

// compile escapes the layouts that are right, and readies their programs.
func (l *loader) compile() {
	var good []string
	for _, name := range l.set.Names() {
		if l.set.layouts[name].problem == nil {
			good = append(good, name+".html")
		}
	}
	compilers := map[string]*compiler{}
	for lang, w := range l.set.words {
		compilers[lang] = newCompiler(l.all, l.set.assets, w)
	}
	unsafe := escape(l.all, good)
	for _, name := range good {
		made := l.set.layouts[base(name)]
		problems := unsafe[name]
		if problems == nil {
			problems = made.reach.derived(l.all)
		}
		if problems != nil {
			l.problems = append(l.problems, problems...)
			made.problem = firstOf(problems)
			continue
		}
		for lang, c := range compilers {
			made.programs[lang] = sync.OnceValue(func() *program { return l.program(made.reach, name, c) })
		}
	}
}

// program makes the program of a layout in a language. What may be wrong with a layout is
// known by now, and words that lack a text are reported as a whole; should compiling find
// more, each page says so.
func (l *loader) program(reach *reach, name string, c *compiler) *program {
	w := c.words
	for _, key := range slices.Sorted(maps.Keys(reach.spots)) {
		if _, ok := w.all[key]; !ok {
			at := reach.spots[key][0]
			d := at.file.problem(diag.LayoutText, at.offset, at.length, fmt.Sprintf("no text %q in the language %q", key, w.lang), "add it to "+layoutsFolder+textsFolder+w.lang+".yaml")
			return &program{problem: &d}
		}
	}
	main := func() (*routine, *diag.Diagnostic) {
		main, _, problems := c.layout(name, l.set.data)
		return main, firstOf(problems)
	}
	return &program{digest: reach.digest(name, w, l.set.assets), main: sync.OnceValues(main)}
}
