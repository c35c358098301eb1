package guide

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"net/url"
	"path"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
)

// After inspection the destination of a link or an image in the tree is either
// an outside address, kept as it is, or one of these marks, which no address can
// begin with, and for a reference or a mention its index.
const (
	markRef     = 0x00
	markRefused = 0x01
	markMention = 0x02
)

// mark returns a mark with an index. It holds until the room is left.
func (s *parsing) mark(kind byte, index int) []byte {
	marks := &s.room.marks
	from := len(*marks)
	*marks = binary.BigEndian.AppendUint32(append(*marks, kind), uint32(index))
	return slices.Clip((*marks)[from:])
}

// refused is the destination of a link that leads nowhere.
func refused() []byte { return []byte{markRefused} }

// link checks a link and notes the reference it makes.
func (s *parsing) link(n *ast.Link) {
	if s.mention(n) {
		return
	}
	from, to := s.destination(n.Destination, n.Pos())
	n.Destination = s.address(LinkRef, n.Destination, from, to)
	if !bytes.Equal(n.Destination, refused()) && !hasText(n, s.text[s.base:]) && !holdsKind(n, ast.KindImage) {
		at := s.base + max(n.Pos(), 0)
		s.report(at, at+2, diag.Error, diag.LinkText, "a link without a text: no reader could see it or follow it", "put a few words between the brackets, [the costs](…)")
	}
}

// holdsKind tells whether there is a node of a kind below another. An image without a
// description is reported by itself.
func holdsKind(n ast.Node, kind ast.NodeKind) bool {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		if c.Kind() == kind || holdsKind(c, kind) {
			return true
		}
	}
	return false
}

// image does the same for an image, and wants a description.
func (s *parsing) image(n *ast.Image) {
	src := s.text[s.base:]
	if !hasText(n, src) {
		at := s.base + max(n.Pos(), 0)
		s.report(at, at+2, diag.Warning, diag.ImageAlt, "an image without a description", "say in a few words what it shows, ![Contract life cycle](…)")
	}
	if holdsKind(n, kindCitation) {
		at := s.base + max(n.Pos(), 0)
		s.report(at, at+2, diag.Error, diag.Citation, "the description of an image is text, so the citation in it is left out", "put it behind the image")
	}
	from, to := s.destination(n.Destination, n.Pos())
	n.Destination = s.address(ImageRef, n.Destination, from, to)
}

// autoLink checks an address that is its own text. Within the text of a link it
// is text alone.
func (s *parsing) autoLink(n *ast.AutoLink) {
	src := s.text[s.base:]
	label := n.Label(src)
	s.guide.Words++
	if s.within != nil {
		text := ast.NewString(label)
		text.SetRaw(true)
		n.Parent().ReplaceChild(n.Parent(), n, text)
		return
	}
	if n.AutoLinkType == ast.AutoLinkEmail {
		return
	}
	from := s.base + max(offsetIn(src, label), 0)
	if scheme, ok := schemeOf(string(n.URL(src))); ok && !allowedScheme(scheme) {
		s.refuseScheme(LinkRef, from, from+len(label), string(label))
	}
	s.credentials(from, string(label))
}

// destination returns the stretch of the text that an address takes: where it
// stands, or where the link does when it comes from elsewhere.
func (s *parsing) destination(dest []byte, pos int) (from, to int) {
	src := s.text[s.base:]
	if at := offsetIn(src, dest); at >= 0 {
		return s.base + at, s.base + at + len(dest)
	}
	at := s.base + max(pos, 0)
	return at, at + 1
}

// offsetIn returns the offset of a slice in the slice it was cut from, or -1. It
// relies on a cut slice keeping the capacity up to the end of the whole, and
// verifies what it finds.
func offsetIn(whole, part []byte) int {
	at := cap(whole) - cap(part)
	if len(part) == 0 || at < 0 || at+len(part) > len(whole) || &whole[at] != &part[0] {
		return -1
	}
	return at
}

