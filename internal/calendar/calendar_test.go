package calendar_test

import (
	"errors"
	"testing"
	"time"

	"sametable/internal/calendar"
	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
	"sametable/internal/lang"
)

func at(t *testing.T, day string) time.Time {
	t.Helper()
	d, err := time.ParseInLocation("2006-01-02 15:04", day+" 10:00", lang.Beijing.Location())
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// Working days leave out holidays and count the weekend days that are worked in their stead. Of a year nobody has entered, only the
// weekends are known.
func TestWorkingDaysLeaveHolidaysOut(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		days, err := h.Rooms.Calendar.Days(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range []struct {
			from, want string
			n          int
			known      bool
		}{
			{"2019-06-05", "2019-06-13", 5, true}, // 7 June was a holiday
			{"2019-04-19", "2019-05-13", 15, true},
			{"2017-09-29", "2017-10-09", 2, true},
			{"2018-12-28", "2018-12-29", 1, true},
			{"2019-12-30", "2020-01-01", 2, false}, // nobody has said that it is New Year
		} {
			got, known := days.After(at(t, c.from), c.n)
			if day := got.In(lang.Beijing.Location()); day.Format(time.DateOnly) != c.want || known != c.known || day.Format("15:04:05") != "23:59:59" {
				t.Errorf("%d working days after %s: %s, known %v", c.n, c.from, day, known)
			}
		}
	})
}

// An administrator enters a year that is not known yet, nobody else, and in a form that can be read.
func TestAnAdministratorEntersAYear(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		enter := func(who string, f calendar.Form) error {
			_, err := h.Rooms.Calendar.Enter(t.Context(), h.Actor(t, who), f)
			return err
		}
		good := calendar.Form{Year: "2020", Days: "2020-01-01 off\n2020-01-19 work"}
		says := func(err error) string {
			var f *fault.Fault
			if !errors.As(err, &f) {
				return ""
			}
			if len(f.Fields) > 0 {
				return f.Fields[0].ID
			}
			return f.ID
		}
		for _, c := range []struct {
			who  string
			form calendar.Form
			want string
		}{
			{"sunlizhen", good, "calendar.not_yours"},
			{"mats", calendar.Form{Year: "20", Days: "x"}, "calendar.year"},
			{"mats", calendar.Form{Year: "2020", Days: "2019-01-01 off"}, "calendar.day"},
			{"mats", calendar.Form{Year: "2020", Days: "2020-01-01 maybe"}, "calendar.day"},
			{"mats", calendar.Form{Year: "2020", Days: "2020-01-01"}, "calendar.day"},
			{"mats", good, ""},
			{"mats", calendar.Form{Year: "2020", Days: "2020-01-01 off\n2020-01-02 off"}, ""},
		} {
			if got := says(enter(c.who, c.form)); got != c.want {
				t.Errorf("%s enters %v: %q, want %q", c.who, c.form, got, c.want)
			}
		}
		days, err := h.Rooms.Calendar.Days(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		if got, known := days.After(at(t, "2019-12-31"), 1); !known || got.In(lang.Beijing.Location()).Format(time.DateOnly) != "2020-01-03" {
			t.Errorf("the first working day of 2020: %s, known %v", got, known)
		}
		years, err := h.Rooms.Calendar.Years(t.Context())
		if err != nil || len(years) != 5 || years[4].ID != "2020" || years[4].EnteredBy == "" {
			t.Errorf("%d years: %v", len(years), err)
		}
	})
}
