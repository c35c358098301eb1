package publish

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// refuseTest lays out a folder and tries to publish into a part of it.
type refuseTest struct {
	name string
	lay  []string
	out  string // in the folder, if not absolute; CWD is the current folder
	want string // part of the refusal; "" for success
}

func TestRefuse(t *testing.T) {
	tests := []refuseTest{
		{"new folder", nil, "public", ""},
		{"new folders", nil, "a/b/public", ""},
		{"empty folder", []string{"public/"}, "public", ""},
		{"placeholders", []string{"public/.gitignore=*", "public/.gitkeep"}, "public", ""},
		{"name beside content", nil, "content-out", ""},
		{"link to a folder", []string{"real/out/", "public -> real/out"}, "public", ""},
		{"below a link", []string{"real/", "out -> real"}, "out/public", ""},
		{"foreign file", []string{"public/mine.txt=m"}, "public", "is not empty"},
		{"foreign folder (mkdocs #346)", []string{"public/.svn/x"}, "public", "is not empty"},
		{"placeholders and more", []string{"public/.gitkeep", "public/CNAME=x"}, "public", "CNAME"},
		{"link to a foreign folder", []string{"real/mine=m", "public -> real"}, "public", "is not empty"},
		{"damaged manifest", []string{"public/.balise-manifest=balise-manifest 1\n", "public/x=x"}, "public", "check sum"},
		{"empty manifest", []string{"public/.balise-manifest=", "public/x=x"}, "public", "does not begin"},
		{"manifest of the future", []string{"public/.balise-manifest=balise-manifest 9\n"}, "public", "another version"},
		{"manifest is a folder", []string{"public/.balise-manifest/"}, "public", "not a regular file"},
		{"manifest is a link", []string{"m=balise-manifest 1\n", "public/.balise-manifest -> ../m"}, "public", "not a regular file"},
		{"root", nil, "/", "root of the file system"},
		{"home (gitbook #262)", []string{"home/"}, "home", "home folder"},
		{"holds home", nil, ".", "home folder"},
		{"current folder", nil, "CWD", "current folder"},
		{"holds the current folder", nil, "CWD/..", "current folder"},
		{"site itself", nil, "top/site", "folder of the site"},
		{"holds the site", nil, "top", "folder of the site"},
		{"git root (jekyll #902)", []string{"public/.git/HEAD"}, "public", "git"},
		{"git worktree", []string{"public/.git=gitdir: x"}, "public", "git"},
		{"content", []string{"content/a.md"}, "content", "content"},
		{"content, yet to be made", nil, "content", "content"},
		{"holds content (mdbook #436)", []string{"book/content/a.md", "content -> book/content"}, "book", "content"},
		{"in content (mkdocs #384)", []string{"content/a.md"}, "content/public", "lies inside"},
		{"deep in content", []string{"content/a.md"}, "content/x/y/public", "lies inside"},
		{"in content by a link", []string{"content/a.md", "other -> content"}, "other/public", "lies inside"},
		{"link to content (jekyll #3095)", []string{"content/a.md", "public -> content"}, "public", "content"},
		{"link into content", []string{"content/img/", "public -> content/img"}, "public", "lies inside"},
		{"by way of ..", []string{"content/a.md"}, "public/../content", "content"},
		{"in the cache", nil, "cache/public", "lies inside"},
		{"cache", nil, "cache", "lies inside"},
		{"file", []string{"public=x"}, "public", "is a file"},
		{"link to a file", []string{"x=x", "public -> x"}, "public", "is a file"},
		{"under a file", []string{"x=x"}, "x/public", "under a file"},
		{"dangling link", []string{"public -> nowhere"}, "public", "link to nothing"},
		{"under a dangling link", []string{"x -> nowhere"}, "x/public", "link to nothing"},
		{"no name", nil, "", "no name"},
	}
	for _, test := range tests {
		t.Run(test.name, test.run)
	}
}

func (test refuseTest) run(t *testing.T) {
	base := t.TempDir()
	lay(t, base, "home/", "top/site/")
	lay(t, base, test.lay...)
	t.Setenv("HOME", filepath.Join(base, "home"))
	cwd, _ := os.Getwd()
	out := strings.ReplaceAll(test.out, "CWD", cwd)
	if out != "" && !filepath.IsAbs(out) {
		out = base + "/" + out
	}
	before := look(t, base)
	o := Options{Root: filepath.Join(base, "top/site"), Sources: []string{filepath.Join(base, "content")}, Cache: filepath.Join(base, "cache")}
	_, err := write(out, site{"index.html": "x"}, o)
	if test.want == "" {
		if err != nil {
			t.Fatal(err)
		}
		if got, _ := os.ReadFile(out + "/index.html"); string(got) != "x" {
			t.Error("not published")
		}
		for name, content := range before {
			if look(t, base)[name] != content {
				t.Errorf("%s has changed", name)
			}
		}
		return
	}
	var refused *RefusedError
	if !errors.As(err, &refused) || !strings.Contains(err.Error(), test.want) {
		t.Errorf("got %v, want a refusal with %q", err, test.want)
	}
	wantSite(t, look(t, base), before)
}

// TestUnwritable checks that a folder that cannot be written is an error before
// any work. It says nothing when run by root, for whom no folder is.
func TestUnwritable(t *testing.T) {
	if os.Geteuid() == 0 {
		t.Skip("root may write anywhere")
	}
	dir := filepath.Join(t.TempDir(), "public")
	lay(t, dir, ".gitkeep")
	os.Chmod(dir, 0o555)
	defer os.Chmod(dir, 0o755)
	_, err := Open(dir, Options{})
	if err == nil || !strings.Contains(err.Error(), dir) {
		t.Errorf("got %v", err)
	}
}
