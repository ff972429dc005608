package minutes

import (
	"slices"
)

// Present are the organisations in a category of the attendance list.
func (c Content) Present(standing string) []Attendee {
	return slices.DeleteFunc(slices.Clone(c.Attendance), func(a Attendee) bool { return a.Standing != standing })
}
