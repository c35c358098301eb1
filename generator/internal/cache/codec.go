package cache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"strings"
	"sync"
	"unsafe"
)

// Codec writes values of one type as bytes and reads them back: all their fields,
// unexported ones too, so that a field added tomorrow is not forgotten. Equal
// values give equal bytes. It knows numbers, strings, structs, arrays, slices,
// pointers and maps with keys that are strings; what is shared between two pointers
// is no longer shared when it is read. A text that occurs again is mostly written once.
// A codec is safe for concurrent use.
//
// The plan of a type is made once, by reflection; a value is then read and written
// at the offsets of its fields. That is why unsafe is in this package, and in no other.
type Codec[T any] struct {
	plan    *plan
	writers sync.Pool
}

// Option says how a codec treats the pointers to a type.
type Option struct {
	of   reflect.Type
	plan plan
}

// Without has a codec leave out pointers to T, and read them as nil.
func Without[T any]() Option { return Option{reflect.TypeFor[T](), leftPlan()} }

// Apart has a codec write a key for each pointer to T but nil: what many values share
// is kept once. keep returns the key; it depends on nothing but the value, and differs
// from those of all others. find returns the value of a key, nil where it is gone: then
// nothing that points to it can be read.
func Apart[T any](keep func(*T) Key, find func(Key) *T) Option {
	return Option{reflect.TypeFor[T](), plan{
		func(w *writer, p unsafe.Pointer) {
			v := *(**T)(p)
			if v == nil {
				w.b = append(w.b, 0)
				return
			}
			key := keep(v)
			w.b = append(append(w.b, 1), key[:]...)
		},
		func(r *reader, p unsafe.Pointer) {
			if r.byte() == 0 {
				return
			}
			var key Key
			copy(key[:], r.take(len(key)))
			if r.failed {
				return
			}
			v := find(key)
			*(**T)(p), r.failed = v, v == nil
		},
	}}
}

// NewCodec returns the codec of a type. It panics if the type holds what cannot be
// written, such as an interface; functions are left out.
func NewCodec[T any](options ...Option) *Codec[T] {
	p := planner{options: options, plans: map[reflect.Type]*plan{}}
	return &Codec[T]{plan: p.plan(reflect.TypeFor[T]())}
}

// Append writes a value behind b.
func (c *Codec[T]) Append(b []byte, v *T) []byte {
	w, ok := c.writers.Get().(*writer)
	if !ok {
		w = new(writer)
	}
	w.begin(b)
	c.plan.write(w, unsafe.Pointer(v))
	b, w.b = w.b, nil
	c.writers.Put(w)
	return b
}

// errDamaged is what Decode finds in bytes that Append did not write.
var errDamaged = errors.New("not what was written")

// Decode reads a value that Append wrote. The strings in it share the bytes of
// data, which must not change any more.
func (c *Codec[T]) Decode(data []byte) (*T, error) {
	v := new(T)
	r := &reader{all: data, rest: data}
	if c.plan.read(r, unsafe.Pointer(v)); r.failed || len(r.rest) > 0 {
		return nil, errDamaged
	}
	return v, nil
}

// plan is how values of a type are written and read.
type plan struct {
	write func(w *writer, p unsafe.Pointer)
	read  func(r *reader, p unsafe.Pointer)
}

// planner makes plans, each once: types may hold themselves.
type planner struct {
	options []Option
	plans   map[reflect.Type]*plan
}

