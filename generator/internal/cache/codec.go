package cache

import (
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"math"
	"reflect"
	"slices"
	"unsafe"
)

// Codec writes values of one type as bytes and reads them back: all their fields,
// unexported ones too, so that a field added tomorrow is not forgotten. Equal
// values give equal bytes. It knows numbers, strings, structs, arrays, slices,
// pointers and maps with keys that are strings; what is shared between two pointers
// is no longer shared when it is read. A codec is immutable.
//
// The plan of a type is made once, by reflection; a value is then read and written
// at the offsets of its fields. That is why unsafe is in this package, and in no other.
type Codec[T any] struct{ plan *plan }

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
		func(b []byte, p unsafe.Pointer) []byte {
			v := *(**T)(p)
			if v == nil {
				return append(b, 0)
			}
			key := keep(v)
			return append(append(b, 1), key[:]...)
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
	return &Codec[T]{p.plan(reflect.TypeFor[T]())}
}

// Append writes a value behind b.
func (c *Codec[T]) Append(b []byte, v *T) []byte { return c.plan.write(b, unsafe.Pointer(v)) }

// errDamaged is what Decode finds in bytes that Append did not write.
var errDamaged = errors.New("not what was written")

// Decode reads a value that Append wrote. The strings in it share the bytes of
// data, which must not change any more.
func (c *Codec[T]) Decode(data []byte) (*T, error) {
	v := new(T)
	r := &reader{rest: data}
	if c.plan.read(r, unsafe.Pointer(v)); r.failed || len(r.rest) > 0 {
		return nil, errDamaged
	}
	return v, nil
}

// plan is how values of a type are written and read.
type plan struct {
	write func(b []byte, p unsafe.Pointer) []byte
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
		func(b []byte, p unsafe.Pointer) []byte { return append(b, *(*byte)(p)) },
		func(r *reader, p unsafe.Pointer) { *(*byte)(p) = r.byte() },
	}
}

func intPlan(t reflect.Type) plan {
	switch t.Size() {
	case 2:
		return plan{
			func(b []byte, p unsafe.Pointer) []byte { return binary.AppendUvarint(b, uint64(*(*uint16)(p))) },
			func(r *reader, p unsafe.Pointer) { *(*uint16)(p) = uint16(r.uvarint()) },
		}
	case 4:
		return plan{
			func(b []byte, p unsafe.Pointer) []byte { return binary.AppendVarint(b, int64(*(*int32)(p))) },
			func(r *reader, p unsafe.Pointer) { *(*int32)(p) = int32(r.varint()) },
		}
	}
	return plan{
		func(b []byte, p unsafe.Pointer) []byte { return binary.AppendVarint(b, *(*int64)(p)) },
		func(r *reader, p unsafe.Pointer) { *(*int64)(p) = r.varint() },
	}
}

func floatPlan() plan {
	return plan{
		func(b []byte, p unsafe.Pointer) []byte {
			return binary.LittleEndian.AppendUint64(b, math.Float64bits(*(*float64)(p)))
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
		func(b []byte, p unsafe.Pointer) []byte {
			s := *(*string)(p)
			return append(binary.AppendUvarint(b, uint64(len(s))), s...)
		},
		func(r *reader, p unsafe.Pointer) {
			if data := r.take(r.length(1)); len(data) > 0 {
				*(*string)(p) = unsafe.String(&data[0], len(data))
			}
		},
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
		func(b []byte, p unsafe.Pointer) []byte {
			for _, f := range fields {
				b = f.write(b, unsafe.Add(p, f.offset))
			}
			return b
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
			func(b []byte, p unsafe.Pointer) []byte { return append(b, unsafe.Slice((*byte)(p), n)...) },
			func(r *reader, p unsafe.Pointer) { copy(unsafe.Slice((*byte)(p), n), r.take(n)) },
		}
	}
	return plan{
		func(b []byte, p unsafe.Pointer) []byte {
			for i := range n {
				b = of.write(b, unsafe.Add(p, uintptr(i)*size))
			}
			return b
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
		func(b []byte, p unsafe.Pointer) []byte {
			s := (*slice)(p)
			if s.data == nil {
				return append(b, 0)
			}
			b = binary.AppendUvarint(b, uint64(s.len)+1)
			if whole {
				return append(b, unsafe.Slice((*byte)(s.data), s.len)...)
			}
			for i := range s.len {
				b = of.write(b, unsafe.Add(s.data, uintptr(i)*size))
			}
			return b
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
		func(b []byte, p unsafe.Pointer) []byte {
			to := *(*unsafe.Pointer)(p)
			if to == nil {
				return append(b, 0)
			}
			return of.write(append(b, 1), to)
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
	return plan{func(b []byte, _ unsafe.Pointer) []byte { return b }, func(*reader, unsafe.Pointer) {}}
}

// mapPlan writes the length and one more, so that nil is 0, and then each key with
// its value, in the order of the keys.
func (pl *planner) mapPlan(t reflect.Type) plan {
	if t.Key().Kind() != reflect.String {
		panic(fmt.Sprintf("cache: maps of type %v cannot be written", t))
	}
	of := pl.plan(t.Elem())
	return plan{
		func(b []byte, p unsafe.Pointer) []byte {
			m := reflect.NewAt(t, p).Elem()
			if m.IsNil() {
				return append(b, 0)
			}
			values := make(map[string]reflect.Value, m.Len())
			for i := m.MapRange(); i.Next(); {
				v := reflect.New(t.Elem())
				v.Elem().Set(i.Value())
				values[i.Key().String()] = v
			}
			b = binary.AppendUvarint(b, uint64(len(values))+1)
			for _, key := range slices.Sorted(maps.Keys(values)) {
				b = append(binary.AppendUvarint(b, uint64(len(key))), key...)
				b = of.write(b, values[key].UnsafePointer())
			}
			return b
		},
		func(r *reader, p unsafe.Pointer) {
			n := r.length(1) - 1
			if n < 0 {
				return
			}
			m := reflect.MakeMapWithSize(t, n)
			for i := 0; i < n && !r.failed; i++ {
				key, value := reflect.New(t.Key()).Elem(), reflect.New(t.Elem())
				key.SetString(string(r.take(r.length(1))))
				of.read(r, value.UnsafePointer())
				m.SetMapIndex(key, value.Elem())
			}
			reflect.NewAt(t, p).Elem().Set(m)
		},
	}
}

// reader takes bytes apart. Once it failed all it gives is zero.
type reader struct {
	rest   []byte
	failed bool
}

func (r *reader) take(n int) []byte {
	if n < 0 || n > len(r.rest) {
		r.failed, r.rest = true, nil
		return nil
	}
	data := r.rest[:n:n]
	r.rest = r.rest[n:]
	return data
}

func (r *reader) byte() byte {
	if data := r.take(1); data != nil {
		return data[0]
	}
	return 0
}

func (r *reader) uvarint() uint64 {
	x, n := binary.Uvarint(r.rest)
	r.take(max(n, 0))
	r.failed = r.failed || n <= 0
	return x
}

func (r *reader) varint() int64 {
	x, n := binary.Varint(r.rest)
	r.take(max(n, 0))
	r.failed = r.failed || n <= 0
	return x
}

// length reads how many elements of a size follow, and refuses more than could be
// meant: each takes a byte at least, unless it has no size.
func (r *reader) length(size int) int {
	n := r.uvarint()
	if n > uint64(len(r.rest))+1 && size > 0 || n > math.MaxInt32 {
		r.failed = true
		return 0
	}
	return int(n)
}
