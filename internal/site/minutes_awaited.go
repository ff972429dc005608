package site

import (
	"net/http"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/web"
)

// minutesAwaited says of a meeting that was held that its minutes are not issued yet, and when they are expected; "" where they are, or the
// meeting has not ended. It is reckoned from the end of the meeting alone, so that it tells nobody how far they have come.
func (v *visit) minutesAwaited(m meeting.Row) (string, error) {
	if m.HeldAt == nil || m.Minutes.State == minutes.Issued || m.Minutes.State == minutes.Withheld {
		return "", nil
	}
	day, err := v.s.Minutes.Expected(v.Request().Context(), m.Meeting)
	if err != nil {
		return "", err
	}
	if v.now.After(day) {
		return v.t.Say("minutes.awaited_late"), nil
	}
	return v.t.Say("minutes.awaited", fault.Args{"Day": v.t.Date(day, lang.Beijing)}), nil
}

// minutesAbsent stands at the address of minutes that are not the viewer's to read, where the meeting is: it says what its page says, whether
// there is a draft or none.
func (v *visit) minutesAbsent(why error) error {
	if !fault.Is(why, fault.ReasonNotFound) {
		return why
	}
	m, err := v.s.Meetings.Find(v.Request().Context(), v.actor, v.Param("key"), v.Param("at"))
	if err != nil {
		return why
	}
	said, err := v.minutesAwaited(m)
	if err != nil || said == "" {
		return why
	}
	word := v.t.Say("meeting.record")
	page, err := v.page(word, web.SectionForums)
	if err != nil {
		return err
	}
	page.Private = true
	return v.show(http.StatusNotFound, web.MinutesAbsent(page, v.meetingCrumbs(m, word), said))
}
