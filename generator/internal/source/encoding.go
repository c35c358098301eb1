package source

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math/bits"
	"unicode/utf8"

	"balise/generator/internal/diag"
)

// Decode returns the text of a file in UTF-8 with LF line ends and without byte
// order marks. What cannot be read as text is reported at its place, and text is
// false.
func Decode(file string, data []byte) (text []byte, problems diag.List, ok bool) {
	fail := func(offset int, message, fix string) (diag.List, bool) {
		d := diag.NewLines(file, data).At(offset, 0, diag.Diagnostic{Severity: diag.Error, Code: diag.FileEncoding, Message: message, Fix: fix})
		d.Excerpt = ""
		return diag.List{d}, false
	}
	if bytes.HasPrefix(data, []byte{0xff, 0xfe}) || bytes.HasPrefix(data, []byte{0xfe, 0xff}) {
		problems, ok = fail(0, "the file is UTF-16", "save it as UTF-8")
		return nil, problems, ok
	}
	data = bytes.TrimLeft(data, "\ufeff") // some programs add a second one
	if i := bytes.IndexByte(data, 0); i >= 0 {
		problems, ok = fail(i, "a NUL byte: is this a binary file?", "save it as plain text, or give it another name")
		return nil, problems, ok
	}
	if i := invalidUTF8(data); i >= 0 {
		problems, ok = fail(i, fmt.Sprintf("the byte 0x%02X is not UTF-8 (%q in Latin-1?)", data[i], rune(data[i])), "save the file as UTF-8")
		return nil, problems, ok
	}
	if bytes.IndexByte(data, '\r') >= 0 {
		if bytes.IndexByte(data, '\n') < 0 {
			problems, ok = fail(0, "the lines end in CR alone, as on old Macs", "save the file with LF line ends")
			return nil, problems, ok
		}
		data = bytes.ReplaceAll(data, []byte("\r\n"), []byte("\n"))
		if bytes.IndexByte(data, '\r') >= 0 {
			data = bytes.ReplaceAll(data, []byte("\r"), []byte("\n"))
		}
	}
	if i := conflict(data); i >= 0 {
		line, _, _ := bytes.Cut(data[i:], []byte("\n"))
		return nil, diag.List{diag.NewLines(file, data).At(i, i+len(line), diag.Diagnostic{
			Code: diag.FileConflict, Message: fmt.Sprintf("%q: here two versions of the file were merged, and nobody chose between them", line),
			Fix: "keep the lines that are right, and remove those that begin with <<<<<<<, ======= and >>>>>>>",
		})}, false
	}
	return data, nil, true
}

// invalidUTF8 returns the offset of the first byte that is not UTF-8, or -1.
// It looks at eight bytes at once where they are ASCII, between accents as well, which
// utf8.Valid does only up to the first of them.
func invalidUTF8(data []byte) int {
	for i := 0; i < len(data); {
		if len(data)-i >= 8 {
			foreign := binary.LittleEndian.Uint64(data[i:]) & 0x8080808080808080
			if foreign == 0 {
				i += 8
				continue
			}
			i += bits.TrailingZeros64(foreign) / 8
		}
		if c := data[i]; c >= 0xC2 && c < 0xE0 && i+1 < len(data) && data[i+1]&0xC0 == 0x80 {
			i += 2 // as most letters with an accent
			continue
		}
		r, size := utf8.DecodeRune(data[i:])
		if r == utf8.RuneError && size == 1 {
			return i
		}
		i += size
	}
	return -1
}
