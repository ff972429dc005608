package site

import (
	"errors"
	"net/http"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/register"
	"sametable/web"
)

// handed says what a page knows of a slip it has just issued: for which organisation, and where whoever issued it goes on.
type handed struct {
	Organisation organisation.Organisation // zero: none, or one that is still to come
	Back         string                    // a path without language
}

// showSlip shows a fresh slip, to be printed or copied. It answers the form that issued it and nothing else: the secrets are on
// this one page, which no cache keeps and no address leads to. A slip that went by mail has none to show, and leads on.
func (v *visit) showSlip(h account.Handout, to handed) error {
	reset := h.Slip.Purpose == account.ForReset
	if h.Secret == "" {
		return v.to(to.Back, map[bool]string{true: "reset_sent", false: "invited"}[reset])
	}
	page, err := v.page(v.t.Say("slip_page.title"), web.SectionNone)
	if err != nil {
		return err
	}
	page.Private, page.Path, page.RawQuery = true, to.Back, "" // another language of this page would have no slip
	speaker := v.t
	if theirs, known := v.s.speakers[h.Slip.Language]; known {
		speaker = theirs
	}
	at := map[bool]string{true: "/reset/", false: "/join/"}[reset]
	link := v.s.Origin + web.Link(speaker, at+h.Secret)
	code, err := qrCode(link)
	if err != nil {
		return err
	}
	view := web.SlipView{Page: page, Back: web.Link(v.t, to.Back), Slip: speaker, Reset: reset, Name: h.Slip.Name, Link: link,
		Typed: v.s.Origin + web.Link(speaker, "/join"), Code: h.Code, Until: h.Slip.ExpiresAt, QR: code}
	if o := to.Organisation; o.ID != "" {
		org := orgIn(o, string(speaker.Code()))
		view.Org = &org
	}
	return v.showOnce(http.StatusOK, web.SlipPage(view))
}

// issued is what a form made, or, where it comes a second time, what it made the first time. On another machine, or later, that
// is not known any more; then she is told what to do about it.
func (v *visit) issued(h account.Handout, err error) (account.Handout, error) {
	var again *register.Replayed
	switch {
	case errors.As(err, &again) && v.handout != nil:
		return *v.handout, nil
	case errors.As(err, &again):
		return h, fault.Conflict("slip.shown_before", nil)
	case err == nil && v.answer != nil && h.Secret != "":
		v.answer.led, v.answer.handout = true, &h
	}
	return h, err
}
