package source

import (
	"crypto/sha256"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"balise/generator/internal/diag"
)

func lazyPNG(name string) bool { return strings.HasSuffix(name, ".png") }

// onDisk writes files below a new folder and returns it with a way to read it.
func onDisk(t *testing.T, files map[string]string) (string, func(prev *Tree) (*Tree, diag.List)) {
	t.Helper()
	dir := t.TempDir()
	for name, text := range files {
		write(t, dir, name, text)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { root.Close() })
	return dir, func(prev *Tree) (*Tree, diag.List) {
		t.Helper()
		tree, problems, err := Read(prev, Layer{Name: "content", FS: root.FS(), Lazy: lazyPNG})
		if err != nil {
			t.Fatal(err)
		}
		return tree, problems
	}
}

func write(t *testing.T, dir, name, text string) {
	t.Helper()
	file := filepath.Join(dir, filepath.FromSlash(name))
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(file, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func paths(tree *Tree) []string {
	var list []string
	for _, f := range tree.Under("content") {
		list = append(list, f.Path)
	}
	return list
}

func TestReadKeepsWhatDidNotChange(t *testing.T) {
	dir, read := onDisk(t, map[string]string{"a.md": "a", "s/b.md": "b", "s/i.png": "png"})
	first, _ := read(nil)
	if got, want := paths(first), []string{"content/a.md", "content/s/b.md", "content/s/i.png"}; !slices.Equal(got, want) {
		t.Fatalf("read %v, want %v", got, want)
	}
	write(t, dir, "a.md", "a") // the same bytes, saved again
	write(t, dir, "s/b.md", "B")
	second, _ := read(first)
	if second.File("content/a.md") != first.File("content/a.md") {
		t.Error("a file saved with the same bytes is not the same file")
	}
	if second.File("content/s/b.md") == first.File("content/s/b.md") || string(second.File("content/s/b.md").Text()) != "B" {
		t.Error("a changed file is not another file with the new bytes")
	}
	if second.Equal(first) {
		t.Error("trees with different files are equal")
	}
}

// An edit right after the file was read, of the same size and within the tick of
// the file system's clock, must be seen.
func TestReadSeesRacyEdits(t *testing.T) {
	dir, read := onDisk(t, map[string]string{"a.md": "0"})
	tree, _ := read(nil)
	for i := range 200 {
		want := string(rune('0' + (i+1)%10))
		write(t, dir, "a.md", want)
		tree, _ = read(tree)
		if got := string(tree.File("content/a.md").Text()); got != want {
			t.Fatalf("edit %d: read %q, want %q", i, got, want)
		}
	}
}

// Once its stamp is old enough a file is not read again.
func TestReadTrustsSettledStamps(t *testing.T) {
	dir, read := onDisk(t, map[string]string{"a.md": "a"})
	old := time.Now().Add(-time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "a.md"), old, old); err != nil {
		t.Fatal(err)
	}
	deadline := time.Now().Add(5 * time.Second)
	tree, _ := read(nil)
	for {
		if tree.index["content/a.md"].sure {
			break
		}
		if time.Now().After(deadline) {
			t.Fatal("the stamp of an old file never settles")
		}
		tree, _ = read(nil)
	}
	if again, _ := read(tree); again.File("content/a.md") != tree.File("content/a.md") {
		t.Error("an untouched file is another one")
	}
}

func TestReadReportsWhatItLeavesOut(t *testing.T) {
	outside := t.TempDir()
	write(t, outside, "secret.md", "secret")
	dir, read := onDisk(t, map[string]string{"a.md": "a", "big.md": strings.Repeat("x", MaxText+1)})
	for link, target := range map[string]string{
		"out.md": filepath.Join(outside, "secret.md"), "gone.md": "nowhere.md", "self.md": "self.md", "loop": ".", "in.md": "a.md", ".#a.md": "me@host",
	} {
		if err := os.Symlink(target, filepath.Join(dir, link)); err != nil {
			t.Fatal(err)
		}
	}
	tree, problems := read(nil)
	if got, want := paths(tree), []string{"content/a.md", "content/in.md"}; !slices.Equal(got, want) {
		t.Errorf("read %v, want %v", got, want)
	}
	got := map[string]diag.Code{}
	for _, p := range problems {
		got[p.File] = p.Code
	}
	want := map[string]diag.Code{
		"content/out.md": diag.FileOutside, "content/gone.md": diag.FileDangling, "content/self.md": diag.FileLoop,
		"content/loop": diag.FileLoop, "content/big.md": diag.FileTooLarge,
	}
	for file, code := range want {
		if got[file] != code {
			t.Errorf("%s: got %q, want %q", file, got[file], code)
		}
	}
	if len(got) != len(want) {
		t.Errorf("reported %v, want %v", got, want)
	}
}

func TestRefusedKnowsWhatErrorsKeepOut(t *testing.T) {
	dir, read := onDisk(t, map[string]string{"a.md": "a", "big.md": strings.Repeat("x", MaxText+1)})
	if err := os.Symlink("/etc", filepath.Join(dir, "etc")); err != nil {
		t.Skip(err)
	}
	if err := os.Symlink("nowhere", filepath.Join(dir, "gone.md")); err != nil {
		t.Fatal(err)
	}
	tree, _ := read(nil)
	for file, want := range map[string]bool{
		"content/a.md": false, "content/big.md": true, "content/etc": true, "content/etc/passwd": true, "content/etcetera.md": false,
		"content/gone.md": false, // left out with a warning: what links to it is still wrong
	} {
		if got := tree.Refused(file); got != want {
			t.Errorf("Refused(%q) is %t", file, got)
		}
	}
}

func TestEarlierLayerWins(t *testing.T) {
	disk := fstest.MapFS{"guide.html": {Data: []byte("mine")}}
	built := fstest.MapFS{"guide.html": {Data: []byte("theirs")}, "home.html": {Data: []byte("theirs")}, "embed.go": {}}
	isGo := func(name string) bool { return strings.HasSuffix(name, ".go") }
	tree, _, err := Read(nil, Layer{Name: "layouts", FS: disk}, Layer{Name: "layouts", FS: built, Skip: isGo}, Layer{Name: "static"})
	if err != nil {
		t.Fatal(err)
	}
	if got := string(tree.File("layouts/guide.html").Text()); got != "mine" {
		t.Errorf("layouts/guide.html is %q, want that of the earlier layer", got)
	}
	if tree.File("layouts/home.html") == nil || tree.File("layouts/embed.go") != nil {
		t.Error("the later layer does not fill in, or a skipped file is read")
	}
}

// Again reads what it is told of and nothing else, and says when that is not enough.
func TestAgain(t *testing.T) {
	dir, read := onDisk(t, map[string]string{"a.md": "one", "b.md": "one", "i.png": "one"})
	before, _ := read(nil)
	layer := Layer{Name: "content", FS: os.DirFS(dir), Lazy: lazyPNG}
	write(t, dir, "a.md", "two")
	write(t, dir, "b.md", "two")
	write(t, dir, "new.md", "new")

	after, ok := before.Again([]string{"content/a.md"}, layer)
	if !ok || string(after.File("content/a.md").Text()) != "two" || string(before.File("content/a.md").Text()) != "one" {
		t.Errorf("got %v, want a.md as it is now, in a tree of its own", after)
	}
	if after.File("content/b.md") != before.File("content/b.md") || after.File("content/i.png") != before.File("content/i.png") {
		t.Error("files that were not asked for were read")
	}
	write(t, dir, "a.md", "two") // the same bytes
	if again, ok := after.Again([]string{"content/a.md"}, layer); !ok || !again.Equal(after) {
		t.Error("the same bytes make another tree")
	}
	both, ok := after.Again([]string{"content/b.md"}, layer)
	if !ok || string(both.File("content/b.md").Text()) != "two" || both.File("content/a.md") != after.File("content/a.md") {
		t.Errorf("got %v, want b.md as it is now, and a.md as it was read before", both)
	}
	whole, _ := read(both)
	if whole.File("content/a.md") != both.File("content/a.md") || whole.File("content/b.md") != both.File("content/b.md") {
		t.Error("a full look reads anew what was just read")
	}

	write(t, dir, "big.md", "x")
	known, _ := read(nil)
	write(t, dir, "big.md", strings.Repeat("x", MaxText+1))
	if err := os.Remove(filepath.Join(dir, "b.md")); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"never.md", "b.md", "big.md", "i.png"} {
		if _, ok := known.Again([]string{"content/" + name}, layer); ok {
			t.Errorf("%s: a full look is not asked for", name)
		}
	}
}

