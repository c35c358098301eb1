package site

import (
	"fmt"
	"reflect"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
	"balise/generator/internal/pattern"
	"balise/generator/internal/source"
	"balise/generator/internal/typo"
)

// AuditFile is where what was checked of a site's accessibility is kept.
const AuditFile = "content/audit.yaml"

// Audit is content/audit.yaml: what was checked of the criteria of a standard, and
// what follows from that. Tools find faults but prove nothing, so only criteria
// that a person looked at count; until somebody looked at all of them a site
// conforms to nothing.
type Audit struct {
	Standard string
	URL      string
	Criteria int          // how many the standard has
	ByHand   []AuditCheck // what a person looked at, in the order of the file
	ByTool   []AuditCheck // what a program looks at

	Passed, Failed, NotApplicable int // of what a person looked at
}

// AuditCheck is one criterion that was checked.
type AuditCheck struct {
	Criterion string // "8.3"
	Title     string
	On        string // YYYY-MM-DD
	Result    string // "pass", "fail" or "not-applicable"
	Note      string

	at diag.Place // of the day
}

// What an audit may say of a check.
var (
	auditMethods = []string{"hand", "tool"}
	auditResults = []string{"pass", "fail", "not-applicable"}
)

// Complete tells whether a person looked at every criterion.
func (a *Audit) Complete() bool { return a.Criteria > 0 && len(a.ByHand) == a.Criteria }

// Rate is the share of the criteria that apply and are met, in percent, rounded
// down; 0 until the audit is complete.
func (a *Audit) Rate() int {
	if applied := a.Passed + a.Failed; a.Complete() && applied > 0 {
		return 100 * a.Passed / applied
	}
	return 0
}

// State is how far the site conforms: "none", "part" from half of the criteria that
// apply on, or "full".
func (a *Audit) State() string {
	switch rate := a.Rate(); {
	case rate == 100:
		return "full"
	case rate >= 50:
		return "part"
	}
	return "none"
}

var criterion = pattern.Lazy(`^\d+(\.\d+)*$`)

// ReadAudit reads the audit of a site in a language; without a file there is none.
// It is the list of all keys there are.
func ReadAudit(file *source.File, lang string) (*Audit, diag.List) {
	if file == nil {
		return nil, nil
	}
	a := &Audit{}
	text, problems, ok := source.Decode(file.Path, file.Text())
	if !ok {
		return a, problems
	}
	m := meta.Parse(meta.Source{Lines: diag.NewLines(file.Path, text), Text: string(text), Example: "standard: RGAA 4.1.2"})
	if len(m.Problems()) > 0 && len(m.Keys()) == 0 {
		return a, m.Problems()
	}
	setter := typo.New(lang)
	if m.Require("standard", "add standard: RGAA 4.1.2") {
		a.Standard = setter.Text(m.Text("standard", maxTitle))
	}
	a.URL = readURL(m, "url")
	if m.Require("criteria", "add criteria: 106, how many the standard has") {
		n, decimals, ok := m.Decimal("criteria")
		if ok && (decimals > 0 || n < 1 || n > 1000) {
			m.Report("criteria", diag.Error, diag.ValueInvalid, "criteria is no number of criteria", "write how many the standard has, such as criteria: 106")
		} else if ok {
			a.Criteria = int(n)
		}
	}
	seen := map[string]diag.Place{}
	for _, v := range m.List("checks") {
		if check, method := readCheck(v, seen, setter); method != "" {
			a.take(check, method)
		}
	}
	if n := len(a.ByHand) + len(a.ByTool); a.Criteria > 0 && n > a.Criteria {
		m.Report("criteria", diag.Error, diag.ValueInvalid, fmt.Sprintf("%d checks of %d criteria", n, a.Criteria), "correct the number, or remove what is no criterion")
	}
	m.Close()
	return a, m.Problems()
}

