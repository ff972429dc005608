package ical_test

import (
	"bufio"
	"bytes"
	"strings"
	"testing"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/emersion/go-message/textproto"

	"sametable/internal/ical"
)

func event() ical.Event {
	at := time.Date(2019, 6, 27, 6, 30, 0, 0, time.UTC)
	return ical.Event{UID: "06h2@forum.example", Sequence: 3, Start: at, End: at.Add(3 * time.Hour), Stamp: at.AddDate(0, 0, -24), Title: "全体会议；第二次，审议“补贴”\nX-EVIL:1", Place: "湖宁, 会议室 \\ 3",
		Page: "https://forum.example/zh/f/LH/m/2019-03", Note: "斯德哥尔摩时间 08:30\r\nBEGIN:VALARM" + strings.Repeat("长", 200)}
}

// What is written reads back as it was, whatever stands in it, and lines are ended and folded as RFC 5545 3.1 says.
func TestACalendarReadsBack(t *testing.T) {
	e := event()
	raw := ical.Calendar("政策对话论坛", "zh-Hans", []ical.Event{e, {UID: "off", Start: e.Start, End: e.End, Stamp: e.Stamp, Title: "停", Off: true}})
	for _, line := range bytes.Split(bytes.TrimSuffix(raw, []byte("\r\n")), []byte("\r\n")) {
		if len(line) > 75 || bytes.ContainsAny(line, "\r\n") {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	c, err := ics.ParseCalendar(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	all := c.Events()
	if len(all) != 2 {
		t.Fatalf("%d entries", len(all))
	}
	start, err := all[0].GetStartAt()
	if err != nil || !start.Equal(e.Start) {
		t.Errorf("starts %v, %v", start, err)
	}
	for property, want := range map[ics.ComponentProperty]string{ics.ComponentPropertySummary: e.Title, ics.ComponentPropertyLocation: e.Place, ics.ComponentPropertyUniqueId: e.UID,
		ics.ComponentPropertySequence: "3", ics.ComponentPropertyStatus: "CONFIRMED", ics.ComponentPropertyUrl: e.Page} {
		if got := all[0].GetProperty(property); got == nil || got.Value != want {
			t.Errorf("%s: %v, want %q", property, got, want)
		}
	}
	if all[1].GetProperty(ics.ComponentPropertyStatus).Value != "CANCELLED" {
		t.Error("it takes place")
	}
}

// A reader that knows nothing but "name: value" and folded lines (as of letters) finds the same times in the file.
func TestAnotherReaderFindsTheSameTimes(t *testing.T) {
	raw := string(ical.Calendar("政策对话论坛", "zh-Hans", []ical.Event{event()}))
	_, after, _ := strings.Cut(raw, "BEGIN:VEVENT\r\n")
	body, _, _ := strings.Cut(after, "END:VEVENT")
	h, err := textproto.ReadHeader(bufio.NewReader(strings.NewReader(strings.ReplaceAll(body, ";TZID=Asia/Shanghai:", "-Shanghai:") + "\r\n")))
	if err != nil {
		t.Fatal(err)
	}
	beijing, err := time.LoadLocation("Asia/Shanghai")
	if err != nil {
		t.Fatal(err)
	}
	at, err := time.ParseInLocation("20060102T150405", h.Get("Dtstart-Shanghai"), beijing)
	if err != nil || !at.Equal(event().Start) {
		t.Errorf("starts %v, %v", at, err)
	}
	if strings.Count(raw, "BEGIN:VALARM") != 1 || strings.Contains(raw, "\nX-EVIL") || strings.Contains(raw, "\r\nBEGIN:VALARM") {
		t.Error("what was typed became a line of its own")
	}
}
