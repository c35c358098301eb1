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
	"time"

	"balise/generator/internal/digest"
)

// manifestName is the file in the output that lists what we wrote there.
const manifestName = ".balise-manifest"

const (
	manifestMagic = "balise-manifest "
	manifestHead  = manifestMagic + "2\n"
	oldHead       = manifestMagic + "1\n" // of one whose digests are SHA-256
)

// assets is the folder of files with a digest in their name.
const assets = "assets/"

// A manifest lists the files of a published site, by ascending name. As text:
//
//	balise-manifest 2
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
	sum  digest.Sum
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
	return append(b, checkSum(b)...)
}

// checkSum returns the last line of a manifest whose other lines are above.
func checkSum(above []byte) string {
	var sum []byte
	if bytes.HasPrefix(above, []byte(oldHead)) {
		old := sha256.Sum256(above)
		sum = old[:]
	} else {
		now := digest.Of(above)
		sum = now[:]
	}
	return "sum " + hex.EncodeToString(sum) + "\n"
}

var errVersion = errors.New("it is of another version of Balise")

// parseManifest reads what text wrote, or once did, and nothing else.
func parseManifest(data []byte) (manifest, error) {
	if !bytes.HasPrefix(data, []byte(manifestMagic)) {
		return nil, errors.New("it does not begin as a manifest")
	}
	size := len(digest.Sum{})
	if bytes.HasPrefix(data, []byte(oldHead)) {
		size = sha256.Size
	} else if !bytes.HasPrefix(data, []byte(manifestHead)) {
		return nil, errVersion
	}
	body := data[:max(len(manifestHead), len(data)-len("sum \n")-2*size)]
	if string(data[len(body):]) != checkSum(body) {
		return nil, errors.New("its check sum does not match")
	}
	text := string(body[len(manifestHead):])
	m := make(manifest, 0, strings.Count(text, "\n"))
	number := 1
	for line := range strings.Lines(text) {
		number++
		e, err := parseEntry(line, size)
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

// parseEntry reads one line with its newline, whose digest has a size.
func parseEntry(line string, size int) (entry, error) {
	line, ok := strings.CutSuffix(line, "\n")
	word, rest, _ := strings.Cut(line, " ")
	sum, rest, _ := strings.Cut(rest, " ")
	length, name, found := strings.Cut(rest, " ")
	if !ok || !found {
		return entry{}, errors.New("not four fields")
	}
	e := entry{name: name, past: word == "past"}
	if !e.past && word != "now" {
		return entry{}, fmt.Errorf("unknown word %q", word)
	}
	if !parseDigest(&e.sum, sum, size) {
		return entry{}, fmt.Errorf("no digest: %q", sum)
	}
	var err error
	e.size, err = strconv.ParseInt(length, 10, 64)
	if err != nil || e.size < 0 || strconv.FormatInt(e.size, 10) != length {
		return entry{}, fmt.Errorf("no size: %q", length)
	}
	return e, checkName(e.name)
}

// parseDigest reads a digest of a size in small hexadecimal digits. One that is longer
// than ours is cut: see upgrade.
func parseDigest(sum *digest.Sum, text string, size int) bool {
	var digits [2 * sha256.Size]byte
	var all [sha256.Size]byte
	if len(text) != 2*size {
		return false
	}
	copy(digits[:], text)
	_, err := hex.Decode(all[:size], digits[:len(text)])
	copy(sum[:], all[:])
	return err == nil && string(hex.AppendEncode(digits[:0], all[:size])) == text
}

// upgrade gives an old manifest the digests of today, of those of its files in some
// folders that hold what it says. The others keep the beginning of a SHA-256, which no file
// has: they count as edited, and are not deleted.
func (m manifest) upgrade(dirs []string) error {
	indices := make([]int, len(m))
	for i := range indices {
		indices[i] = i
	}
	return each(indices, func(i int) error {
		for _, dir := range dirs {
			old, now, err := bothDigests(join(dir, m[i].name))
			if err != nil {
				return err
			}
			if old == m[i].sum {
				m[i].sum = now
				return nil
			}
		}
		return nil
	})
}

// bothDigests returns the beginning of a file's SHA-256 and its digest of today; zero for
// a file that is gone, or not ours any more.
func bothDigests(file string) (old, now digest.Sum, err error) {
	f, _, err := openRegular(file)
	if err != nil {
		return old, now, nil
	}
	defer f.Close()
	h := sha256.New()
	now, _, err = digest.Read(io.TeeReader(f, h))
	copy(old[:], h.Sum(nil))
	return old, now, err
}

// readManifest reads the manifest of the site in dir, of which some files may be in other
// folders, and when it was written: zero for one that has to be written anew. Without one
// it returns an error that is fs.ErrNotExist.
func readManifest(dir string, others ...string) (m manifest, written time.Time, err error) {
	f, info, err := openRegular(join(dir, manifestName))
	if errors.Is(err, errNotRegular) {
		return nil, written, damagedError{err}
	}
	if err != nil {
		return nil, written, err
	}
	defer f.Close()
	data := make([]byte, info.Size())
	if _, err := io.ReadFull(f, data); err != nil {
		return nil, written, err
	}
	if m, err = parseManifest(data); err != nil {
		return nil, written, damagedError{err}
	}
	if bytes.HasPrefix(data, []byte(oldHead)) {
		return m, written, m.upgrade(append([]string{dir}, others...))
	}
	return m, info.ModTime(), nil
}

// damagedError says what is wrong with a manifest.
type damagedError struct{ error }

// readLast reads what the last build made. A folder with files in it and no
// manifest is somebody else's.
func (t *Target) readLast() error {
	last, written, err := readManifest(t.path)
	var damaged damagedError
	switch {
	case err == nil:
		t.last, t.lastTime = last, written
		return nil
	case errors.As(err, &damaged) && damaged.error == errVersion:
		return t.refuse("build with the newer version of Balise that published it, or move the folder away and build again",
			"was published by another version of Balise")
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
