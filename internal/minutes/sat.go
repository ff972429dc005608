package minutes

import (
	"slices"

	"sametable/internal/meeting"
	"sametable/internal/policy"
)

// Chaired is who chaired the meeting, as the attendance says.
func (c Content) Chaired() []Person { return c.sat(policy.Chair) }

// Recorded is who kept its record.
func (c Content) Recorded() []Person { return c.sat(policy.Secretary) }

func (c Content) sat(capacity policy.Capacity) []Person {
	var all []Person
	for _, a := range c.Attendance {
		for _, p := range a.People {
			if p.Capacity == capacity {
				all = append(all, p)
			}
		}
	}
	return all
}

// Present are the organisations in a category of the attendance list.
func (c Content) Present(standing string) []Attendee {
	return slices.DeleteFunc(slices.Clone(c.Attendance), func(a Attendee) bool { return a.Standing != standing })
}

// standings are the categories of an attendance list, in their order.
func standings() []string {
	return []string{meeting.Present, meeting.Excused, meeting.Absent, meeting.InAttendance}
}