func (pl *planner) plan(t reflect.Type) *plan {
	if known := pl.plans[t]; known != nil {
		return known
	}
	p := &plan{}
	pl.plans[t] = p
	switch t.Kind() {
	case reflect.Bool, reflect.Int8, reflect.Uint8:
		*p = bytePlan()
	case reflect.Int, reflect.Int32, reflect.Int64, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		*p = intPlan(t)
	case reflect.Float64:
		*p = floatPlan()
	case reflect.String:
		*p = stringPlan()
	case reflect.Struct:
		*p = pl.structPlan(t)
	case reflect.Array:
		*p = pl.arrayPlan(t)
	case reflect.Slice:
		*p = pl.slicePlan(t)
	case reflect.Pointer:
		*p = pl.pointerPlan(t)
	case reflect.Map:
		*p = pl.mapPlan(t)
	case reflect.Func:
		*p = leftPlan()
	default:
		panic(fmt.Sprintf("cache: values of type %v cannot be written", t))
	}
	return p
}

func bytePlan() plan {
	return plan{
		func(w *writer, p unsafe.Pointer) { w.b = append(w.b, *(*byte)(p)) },
		func(r *reader, p unsafe.Pointer) { *(*byte)(p) = r.byte() },
	}
}

func intPlan(t reflect.Type) plan {
	switch t.Size() {
	case 2:
		return plan{
			func(w *writer, p unsafe.Pointer) { w.b = binary.AppendUvarint(w.b, uint64(*(*uint16)(p))) },
			func(r *reader, p unsafe.Pointer) { *(*uint16)(p) = uint16(r.uvarint()) },
		}
	case 4:
		return plan{
			func(w *writer, p unsafe.Pointer) { w.b = binary.AppendVarint(w.b, int64(*(*int32)(p))) },
			func(r *reader, p unsafe.Pointer) { *(*int32)(p) = int32(r.varint()) },
		}
	}
	return plan{
		func(w *writer, p unsafe.Pointer) { w.b = binary.AppendVarint(w.b, *(*int64)(p)) },
		func(r *reader, p unsafe.Pointer) { *(*int64)(p) = r.varint() },
	}
}

func floatPlan() plan {
	return plan{
		func(w *writer, p unsafe.Pointer) {
			w.b = binary.LittleEndian.AppendUint64(w.b, math.Float64bits(*(*float64)(p)))
		},
		func(r *reader, p unsafe.Pointer) {
			if data := r.take(8); data != nil {
				*(*float64)(p) = math.Float64frombits(binary.LittleEndian.Uint64(data))
			}
		},
	}
}

func stringPlan() plan {
	return plan{
		func(w *writer, p unsafe.Pointer) { w.text(*(*string)(p)) },
		func(r *reader, p unsafe.Pointer) { *(*string)(p) = r.text() },
	}
}

func (pl *planner) structPlan(t reflect.Type) plan {
	type field struct {
		offset uintptr
		*plan
	}
	fields := make([]field, t.NumField())
	for i := range fields {
		fields[i] = field{t.Field(i).Offset, pl.plan(t.Field(i).Type)}
	}
	return plan{
		func(w *writer, p unsafe.Pointer) {
			for _, f := range fields {
				f.write(w, unsafe.Add(p, f.offset))
			}
		},
		func(r *reader, p unsafe.Pointer) {
			for _, f := range fields {
				f.read(r, unsafe.Add(p, f.offset))
			}
		},
	}
}

// isByte tells whether values of a type are single bytes, so that many can be
// copied at once.
func isByte(t reflect.Type) bool { return t.Kind() == reflect.Uint8 }

func (pl *planner) arrayPlan(t reflect.Type) plan {
	n, size, of := t.Len(), t.Elem().Size(), pl.plan(t.Elem())
	if isByte(t.Elem()) {
		return plan{
			func(w *writer, p unsafe.Pointer) { w.b = append(w.b, unsafe.Slice((*byte)(p), n)...) },
			func(r *reader, p unsafe.Pointer) { copy(unsafe.Slice((*byte)(p), n), r.take(n)) },
		}
	}
	return plan{
		func(w *writer, p unsafe.Pointer) {
			for i := range n {
				of.write(w, unsafe.Add(p, uintptr(i)*size))
			}
		},
		func(r *reader, p unsafe.Pointer) {
			for i := range n {
				of.read(r, unsafe.Add(p, uintptr(i)*size))
			}
		},
	}
}

