package calendar

import (
	"strings"
	"time"
)

// off and work are a stretch of days each, the last one included.
type stretch struct{ from, to, kind string }

// announced are the days that differ from their weekday, as the General Office of the State Council announced them year by year.
func announced() []stretch {
	return []stretch{
		{"2016-01-01", "2016-01-03", Off}, {"2016-02-07", "2016-02-13", Off}, {"2016-02-06", "2016-02-06", Worked}, {"2016-02-14", "2016-02-14", Worked},
		{"2016-04-02", "2016-04-04", Off}, {"2016-04-30", "2016-05-02", Off}, {"2016-06-09", "2016-06-11", Off}, {"2016-06-12", "2016-06-12", Worked},
		{"2016-09-15", "2016-09-17", Off}, {"2016-09-18", "2016-09-18", Worked}, {"2016-10-01", "2016-10-07", Off}, {"2016-10-08", "2016-10-09", Worked},
		{"2016-12-31", "2016-12-31", Off},
		{"2017-01-01", "2017-01-02", Off}, {"2017-01-27", "2017-02-02", Off}, {"2017-01-22", "2017-01-22", Worked}, {"2017-02-04", "2017-02-04", Worked},
		{"2017-04-02", "2017-04-04", Off}, {"2017-04-01", "2017-04-01", Worked}, {"2017-04-29", "2017-05-01", Off}, {"2017-05-28", "2017-05-30", Off},
		{"2017-05-27", "2017-05-27", Worked}, {"2017-10-01", "2017-10-08", Off}, {"2017-09-30", "2017-09-30", Worked}, {"2017-12-30", "2017-12-31", Off},
		{"2018-01-01", "2018-01-01", Off}, {"2018-02-15", "2018-02-21", Off}, {"2018-02-11", "2018-02-11", Worked}, {"2018-02-24", "2018-02-24", Worked},
		{"2018-04-05", "2018-04-07", Off}, {"2018-04-08", "2018-04-08", Worked}, {"2018-04-29", "2018-05-01", Off}, {"2018-04-28", "2018-04-28", Worked},
		{"2018-06-16", "2018-06-18", Off}, {"2018-09-22", "2018-09-24", Off}, {"2018-10-01", "2018-10-07", Off}, {"2018-09-29", "2018-09-30", Worked},
		{"2018-12-30", "2018-12-31", Off}, {"2018-12-29", "2018-12-29", Worked},
		{"2019-01-01", "2019-01-01", Off}, {"2019-02-04", "2019-02-10", Off}, {"2019-02-02", "2019-02-03", Worked}, {"2019-04-05", "2019-04-07", Off},
		{"2019-05-01", "2019-05-04", Off}, {"2019-04-28", "2019-04-28", Worked}, {"2019-05-05", "2019-05-05", Worked}, {"2019-06-07", "2019-06-09", Off},
		{"2019-09-13", "2019-09-15", Off}, {"2019-10-01", "2019-10-07", Off}, {"2019-09-29", "2019-09-29", Worked}, {"2019-10-12", "2019-10-12", Worked},
	}
}

// broughtYears are the years whose days this program brings.
func broughtYears() []string { return []string{"2016", "2017", "2018", "2019"} }

// brought are the lines of those years.
func brought() map[string]string {
	lines := map[string][]string{}
	for _, s := range announced() {
		day, _ := time.ParseInLocation(time.DateOnly, s.from, zone()) // a constant
		for ; day.Format(time.DateOnly) <= s.to; day = day.AddDate(0, 0, 1) {
			year := day.Format("2006")
			lines[year] = append(lines[year], day.Format(time.DateOnly)+" "+s.kind)
		}
	}
	all := map[string]string{}
	for year, days := range lines {
		all[year] = strings.Join(days, "\n")
	}
	return all
}
