package cache

import (
	"bytes"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"
)

func key(i int) Key { return KeyOf("test", fmt.Append(nil, i)) }

// value returns the bytes under a key; they differ in length, from none on.
func value(i, version int) []byte {
	return bytes.Repeat(fmt.Append(nil, i, version), i*i%301)
}

func open(t testing.TB, dir string) *Store {
	t.Helper()
	s := Open(dir, []byte("version"), ReadWrite)
	t.Cleanup(s.Close)
	return s
}

func TestKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "cache")
	s := open(t, dir)
	for i := range 1000 {
		if !s.Put(key(i), value(i, 1)) {
			t.Fatal("nothing can be put")
		}
		if got, ok := s.Get(key(i)); !ok || !bytes.Equal(got, value(i, 1)) {
			t.Fatalf("%d is not what was put just now", i)
		}
	}
	s.Put(key(7), value(7, 2))
	if _, ok := open(t, dir).Get(key(7)); ok {
		t.Error("an entry is found that was not saved")
	}
	s.Save()
	s.Close()
	if _, ok := s.Get(key(1)); ok || s.Put(key(1), nil) {
		t.Error("a closed store still works")
	}
	s = open(t, dir)
	for i := range 1001 {
		version := 1
		if i == 7 {
			version = 2
		}
		got, ok := s.Get(key(i))
		if want := i < 1000; ok != want || ok && !bytes.Equal(got, value(i, version)) {
			t.Errorf("%d: found %t, %d bytes", i, ok, len(got))
		}
		if behind, found := s.Append([]byte("before "), key(i)); found != ok || string(behind) != "before "+string(got) {
			t.Errorf("%d: appended %t, %d bytes", i, found, len(behind))
		}
		if s.Holds(key(i), got) != ok || s.Holds(key(i), append(got, 0)) || s.Holds(key(i), bytes.Repeat([]byte("x"), len(got))) != (ok && len(got) == 0) {
			t.Errorf("%d: holds what it does not, or not what it does", i)
		}
		if s.Touch(key(i)) != ok {
			t.Errorf("%d: touching it says otherwise", i)
		}
	}
	if Open(dir, []byte("another version"), ReadWrite).Touch(key(1)) {
		t.Error("another program finds the entry")
	}
	reader := Open(dir, []byte("version"), ReadOnly)
	defer reader.Close()
	if _, ok := reader.Get(key(1)); !ok || reader.Put(key(2000), nil) {
		t.Error("a store that only reads does not read, or writes")
	}
	reader.Save()
	other := Open(dir, []byte("another version"), ReadWrite)
	other.Put(key(1), value(1, 3))
	other.Save()
	other.Close()
	if packs, _ := filepath.Glob(filepath.Join(dir, packPrefix+"*")); len(packs) != 1 {
		t.Errorf("another program leaves %d packs, want its own", len(packs))
	}
	var none *Store
	none.Save()
	none.Close()
	if _, ok := none.Get(key(1)); ok || none.Put(key(1), nil) || none.Touch(key(1)) {
		t.Error("no store keeps something")
	}
}

// Small packs are merged as they come, and entries leave that nobody asks for.
func TestManySaves(t *testing.T) {
	dir := t.TempDir()
	const rounds = 200
	for round := range rounds {
		s := open(t, dir)
		for i := range 20 {
			k := round*20 + i
			s.Put(key(k), value(k, 1))
		}
		if s.Touch(key(0)) != true {
			t.Fatalf("the first entry is gone in round %d, though it was asked for in each", round)
		}
		s.Save()
		s.Close()
	}
	s := open(t, dir)
	for k := range rounds * 20 {
		age := rounds - 1 - k/20
		got, ok := s.Get(key(k))
		if want := age <= maxIdle || k == 0; ok != want || ok && !bytes.Equal(got, value(k, 1)) {
			t.Errorf("entry %d, put %d rounds ago: found %t, want %t", k, age, ok, want)
		}
	}
	packs, _ := filepath.Glob(filepath.Join(dir, packPrefix+"*"))
	if len(packs) > 10 {
		t.Errorf("%d packs after %d saves", len(packs), rounds)
	}
	if temp, _ := filepath.Glob(filepath.Join(dir, tempPrefix+"*")); len(temp) > 0 {
		t.Errorf("left behind: %v", temp)
	}
}

