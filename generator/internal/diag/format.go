package diag

import (
	"encoding/json"
	"io"
	"net/url"
	"strings"
)

// MarshalJSON writes the diagnostic with its severity as a word.
func (d Diagnostic) MarshalJSON() ([]byte, error) {
	type plain Diagnostic
	return json.Marshal(struct {
		Severity string `json:"severity"`
		plain
	}{d.Severity.String(), plain(d)})
}

// JSON writes the list as one object: {"errors": n, "warnings": n,
// "diagnostics": […]}.
func JSON(w io.Writer, list List) error {
	if list == nil {
		list = List{}
	}
	errors, warnings := list.Count()
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(struct {
		Errors      int  `json:"errors"`
		Warnings    int  `json:"warnings"`
		Diagnostics List `json:"diagnostics"`
	}{errors, warnings, list})
}

// SARIF writes the list in the Static Analysis Results Interchange Format 2.1.0
// (OASIS), which code hosts and editors read. Places count Unicode code points.
func SARIF(w io.Writer, list List, version string) error {
	log := sarifLog{
		Schema: "https://json.schemastore.org/sarif-2.1.0.json", Version: "2.1.0",
		Runs: []sarifRun{{
			Tool:       sarifTool{sarifDriver{Name: "balise", Version: version, Rules: sarifRules()}},
			ColumnKind: "unicodeCodePoints",
			Results:    []sarifResult{},
		}},
	}
	for _, d := range list {
		log.Runs[0].Results = append(log.Runs[0].Results, sarifResultOf(d))
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	enc.SetEscapeHTML(false)
	return enc.Encode(log)
}

func sarifRules() []sarifRule {
	var rules []sarifRule
	for _, e := range Explain() {
		short, _, _ := strings.Cut(e.Text, "\n\n")
		rules = append(rules, sarifRule{
			ID:    string(e.Code),
			Short: sarifText{strings.ReplaceAll(short, "\n", " ")},
			Full:  sarifText{e.Text},
		})
	}
	return rules
}

func sarifResultOf(d Diagnostic) sarifResult {
	message := d.Message
	if d.Fix != "" {
		message += "\nfix: " + d.Fix
	}
	r := sarifResult{RuleID: string(d.Code), Level: d.Severity.String(), Message: sarifText{message}, Locations: []sarifLocation{sarifLocationOf(d.Place, "")}}
	for _, rel := range d.Related {
		r.Related = append(r.Related, sarifLocationOf(rel.Place, rel.Message))
	}
	return r
}

func sarifLocationOf(p Place, message string) sarifLocation {
	var l sarifLocation
	l.Physical.Artifact.URI = (&url.URL{Path: p.File}).EscapedPath()
	if p.Line > 0 {
		l.Physical.Region = &sarifRegion{StartLine: p.Line, StartColumn: p.Col, EndColumn: p.End}
	}
	if message != "" {
		l.Message = &sarifText{message}
	}
	return l
}

type sarifLog struct {
	Schema  string     `json:"$schema"`
	Version string     `json:"version"`
	Runs    []sarifRun `json:"runs"`
}

type sarifRun struct {
	Tool       sarifTool     `json:"tool"`
	ColumnKind string        `json:"columnKind"`
	Results    []sarifResult `json:"results"`
}

type sarifTool struct {
	Driver sarifDriver `json:"driver"`
}

type sarifDriver struct {
	Name    string      `json:"name"`
	Version string      `json:"version"`
	Rules   []sarifRule `json:"rules"`
}

type sarifRule struct {
	ID    string    `json:"id"`
	Short sarifText `json:"shortDescription"`
	Full  sarifText `json:"fullDescription"`
}

type sarifResult struct {
	RuleID    string          `json:"ruleId"`
	Level     string          `json:"level"`
	Message   sarifText       `json:"message"`
	Locations []sarifLocation `json:"locations"`
	Related   []sarifLocation `json:"relatedLocations,omitempty"`
}

type sarifText struct {
	Text string `json:"text"`
}

type sarifLocation struct {
	Physical struct {
		Artifact struct {
			URI string `json:"uri"`
		} `json:"artifactLocation"`
		Region *sarifRegion `json:"region,omitempty"`
	} `json:"physicalLocation"`
	Message *sarifText `json:"message,omitempty"`
}

type sarifRegion struct {
	StartLine   int `json:"startLine"`
	StartColumn int `json:"startColumn,omitempty"`
	EndColumn   int `json:"endColumn,omitempty"`
}
