package serve

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"strings"
	"testing"

	"balise/generator/internal/diag"
)

func TestClientIsSmallAndHarmless(t *testing.T) {
	var b bytes.Buffer
	w, _ := gzip.NewWriterLevel(&b, gzip.BestCompression)
	w.Write([]byte(clientJS))
	w.Close()
	if b.Len() > 3000 {
		t.Errorf("client.js is %d bytes compressed, want at most 3000", b.Len())
	}
	for _, bad := range []string{"innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", ".style", "setAttribute", "://"} {
		if strings.Contains(clientJS, bad) {
			t.Errorf("client.js has %q", bad)
		}
	}
}

func TestReportIsBounded(t *testing.T) {
	var list diag.List
	for i := range 200 {
		list = append(list, diag.Diagnostic{
			Place:    diag.Place{File: fmt.Sprint(i), Line: 1, Col: 5000, End: 9000},
			Severity: diag.Severity(1 - i/199), // the last one is an error
			Excerpt:  strings.Repeat("é", 10_000),
		})
	}
	data := report(list, true)
	if !strings.HasPrefix(string(data), `{"errors":1,"warnings":199,"lastGood":true,"problems":[{"severity":"error","place":"199:1:5000"`) {
		t.Errorf("got %.100s", data)
	}
	if len(data) > 100_000 {
		t.Errorf("%d bytes, want at most 100000", len(data))
	}
}

func TestExcerptTakesAnyPlace(t *testing.T) {
	for _, p := range []diag.Place{{}, {Line: 1}, {Line: 1, Col: 99, End: 2}, {Line: 1, Col: 2, End: 99}, {Line: 1, Col: -1, End: -1}} {
		got := overlay(diag.Diagnostic{Place: p, Excerpt: "été"}).Excerpt
		if strings.Join(got, "") != "été" || len(got) != 3 {
			t.Errorf("%+v: got %q", p, got)
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