// readCheck reads one check. It has a method when all of it could be read.
func readCheck(v meta.Value, seen map[string]diag.Place, setter *typo.Setter) (check AuditCheck, method string) {
	m := v.Mapping()
	if m == nil {
		v.Report(diag.Error, diag.ValueInvalid, "a check is pairs of key: value", `write {criterion: 8.3, title: "…", method: hand, result: pass, on: 2026-11-22}`)
		return check, ""
	}
	if m.Require("criterion", "add criterion: 8.3, its number in the standard") {
		check.Criterion = m.Text("criterion", maxTitle)
		first, twice := seen[check.Criterion]
		switch {
		case check.Criterion != "" && !criterion().MatchString(check.Criterion):
			m.Report("criterion", diag.Error, diag.ValueInvalid, fmt.Sprintf("%q is no number of a criterion", check.Criterion), "write for example criterion: 8.3")
			check.Criterion = ""
		case twice:
			m.Report("criterion", diag.Error, diag.ValueInvalid, fmt.Sprintf("the criterion %s stands on line %d already", check.Criterion, first.Line), "keep the last check of it")
			check.Criterion = ""
		default:
			seen[check.Criterion] = m.ValuePlace("criterion")
		}
	}
	if m.Require("title", "add title: …, what the criterion asks for") {
		check.Title = setter.Text(m.Text("title", maxTitle))
	}
	method = readChoice(m, "method", auditMethods)
	check.Result = readChoice(m, "result", auditResults)
	if m.Require("on", "add on: 2026-11-22, the day of the check") {
		check.On, check.at = m.Date("on"), m.ValuePlace("on")
	}
	check.Note = setter.Text(m.Text("note", maxText))
	m.Close()
	if check.Criterion == "" || check.Title == "" || check.Result == "" || check.On == "" {
		return check, ""
	}
	return check, method
}

// readChoice reads a key that must hold one of a few words.
func readChoice(m *meta.Mapping, key string, choices []string) string {
	fix := "write one of " + strings.Join(choices, ", ")
	if !m.Require(key, fmt.Sprintf("add %s: %s", key, choices[0])) {
		return ""
	}
	text := m.Text(key, maxTitle)
	if text == "" || slices.Contains(choices, text) {
		return text
	}
	if near := diag.Nearest(strings.ToLower(text), choices); near != "" {
		fix = fmt.Sprintf("did you mean %q?", near)
	}
	m.Report(key, diag.Error, diag.ValueInvalid, fmt.Sprintf("%s cannot be %q", key, text), fix)
	return ""
}

func (a *Audit) take(check AuditCheck, method string) {
	if method == "tool" {
		a.ByTool = append(a.ByTool, check)
		return
	}
	a.ByHand = append(a.ByHand, check)
	switch check.Result {
	case "pass":
		a.Passed++
	case "fail":
		a.Failed++
	default:
		a.NotApplicable++
	}
}

// equalAudits notices when two audits are one and the same, as they mostly are.
func equalAudits(a, b *Audit) bool { return a == b || reflect.DeepEqual(a, b) }

// audit reports a statement of accessibility without an audit, and checks of days
// still to come.
func (c *checker) audit() {
	if c.in.Audit == nil {
		if at := slices.IndexFunc(c.order, func(e *Entry) bool { return e.Layout == "accessibility" }); at >= 0 && !c.in.Tree.Refused(AuditFile) {
			c.at(c.order[at], c.order[at].head.Front.LayoutAt, diag.Diagnostic{
				Severity: diag.Warning, Code: diag.AuditMissing,
				Message: "this page states what was checked, and there is no " + AuditFile, Fix: "keep the checks there, beginning with standard: RGAA 4.1.2 and criteria: 106",
			})
		}
		return
	}
	for _, check := range slices.Concat(c.in.Audit.ByHand, c.in.Audit.ByTool) {
		if check.On > c.in.At {
			c.problems = append(c.problems, diag.Diagnostic{
				Place: check.at, Severity: diag.Warning, Code: diag.ValueDoubtful,
				Message: fmt.Sprintf("on is %s, a day still to come", check.On), Fix: "correct the date",
			})
		}
	}
}