// Whatever is done to the files, an entry is what was put, or is not there.
func TestDamage(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for round := range 300 {
		dir := t.TempDir()
		for save := range 3 {
			s := open(t, dir)
			for i := range 30 {
				s.Put(key(100*save+i), value(100*save+i, 1))
			}
			s.Save()
			s.Close()
		}
		files, _ := filepath.Glob(filepath.Join(dir, "*"))
		name := files[r.IntN(len(files))]
		data, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		other, _ := os.ReadFile(files[r.IntN(len(files))])
		switch at := r.IntN(len(data)); round % 5 {
		case 0:
			data[at] ^= byte(1 + r.IntN(255))
		case 1:
			data = data[:at]
		case 2:
			data = append(data, data[at:]...)
		case 3:
			data = slices.Concat(data[at:], data[:at])
		case 4:
			data = other
		}
		if err := os.WriteFile(name, data, 0o600); err != nil {
			t.Fatal(err)
		}
		s := open(t, dir)
		for i := range 300 {
			if got, ok := s.Get(key(i)); ok && !bytes.Equal(got, value(i, 1)) {
				t.Fatalf("round %d: %s damaged, and %d is another entry", round, filepath.Base(name), i)
			}
		}
		s.Put(key(1), value(1, 9))
		s.Save()
		if got, ok := open(t, dir).Get(key(1)); !ok || !bytes.Equal(got, value(1, 9)) {
			t.Fatalf("round %d: %s damaged, and nothing is kept any more", round, filepath.Base(name))
		}
	}
}

// What is no plain file is not read, and gives way to what is.
func TestOddFiles(t *testing.T) {
	odd := map[string]func(name string) error{
		"folder": func(name string) error { return os.Mkdir(name, 0o755) },
		"link":   func(name string) error { return os.Symlink("/dev/zero", name) },
	}
	for kind, lay := range odd {
		for _, pattern := range []string{indexName, packPrefix + "*"} {
			dir := t.TempDir()
			s := open(t, dir)
			s.Put(key(1), value(1, 1))
			s.Save()
			names, err := filepath.Glob(filepath.Join(dir, pattern))
			if err != nil || len(names) != 1 {
				t.Fatal(names, err)
			}
			os.Remove(names[0])
			if err := lay(names[0]); err != nil {
				t.Skip(err)
			}
			s = open(t, dir)
			if _, ok := s.Get(key(1)); ok {
				t.Errorf("a %s in the place of %s holds an entry", kind, pattern)
			}
			s.Put(key(2), value(2, 1))
			s.Save()
			if got, ok := open(t, dir).Get(key(2)); !ok || !bytes.Equal(got, value(2, 1)) {
				t.Errorf("after a %s in the place of %s nothing is kept any more", kind, pattern)
			}
		}
	}

	dir := t.TempDir() // an index that cannot be written: packs do not pile up
	if err := os.MkdirAll(filepath.Join(dir, indexName, "mine"), 0o755); err != nil {
		t.Fatal(err)
	}
	s := open(t, dir)
	s.Put(key(1), value(1, 1))
	s.Save()
	if packs, _ := filepath.Glob(filepath.Join(dir, packPrefix+"*")); len(packs) > 0 {
		t.Errorf("left %v", packs)
	}
}

// A note that a full disk left empty is written with the next pack; one that says
// something is not.
func TestNotes(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{".gitignore": "", "CACHEDIR.TAG": "mine"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	open(t, dir).Put(key(1), value(1, 1))
	for name, want := range map[string]string{".gitignore": "*\n", "CACHEDIR.TAG": "mine"} {
		if got, err := os.ReadFile(filepath.Join(dir, name)); err != nil || string(got) != want {
			t.Errorf("%s holds %q, %v; want %q", name, got, err, want)
		}
	}
}

func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	s := open(t, filepath.Join(file, "cache"))
	if s.Put(key(1), nil) || s.Touch(key(1)) {
		t.Error("an entry was put below a file")
	}
	s.Save()

	dir := t.TempDir()
	s = open(t, dir)
	s.Put(key(1), value(1, 1))
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if got, ok := s.Get(key(1)); ok && !bytes.Equal(got, value(1, 1)) {
		t.Error("what was deleted is another entry")
	}
	s.Save()
	if open(t, dir).Touch(key(1)) {
		t.Error("an entry is found in a folder that was deleted")
	}
}

