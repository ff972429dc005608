package lang_test

import (
	"testing"
	"time"

	"sametable/internal/lang"
)

func utc(text string) time.Time {
	t, err := time.Parse("2006-01-02 15:04", text)
	if err != nil {
		panic(err)
	}
	return t
}

// three checks what each language makes of the same thing.
func three(t *testing.T, what string, say func(*lang.Speaker) string, zh, en, sv string) {
	t.Helper()
	c := house(t)
	for i, want := range []string{zh, en, sv} {
		code := lang.Codes()[i]
		if got := say(c.Speaker(code)); got != want {
			t.Errorf("%s, %s: %q, want %q", what, code, got, want)
		}
	}
}

func TestDates(t *testing.T) {
	autumn, winter, night := utc("2017-09-14 06:30"), utc("2018-01-09 01:05"), utc("2017-12-31 17:00")
	three(t, "date", func(s *lang.Speaker) string { return s.Date(night, lang.Beijing) },
		"2018年1月1日", "1 January 2018", "den 1 januari 2018")
	three(t, "date in Stockholm", func(s *lang.Speaker) string { return s.Date(night, lang.Stockholm) },
		"2017年12月31日", "31 December 2017", "den 31 december 2017")
	three(t, "time in winter", func(s *lang.Speaker) string { return s.TimeBoth(winter, lang.Stockholm) },
		"02:05（斯德哥尔摩时间），09:05（北京时间）", "02:05 (Stockholm), 09:05 (Beijing)", "kl.\u00a002.05 (Stockholm), kl.\u00a009.05 (Peking)")
	three(t, "time of another day", func(s *lang.Speaker) string { return s.TimeBoth(night, lang.Beijing) },
		"01:00（北京时间），2017年12月31日 18:00（斯德哥尔摩时间）", "01:00 (Beijing), 31 December 2017, 18:00 (Stockholm)",
		"kl.\u00a001.00 (Peking), den 31 december 2017 kl.\u00a018.00 (Stockholm)")
	three(t, "both, summer", func(s *lang.Speaker) string { return s.DateTimeBoth(autumn, lang.Beijing) },
		"2017年9月14日 14:30（北京时间），08:30（斯德哥尔摩时间）", "14 September 2017, 14:30 (Beijing), 08:30 (Stockholm)",
		"den 14 september 2017 kl.\u00a014.30 (Peking), kl.\u00a008.30 (Stockholm)")
	three(t, "both, another year", func(s *lang.Speaker) string { return s.DateTimeBoth(night, lang.Stockholm) },
		"2017年12月31日 18:00（斯德哥尔摩时间），2018年1月1日 01:00（北京时间）",
		"31 December 2017, 18:00 (Stockholm), 1 January 2018, 01:00 (Beijing)",
		"den 31 december 2017 kl.\u00a018.00 (Stockholm), den 1 januari 2018 kl.\u00a001.00 (Peking)")
	if got := lang.ISO(night, lang.Beijing) + " " + lang.ISOMinute(winter, lang.Stockholm) + " " + lang.Machine(autumn); got != "2018-01-01 2018-01-09 02:05 2017-09-14T06:30:00Z" {
		t.Errorf("ISO: %s", got)
	}
}

func TestRanges(t *testing.T) {
	span := func(a, b string) func(*lang.Speaker) string {
		return func(s *lang.Speaker) string { return s.DateRange(utc(a), utc(b), lang.Beijing) }
	}
	three(t, "one day", span("2017-09-14 01:00", "2017-09-14 09:00"), "2017年9月14日", "14 September 2017", "den 14 september 2017")
	three(t, "one month", span("2017-09-14 01:00", "2017-09-16 09:00"), "2017年9月14日至16日", "14–16 September 2017", "den 14–16 september 2017")
	three(t, "one year", span("2017-09-30 01:00", "2017-10-02 09:00"), "2017年9月30日至10月2日", "30 September – 2 October 2017", "den 30 september – 2 oktober 2017")
	three(t, "two years", span("2017-12-30 01:00", "2018-01-02 09:00"), "2017年12月30日至2018年1月2日", "30 December 2017 – 2 January 2018", "den 30 december 2017 – 2 januari 2018")
	three(t, "same month of two years", span("2017-01-30 01:00", "2018-01-02 09:00"), "2017年1月30日至2018年1月2日", "30 January 2017 – 2 January 2018", "den 30 januari 2017 – 2 januari 2018")
	three(t, "hours", func(s *lang.Speaker) string {
		return s.TimeRange(utc("2019-04-18 01:00"), utc("2019-04-18 03:40"), lang.Beijing)
	}, "09:00至11:40（北京时间）", "09:00–11:40 (Beijing)", "kl.\u00a009.00–11.40 (Peking)")
}

func TestRemainingAndAgo(t *testing.T) {
	end := lang.Beijing.DayEnd(utc("2017-09-14 06:30"))
	if !end.Equal(time.Date(2017, 9, 14, 15, 59, 59, 0, time.UTC)) {
		t.Fatalf("the day ends at %s", end)
	}
	remaining := func(now time.Time) func(*lang.Speaker) string {
		return func(s *lang.Speaker) string { return s.Remaining(end, now) }
	}
	three(t, "twelve", remaining(utc("2017-09-01 20:00")), "剩余12天", "12 days left", "12 dagar kvar")
	three(t, "one", remaining(utc("2017-09-13 15:00")), "剩余1天", "1 day left", "1 dag kvar")
	three(t, "the last minute", remaining(utc("2017-09-14 15:58")), "今天截止", "Ends today", "Sista dagen")
	three(t, "just over", remaining(utc("2017-09-14 16:00")), "已逾期1天", "1 day overdue", "1 dag försenat")
	three(t, "over", remaining(utc("2017-09-17 06:00")), "已逾期3天", "3 days overdue", "3 dagar försenat")
	now := utc("2017-09-14 06:30")
	ago := func(d time.Duration) func(*lang.Speaker) string {
		return func(s *lang.Speaker) string { return s.Ago(now.Add(-d), now) }
	}
	three(t, "ahead", ago(-time.Hour), "刚刚", "Just now", "Alldeles nyss")
	three(t, "a minute", ago(119*time.Second), "1分钟前", "1 minute ago", "För 1 minut sedan")
	three(t, "hours", ago(23*time.Hour+59*time.Minute), "23小时前", "23 hours ago", "För 23 timmar sedan")
	three(t, "days", ago(30*24*time.Hour), "30天前", "30 days ago", "För 30 dagar sedan")
	three(t, "long", ago(31*24*time.Hour), "2017年8月14日", "14 August 2017", "den 14 augusti 2017")
	three(t, "a span", func(s *lang.Speaker) string { return s.Days(1) }, "1天", "1 day", "1 dag")
}

func TestZones(t *testing.T) {
	for _, z := range []lang.Zone{lang.Beijing, lang.Stockholm} {
		if got, ok := lang.ZoneNamed(z.String()); !ok || got != z || z.Location().String() != z.String() {
			t.Errorf("%s is not found by its name", z)
		}
	}
	if _, ok := lang.ZoneNamed("Europe/Oslo"); ok {
		t.Error("a zone that is not ours")
	}
}
