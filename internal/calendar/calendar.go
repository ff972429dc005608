// Package calendar knows which days are worked in China: weekends, public holidays, and the weekend days that are worked in their stead.
// The State Council announces them year by year; an administrator enters each new year. Of a year nobody has entered, only the weekends
// are known, and whoever reckons with it is told so.
package calendar

import (
	"context"
	"fmt"
	"strings"
	"time"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Noun is the name of a year of the calendar in the register.
const Noun = "calendar"

// Year is what an administrator has entered of one year: a line for each day that is not as its weekday says, "2020-01-24 off" or
// "2020-01-19 work".
type Year struct {
	ID        string `gorm:"primaryKey"` // "2020"
	Days      string
	EnteredBy policy.PersonID
	EnteredAt time.Time
	Version   int
}

// TableName is the table's.
func (Year) TableName() string { return "calendar_years" }

// Record is the year itself.
func (y Year) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: y.ID} }

// Piece names it in the entries that seal it.
func (Year) Piece() string { return "row" }

// Lock is the optimistic lock.
func (y *Year) Lock() *int { return &y.Version }

// Days are the days that are not as their weekday says: true is worked.
type Days struct {
	years map[string]bool // that are known
	days  map[string]bool
}

// Of reads the days there are: those this program brings, and those an administrator has entered in their place or after them.
func Of(db *gorm.DB) (Days, error) {
	d := Days{years: map[string]bool{}, days: map[string]bool{}}
	for id, days := range brought() {
		d.add(id, days)
	}
	var entered []Year
	if err := db.Session(&gorm.Session{NewDB: true}).Order("id").Find(&entered).Error; err != nil {
		return d, store.Found(err)
	}
	for _, y := range entered {
		for day := range d.days {
			if strings.HasPrefix(day, y.ID) {
				delete(d.days, day)
			}
		}
		d.add(y.ID, y.Days)
	}
	return d, nil
}

func (d Days) add(year, days string) {
	d.years[year] = true
	for _, line := range strings.Split(days, "\n") {
		if day, kind, ok := strings.Cut(strings.TrimSpace(line), " "); ok {
			d.days[day] = kind == Worked
		}
	}
}

// Worked and Off are the two words of a line.
const (
	Worked = "work"
	Off    = "off"
)

func zone() *time.Location { return lang.Beijing.Location() }

// Works tells whether a day is worked in Beijing.
func (d Days) Works(at time.Time) bool {
	day := at.In(zone())
	if worked, said := d.days[day.Format(time.DateOnly)]; said {
		return worked
	}
	return day.Weekday() != time.Saturday && day.Weekday() != time.Sunday
}

// After gives the last instant of the n-th working day after an instant, and tells whether the holidays of every year on the way are
// known.
func (d Days) After(from time.Time, n int) (end time.Time, known bool) {
	day := from.In(zone())
	known = d.years[day.Format("2006")]
	for n > 0 {
		day = day.AddDate(0, 0, 1)
		known = known && d.years[day.Format("2006")]
		if d.Works(day) {
			n--
		}
	}
	return Ends(day), known
}

// Knows tells whether the holidays of a day's year are known.
func (d Days) Knows(at time.Time) bool { return d.years[at.In(zone()).Format("2006")] }

// Ends is the last second of a day in Beijing.
func Ends(at time.Time) time.Time {
	day := at.In(zone())
	return time.Date(day.Year(), day.Month(), day.Day(), 23, 59, 59, 0, zone()).UTC()
}

// Calendar is the room's door.
type Calendar struct{ r *register.Register }

// New opens the room.
func New(r *register.Register) *Calendar { return &Calendar{r} }

// Days reads the calendar.
func (c *Calendar) Days(ctx context.Context) (Days, error) { return Of(c.r.Read(ctx)) }

// Years lists the years that are known, each with its lines, those an administrator has entered with who did.
func (c *Calendar) Years(ctx context.Context) ([]Year, error) {
	var entered []Year
	if err := c.r.Read(ctx).Order("id").Find(&entered).Error; err != nil {
		return nil, store.Found(err)
	}
	own := map[string]bool{}
	for _, y := range entered {
		own[y.ID] = true
	}
	var all []Year
	for _, id := range broughtYears() {
		if !own[id] {
			all = append(all, Year{ID: id, Days: brought()[id]})
		}
	}
	return append(all, entered...), nil
}

// Form is a year as an administrator types it.
type Form struct{ Year, Days string }

// Enter enters the holidays of a year, or enters them again. What was reckoned before stays as it was reckoned.
func (c *Calendar) Enter(ctx context.Context, actor policy.Actor, f Form) (Year, error) {
	var y Year
	err := c.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !policy.May(policy.KeepCalendar, actor.OfficeRoles()) {
			return fault.Forbidden("calendar.not_yours", nil)
		}
		read, err := f.read()
		if err != nil {
			return err
		}
		var found []Year
		if err := tx.Where("id = ?", read.ID).Limit(1).Find(&found).Error; err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, read.ID, "enter"))
		y = read
		y.EnteredBy, y.EnteredAt = actor.Person, tx.Now()
		if len(found) == 1 {
			y.Version = found[0].Version
			err = tx.Save(&y)
		} else {
			y.Version = 1
			err = tx.Add(&y)
		}
		if err != nil {
			return err
		}
		tx.Enter(register.Note{Noun: Noun, ID: y.ID, Verb: Noun + ".entered", Facts: map[string]any{"year": y.ID, "days": len(strings.Split(y.Days, "\n"))},
			Access: policy.Access{Class: policy.Public}})
		return nil
	})
	return y, err
}

// mostDays is how many days of a year can differ from their weekday.
const mostDays = 80

// read reads what was typed.
func (f Form) read() (Year, error) {
	var fields fault.Fields
	at, err := time.ParseInLocation("2006", input.Tidy(f.Year), zone())
	if err != nil || at.Year() < 2016 || at.Year() > 2199 {
		fields.Add("year", "calendar.year", nil)
		return Year{}, fields.Err()
	}
	y := Year{ID: at.Format("2006")}
	lines := strings.Fields(strings.ReplaceAll(input.Prose(&fields, "days", f.Days, 4000, true), ",", " "))
	if len(fields) > 0 {
		return y, fields.Err()
	}
	var kept []string
	for i := 0; i+1 < len(lines); i += 2 {
		day, err := time.ParseInLocation(time.DateOnly, lines[i], zone())
		if err != nil || day.Format("2006") != y.ID || lines[i+1] != Off && lines[i+1] != Worked {
			fields.Add("days", "calendar.day", fault.Args{"Line": lines[i] + " " + lines[i+1]})
			return y, fields.Err()
		}
		kept = append(kept, fmt.Sprintf("%s %s", lines[i], lines[i+1]))
	}
	if len(lines)%2 != 0 {
		fields.Add("days", "calendar.day", fault.Args{"Line": lines[len(lines)-1]})
	}
	if len(kept) > mostDays {
		fields.Add("days", "calendar.many", fault.Args{"Most": mostDays})
	}
	y.Days = strings.Join(kept, "\n")
	return y, fields.Err()
}