// Stores of several processes in one folder: each finds what it put itself and
// nothing that is wrong, and the last to save is found by the next.
func TestTwoAtOnce(t *testing.T) {
	dir := t.TempDir()
	for round := range 20 {
		var group sync.WaitGroup
		for of := range 4 {
			group.Go(func() {
				s := Open(dir, []byte("version"), ReadWrite)
				defer s.Close()
				for i := range 50 {
					k := of*1000 + i
					s.Put(key(k), value(k, round))
					if got, ok := s.Get(key(k)); !ok || !bytes.Equal(got, value(k, round)) {
						t.Errorf("process %d does not find entry %d of its own", of, i)
					}
					if got, ok := s.Get(key((of+1)%4*1000 + i)); ok && !isOneOf(got, (of+1)%4*1000+i, round) {
						t.Errorf("process %d finds a wrong entry", of)
					}
				}
				s.Save()
			})
		}
		group.Wait()
		s := open(t, dir)
		found := 0
		for of := range 4 {
			if got, ok := s.Get(key(of * 1000)); ok && bytes.Equal(got, value(of*1000, round)) {
				found++
			}
		}
		if found == 0 {
			t.Errorf("round %d: nobody's entries are there", round)
		}
	}
}

func isOneOf(got []byte, k, rounds int) bool {
	for round := range rounds + 1 {
		if bytes.Equal(got, value(k, round)) {
			return true
		}
	}
	return false
}

type inner struct {
	name string
	list []int32
}

type outer struct {
	flag    bool
	small   int8
	n       int
	u16     uint16
	u32     uint32
	i64     int64
	f       float64
	Text    string
	bytes   []byte
	digest  [4]byte
	pair    [2]inner
	inners  []inner
	pointer *inner
	next    *outer
	byName  map[string]inner
	call    func()
	left    *bytes.Buffer
}

func codec() *Codec[outer] {
	return NewCodec[outer](Without[bytes.Buffer]())
}

func TestCodec(t *testing.T) {
	values := []outer{
		{},
		{flag: true, small: -3, n: -1 << 62, u16: 65535, u32: 1<<32 - 1, i64: 1<<63 - 1, f: -0.1, Text: "été\x00", bytes: []byte{0, 1}, digest: [4]byte{1, 2, 3, 4}},
		{pair: [2]inner{{"a", nil}, {"b", []int32{}}}, inners: []inner{}, bytes: []byte{}},
		{inners: []inner{{"a", []int32{1, -2}}, {}}, pointer: &inner{name: "p"}, next: &outer{next: &outer{n: 3}}},
		{byName: map[string]inner{}, inners: make([]inner, 300)},
		{byName: map[string]inner{"b": {"x", nil}, "": {"y", []int32{3}}, "a": {}}},
		{Text: "content/a.md", inners: []inner{{"content/a.md", nil}, {"content/b.md", nil}, {"content/a.md", nil}}, byName: map[string]inner{"content/b.md": {"content/a.md", nil}}},
	}
	c := codec()
	seen := map[string]int{}
	for i := range values {
		data := c.Append([]byte("before"), &values[i])[len("before"):]
		if j, ok := seen[string(data)]; ok {
			t.Errorf("values %d and %d are written alike", i, j)
		}
		seen[string(data)] = i
		got, err := c.Decode(bytes.Clone(data))
		if err != nil {
			t.Fatalf("value %d: %v", i, err)
		}
		if !equal(got, &values[i]) {
			t.Errorf("got  %+v\nwant %+v", *got, values[i])
		}
		if again := c.Append(nil, got); !bytes.Equal(again, data) {
			t.Errorf("value %d is written otherwise when it was read", i)
		}
		for n := range data {
			if _, err := c.Decode(data[:n]); err == nil {
				t.Errorf("the first %d of %d bytes are a value too", n, len(data))
			}
		}
	}
	if a, b := (outer{left: new(bytes.Buffer)}), (outer{}); !bytes.Equal(c.Append(nil, &a), c.Append(nil, &b)) {
		t.Error("what is left out counts")
	}
}

