package main

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Whatever an author does to the files, and anybody to the cache and to what is
// published, a build publishes what one from nothing does.
func TestBuildsAreAsFromNothing(t *testing.T) {
	for seed := range uint64(2) {
		dir := t.TempDir()
		write(t, dir, goodSite())
		r := rand.New(rand.NewPCG(seed, 1))
		var did []string
		good := 0
		before := map[string][]byte{}
		for round := range 24 {
			did = append(did, edit(t, dir, r, round))
			switch round % 4 {
			case 1:
				did = append(did, spoil(t, r, filepath.Join(dir, cacheName)))
			case 2:
				did = append(did, spoil(t, r, filepath.Join(dir, "public")))
			}
			want, isGood := published(t, dir)
			var printed strings.Builder
			status := run([]string{"build", "-s", dir, "--no-sync", "--drafts", "--at", testDay}, &printed, &printed)
			if isGood != (status == 0) {
				t.Fatalf("seed %d: the site is good: %t, and build exits %d after %q:\n%s", seed, isGood, status, did, &printed)
			}
			if !isGood {
				continue
			}
			good++
			got := contents(t, filepath.Join(dir, "public"))
			for name := range want {
				if !bytes.Equal(got[name], want[name]) {
					t.Fatalf("seed %d: %s is %q, want %q after %q", seed, name, got[name], want[name], did)
				}
			}
			for name := range got {
				if _, ok := want[name]; !ok && before[name] == nil && name != ".balise-manifest" {
					t.Fatalf("seed %d: %s is published and should not be, after %q", seed, name, did)
				}
			}
			before = got
		}
		if good < 4 || good > 22 {
			t.Errorf("seed %d: %d of 24 sites were without errors, which proves little", seed, good)
		}
	}
}

// contents returns the files below a folder.
func contents(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	files := map[string][]byte{}
	err := filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			return err
		}
		rel, err := filepath.Rel(dir, name)
		if err != nil {
			return err
		}
		files[filepath.ToSlash(rel)], err = os.ReadFile(name)
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return files
}

// spoil damages or deletes a file below a folder, but for a manifest, and says which.
func spoil(t *testing.T, r *rand.Rand, dir string) string {
	t.Helper()
	if _, err := os.Stat(dir); err != nil {
		return "spoiled nothing"
	}
	files := contents(t, dir)
	delete(files, ".balise-manifest")
	names := slices.Sorted(maps.Keys(files))
	if len(names) == 0 {
		return "spoiled nothing"
	}
	name := names[r.IntN(len(names))]
	path, data := filepath.Join(dir, filepath.FromSlash(name)), files[name]
	info, err := os.Stat(path)
	if err != nil {
		t.Fatal(err)
	}
	how := r.IntN(4)
	switch {
	case how == 0 || len(data) == 0:
		err = os.Remove(path)
	case how == 1:
		err = os.WriteFile(path, data[:r.IntN(len(data))], 0o644)
	default: // one byte, and the old date
		data[r.IntN(len(data))] ^= 1
		err = os.WriteFile(path, data, 0o644)
		if err == nil && how == 3 {
			err = os.Chtimes(path, info.ModTime(), info.ModTime())
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return fmt.Sprintf("spoiled %s in way %d", name, how)
}
