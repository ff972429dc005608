package site

import (
	"strings"
	"time"

	"sametable/internal/calendar"
	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/web"
)

// screeningDays is in how many working days a proposal is screened.
const screeningDays = 5

// screenedBy is by when a submitted proposal should be screened; known is false where holidays on the way have not been entered.
func (v *visit) screenedBy(p proposal.Proposal) (by time.Time, known bool, err error) {
	days, err := v.s.Calendar.Days(v.Request().Context())
	if err != nil {
		return by, false, err
	}
	by, known = days.After(p.StateSince, screeningDays)
	return by, known, nil
}

// calendarPage shows which days are worked, and the form in which an administrator enters a year. To others it does not exist.
func calendarPage(v *visit) error { return v.showCalendar(nil) }

func (v *visit) showCalendar(bad *fault.Fault) error {
	if !policy.May(policy.KeepCalendar, v.actor.OfficeRoles()) {
		return fault.NotFound()
	}
	years, err := v.s.Calendar.Years(v.Request().Context())
	if err != nil {
		return err
	}
	page, err := v.page(v.t.Say("calendar.title"), web.SectionNone)
	if err != nil {
		return err
	}
	page.Private = true
	s := v.sheet(bad)
	days := &web.Area{Ask: s.ask("days", v.t.Say("calendar.days_label"), v.t.Say("calendar.days_hint"), ""), Rows: 12}
	view := web.LongForm{Page: page, Crumbs: []web.Anchor{{Word: v.t.Say("house.title"), Href: web.Link(v.t, "/admin")}, {Word: page.Title}}, Lead: v.t.Say("calendar.lead"),
		Wrongs: v.wrongs(bad, "year"), Form: web.Form{Action: web.Link(v.t, "/admin/calendar"), Nonce: v.nonceOf(bad), Guard: true}, Word: v.t.Say("calendar.add"), Kind: "first",
		Back: web.Link(v.t, "/admin"), Parts: []web.FormPart{{Title: v.t.Say("calendar.add"), Fields: []web.FormField{
			v.lineAsk(bad, s.ask("year", v.t.Say("calendar.year_label"), "", ""), false, true), {Text: days}}}}}
	for _, y := range years {
		how := v.t.Say("calendar.brought")
		if y.EnteredBy != "" {
			how = v.t.Say("calendar.entered_on", fault.Args{"Day": v.t.Date(y.EnteredAt, lang.Beijing)})
		}
		view.About = append(view.About, web.Pair{Key: y.ID, Body: web.CalendarYear(how, strings.Split(y.Days, "\n"))})
	}
	return v.show(status(bad), web.LongFormPage(view))
}

// calendarEnter enters a year.
func calendarEnter(v *visit) error {
	if !policy.May(policy.KeepCalendar, v.actor.OfficeRoles()) {
		return fault.NotFound()
	}
	_, err := v.s.Calendar.Enter(v.once().Context(), v.actor, calendar.Form{Year: v.FormValue("year"), Days: v.FormValue("days")})
	if bad, ok := v.refused(err); ok {
		return v.showCalendar(bad)
	}
	if err != nil {
		return err
	}
	return v.to("/admin/calendar", "saved")
}
