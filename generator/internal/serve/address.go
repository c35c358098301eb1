package serve

import (
	"net/http"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"
)

// parsePath decodes the path of a URL, and refuses those that no page of a site
// can have: what is left is slash-separated names and means the same to
// everybody who reads it.
func parsePath(escaped string) (string, refusal) {
	bad := refusal{http.StatusBadRequest, "This is not an address of a page."}
	lower := strings.ToLower(escaped)
	if !strings.HasPrefix(escaped, "/") || strings.Contains(lower, "%2f") || strings.Contains(lower, "%5c") {
		return "", bad
	}
	p, err := url.PathUnescape(escaped)
	if err != nil || !utf8.ValidString(p) || strings.ContainsAny(p, `\:`) || strings.Contains(p, "//") || strings.ContainsFunc(p, unicode.IsControl) {
		return "", bad
	}
	for name := range strings.SplitSeq(p, "/") {
		if name == "." || name == ".." {
			return "", bad
		}
	}
	return p, refusal{}
}

// isHidden tells whether a path has a name that is hidden, under which nothing is
// published.
func isHidden(p string) bool {
	first, rest, _ := strings.Cut(p[1:], "/")
	return strings.HasPrefix(first, ".") && first != ".well-known" || strings.Contains("/"+rest, "/.")
}

// outputName is the name under which a page at path p is published.
func outputName(p string) string {
	if strings.HasSuffix(p, "/") {
		p += "index.html"
	}
	return p[1:]
}

// folderURL is the address of the folder that path p names, on this server.
func folderURL(p, query string) string {
	u := url.URL{Path: p + "/", RawQuery: query}
	return u.RequestURI()
}

// contentType is the type of an output, by its extension alone: what the machine
// has in its registry must not change what the author sees.
func contentType(ext string) string {
	switch strings.ToLower(ext) {
	case ".html":
		return htmlType
	case ".css":
		return "text/css; charset=utf-8"
	case ".js", ".mjs":
		return "text/javascript; charset=utf-8"
	case ".json", ".map":
		return "application/json; charset=utf-8"
	case ".webmanifest":
		return "application/manifest+json; charset=utf-8"
	case ".xml", ".xsl":
		return "application/xml; charset=utf-8"
	case ".txt":
		return "text/plain; charset=utf-8"
	case ".md":
		return "text/markdown; charset=utf-8"
	case ".csv":
		return "text/csv; charset=utf-8"
	case ".svg":
		return "image/svg+xml; charset=utf-8"
	case ".png":
		return "image/png"
	case ".jpg", ".jpeg":
		return "image/jpeg"
	case ".gif":
		return "image/gif"
	case ".webp":
		return "image/webp"
	case ".avif":
		return "image/avif"
	case ".ico":
		return "image/x-icon"
	case ".woff2":
		return "font/woff2"
	case ".pdf":
		return "application/pdf"
	case ".mp4":
		return "video/mp4"
	case ".webm":
		return "video/webm"
	case ".mp3":
		return "audio/mpeg"
	}
	return "application/octet-stream"
}

const htmlType = "text/html; charset=utf-8"