// No io/fs opens a name that is not UTF-8: that is what is said of it, and which name it
// was likely meant to be.
func TestForeignNames(t *testing.T) {
	fsys := fstest.MapFS{"m\xe9thode.md": {Data: []byte("one")}, "r\xe9gie/a.md": {Data: []byte("two")}, "b.md": {Data: []byte("three")}}
	tree, problems, err := Read(nil, Layer{Name: "content", FS: fsys})
	if err != nil {
		t.Fatal(err)
	}
	if len(tree.Under("content")) != 1 || len(problems) != 2 {
		t.Fatalf("got %v and %v, want b.md and two problems", tree.Under("content"), problems)
	}
	for i, want := range []struct{ file, message, fix string }{
		{"content/m\ufffdthode.md", `the name "m\xe9thode.md" is not UTF-8`, "rename it, perhaps to méthode.md"},
		{"content/r\ufffdgie", `the name "r\xe9gie" is not UTF-8`, "rename it, perhaps to régie"},
	} {
		if d := problems[i]; d.File != want.file || d.Message != want.message || d.Fix != want.fix || !tree.Refused(want.file) {
			t.Errorf("got %s: %s => %s, want %s: %s => %s, refused", d.File, d.Message, d.Fix, want.file, want.message, want.fix)
		}
	}
}

