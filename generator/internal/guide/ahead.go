package guide

// ahead is what inspection found out for nodes to which rendering comes in the same
// order. An attribute would cost each of them room for ten.
type ahead struct {
	headings []Heading         // that are not yet written
	boxes    []string          // names of the boxes to tick that are not yet written
	texts    map[string]string // those of Options
}

// id returns the id of the heading that is next.
func (a *ahead) id() string {
	if len(a.headings) == 0 {
		return ""
	}
	id := a.headings[0].ID
	a.headings = a.headings[1:]
	return id
}

// box returns the name of the box that is next.
func (a *ahead) box() string {
	if len(a.boxes) == 0 {
		return ""
	}
	name := a.boxes[0]
	a.boxes = a.boxes[1:]
	return name
}
