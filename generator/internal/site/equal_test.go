package site

import (
	"reflect"
	"slices"
	"testing"
	"unsafe"

	"balise/generator/internal/guide"
)

// Equal must look at every field of a page: each is changed in turn, however
// deep, and the page must no longer be equal.
func TestEqualSeesEveryField(t *testing.T) {
	a := &Page{}
	fill(reflect.ValueOf(a).Elem())
	b := *a
	if !a.Equal(&b) {
		t.Fatal("a page does not equal its copy")
	}
	typ := reflect.TypeFor[Page]()
	for i := range typ.NumField() {
		changed := *a
		change(reflect.ValueOf(&changed).Elem().Field(i))
		if a.Equal(&changed) || changed.Equal(a) {
			t.Errorf("Equal does not look at Page.%s", typ.Field(i).Name)
		}
	}
}

// Equal must look into what a page holds: each leaf of each struct below it.
func TestEqualSeesEveryLeaf(t *testing.T) {
	for _, part := range []reflect.Type{
		reflect.TypeFor[Position](), reflect.TypeFor[Step](), reflect.TypeFor[Nav](), reflect.TypeFor[NavItem](),
		reflect.TypeFor[Card](), reflect.TypeFor[Target](), reflect.TypeFor[Verified](), reflect.TypeFor[Author](),
		reflect.TypeFor[Listing](),
	} {
		for i := range part.NumField() {
			a, b := &Page{}, &Page{}
			fill(reflect.ValueOf(a).Elem())
			fill(reflect.ValueOf(b).Elem())
			a.Site, a.guide = b.Site, b.guide
			a.Facts, a.Terms, a.Sources = b.Facts, b.Terms, b.Sources
			a.FactEntries[0].FactNote, a.TermEntries[0].TermNote, a.SourceEntries[0].SourceNote = b.FactEntries[0].FactNote, b.TermEntries[0].TermNote, b.SourceEntries[0].SourceNote
			for _, v := range find(reflect.ValueOf(b).Elem(), part) {
				change(v.Field(i))
			}
			if a.Equal(b) {
				t.Errorf("Equal does not look at %s.%s", part.Name(), part.Field(i).Name)
			}
		}
	}
}

// isOne tells whether values of a type are compared by identity: those that say
// the same are one and the same.
func isOne(t reflect.Type) bool {
	return slices.Contains([]reflect.Type{
		reflect.TypeFor[guide.Guide](), reflect.TypeFor[Info](), reflect.TypeFor[FactNote](), reflect.TypeFor[TermNote](), reflect.TypeFor[SourceNote](),
	}, t)
}

// settable gives access to unexported fields too.
func settable(v reflect.Value) reflect.Value {
	return reflect.NewAt(v.Type(), unsafe.Pointer(v.UnsafeAddr())).Elem()
}

// fill gives every leaf below v a value other than zero.
func fill(v reflect.Value) {
	v = settable(v)
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			fill(v.Field(i))
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		fill(v.Index(0))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		if !isOne(v.Type().Elem()) {
			fill(v.Elem())
		}
	default:
		change(v)
	}
}

// change gives v another value.
func change(v reflect.Value) {
	v = settable(v)
	switch v.Kind() {
	case reflect.String:
		v.SetString(v.String() + "x")
	case reflect.Int, reflect.Int32:
		v.SetInt(v.Int() + 1)
	case reflect.Uint8:
		v.SetUint(v.Uint() + 1)
	case reflect.Bool:
		v.SetBool(!v.Bool())
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), v.Len()+1, v.Len()+1))
	case reflect.Pointer:
		if isOne(v.Type().Elem()) {
			v.Set(reflect.New(v.Type().Elem()))
			return
		}
		v.SetZero()
	case reflect.Struct:
		change(v.Field(0))
	default:
		panic("a page holds a " + v.Kind().String() + ", which this test does not know")
	}
}

// find returns the values of a type below v.
func find(v reflect.Value, typ reflect.Type) []reflect.Value {
	v = settable(v)
	if v.Type() == typ {
		return []reflect.Value{v}
	}
	var found []reflect.Value
	switch v.Kind() {
	case reflect.Struct:
		if isOne(v.Type()) {
			return nil
		}
		for i := range v.NumField() {
			found = append(found, find(v.Field(i), typ)...)
		}
	case reflect.Slice:
		for i := range v.Len() {
			found = append(found, find(v.Index(i), typ)...)
		}
	case reflect.Pointer:
		if !v.IsNil() {
			found = find(v.Elem(), typ)
		}
	}
	return found
}
