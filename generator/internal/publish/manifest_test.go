package publish

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"balise/generator/internal/digest"
)

func sampleManifest() manifest {
	sum := digest.Of([]byte("x"))
	return manifest{
		{name: "a b/é.html", size: 0, sum: sum},
		{name: "assets/s.1.css", size: 12, sum: sum, past: true},
		{name: "index.html", size: 1 << 40, sum: sum},
	}
}

func TestManifestText(t *testing.T) {
	for _, m := range []manifest{nil, sampleManifest()} {
		text := m.text()
		got, err := parseManifest(text)
		if err != nil || !bytes.Equal(got.text(), text) || len(got) != len(m) {
			t.Errorf("%s\ngot %v, %v", text, got, err)
		}
	}
}

// signed adds the check sum to the body of a manifest, so that what is wrong
// with the body shows.
func signed(body string) []byte {
	empty := manifest(nil).text()
	sum := digest.Of([]byte(body))
	out := append([]byte(body), empty[len(manifestHead):]...)
	copy(out[len(body)+len("sum "):], hexOf(sum[:]))
	return out
}

func hexOf(b []byte) string {
	const digits = "0123456789abcdef"
	var s strings.Builder
	for _, c := range b {
		s.WriteByte(digits[c>>4])
		s.WriteByte(digits[c&15])
	}
	return s.String()
}

func TestManifestIsStrict(t *testing.T) {
	hash := strings.Repeat("0a", 16)
	tests := []struct{ body, want string }{
		{"now " + hash + " 1 ../etc/passwd\n", "file name"},
		{"now " + hash + " 1 /etc/passwd\n", "file name"},
		{"now " + hash + " 1 .balise-manifest\n", "own manifest"},
		{"now " + hash + " 1 b\nnow " + hash + " 1 a\n", "ascend"},
		{"now " + hash + " 1 a\nnow " + hash + " 1 a\n", "ascend"},
		{"now " + hash + " 01 a\n", "no size"},
		{"now " + hash + " -1 a\n", "no size"},
		{"now " + strings.ToUpper(hash) + " 1 a\n", "no digest"},
		{"now " + hash[2:] + " 1 a\n", "no digest"},
		{"now " + hash + "00 1 a\n", "no digest"},
		{"old " + hash + " 1 a\n", "unknown word"},
		{"now " + hash + " 1\n", "four fields"},
		{"\n", "four fields"},
		{"now " + hash + " 1 a", "four fields"},
		{"now " + hash + " 1 a\r\n", "control character"},
	}
	for _, test := range tests {
		_, err := parseManifest(signed(manifestHead + test.body))
		if err == nil || !strings.Contains(err.Error(), test.want) || !strings.Contains(err.Error(), "line ") {
			t.Errorf("%q: got %v, want %q", test.body, err, test.want)
		}
	}
	text := sampleManifest().text()
	for i := range text {
		damaged := bytes.Clone(text)
		damaged[i] ^= 1
		if _, err := parseManifest(damaged); err == nil {
			t.Errorf("byte %d changed: no error", i)
		}
		if _, err := parseManifest(text[:i]); err == nil {
			t.Errorf("cut at byte %d: no error", i)
		}
	}
}

// oldText returns a manifest as it was stored when digests were SHA-256.
func oldText(s site) []byte {
	body := oldHead
	for _, name := range slices.Sorted(maps.Keys(s)) {
		body += fmt.Sprintf("now %x %d %s\n", sha256.Sum256([]byte(s[name])), len(s[name]), name)
	}
	return fmt.Appendf(nil, "%ssum %x\n", body, sha256.Sum256([]byte(body)))
}

// A site with an old manifest is taken over: what is as it was made stays or goes, what
// was edited is left alone.
func TestOldManifest(t *testing.T) {
	dir := t.TempDir()
	before := site{"a.html": "a", "b.html": "b", "gone.html": "gone", "edited.html": "made"}
	mustWrite(t, dir, before, Options{})
	lay(t, dir, "edited.html=edited", manifestName+"="+string(oldText(before)))
	stats := mustWrite(t, dir, site{"a.html": "a", "b.html": "new"}, Options{})
	if stats.Written != 1 || stats.Unchanged != 1 || stats.Deleted != 1 || !slices.Equal(stats.Edited, []string{"edited.html"}) {
		t.Errorf("got %+v", stats)
	}
	wantSite(t, lookSite(t, dir), site{"a.html": "a", "b.html": "new", "edited.html": "edited"})

	now := site{"a.html": "a", "b.html": "new"}
	lay(t, dir, manifestName+"="+string(oldText(now)))
	mustWrite(t, dir, now, Options{})
	if text := look(t, dir)[manifestName]; !strings.HasPrefix(text, manifestHead) {
		t.Errorf("nothing changed, and the manifest stays old:\n%s", text)
	}
	for i, text := 0, oldText(now); i < len(text); i++ {
		if _, err := parseManifest(text[:i]); err == nil {
			t.Errorf("cut at byte %d: no error", i)
		}
	}
}

// FuzzManifest checks that what parses is what text writes, or once did, and that no name
// leads out of the output.
func FuzzManifest(f *testing.F) {
	f.Add(sampleManifest().text(), 0)
	f.Add(manifest(nil).text(), 0)
	f.Add([]byte(""), 0)
	f.Add([]byte("now "+strings.Repeat("0a", 16)+" 7 a/b.html\n"), 1)
	f.Add([]byte("past "+strings.Repeat("0a", 16)+" 7 assets/../../x\n"), 1)
	f.Add([]byte("now "+strings.Repeat("0a", 32)+" 7 a/b.html\n"), 2)
	aDigest := regexp.MustCompile(`(?m)^(now|past|sum) [0-9a-f]+`)
	f.Fuzz(func(t *testing.T, data []byte, signedAs int) {
		switch signedAs {
		case 1:
			data = signed(manifestHead + string(data))
		case 2:
			data = append([]byte(oldHead), data...)
			data = append(data, checkSum(data)...)
		}
		m, err := parseManifest(data)
		if err != nil {
			return
		}
		got, want := string(m.text()), string(data)
		if bytes.HasPrefix(data, []byte(oldHead)) { // whose digests are others
			got, want = aDigest.ReplaceAllString(got[len(manifestHead):], "$1"), aDigest.ReplaceAllString(want[len(oldHead):], "$1")
		}
		if got != want {
			t.Errorf("got %q, want %q", got, want)
		}
		for _, e := range m {
			if checkName(e.name) != nil {
				t.Errorf("listed: %q", e.name)
			}
		}
	})
}