// slice is how a slice lies in memory.
type slice struct {
	data     unsafe.Pointer
	len, cap int
}

// slicePlan writes the length and one more, so that nil is 0, and the elements.
func (pl *planner) slicePlan(t reflect.Type) plan {
	size, of := t.Elem().Size(), pl.plan(t.Elem())
	whole := isByte(t.Elem())
	return plan{
		func(w *writer, p unsafe.Pointer) {
			s := (*slice)(p)
			if s.data == nil {
				w.b = append(w.b, 0)
				return
			}
			w.b = binary.AppendUvarint(w.b, uint64(s.len)+1)
			if whole {
				w.b = append(w.b, unsafe.Slice((*byte)(s.data), s.len)...)
				return
			}
			for i := range s.len {
				of.write(w, unsafe.Add(s.data, uintptr(i)*size))
			}
		},
		func(r *reader, p unsafe.Pointer) {
			n := r.length(int(size)) - 1
			if n < 0 {
				return
			}
			made := reflect.MakeSlice(t, n, n).UnsafePointer()
			*(*slice)(p) = slice{made, n, n}
			if whole {
				copy(unsafe.Slice((*byte)(made), n), r.take(n))
				return
			}
			for i := 0; i < n && !r.failed; i++ {
				of.read(r, unsafe.Add(made, uintptr(i)*size))
			}
		},
	}
}

func (pl *planner) pointerPlan(t reflect.Type) plan {
	for _, o := range pl.options {
		if o.of == t.Elem() {
			return o.plan
		}
	}
	of := pl.plan(t.Elem())
	return plan{
		func(w *writer, p unsafe.Pointer) {
			to := *(*unsafe.Pointer)(p)
			if to == nil {
				w.b = append(w.b, 0)
				return
			}
			w.b = append(w.b, 1)
			of.write(w, to)
		},
		func(r *reader, p unsafe.Pointer) {
			if r.byte() == 0 {
				return
			}
			made := reflect.New(t.Elem()).UnsafePointer()
			*(*unsafe.Pointer)(p) = made
			of.read(r, made)
		},
	}
}

// leftPlan leaves out what it is for.
func leftPlan() plan {
	return plan{func(*writer, unsafe.Pointer) {}, func(*reader, unsafe.Pointer) {}}
}

// mapPlan writes the length and one more, so that nil is 0, and then each key with
// its value, in the order of the keys.
func (pl *planner) mapPlan(t reflect.Type) plan {
	if t.Key().Kind() != reflect.String {
		panic(fmt.Sprintf("cache: maps of type %v cannot be written", t))
	}
	of := pl.plan(t.Elem())
	return plan{
		func(w *writer, p unsafe.Pointer) {
			m := reflect.NewAt(t, p).Elem()
			if m.IsNil() {
				w.b = append(w.b, 0)
				return
			}
			values := make(map[string]reflect.Value, m.Len())
			for i := m.MapRange(); i.Next(); {
				v := reflect.New(t.Elem())
				v.Elem().Set(i.Value())
				values[i.Key().String()] = v
			}
			w.b = binary.AppendUvarint(w.b, uint64(len(values))+1)
			for _, key := range slices.Sorted(maps.Keys(values)) {
				w.text(key)
				of.write(w, values[key].UnsafePointer())
			}
		},
		func(r *reader, p unsafe.Pointer) {
			n := r.length(1) - 1
			if n < 0 {
				return
			}
			m := reflect.MakeMapWithSize(t, n)
			for i := 0; i < n && !r.failed; i++ {
				key, value := reflect.New(t.Key()).Elem(), reflect.New(t.Elem())
				key.SetString(strings.Clone(r.text()))
				of.read(r, value.UnsafePointer())
				m.SetMapIndex(key, value.Elem())
			}
			reflect.NewAt(t, p).Elem().Set(m)
		},
	}
}
