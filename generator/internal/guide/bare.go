package guide

import (
	"bytes"
	"regexp"

	"github.com/yuin/goldmark/util"
)

// bareURL matches an address in text, as GFM does: up to white space or "<", in
// any script. The spaces and quotes of French end it too.
var bareURL = regexp.MustCompile(`^https?://[-a-zA-Z0-9@:%._+~#=]{1,256}\.[a-z]+(?::\d+)?(?:[/#?][^\s<\x{a0}\x{202f}«»“”…]*)?`)

// mayHoldAddress tells whether a text may hold an address that is not marked as
// a link. It errs on the safe side, except that the address of a link which is
// not well formed, [such](https://as this), does not count.
func mayHoldAddress(src []byte) bool {
	return holds(src, "://", isBareURL) || holds(src, "www.", isBareHost) || holds(src, "@", isBareEmail)
}

// holds tells whether a mark stands somewhere in the text where is says yes.
func holds(src []byte, mark string, is func(src []byte, at int) bool) bool {
	for at := 0; ; at += len(mark) {
		i := bytes.Index(src[at:], []byte(mark))
		if i < 0 {
			return false
		}
		if at += i; is(src, at) {
			return true
		}
	}
}

// isBareURL tells whether the "://" at an offset belongs to a bare address.
func isBareURL(src []byte, at int) bool {
	scheme := at
	for scheme > 0 && util.IsAlphaNumeric(src[scheme-1]) {
		scheme--
	}
	switch string(src[scheme:at]) {
	case "http", "https":
		return !isMarked(src[:scheme])
	}
	return false
}

// isBareHost does the same for "www.".
func isBareHost(src []byte, at int) bool {
	return !isMarked(src[:at]) && (at == 0 || !util.IsAlphaNumeric(src[at-1]) && src[at-1] != '/' && src[at-1] != '.')
}

// isBareEmail does the same for "@".
func isBareEmail(src []byte, at int) bool {
	return at > 0 && at+1 < len(src) && isLocal(src[at-1]) && util.IsAlphaNumeric(src[at+1])
}

// isLocal tells whether an email address may have this before its "@".
func isLocal(c byte) bool {
	return util.IsAlphaNumeric(c) || bytes.IndexByte([]byte(".!#$%&'*+=?^_`{|}~-"), c) >= 0
}

// isMarked tells whether what follows a text is the address of a link:
// "](", "](<", "<" or, as in a definition, "[label]: ".
func isMarked(before []byte) bool {
	if bytes.HasSuffix(before, []byte("](")) || bytes.HasSuffix(before, []byte("<")) {
		return true
	}
	line := bytes.TrimLeft(before[bytes.LastIndexByte(before, '\n')+1:], " ")
	return bytes.HasSuffix(line, []byte("]: ")) && bytes.HasPrefix(line, []byte("[")) &&
		!bytes.HasPrefix(line, []byte("[^")) && bytes.IndexByte(line, ']') == len(line)-len("]: ")
}
