package layout

import (
	"fmt"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"time"

	"balise/generator/internal/diag"
)

// Keys of the texts that functions use by themselves.
const (
	keyDate    = "date"          // {0} day, {1} month, {2} year; a plural form of the day
	keyMonths  = "months"        // twelve words
	keyMinutes = "minutes"       // {0} minutes, less than an hour
	keyHours   = "hours"         // {0} whole hours
	keyBoth    = "hours_minutes" // {0} hours and {1} minutes, two digits
)

// translate compiles {{t "key" arguments…}}. The key is written out, so that a
// missing text is found before any page is made.
func (c *compiler) translate(call invocation) (expr, bool) {
	if len(call.args) == 0 || !call.args[0].known.IsValid() || !isString(call.args[0].typ) {
		return c.wrong(call, "its first argument is the key of a text", `write {{t "next"}}`)
	}
	args := call.args[1:]
	for _, a := range args {
		if a.typ != reflect.TypeFor[string]() && a.typ != reflect.TypeFor[int]() {
			return c.wrong(call, "texts take texts and numbers, not "+kindOf(a.typ), "")
		}
	}
	key := call.args[0].known.String()
	return c.phrase(call, key, len(args), func(p phrase) expr { return c.spoken(p, args) })
}

// phrase notes that a text is used and, when compiling, builds the expression
// from it.
func (c *compiler) phrase(call invocation, key string, args int, build func(phrase) expr) (expr, bool) {
	call.scope.part.reach.text(key, args, c.spotOf(call.scope, call.node))
	if c.words == nil {
		return expr{typ: reflect.TypeFor[string]()}, true
	}
	p, ok := c.words.all[key]
	if !ok {
		return expr{}, false // reported for the language as a whole
	}
	return build(p), true
}

// spoken is a phrase with arguments.
func (c *compiler) spoken(p phrase, args []expr) expr {
	w := c.words
	if len(args) == 0 {
		return constant(w.say(p, nil, 0, false))
	}
	return expr{typ: reflect.TypeFor[string](), eval: func(r *run) (reflect.Value, bool) {
		texts := make([]string, len(args))
		number, counts := 0, false
		for i, a := range args {
			v, ok := a.eval(r)
			if !ok {
				return v, false
			}
			if v.Kind() == reflect.String {
				texts[i] = v.String()
				continue
			}
			texts[i] = strconv.FormatInt(v.Int(), 10)
			if !counts {
				number, counts = int(v.Int()), true
			}
		}
		return reflect.ValueOf(w.say(p, texts, number, counts)), true
	}}
}

// date compiles {{date .Updated}}: a day, a month or a year in words, nothing for
// an empty text.
func (c *compiler) date(call invocation) (expr, bool) {
	if !c.takes(call, "date .Updated", isString) {
		return expr{}, false
	}
	call.scope.part.reach.text(keyMonths, 0, c.spotOf(call.scope, call.node))
	arg, at := call.args[0], c.spotOf(call.scope, call.node)
	return c.phrase(call, keyDate, 3, func(p phrase) expr {
		return expr{typ: reflect.TypeFor[string](), eval: func(r *run) (reflect.Value, bool) {
			v, ok := arg.eval(r)
			if !ok || v.Len() == 0 {
				return v, ok
			}
			s, err := c.words.date(p, v.String())
			if err != nil {
				r.fail(at, diag.LayoutExec, fmt.Sprintf("date: %q cannot be shown: %v", v.String(), err), "dates are written YYYY-MM-DD, YYYY-MM or YYYY")
			}
			return reflect.ValueOf(s), err == nil
		}}
	})
}

func (w *words) date(p phrase, iso string) (string, error) {
	if len(w.months) != 12 {
		return "", fmt.Errorf("%d months", len(w.months)) // reported by check
	}
	switch len(iso) {
	case len("2006"):
		if year, err := time.Parse("2006", iso); err == nil {
			return strconv.Itoa(year.Year()), nil
		}
	case len("2006-01"):
		if month, err := time.Parse("2006-01", iso); err == nil {
			return w.months[month.Month()-1] + " " + strconv.Itoa(month.Year()), nil
		}
	}
	day, err := time.Parse(time.DateOnly, iso)
	if err != nil {
		return "", err
	}
	args := []string{strconv.Itoa(day.Day()), w.months[day.Month()-1], strconv.Itoa(day.Year())}
	return w.say(p, args, day.Day(), true), nil
}

// duration compiles {{duration .Minutes}}: a number of minutes in words.
func (c *compiler) duration(call invocation) (expr, bool) {
	if !c.takes(call, "duration .Minutes", isInt) {
		return expr{}, false
	}
	at := c.spotOf(call.scope, call.node)
	call.scope.part.reach.text(keyHours, 1, at)
	call.scope.part.reach.text(keyBoth, 2, at)
	arg := call.args[0]
	return c.phrase(call, keyMinutes, 1, func(phrase) expr {
		return expr{typ: reflect.TypeFor[string](), eval: func(r *run) (reflect.Value, bool) {
			v, ok := arg.eval(r)
			if !ok {
				return v, false
			}
			return reflect.ValueOf(c.words.duration(int(v.Int()))), true
		}}
	})
}

func (w *words) duration(minutes int) string {
	hours, rest := minutes/60, minutes%60
	switch {
	case hours == 0:
		return w.sayAll(keyMinutes, []any{minutes})
	case rest == 0:
		return w.sayAll(keyHours, []any{hours})
	}
	return w.sayAll(keyBoth, []any{hours, fmt.Sprintf("%02d", rest)})
}

// check compares the texts of one language with what layouts and the build
// need: those that are missing are named together.
func (w *words) check(need map[string]int) diag.List {
	var missing []string
	var problems diag.List
	for key, args := range need {
		p, ok := w.all[key]
		if !ok {
			missing = append(missing, key)
			continue
		}
		if n := p.arity(); n > args {
			problems = append(problems, w.problem(key, fmt.Sprintf("{%d} in %q has no value: layouts give it %d", n-1, key, args), "use {0} for the first value, {1} for the second"))
		}
	}
	if _, ok := w.all[keyMonths]; ok && len(w.months) != 12 {
		problems = append(problems, w.problem(keyMonths, "months does not hold twelve words", "write the twelve months, from January on, with spaces between them"))
	}
	if len(missing) > 0 && !w.isTheme() { // the theme has all of its own
		slices.Sort(missing)
		problems = append(problems, w.file.whole(diag.LayoutText, "missing texts: "+strings.Join(missing, ", "), "add them; the file of the program itself has them all"))
	}
	return problems
}

// idle warns of texts that neither a layout says nor the theme has: they are
// likely misspelt.
func (w *words) idle(need map[string]int) diag.List {
	if w.theme == nil {
		return nil
	}
	var problems diag.List
	for _, key := range w.own() {
		_, needed := need[key]
		if _, has := w.theme.all[key]; !needed && !has {
			d := w.problem(key, fmt.Sprintf("no layout says %q", key), didYouMean(key, w.theme.keys(), "remove it"))
			d.Severity = diag.Warning
			problems = append(problems, d)
		}
	}
	return problems
}

// problem describes an error in a text.
func (w *words) problem(key, message, fix string) diag.Diagnostic {
	place := w.yaml.ValuePlace(w.anyOf(key))
	return w.file.lines.Excerpt(place, diag.Diagnostic{Code: diag.LayoutText, Message: message, Fix: fix})
}
