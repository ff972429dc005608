package clock_test

import (
	"testing"
	"time"

	"sametable/internal/clock"
)

func TestMonthsEndWithTheirLastDay(t *testing.T) {
	for from, want := range map[string]string{"2018-11-30": "2019-02-28", "2019-11-30": "2020-02-29", "2019-05-31": "2019-08-31", "2019-12-15": "2020-03-15", "2019-01-31": "2019-04-30"} {
		day, err := time.Parse(time.DateOnly, from)
		if err != nil {
			t.Fatal(err)
		}
		if got := clock.Months(day, 3).Format(time.DateOnly); got != want {
			t.Errorf("three months after %s: %s, want %s", from, got, want)
		}
	}
}
