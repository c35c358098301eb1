package register

import (
	"fmt"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
)

// Citation names a source, and where in it.
type Citation struct {
	Name
	Locator string // "p. 12", or ""
}

// citations reads a list of sources, each perhaps with a locator after a comma.
func citations(m *meta.Mapping) []Citation {
	var list []Citation
	for _, v := range m.Texts("sources") {
		text, ok := v.Text(maxLine)
		if !ok {
			continue
		}
		id, locator, comma := strings.Cut(text, ",")
		at := v.Within(0, len(id))
		id, locator = strings.TrimSpace(id), strings.TrimSpace(locator)
		switch {
		case id == "":
			v.Report(diag.Error, diag.Citation, "no source stands before the comma", fmt.Sprintf("write the id of a source there: %q", "ID, "+locator))
		case comma && locator == "":
			v.Report(diag.Error, diag.Citation, "nothing stands behind the comma", "write "+id+" alone")
		default:
			list = append(list, Citation{Name{id, at}, locator})
		}
	}
	return list
}

// cited reports citations of sources that there are not.
func (r *reader) cited(list []Citation) {
	for i, c := range list {
		if r.sources[c.ID] != nil || r.cut[Sources] {
			continue
		}
		d := diag.Diagnostic{Code: diag.Citation}
		first, rest, _ := strings.Cut(c.ID, " ")
		switch {
		case r.sources[first] != nil: // anssi p. 12
			d.Message, d.Fix = fmt.Sprintf("a comma must stand between the source %q and the place in it", first), fmt.Sprintf("write %q", first+", "+strings.TrimSpace(rest))
		case i > 0 && r.sources[list[i-1].ID] != nil && list[i-1].Locator == "" && looksLikePlace(c.ID): // [anssi, p. 12]
			d.Message = fmt.Sprintf("%q is no source; in a list the comma begins the next item", c.ID)
			d.Fix = fmt.Sprintf("put quotes around the source and the place in it: %q", list[i-1].ID+", "+c.ID)
		default:
			r.unknown(Sources, c.Name)
			continue
		}
		r.report(c.At, d)
	}
}

// looksLikePlace tells whether a text is a place in a source, such as p. 12,
// rather than an id.
func looksLikePlace(text string) bool {
	return strings.ContainsAny(text, " .§") && strings.ContainsAny(text, "0123456789")
}
