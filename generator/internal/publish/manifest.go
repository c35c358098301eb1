package publish

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"
)

// manifestName is the file in the output that lists what we wrote there.
const manifestName = ".balise-manifest"

const (
	manifestHead  = "balise-manifest 1\n"
	manifestMagic = "balise-manifest "
)

// assets is the folder of files with a digest in their name.
const assets = "assets/"

// A manifest lists the files of a published site, by ascending name. As text:
//
//	balise-manifest 1
//	now 9f86d0…0a08 1432 index.html
//	past 60303a…f6ae 812 assets/site.1b2c3d4e5f.css
//	sum 2c26b4…66ae
//
// A past file is one of the build before, kept for one generation. The last line
// is the digest of all above it: a manifest decides what may be deleted, so one
// that was cut short or merged by hand must not pass.
type manifest []entry

// entry is a line of a manifest.
type entry struct {
	name string
	size int64
	sum  [sha256.Size]byte
	past bool
}

// find returns the entry of name.
func (m manifest) find(name string) (entry, bool) {
	i, ok := slices.BinarySearchFunc(m, name, func(e entry, name string) int { return strings.Compare(e.name, name) })
	if !ok {
		return entry{}, false
	}
	return m[i], true
}

// dirs returns every folder that a listed file lies in.
func (m manifest) dirs() map[string]bool {
	dirs := make(map[string]bool)
	for _, e := range m {
		addParents(dirs, e.name)
	}
	return dirs
}

// text returns m as it is stored.
func (m manifest) text() []byte {
	b := make([]byte, 0, 64+len(m)*128)
	b = append(b, manifestHead...)
	for _, e := range m {
		word := "now "
		if e.past {
			word = "past "
		}
		b = append(b, word...)
		b = hex.AppendEncode(b, e.sum[:])
		b = append(b, ' ')
		b = strconv.AppendInt(b, e.size, 10)
		b = append(b, ' ')
		b = append(b, e.name...)
		b = append(b, '\n')
	}
	sum := sha256.Sum256(b)
	b = append(b, "sum "...)
	b = hex.AppendEncode(b, sum[:])
	return append(b, '\n')
}

// parseManifest reads what text wrote and nothing else.
func parseManifest(data []byte) (manifest, error) {
	if !bytes.HasPrefix(data, []byte(manifestMagic)) {
		return nil, errors.New("it does not begin as a manifest")
	}
	if !bytes.HasPrefix(data, []byte(manifestHead)) {
		return nil, errors.New("it is of another version of Balise")
	}
	const tail = len("sum \n") + 2*sha256.Size
	body := data[:max(len(manifestHead), len(data)-tail)]
	sum := sha256.Sum256(body)
	if string(data[len(body):]) != "sum "+hex.EncodeToString(sum[:])+"\n" {
		return nil, errors.New("its check sum does not match")
	}
	text := string(body[len(manifestHead):])
	m := make(manifest, 0, strings.Count(text, "\n"))
	number := 1
	for line := range strings.Lines(text) {
		number++
		e, err := parseEntry(line)
		if err == nil && len(m) > 0 && m[len(m)-1].name >= e.name {
			err = errors.New("names do not ascend")
		}
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", number, err)
		}
		m = append(m, e)
	}
	return m, nil
}

// parseEntry reads one line with its newline.
func parseEntry(line string) (entry, error) {
	line, ok := strings.CutSuffix(line, "\n")
	word, rest, _ := strings.Cut(line, " ")
	digest, rest, _ := strings.Cut(rest, " ")
	size, name, found := strings.Cut(rest, " ")
	if !ok || !found {
		return entry{}, errors.New("not four fields")
	}
	e := entry{name: name, past: word == "past"}
	if !e.past && word != "now" {
		return entry{}, fmt.Errorf("unknown word %q", word)
	}
	if !parseDigest(&e.sum, digest) {
		return entry{}, fmt.Errorf("no digest: %q", digest)
	}
	var err error
	e.size, err = strconv.ParseInt(size, 10, 64)
	if err != nil || e.size < 0 || strconv.FormatInt(e.size, 10) != size {
		return entry{}, fmt.Errorf("no size: %q", size)
	}
	return e, checkName(e.name)
}

// parseDigest reads a digest in small hexadecimal digits.
func parseDigest(sum *[sha256.Size]byte, text string) bool {
	var digits [2 * sha256.Size]byte
	if copy(digits[:], text) != len(text) {
		return false
	}
	n, err := hex.Decode(sum[:], digits[:len(text)])
	return err == nil && n == len(sum) && string(hex.AppendEncode(digits[:0], sum[:])) == text
}

// readManifest reads the manifest of the site in dir; without one it returns an
// error that is fs.ErrNotExist.
func readManifest(dir string) (manifest, fs.FileInfo, error) {
	f, info, err := openRegular(join(dir, manifestName))
	if errors.Is(err, errNotRegular) {
		return nil, nil, damagedError{err}
	}
	if err != nil {
		return nil, nil, err
	}
	defer f.Close()
	data := make([]byte, info.Size())
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, nil, err
	}
	m, err := parseManifest(data)
	if err != nil {
		err = damagedError{err}
	}
	return m, info, err
}

// damagedError says what is wrong with a manifest.
type damagedError struct{ error }

// readLast reads what the last build made. A folder with files in it and no
// manifest is somebody else's.
func (t *Target) readLast() error {
	last, info, err := readManifest(t.path)
	var damaged damagedError
	switch {
	case err == nil:
		t.last, t.lastTime = last, info.ModTime()
		return nil
	case errors.As(err, &damaged):
		return t.refuse("restore that file, or move the folder away and build again",
			"has a manifest, %s, that cannot be used (%v), so what Balise wrote there is not known", manifestName, damaged.error)
	case !errors.Is(err, fs.ErrNotExist):
		return err
	}
	entries, err := os.ReadDir(t.path)
	if err != nil {
		return err
	}
	var names []string
	for _, e := range entries {
		if !isPlaceholder(e.Name()) {
			names = append(names, e.Name())
		}
	}
	if len(names) == 0 {
		return nil
	}
	some := strings.Join(names[:min(3, len(names))], ", ")
	return t.refuse("give an empty or new folder, or move these files away",
		"is not empty and has no %s, so what is in it (%s …) is not Balise's", manifestName, some)
}

// isPlaceholder reports whether a file only keeps a folder in version control,
// or is made by a desktop that merely looked into it.
func isPlaceholder(name string) bool {
	switch name {
	case ".gitignore", ".gitkeep", ".keep", ".DS_Store":
		return true
	}
	return false
}