// Attachments may be larger than all texts together: they are neither read
// before somebody asks nor kept after.
func TestLazyFilesAreReadOnDemand(t *testing.T) {
	dir, read := onDisk(t, map[string]string{"i.png": "one"})
	tree, _ := read(nil)
	for _, text := range []string{"two", "three"} {
		write(t, dir, "i.png", text)
		data, err := tree.File("content/i.png").Bytes()
		if err != nil || string(data) != text {
			t.Errorf("got %q, %v; want the bytes as they are when asked for, %q", data, err, text)
		}
	}
}

// A text that was left for later is read once, into room that is there; a tree says
// when one is gone by then.
func TestLateFiles(t *testing.T) {
	isGuide := func(name string) bool { return strings.HasSuffix(name, ".md") }
	fsys := fstest.MapFS{"a.md": {Data: []byte("one")}, "b.md": {Data: []byte("two")}, "site.yaml": {Data: []byte("title: a")}}
	tree, _, err := Read(nil, Layer{Name: "content", FS: fsys, Later: isGuide})
	if err != nil {
		t.Fatal(err)
	}
	if text := tree.File("content/site.yaml").Text(); string(text) != "title: a" {
		t.Errorf("site.yaml holds %q before anybody asks", text)
	}
	a, b := tree.File("content/a.md"), tree.File("content/b.md")
	mine := make([]byte, 0, 16)
	room := a.Load(mine)
	if string(a.Text()) != "one" || a.Sum != sha256.Sum256([]byte("one")) || &room[0] != &mine[:1][0] {
		t.Errorf("a.md holds %q, sum %x; want what is in the file, in the room that was given", a.Text(), a.Sum)
	}
	fsys["a.md"] = &fstest.MapFile{Data: []byte("other")}
	a.Load(nil)
	if string(a.Text()) != "one" {
		t.Errorf("a.md holds %q, want what it was when it was loaded first", a.Text())
	}
	a.Forget()
	if text := a.Text(); text != nil {
		t.Errorf("a.md holds %q once it was forgotten and changed, want nothing", text)
	}
	if tree.IsLost() {
		t.Error("lost, before b.md is gone")
	}
	delete(fsys, "b.md")
	b.Load(nil)
	if !tree.IsLost() {
		t.Error("not lost, after b.md went and was loaded")
	}
}

func TestIgnored(t *testing.T) {
	for _, name := range []string{".git", ".obsidian", ".#a.md", "a.md~", "#a.md#", "a.md.swp", ".goutputstream-1", "4913", "node_modules", "Thumbs.db", ".DS_Store", "a.md.bck", "x___jb_tmp___", ".~lock.a.md#", ".syncthing.a.md.tmp"} {
		if !Ignored(name) {
			t.Errorf("%s is not ignored", name)
		}
	}
	for _, name := range []string{"a.md", "été.md", "#1.md", "4914", "a~b.md"} {
		if Ignored(name) {
			t.Errorf("%s is ignored", name)
		}
	}
}
