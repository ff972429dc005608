package clock

import "time"

// Months adds calendar months to a day: a month that has no such day ends with its last one (30 November and three months are 28
// February, never 2 March).
func Months(t time.Time, n int) time.Time {
	year, month, day := t.Date()
	last := time.Date(year, month+time.Month(n)+1, 0, 0, 0, 0, 0, t.Location()).Day()
	hour, minute, second := t.Clock()
	return time.Date(year, month+time.Month(n), min(day, last), hour, minute, second, t.Nanosecond(), t.Location())
}
