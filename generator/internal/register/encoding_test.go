package register

import "testing"

// A register is read in the encodings that editors write, and one in another says
// at which byte; what refers to its entries is then not to blame.
func TestEncodings(t *testing.T) {
	const after = "b: {label: B, kind: hypothesis, value: 4, contradicts: [a]}\n"
	for name, test := range map[string]struct{ text, want string }{
		"byte order mark": {"\ufeffa: {label: A, kind: hypothesis, value: 4, contradicts: [c]}\n", "content/facts.yaml:1:57-58: no fact \"c\" [fact-unknown]\n  fix: did you mean \"a\"?\n  content/facts.yaml:1:1-2: it is here\n"},
		"CRLF":            {"# un\r\na: {label: A, kind: hypothesis, value: 4, contradicts: [c]}\r\n", "content/facts.yaml:2:57-58: no fact \"c\" [fact-unknown]\n  fix: did you mean \"a\"?\n  content/facts.yaml:2:1-2: it is here\n"},
		"Latin-1":         {"a: {label: \"Dur\xe9e\", kind: hypothesis, value: 4}\n", "content/facts.yaml:1:16-0: the byte 0xE9 is not UTF-8 ('é' in Latin-1?) [file-encoding]\n  fix: save the file as UTF-8\n"},
		"NUL":             {"a: {label: A, kind: hypothesis, value: 4}\n\x00", "content/facts.yaml:2:1-0: a NUL byte: is this a binary file? [file-encoding]\n  fix: save it as plain text, or give it another name\n"},
		"UTF-16":          {"\xff\xfea\x00:\x00", "content/facts.yaml:1:1-0: the file is UTF-16 [file-encoding]\n  fix: save it as UTF-8\n"},
		"empty":           {"\n", "content/facts.yaml:1:1-0: the file holds nothing [guide-empty]\n  fix: write an entry, an-id: {label: \"…\", value: 4, kind: hypothesis}; or delete the file\n"},
		"comment alone":   {"# rien\n", "content/facts/b.yaml:1:57-58: no fact \"a\" [fact-unknown]\n  fix: did you mean \"b\"?\n  content/facts/b.yaml:1:1-2: it is here\n"},
	} {
		t.Run(name, func(t *testing.T) {
			r, problems := files{"content/facts.yaml": test.text, "content/facts/b.yaml": after}.read(t)
			if got := tell(problems); got != test.want {
				t.Errorf("got\n%s\nwant\n%s", got, test.want)
			}
			if r.Fact("b") == nil {
				t.Error("the other file is not read")
			}
		})
	}
}
