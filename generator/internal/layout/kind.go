package layout

import (
	"reflect"
	"slices"
	"strings"
)

// kindOf says in plain words what values of a type are.
func kindOf(t reflect.Type) string {
	if t == nil {
		return "nothing"
	}
	switch t.Kind() {
	case reflect.String:
		return "a text"
	case reflect.Bool:
		return "true or false"
	case reflect.Slice, reflect.Array:
		return "a list"
	case reflect.Pointer:
		return kindOf(t.Elem())
	case reflect.Struct:
		if t == reflect.TypeFor[mixed]() {
			return "one of several kinds of value"
		}
		return article(t.Name()) + t.Name()
	}
	if isInt(t) {
		return "a number"
	}
	return "a " + t.String()
}

// article is the indefinite article of a name.
func article(name string) string {
	if strings.ContainsAny(name[:min(1, len(name))], "AEIOUaeiou") {
		return "an "
	}
	return "a "
}

// mixed is the type of {{or}} and {{and}} of values of several types: good for
// a condition and nothing else.
type mixed struct{}

func isString(t reflect.Type) bool { return t != nil && t.Kind() == reflect.String }

func isInt(t reflect.Type) bool {
	return t != nil && t.Kind() >= reflect.Int && t.Kind() <= reflect.Int64
}

func isBool(t reflect.Type) bool { return t != nil && t.Kind() == reflect.Bool }

// isPrintable tells whether an action may show values of a type.
func isPrintable(t reflect.Type) bool { return isString(t) || isInt(t) || isBool(t) }

// fieldNames returns what a layout may read from a struct.
func fieldNames(t reflect.Type) []string {
	var names []string
	for _, f := range reflect.VisibleFields(t) {
		if f.IsExported() && !f.Anonymous {
			names = append(names, f.Name)
		}
	}
	for m := range reflect.PointerTo(t).Methods() {
		if m.Type.NumIn() == 1 && m.Type.NumOut() == 1 && !strings.HasPrefix(m.Name, "String") {
			names = append(names, m.Name)
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
}
