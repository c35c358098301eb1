package site

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
	"balise/generator/internal/order"

	"golang.org/x/text/unicode/norm"
)

// steps checks a path as its author wrote it.
func (c *checker) steps(e *Entry) {
	f := &e.head.Front
	if !f.IsPath {
		return
	}
	first := map[string]diag.Place{}
	at := map[*Entry]int{}
	for i, step := range f.Steps {
		target := c.byKey[step.Text]
		switch before, twice := first[step.Text]; {
		case target == nil:
			c.unknown(e, step.Name)
			continue
		case target == e:
			c.at(e, step.At, diag.Diagnostic{Code: diag.StepTwice, Message: fmt.Sprintf("%q is this very path: it cannot be one of its own steps", step.Text), Fix: "remove it"})
			continue
		case twice:
			c.at(e, step.At, diag.Diagnostic{
				Code: diag.StepTwice, Message: fmt.Sprintf("%q is already a step of this path", step.Text), Fix: "remove one of the two",
				Related: []diag.Related{{Place: before, Message: "first here"}},
			})
			continue
		case !target.Visible && e.Visible:
			c.awaited[target] = true
			c.at(e, step.At, diag.Diagnostic{
				Severity: diag.Warning, Code: diag.StepUnpublished,
				Message: fmt.Sprintf("%s is not published yet: this step is left out", target.head.File.Path), Fix: "none needed: it comes in by itself when the guide is published",
			})
		}
		first[step.Text] = step.At
		at[target] = i
	}
	c.stepOrder(e, at)
}

// stepOrder reports steps that come before what they require, directly or through
// guides that are no steps of the path.
func (c *checker) stepOrder(e *Entry, at map[*Entry]int) {
	steps := e.head.Front.Steps
	s := stepCheck{checker: c, path: e, at: at, latest: map[*Entry]int{}}
	for i := len(steps) - 1; i >= 0; i-- {
		if target := c.byKey[steps[i].Text]; target != nil && at[target] == i {
			s.trace(target, i)
		}
	}
	for i, step := range steps {
		target := c.byKey[step.Text]
		if target != nil && at[target] == i && len(target.head.Front.Requires) > 0 {
			s.step, s.from = i, map[*Entry]*Entry{target: nil}
			s.follow(target)
		}
	}
}

// stepCheck looks for what each step of a path requires among the later ones.
type stepCheck struct {
	*checker
	path *Entry
	at   map[*Entry]int // the steps of the path
	// latest is, of guides that are no steps, the last step that they require.
	// What requires no step is not in it.
	latest map[*Entry]int
	step   int
	from   map[*Entry]*Entry // which guide led to one that the step requires
}

// trace notes the step in all guides that require it and have no later one. Steps
// are traced from the last to the first, so each guide is looked at once.
func (s *stepCheck) trace(e *Entry, step int) {
	stack := []*Entry{e}
	for len(stack) > 0 {
		e, stack = stack[len(stack)-1], stack[:len(stack)-1]
		for _, by := range s.requiredBy()[e] {
			_, isStep := s.at[by]
			if _, traced := s.latest[by]; !isStep && !traced && !s.inCircle(by, e) {
				s.latest[by] = step
				stack = append(stack, by)
			}
		}
	}
}

// inCircle tells whether two guides require one another in a circle, which is
// reported as such.
func (c *checker) inCircle(a, b *Entry) bool { return c.circle[a] != 0 && c.circle[a] == c.circle[b] }

// requiredBy returns the guides that require each guide.
func (c *checker) requiredBy() map[*Entry][]*Entry {
	if c.dependents == nil {
		c.dependents = map[*Entry][]*Entry{}
		for _, e := range c.entries {
			for _, r := range e.head.Front.Requires {
				if required := c.byKey[r.Text]; required != nil {
					c.dependents[required] = append(c.dependents[required], e)
				}
			}
		}
	}
	return c.dependents
}

// follow goes through what a guide requires, as far as it leads to a later step.
func (s *stepCheck) follow(e *Entry) {
	for _, r := range e.head.Front.Requires {
		required := s.byKey[r.Text]
		if required == nil || s.inCircle(e, required) {
			continue
		}
		if _, seen := s.from[required]; seen {
			continue
		}
		s.from[required] = e
		if later, ok := s.at[required]; !ok && s.latest[required] > s.step {
			s.follow(required)
		} else if ok && later > s.step {
			s.report(r, later, e)
		}
	}
}

// through returns the keys of the guides that lead from the step to one that it
// requires.
func (s *stepCheck) through(e *Entry) []string {
	var keys []string
	for ; s.from[e] != nil; e = s.from[e] {
		keys = append(keys, e.head.Key)
	}
	slices.Reverse(keys)
	return keys
}

// report reports a later step, which is required by e.
func (s *stepCheck) report(r guide.Name, later int, e *Entry) {
	steps := s.path.head.Front.Steps
	step := steps[s.step]
	message := fmt.Sprintf("%q is step %d of this path but requires %q, step %d", step.Text, s.step+1, r.Text, later+1)
	if through := s.through(e); len(through) > 0 {
		message += ", through " + strings.Join(through, ", ")
	}
	s.checker.at(s.path, step.At, diag.Diagnostic{
		Code: diag.StepOrder, Message: message, Fix: fmt.Sprintf("move %q before it, or drop it from requires", r.Text),
		Related: []diag.Related{{Place: steps[later].At, Message: "the later step"}, {Place: r.At, Message: "required here"}},
	})
}

