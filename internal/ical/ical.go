// Package ical writes calendar files (RFC 5545) for the calendars of phones and offices. A forum meets in Beijing: times are Beijing's, with
// the rule of that zone in the file, and whoever reads from elsewhere finds her own time beside it in the words the caller gives.
package ical

import (
	"strings"
	"time"

	ics "github.com/arran4/golang-ical"
)

// zone is the name of Beijing's time zone in the tz database.
const zone = "Asia/Shanghai"

// Event is one entry of a calendar.
type Event struct {
	UID      string // stays, so that a later file replaces the entry
	Sequence int    // grows with every change
	Start    time.Time
	End      time.Time
	Stamp    time.Time // when what it says was last changed
	Title    string
	Place    string
	Page     string // address of its page
	Note     string
	Off      bool // it does not take place
	Maybe    bool // nobody was called yet
}

// Calendar is a file of entries. Name is what a phone calls it.
func Calendar(name, language string, events []Event) []byte {
	c := ics.NewCalendarFor("Same Table")
	c.SetMethod(ics.MethodPublish)
	c.SetCalscale("GREGORIAN")
	c.SetXWRCalName(name)
	c.SetXWRTimezone(zone)
	beijing := time.FixedZone("CST", 8*60*60) // no daylight saving since 1991
	tz := c.AddTimezone(zone)
	standard := tz.AddStandard()
	standard.SetProperty(ics.ComponentPropertyDtStart, "19700101T000000")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetfrom), "+0800")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzoffsetto), "+0800")
	standard.SetProperty(ics.ComponentProperty(ics.PropertyTzname), "CST")
	for _, e := range events {
		one := c.AddEvent(e.UID)
		at := func(t time.Time) string { return t.In(beijing).Format("20060102T150405") }
		one.SetProperty(ics.ComponentPropertyDtStart, at(e.Start), ics.WithTZID(zone))
		one.SetProperty(ics.ComponentPropertyDtEnd, at(e.End), ics.WithTZID(zone))
		one.SetDtStampTime(e.Stamp.UTC())
		one.SetSequence(e.Sequence)
		one.SetSummary(plain(e.Title), &ics.KeyValues{Key: "LANGUAGE", Value: []string{language}})
		one.SetDescription(plain(e.Note + "\n" + e.Page))
		if e.Place != "" {
			one.SetLocation(plain(e.Place))
		}
		if e.Page != "" {
			one.SetURL(e.Page)
		}
		switch {
		case e.Off:
			one.SetStatus(ics.ObjectStatusCancelled)
		case e.Maybe:
			one.SetStatus(ics.ObjectStatusTentative)
		default:
			one.SetStatus(ics.ObjectStatusConfirmed)
		}
	}
	return []byte(c.Serialize(ics.WithNewLineWindows))
}

// plain takes out of a text what no calendar shows: controls other than the line feed.
func plain(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if r < ' ' && r != '\n' || r == 0x7f {
			return -1
		}
		return r
	}, s))
}
