package layout

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/text/feature/plural"
	"golang.org/x/text/language"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
	"balise/generator/internal/typo"
)

// words is layouts/i18n/LANG.yaml: what layouts say in one language. Each line
// gives a text, "path: The path", or one of the forms of a text that depends on
// a number, "steps.one: …", "steps.other: …".
type words struct {
	file *file
	lang string
	tag  language.Tag
	all  map[string]phrase // by key
	yaml *meta.Mapping

	theme *words // that the file stands in for, in part; nil for none

	setter *typo.Setter // of the texts
	months []string     // of dates
}

// maxTexts is how many texts one language may have.
const maxTexts = 1000

// maxText is the greatest length of a text in characters.
const maxText = 1000

// phrase is one text, in as many forms as its language needs for numbers.
type phrase struct {
	plain message
	forms map[plural.Form]message // nil when the text does not depend on a number
}

// message is a text cut at its placeholders: {0} is the first argument.
type message []piece

type piece struct {
	text string
	arg  int // -1: none, text alone
}

// formNames are the plural forms of the Unicode CLDR.
func formNames() []string { return []string{"zero", "one", "two", "few", "many", "other"} }

func formOf(name string) plural.Form {
	return []plural.Form{plural.Zero, plural.One, plural.Two, plural.Few, plural.Many, plural.Other}[slices.Index(formNames(), name)]
}

// newWords reads one file of texts. What it does not say is said as in the words
// of its language that there are already.
func newWords(f *file, theme map[string]*words) (*words, diag.List) {
	lang := strings.TrimSuffix(path.Base(f.name), ".yaml")
	tag, err := language.Parse(lang)
	if err != nil {
		return nil, diag.List{f.whole(diag.LayoutText, `"`+lang+`" is not a language`, "name the file after a language code: fr.yaml, en.yaml, pt-BR.yaml")}
	}
	w := &words{file: f, lang: lang, tag: tag, all: map[string]phrase{}, setter: typo.New(lang)}
	w.yaml = meta.Parse(meta.Source{Lines: f.lines, Text: f.text, MaxKeys: maxTexts})
	for _, key := range w.yaml.Keys() {
		w.read(key)
	}
	for key, p := range w.all {
		if _, ok := p.forms[plural.Other]; p.forms != nil && !ok {
			w.yaml.Report(w.anyOf(key), diag.Error, diag.LayoutText, fmt.Sprintf("%q lacks the form other", key), "add "+key+".other: text; it serves for all numbers that have no form of their own")
		}
	}
	if w.theme = theme[lang]; w.theme != nil {
		own := w.all
		w.all = maps.Clone(w.theme.all)
		maps.Copy(w.all, own)
	}
	w.months = strings.Fields(w.say(w.all[keyMonths], nil, 0, false))
	return w, w.yaml.Problems()
}

// read reads one line of the file: "key: text" or "key.form: text".
func (w *words) read(line string) {
	m := newMessage(w.yaml.Text(line, maxText)).set(w.setter)
	key, name, isForm := strings.Cut(line, ".")
	p := w.all[key]
	switch {
	case !isForm && p.forms == nil:
		p.plain = m
	case isForm && p.plain == nil && slices.Contains(formNames(), name):
		if p.forms == nil {
			p.forms = map[plural.Form]message{}
		}
		p.forms[formOf(name)] = m
	case isForm && p.plain == nil:
		w.yaml.Report(line, diag.Error, diag.LayoutText, fmt.Sprintf("no plural form %q", name), didYouMean(name, formNames(), "there are "+strings.Join(formNames(), ", ")))
	default:
		w.yaml.Report(line, diag.Error, diag.LayoutText, fmt.Sprintf("%q stands both with and without plural forms", key), "keep one of the two")
	}
	w.all[key] = p
}

// isTheme tells whether these are the theme's, and not an author's.
func (w *words) isTheme() bool { return strings.HasPrefix(w.file.source.Path, themeFolder) }