// unknown reports a name that is no guide's key.
func (c *checker) unknown(e *Entry, n guide.Name) {
	if !c.knowsGuide(n.Text) {
		return // reported there
	}
	fix := "write the key of a guide: the path of its file below content/, without .md"
	if key, ok := strings.CutPrefix(n.Text, "guide:"); ok && c.byKey[key] != nil {
		fix = "write guide: " + key
	} else if key := c.nearestKey(e, n.Text); key != "" {
		fix = cmp.Or(otherAccents(n.Text, n.Text+".md", key+".md"), fmt.Sprintf("did you mean %q?", key))
	}
	c.at(e, n.At, diag.Diagnostic{Code: diag.GuideUnknown, Message: fmt.Sprintf("no guide %q", n.Text), Fix: fix})
}

// nearestKey returns the key that was likely meant, or "". Authors also write the
// file's name, or the key as seen from their own folder.
func (c *checker) nearestKey(e *Entry, text string) string {
	return c.nearestKeyOf(text, path.Dir(strings.TrimPrefix(e.head.File.Path, "content/")))
}

// nearestKeyOf is nearestKey for a name that stands in a folder.
func (c *checker) nearestKeyOf(text, dir string) string {
	clean := strings.TrimPrefix(path.Clean("/"+strings.ReplaceAll(text, `\`, "/")), "/")
	clean = strings.TrimSuffix(strings.TrimPrefix(clean, "content/"), ".md")
	for _, key := range []string{clean, path.Join(dir, clean), strings.TrimSuffix(clean, "/index")} {
		if c.byKey[key] != nil {
			return key
		}
	}
	if c.guesses++; c.guesses > maxGuesses {
		return ""
	}
	keys := make([]string, len(c.entries))
	for i, other := range c.entries {
		if keys[i] = other.head.Key; norm.NFC.String(keys[i]) == norm.NFC.String(clean) {
			return keys[i]
		}
	}
	return nearestBase(clean, keys)
}

// inPath reports a guide that readers of its section's path would never meet.
func (c *checker) inPath(e *Entry) {
	if !e.Visible || !e.isRead() || e.head.Front.Standalone || e.Section.path.Entry == nil {
		return
	}
	if e.head.Front.Unsure || c.lacksLayout(&e.head.Front) {
		return // it may stand apart
	}
	for _, p := range e.places {
		if p.path.Entry != nil {
			return
		}
	}
	owner := e.Section.path.Entry.head.File.Path
	d := diag.Diagnostic{
		Code: diag.PathNone, Message: fmt.Sprintf("%q is in no path, though %s has steps", e.head.Key, owner),
		Fix: fmt.Sprintf("add it to the steps of %s, or set standalone: true here", owner),
	}
	if e.head.Front.Draft { // its place is settled when it is published
		d.Severity = diag.Warning
	}
	c.at(e, diag.Place{File: e.head.File.Path, Line: 1, Col: 1}, d)
}

// prerequisites reports unknown ones and circles.
func (c *checker) prerequisites() {
	index := make(map[*Entry]int, len(c.entries))
	requires := make([][]int, len(c.entries))
	for i, e := range c.entries {
		index[e] = i
	}
	any := false
	for i, e := range c.entries {
		for _, r := range e.head.Front.Requires {
			target := c.byKey[r.Text]
			if target == nil {
				c.unknown(e, r)
				continue
			}
			any = true
			requires[i] = append(requires[i], index[target])
		}
	}
	if !any {
		return
	}
	for n, cycle := range order.Cycles(len(c.entries), requires) {
		for _, i := range cycle {
			c.circle[c.entries[i]] = n + 1
		}
		c.cycle(cycle)
	}
}

// cycle reports a circle of prerequisites with the place of each.
func (c *checker) cycle(nodes []int) {
	names := make([]string, 0, len(nodes)+1)
	var places []diag.Place
	for i, n := range nodes {
		e, next := c.entries[n], c.entries[nodes[(i+1)%len(nodes)]]
		names = append(names, e.head.Key)
		for _, r := range e.head.Front.Requires {
			if c.byKey[r.Text] == next {
				places = append(places, r.At)
				break
			}
		}
	}
	names = append(names, names[0])
	d := diag.Diagnostic{
		Code: diag.RequiresCycle, Message: "guides require one another in a circle: " + strings.Join(names, " → "),
		Fix: "remove one of these requires",
	}
	if len(nodes) == 1 {
		d.Message, d.Fix = fmt.Sprintf("%q requires itself", names[0]), "remove it from requires"
	}
	for i, p := range places[1:] {
		d.Related = append(d.Related, diag.Related{Place: p, Message: fmt.Sprintf("%s requires %s", names[i+1], names[i+2])})
	}
	c.at(c.entries[nodes[0]], places[0], d)
}
