package lang

import (
	"strconv"
	"strings"
	"time"
)

// ISO is a date for tables: 2017-09-14.
func ISO(t time.Time, z Zone) string { return t.In(z.Location()).Format(time.DateOnly) }

// ISOMinute is a date and time for tables: 2017-09-14 14:30. The table's head names the zone.
func ISOMinute(t time.Time, z Zone) string { return t.In(z.Location()).Format("2006-01-02 15:04") }

// Machine is the value of a datetime attribute: the instant in UTC, RFC 3339, to the second.
func Machine(t time.Time) string { return t.UTC().Format(time.RFC3339) }

// Date writes a day: 2017年9月14日, 14 September 2017, den 14 september 2017 (the Swedish den stands also after a preposition:
// senast den 14 september 2017).
func (s *Speaker) Date(t time.Time, z Zone) string {
	return s.mark(s.date(t.In(z.Location())))
}

// TimeBoth writes a time of day as both zones see it, under the day it is in z: 14:30 (Beijing), 08:30 (Stockholm).
func (s *Speaker) TimeBoth(t time.Time, z Zone) string {
	_, there := s.both(t, z)
	return s.mark(s.clock(t.In(z.Location())) + s.zone(z) + s.comma() + there)
}

// DateTimeBoth writes an instant as both zones see it, z first, and names them: 2017年9月14日 14:30（北京时间），08:30（斯德哥尔摩时间）,
// 14 September 2017, 14:30 (Beijing), 08:30 (Stockholm). The day is given again when it is another there. An instant is never
// written for one zone alone: readers sit in both.
func (s *Speaker) DateTimeBoth(t time.Time, z Zone) string {
	here, there := s.both(t, z)
	return s.mark(here + s.comma() + there)
}

// DateTimePair is DateTimeBoth in its two halves, so that a page may break the line between the zones and nowhere else.
func (s *Speaker) DateTimePair(t time.Time, z Zone) (here, there string) {
	here, there = s.both(t, z)
	return s.mark(here + strings.TrimSpace(s.comma())), s.mark(there)
}

func (s *Speaker) both(t time.Time, z Zone) (one, two string) {
	other := Stockholm
	if z == Stockholm {
		other = Beijing
	}
	here, there := t.In(z.Location()), t.In(other.Location())
	one = s.date(here) + s.between() + s.clock(here) + s.zone(z)
	if here.YearDay() != there.YearDay() {
		two = s.date(there) + s.between()
	}
	return one, two + s.clock(there) + s.zone(other)
}

// DateRange writes the days from one to another, naming the month and year once where they are the same:
// 2017年9月14日至16日, 14–16 September 2017, den 14–16 september 2017.
func (s *Speaker) DateRange(from, until time.Time, z Zone) string {
	a, b := from.In(z.Location()), until.In(z.Location())
	sameYear := a.Year() == b.Year()
	sameMonth := sameYear && a.Month() == b.Month()
	if sameMonth && a.Day() == b.Day() {
		return s.mark(s.date(a))
	}
	if s.code == Chinese {
		switch {
		case sameMonth:
			return s.mark(s.date(a) + "至" + strconv.Itoa(b.Day()) + "日")
		case sameYear:
			return s.mark(s.date(a) + "至" + strconv.Itoa(int(b.Month())) + "月" + strconv.Itoa(b.Day()) + "日")
		}
		return s.mark(s.date(a) + "至" + s.date(b))
	}
	end := strconv.Itoa(b.Day()) + " " + s.month(b.Month()) + " " + strconv.Itoa(b.Year())
	start := strconv.Itoa(a.Day())
	if s.code == Swedish {
		start = "den " + start
	}
	switch {
	case sameMonth:
		return s.mark(start + "–" + end)
	case sameYear:
		return s.mark(start + " " + s.month(a.Month()) + " – " + end)
	}
	return s.mark(start + " " + s.month(a.Month()) + " " + strconv.Itoa(a.Year()) + " – " + end)
}

// TimeRange writes the hours of a meeting and names the zone: 09:00至11:40（北京时间）, 09:00–11:40 (Beijing),
// kl. 09.00–11.40 (Peking).
func (s *Speaker) TimeRange(from, until time.Time, z Zone) string {
	a, b := from.In(z.Location()), until.In(z.Location())
	switch s.code {
	case Chinese:
		return s.mark(a.Format("15:04") + "至" + b.Format("15:04") + s.zone(z))
	case Swedish:
		return s.mark("kl.\u00a0" + a.Format("15.04") + "–" + b.Format("15.04") + s.zone(z))
	}
	return s.mark(a.Format("15:04") + "–" + b.Format("15:04") + s.zone(z))
}

// date writes the calendar day of a time that is in its zone already.
func (s *Speaker) date(t time.Time) string {
	y, m, d := t.Date()
	switch s.code {
	case Chinese:
		return strconv.Itoa(y) + "年" + strconv.Itoa(int(m)) + "月" + strconv.Itoa(d) + "日"
	case Swedish:
		return "den " + strconv.Itoa(d) + " " + s.month(m) + " " + strconv.Itoa(y)
	}
	return strconv.Itoa(d) + " " + s.month(m) + " " + strconv.Itoa(y)
}

func (s *Speaker) month(m time.Month) string {
	if s.code == Swedish {
		return [...]string{"januari", "februari", "mars", "april", "maj", "juni", "juli", "augusti", "september",
			"oktober", "november", "december"}[m-1]
	}
	return m.String()
}

func (s *Speaker) clock(t time.Time) string {
	if s.code == Swedish {
		return "kl.\u00a0" + t.Format("15.04")
	}
	return t.Format("15:04")
}

// between stands between a date and a time.
func (s *Speaker) between() string {
	if s.code == English {
		return ", "
	}
	return " "
}

func (s *Speaker) comma() string {
	if s.code == Chinese {
		return "，"
	}
	return ", "
}

// zone names the zone after a time, with the bracket and space before it that the language wants.
func (s *Speaker) zone(z Zone) string {
	switch s.code {
	case Chinese:
		return [...]string{"（北京时间）", "（斯德哥尔摩时间）"}[min(z, Stockholm)]
	case Swedish:
		return [...]string{" (Peking)", " (Stockholm)"}[min(z, Stockholm)]
	}
	return [...]string{" (Beijing)", " (Stockholm)"}[min(z, Stockholm)]
}