// own returns the keys of the texts that the file itself has.
func (w *words) own() []string {
	var keys []string
	for _, line := range w.yaml.Keys() {
		key, _, _ := strings.Cut(line, ".")
		keys = append(keys, key)
	}
	slices.Sort(keys)
	return slices.Compact(keys)
}

// anyOf returns a line of the file that gives a text or one of its forms.
func (w *words) anyOf(key string) string {
	for _, line := range w.yaml.Keys() {
		if line == key || strings.HasPrefix(line, key+".") {
			return line
		}
	}
	return key
}

// newMessage cuts a text at its placeholders; those are {0} to {9}.
func newMessage(s string) message {
	var m message
	for from := 0; ; {
		at := -1
		for i := from; i+2 < len(s); i++ {
			if s[i] == '{' && s[i+2] == '}' && s[i+1] >= '0' && s[i+1] <= '9' {
				at = i
				break
			}
		}
		if at < 0 {
			if from < len(s) {
				m = append(m, piece{s[from:], -1})
			}
			return m
		}
		m = append(m, piece{s[from:at], int(s[at+1] - '0')})
		from = at + 3
	}
}

// set gives a text the typography of its language. A placeholder is taken for a
// number, so that what stands behind it may be its unit.
func (m message) set(setter *typo.Setter) message {
	const number = "0"
	var text []byte
	var frozen []typo.Span
	for _, p := range m {
		text = append(text, p.text...)
		if p.arg >= 0 {
			frozen = append(frozen, typo.Span{Start: len(text), End: len(text) + len(number)})
			text = append(text, number...)
		}
	}
	edits, at := setter.Set(text, frozen), 0
	for i, p := range m {
		var b []byte
		end := at + len(p.text)
		for len(edits) > 0 && int(edits[0].Start) < end {
			b = append(append(b, text[at:edits[0].Start]...), edits[0].Text()...)
			at, edits = int(edits[0].End), edits[1:]
		}
		m[i].text = string(append(b, text[at:end]...))
		at = end + len(number)
	}
	return m
}

// arity is the number of arguments that a phrase needs.
func (p phrase) arity() int {
	n := 0
	count := func(m message) {
		for _, piece := range m {
			n = max(n, piece.arg+1)
		}
	}
	count(p.plain)
	for _, m := range p.forms {
		count(m)
	}
	return n
}

// say puts arguments, of which the first number picks the form, into a phrase.
func (w *words) say(p phrase, args []string, number int, counts bool) string {
	m := p.plain
	if p.forms != nil {
		m = p.forms[plural.Other]
		if counts {
			if chosen, ok := p.forms[w.form(number)]; ok {
				m = chosen
			}
		}
	}
	size := 0
	for _, piece := range m {
		size += len(piece.text)
	}
	for _, a := range args {
		size += len(a) // mostly each stands once
	}
	var b strings.Builder
	b.Grow(size)
	for _, piece := range m {
		b.WriteString(piece.text)
		if piece.arg >= 0 && piece.arg < len(args) {
			b.WriteString(args[piece.arg])
		}
	}
	return b.String()
}

func (w *words) form(n int) plural.Form {
	if n < 0 {
		n = -n
	}
	return plural.Cardinal.MatchPlural(w.tag, n, 0, 0, 0, 0)
}

// sayAll is say for arguments of any kind.
func (w *words) sayAll(key string, args []any) string {
	p, ok := w.all[key]
	if !ok {
		return key
	}
	var texts []string
	number, counts := 0, false
	for _, a := range args {
		switch a := a.(type) {
		case int:
			if !counts {
				number, counts = a, true
			}
			texts = append(texts, strconv.Itoa(a))
		case string:
			texts = append(texts, a)
		}
	}
	return w.say(p, texts, number, counts)
}

// keys returns the keys of all texts.
func (w *words) keys() []string {
	keys := make([]string, 0, len(w.all))
	for k := range w.all {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
