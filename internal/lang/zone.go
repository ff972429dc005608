package lang

import (
	"sync"
	"time"
	_ "time/tzdata" // old machines and bare containers have no table of zones, or a stale one
)

// Zone is one of the two places whose clocks the forum shows. Times are kept in UTC; an event keeps its zone beside them.
type Zone uint8

// The two zones. Beijing time is the forum's own: deadlines end there.
const (
	Beijing Zone = iota
	Stockholm
)

// String is the zone's name in the IANA database, as it is stored.
func (z Zone) String() string {
	if z == Stockholm {
		return "Europe/Stockholm"
	}
	return "Asia/Shanghai"
}

// ZoneNamed finds a zone by its IANA name.
func ZoneNamed(name string) (zone Zone, ok bool) {
	switch name {
	case Beijing.String():
		return Beijing, true
	case Stockholm.String():
		return Stockholm, true
	}
	return Beijing, false
}

// locations reads the rules of both zones once. They lie in the binary, so a failure is a broken build.
var locations = sync.OnceValue(func() (both [2]*time.Location) {
	for z := range both {
		location, err := time.LoadLocation(Zone(z).String())
		if err != nil {
			panic("lang: " + err.Error())
		}
		both[z] = location
	}
	return both
})

// Location is the zone for the standard library's calendar arithmetic.
func (z Zone) Location() *time.Location { return locations()[min(z, Stockholm)] }

// DayEnd is the last second of the day that t falls on in the zone: deadlines end at 23:59:59.
func (z Zone) DayEnd(t time.Time) time.Time {
	y, m, d := t.In(z.Location()).Date()
	return time.Date(y, m, d, 23, 59, 59, 0, z.Location()).UTC()
}

// daysBetween counts calendar days from a to b, as they change at midnight in the zone.
func (z Zone) daysBetween(a, b time.Time) int { return z.dayNumber(b) - z.dayNumber(a) }

func (z Zone) dayNumber(t time.Time) int {
	y, m, d := t.In(z.Location()).Date()
	return int(time.Date(y, m, d, 0, 0, 0, 0, time.UTC).Unix() / 86400)
}