// address decides what becomes of an address as the author wrote it, and returns
// the destination to leave in the tree.
func (s *parsing) address(kind RefKind, raw []byte, from, to int) []byte {
	raw = unescape(raw) // once: what is judged here is what is rendered
	switch {
	case isBlank(raw):
		s.report(from, to, diag.Error, diag.LinkMissing, "a link without an address", "put the file's name between the parentheses")
		return refused()
	case bytes.IndexByte(raw, ':') < 0 && raw[0] != '/' && raw[0] != '\\': // as most
		return s.reference(kind, raw, from, to)
	}
	dest := string(raw)
	if scheme, ok := schemeOf(dest); ok {
		return s.outside(kind, scheme, raw, from, to)
	}
	if slashed := strings.ReplaceAll(dest, `\`, "/"); strings.HasPrefix(slashed, "//") { // as browsers read it
		if kind == ImageRef {
			s.refuseImage(from, to)
			return refused()
		}
		s.report(from, to, diag.Warning, diag.URLHost, fmt.Sprintf("%q is an address on another host", dest), "write https:"+slashed)
		return raw
	}
	return s.reference(kind, raw, from, to)
}

// outside is address for an address with a scheme.
func (s *parsing) outside(kind RefKind, scheme string, raw []byte, from, to int) []byte {
	dest := string(raw)
	switch {
	case !allowedScheme(scheme):
		s.refuseScheme(kind, from, to, dest)
		return refused()
	case kind == ImageRef:
		s.refuseImage(from, to)
		return refused()
	case isHollow(scheme, dest):
		s.report(from, to, diag.Error, diag.LinkMissing, fmt.Sprintf("%q leads nowhere", dest), "write the whole address, for example "+wholeAddress(scheme))
		return refused()
	}
	s.credentials(from, dest)
	return raw
}

// fixImage is what to do about an image that is no file of the site.
const fixImage = "save the image beside the guide and name the file"

func (s *parsing) refuseImage(from, to int) {
	s.report(from, to, diag.Error, diag.ImageRemote, "an image from another site would tell that site who reads this page", fixImage)
}

// isHollow tells whether an address has a scheme and nothing to go with it.
func isHollow(scheme, address string) bool {
	_, rest, _ := strings.Cut(address, ":")
	if scheme == "http" || scheme == "https" {
		host, ok := strings.CutPrefix(rest, "//")
		return !ok || host == "" || strings.ContainsAny(host[:1], "/?#")
	}
	return strings.TrimSpace(rest) == ""
}

// wholeAddress is an example of an address with one of the schemes allowed.
func wholeAddress(scheme string) string {
	switch scheme {
	case "mailto":
		return "mailto:someone@example.org"
	case "tel":
		return "tel:+33123456789"
	}
	return scheme + "://www.example.org/"
}

// reference notes a reference to a file of the site.
func (s *parsing) reference(kind RefKind, dest []byte, from, to int) []byte {
	file, anchor, _ := bytes.Cut(dest, []byte("#"))
	file, query, asks := bytes.Cut(file, []byte("?"))
	file = decodePercent(file)
	ref := Ref{Kind: kind, Anchor: string(decodePercent(anchor)), From: int32(from), To: int32(to)}
	if asks {
		s.report(from, to, diag.Error, diag.LinkAddress, fmt.Sprintf("%q is an address, not a file", dest), "remove ?"+string(query))
		return refused()
	}
	isFolder := bytes.HasSuffix(file, []byte(".md/")) || bytes.HasSuffix(file, []byte("/")) && len(bytes.Trim(file, "./")) == 0
	if bytes.HasPrefix(file, []byte("/")) || isFolder {
		s.report(from, to, diag.Error, diag.LinkAddress, fmt.Sprintf("%q is an address, not a file", dest), s.addressFix(string(file)))
		return refused()
	}
	if len(file) > 0 {
		ref.Path = s.room.join(s.ownFolder(), file)
		if ref.Path == ".." || strings.HasPrefix(ref.Path, "../") {
			s.report(from, to, diag.Error, diag.LinkOutside, fmt.Sprintf("%q is outside content/", dest), s.outsideFix(ref.Path))
			return refused()
		}
		if ref.Path == s.ownPath() {
			ref.Path = ""
		}
		ref.Attachment = ref.Path != "" && IsAttachment(ref.Path)
	}
	s.room.refs = append(s.room.refs, ref)
	return s.mark(markRef, len(s.room.refs)-1)
}

// ownPath returns the path of the file below content/.
func (s *parsing) ownPath() string { return strings.TrimPrefix(s.guide.File.Path, "content/") }

// ownFolder returns the folder of that, for which many links of a guide ask.
func (s *parsing) ownFolder() string {
	if s.folder == "" {
		s.folder = path.Dir(s.ownPath())
	}
	return s.folder
}

// outsideFix suggests what to write instead of a link that leaves content/: most
// often there is a ../ too many.
func (s *parsing) outsideFix(file string) string {
	fix := "copy the file beside the guide, or link to an https address"
	if path.Ext(file) != ".md" {
		return fix
	}
	for strings.HasPrefix(file, "../") {
		file = file[len("../"):]
	}
	file = strings.TrimPrefix(file, "content/") // as seen from the folder of the site
	up := strings.Repeat("../", strings.Count(s.guide.File.Path, "/")-1)
	return fmt.Sprintf("write %s if content/%s is meant; else %s", up+file, file, fix)
}

// addressFix suggests the file behind an address such as /budgets/.
func (s *parsing) addressFix(address string) string {
	folder, ok := strings.CutSuffix(address, "/")
	switch {
	case ok && strings.HasSuffix(folder, ".md"):
		return "write " + folder
	case ok && !strings.HasPrefix(address, "/"):
		return fmt.Sprintf("link to a file in it, for example %s/index.md", folder)
	}
	file := strings.Trim(address, "/")
	if file == "" {
		file = "index"
	}
	if path.Ext(file) == "" {
		file += ".md"
	}
	up := strings.Repeat("../", strings.Count(s.ownPath(), "/"))
	return fmt.Sprintf("link to the file, for example %s%s", up, file)
}

func decodePercent(b []byte) []byte {
	if bytes.IndexByte(b, '%') < 0 {
		return b
	}
	if decoded, err := url.PathUnescape(string(b)); err == nil && utf8.ValidString(decoded) {
		return []byte(decoded)
	}
	return b
}

// schemeOf returns the scheme of an address, lower-cased. Browsers skip control
// characters and white space around and within a scheme, so what holds them has
// a scheme too; but it is none of those allowed.
func schemeOf(address string) (string, bool) {
	head, _, ok := strings.Cut(address, ":")
	if !ok || head == "" || strings.ContainsAny(head, "/?#") {
		return "", false
	}
	return strings.ToLower(head), true
}

func allowedScheme(scheme string) bool {
	switch scheme {
	case "http", "https", "mailto", "tel":
		return true
	}
	return false
}

func (s *parsing) refuseScheme(kind RefKind, from, to int, address string) {
	scheme, _ := schemeOf(address)
	message := fmt.Sprintf("the scheme %q is not allowed", scheme+":")
	fix := "use https:, http:, mailto:, tel:, or the name of a file of the site"
	if kind == ImageRef {
		fix = fixImage
	} else if entry := meantEntry(scheme); entry != "" {
		_, id, _ := strings.Cut(address, ":")
		message, fix = fmt.Sprintf("%q is not read as a %s", address, entry), fmt.Sprintf("write [the text](%s:%s)", entry, strings.TrimSpace(id))
	}
	s.report(from, to, diag.Error, diag.URLScheme, message, fix)
}

// meantEntry returns what a scheme was likely meant for that names no register:
// "fact" for Fact and facts; "" when it was meant for none.
func meantEntry(scheme string) string {
	scheme = strings.TrimSpace(scheme)
	if _, _, ok := mentioned([]byte(scheme + ":")); ok {
		return scheme
	}
	return diag.Nearest(scheme, []string{FactMention.String(), TermMention.String()})
}

// userInfo matches an address with a password; a page that is named after an "@"
// has none.
var userInfo = regexp.MustCompile(`^[a-zA-Z]+://[^/?#@]*:[^/?#@]+@`)

// credentials warns of an address with a password in it.
func (s *parsing) credentials(at int, address string) {
	if strings.IndexByte(address, '@') < 0 {
		return
	}
	if m := userInfo.FindString(address); m != "" {
		s.report(at, at+len(m), diag.Warning, diag.Secret, "this address holds a password", "remove it, and change that password")
	}
}

var secret = regexp.MustCompile(`\b(AKIA[0-9A-Z]{16}|ghp_[A-Za-z0-9]{36})\b|-----BEGIN [A-Z ]*PRIVATE KEY-----`)

// secrets warns of text that looks like a key. Of each kind of key the part that begins with
// its rarest letter is looked for first.
func (s *parsing) secrets() {
	isToken := func(text []byte, at int) bool { return bytes.HasSuffix(text[:at], []byte("ghp")) }
	if !bytes.Contains(s.text, []byte("KIA")) && !bytes.Contains(s.text, []byte("KEY-----")) && !holds(s.text, "_", isToken) {
		return
	}
	for _, m := range secret.FindAllIndex(s.text, -1) {
		s.report(m[0], m[1], diag.Warning, diag.Secret, "this looks like a secret key and would be published", "remove it, and revoke that key")
	}
}
