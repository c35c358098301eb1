package guide

import (
	"fmt"
	"path"
	"strings"
	"unicode"

	"balise/generator/internal/diag"

	"golang.org/x/text/unicode/norm"
)

// Limits on names that file systems everywhere can hold, in bytes.
const (
	maxNameBytes = 100
	maxPathBytes = 200
)

// CheckName reports a file, such as "content/a.md", whose name some systems
// cannot hold.
func CheckName(file string) diag.List {
	name := strings.TrimPrefix(file, "content/")
	fix := "rename it; letters, digits and hyphens are always fine"
	message := ""
	for part := range strings.SplitSeq(name, "/") {
		if why := badName(part); why != "" {
			message = fmt.Sprintf("the name %q %s", part, why)
			break
		}
		if len(part) > maxNameBytes {
			message, fix = fmt.Sprintf("a name of %d bytes; at most %d", len(part), maxNameBytes), "shorten the name"
			break
		}
	}
	if message == "" && len(name) > maxPathBytes {
		message, fix = fmt.Sprintf("a path of %d bytes; at most %d", len(name), maxPathBytes), "shorten the names of its folders"
	}
	if message == "" {
		return nil
	}
	return diag.List{{Place: diag.Place{File: file, Line: 1, Col: 1}, Code: diag.FileName, Message: message, Fix: fix}}
}

// FoldName returns the name of a file as systems see it that ignore case and the
// form of accents.
func FoldName(file string) string { return strings.ToLower(norm.NFC.String(file)) }

// badName says why a file or folder name cannot be used on every system.
func badName(name string) string {
	stem, _, _ := strings.Cut(strings.ToLower(name), ".")
	switch stem {
	case "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
		"lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9":
		return "is reserved by Windows"
	}
	base := strings.TrimSuffix(name, path.Ext(name))
	switch {
	case strings.ContainsAny(name, `<>:"|?*\`):
		return "holds one of < > : \" | ? * \\"
	case strings.IndexFunc(name, unicode.IsControl) >= 0:
		return "holds a control character"
	case strings.HasSuffix(name, ".") || strings.HasSuffix(name, " ") || strings.HasPrefix(name, " "):
		return "begins or ends with a space, or ends with a dot"
	case strings.HasSuffix(base, " ") || strings.HasSuffix(base, "."):
		return "has a space or a dot before its extension"
	}
	return ""
}
