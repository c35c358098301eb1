package serve

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
)

func TestClientIsSmallAndHarmless(t *testing.T) {
	script := string(clientScript())
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	w.Write([]byte(script))
	w.Close()
	t.Logf("the client is %d bytes, %d compressed", len(script), b.Len())
	if b.Len() > 3000 {
		t.Errorf("the client is %d bytes compressed, want at most 3000", b.Len())
	}
	for _, bad := range []string{".innerHTML=", "outerHTML=", "insertAdjacentHTML", "document.write", "eval(", ".style.", "://"} {
		if strings.Contains(script, bad) {
			t.Errorf("the client has %q", bad)
		}
	}
}

func TestReferences(t *testing.T) {
	const body = `<link rel="stylesheet" href="../s.css"><img src="p.png?x=1&amp;y=2" src="p.png"><script src="/a.js"></script>` +
		`<img src="data:image/png;base64,x.png"><img src="//evil/x.png"><a href="../b/">b</a><a href="big.pdf"><img src="../../../x.png"><img src="%zz.png"><img src="d%20e.svg`
	got := strings.Join(references("g/a/index.html", []byte(body)), " ")
	if want := "g/a/p.png a.js g/a/d e.svg g/s.css"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}