// equal compares what matters; nil and empty differ.
func equal(a, b *outer) bool {
	if a == nil || b == nil {
		return a == b
	}
	same := func(a, b inner) bool {
		return a.name == b.name && slices.Equal(a.list, b.list) && (a.list == nil) == (b.list == nil)
	}
	return a.flag == b.flag && a.small == b.small && a.n == b.n && a.u16 == b.u16 && a.u32 == b.u32 && a.i64 == b.i64 && a.f == b.f &&
		a.Text == b.Text && bytes.Equal(a.bytes, b.bytes) && (a.bytes == nil) == (b.bytes == nil) && a.digest == b.digest &&
		same(a.pair[0], b.pair[0]) && same(a.pair[1], b.pair[1]) && slices.EqualFunc(a.inners, b.inners, same) && (a.inners == nil) == (b.inners == nil) &&
		(a.pointer == nil) == (b.pointer == nil) && (a.pointer == nil || same(*a.pointer, *b.pointer)) && equal(a.next, b.next) &&
		maps.EqualFunc(a.byName, b.byName, same) && (a.byName == nil) == (b.byName == nil)
}

// A text that occurs again takes a few bytes, whatever lies before the value.
func TestCodecTextAgain(t *testing.T) {
	c := NewCodec[[]string]()
	name := "content/contrats/regie.md"
	once, twice := c.Append(nil, &[]string{name}), c.Append([]byte(name), &[]string{name, name})[len(name):]
	if more := len(twice) - len(once); more > 3 {
		t.Errorf("again it takes %d bytes", more)
	}
	many := make([]string, 5000) // more than are remembered
	for i := range many {
		many[i] = fmt.Sprintf("content/%d/guide.md", i%1700)
	}
	got, err := c.Decode(c.Append(nil, &many))
	if err != nil || !slices.Equal(*got, many) {
		t.Errorf("many texts: %v, and not what was written", err)
	}
}

// What is kept apart is written as its key, the same for equal values, and is read only
// while it is there.
func TestCodecApart(t *testing.T) {
	type sharing struct{ a, b, none *inner }
	kept := map[Key]*inner{}
	c := NewCodec[sharing](Apart(
		func(v *inner) Key {
			k := KeyOf(v.name)
			kept[k] = v
			return k
		},
		func(k Key) *inner { return kept[k] },
	))
	data := c.Append(nil, &sharing{a: &inner{name: "a"}, b: &inner{name: "b"}})
	if again := c.Append(nil, &sharing{a: &inner{name: "a"}, b: &inner{name: "b"}}); !bytes.Equal(again, data) {
		t.Error("equal values are written differently")
	}
	got, err := c.Decode(data)
	if err != nil || got.a == nil || got.a.name != "a" || got.b == nil || got.b.name != "b" || got.none != nil {
		t.Errorf("got %+v, %v", got, err)
	}
	for n := range data {
		if _, err := c.Decode(data[:n]); err == nil {
			t.Errorf("the first %d of %d bytes are a value too", n, len(data))
		}
	}
	delete(kept, KeyOf("b"))
	if _, err := c.Decode(data); err == nil {
		t.Error("a value is read of which a part is gone")
	}
}

func TestCodecRefuses(t *testing.T) {
	for name, make := range map[string]func(){
		"an interface":       func() { NewCodec[struct{ v any }]() },
		"a channel":          func() { NewCodec[struct{ c chan int }]() },
		"a key of numbers":   func() { NewCodec[map[int]string]() },
		"one far in a value": func() { NewCodec[[]*struct{ m map[string]error }]() },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("a codec was made for %s", name)
				}
			}()
			make()
		}()
	}
}

// FuzzDecode holds that no bytes do harm.
func FuzzDecode(f *testing.F) {
	c := codec()
	f.Add(c.Append(nil, &outer{inners: []inner{{"a", []int32{1}}}, byName: map[string]inner{"a": {}}, next: &outer{}}))
	f.Add(c.Append(nil, &outer{Text: "content/a.md", inners: []inner{{"content/a.md", nil}}, byName: map[string]inner{"content/a.md": {}}}))
	f.Add([]byte{0, 0, 0, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, data []byte) {
		v, err := c.Decode(data)
		if err == nil && !equal(v, v) && v.f == v.f {
			t.Error("a value is not what it is")
		}
	})
}
