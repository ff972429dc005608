package lang

import "time"

// Remaining says how long is left until a deadline, in calendar days of Beijing, where deadlines end: 剩余12天, last day, 3 days
// overdue.
func (s *Speaker) Remaining(until, now time.Time) string {
	days := Beijing.daysBetween(now, until)
	switch {
	case days > 0:
		return s.Count("lang.days_left", days)
	case !now.After(until):
		return s.Say("lang.last_day")
	}
	return s.Count("lang.days_over", max(-days, 1))
}

// Ago says how long ago something happened: to the minute and hour within a day, then in days, and after thirty days as the
// date in Beijing. A time ahead, from a clock that is not quite right, is just now.
func (s *Speaker) Ago(then, now time.Time) string {
	passed := now.Sub(then)
	switch {
	case passed < time.Minute:
		return s.Say("lang.just_now")
	case passed < time.Hour:
		return s.Count("lang.minutes_ago", int(passed/time.Minute))
	case passed < 24*time.Hour:
		return s.Count("lang.hours_ago", int(passed/time.Hour))
	case passed < 31*24*time.Hour:
		return s.Count("lang.days_ago", int(passed/(24*time.Hour)))
	}
	return s.Date(then, Beijing)
}

// Days writes a span of days: 12天, 12 days, 12 dagar.
func (s *Speaker) Days(n int) string { return s.Count("lang.days", n) }
