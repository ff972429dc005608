package minutes

import (
	"slices"

	"sametable/internal/meeting"
)

// Present are the organisations in a category of the attendance list.
func (c Content) Present(standing string) []Attendee {
	return slices.DeleteFunc(slices.Clone(c.Attendance), func(a Attendee) bool { return a.Standing != standing })
}

// standings are the categories of an attendance list, in their order.
func standings() []string {
	return []string{meeting.Present, meeting.Excused, meeting.Absent, meeting.InAttendance}
}
