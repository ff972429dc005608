package site_test

import (
	"errors"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/forumtest/house"
	"sametable/internal/organisation"
	"sametable/internal/store"
)

// unread tells whether a reason was refused because its reader reads Chinese.
func unread(err error) bool {
	var f *fault.Fault
	return errors.As(err, &f) && len(f.Fields) == 1 && f.Fields[0].Name == "note" && f.Fields[0].ID == "reason.unread.zh"
}

const swedishNote = "Vi har inte fått de handlingar som vi bad om."

func TestFocalPointsAreToldInALanguageTheyRead(t *testing.T) {
	h := house.World(t, store.SQLite)
	all, ctx := h.Rooms.Organisations, t.Context()
	first, second := h.Actor(t, "mats"), h.Actor(t, "johan")
	step := func() organisation.Step {
		o, err := all.ByID(ctx, second, h.Actor(t, "maliqing").Memberships[0].Organisation)
		if err != nil || len(o) != 1 {
			t.Fatal(len(o), err)
		}
		return organisation.Step{ID: o[0].ID, Verb: "suspend", Version: o[0].Version, Note: swedishNote}
	}
	if _, err := all.Step(ctx, first, step()); err != nil {
		t.Fatalf("officers may propose to each other in Swedish: %v", err)
	}
	if _, err := all.Step(ctx, second, step()); !unread(err) {
		t.Errorf("suspended with a note nobody there reads: %v", err)
	}
	silent := step()
	silent.Note = "" // the first one's stands
	if _, err := all.Step(ctx, second, silent); !unread(err) {
		t.Errorf("the first one's note went out: %v", err)
	}
	anyway := step()
	anyway.Anyway = true
	if o, err := all.Step(ctx, second, anyway); err != nil || o.State != organisation.Suspended {
		t.Errorf("%s, %v", o.State, err)
	}
}

func TestAMandateEndsWithAReasonItsPersonReads(t *testing.T) {
	h := house.World(t, store.SQLite)
	moderator := h.Actor(t, "elin")
	f, err := h.Rooms.Forums.Find(t.Context(), "HD")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := h.Rooms.Forums.Mandates(t.Context(), moderator, f)
	if err != nil {
		t.Fatal(err)
	}
	for _, row := range rows {
		if row.PersonID != h.Actor(t, "maliqing").Person || row.State != forum.Confirmed {
			continue
		}
		step := forum.MandateStep{ID: row.ID, Verb: "end", Version: row.Version, Note: swedishNote}
		if err := h.Rooms.Forums.Step(t.Context(), moderator, step); !unread(err) {
			t.Errorf("ended with a reason she does not read: %v", err)
		}
		step.Anyway = true
		if err := h.Rooms.Forums.Step(t.Context(), moderator, step); err != nil {
			t.Error(err)
		}
		return
	}
	t.Fatal("no mandate to end")
}

// unreadReason is unread for the forms whose field is called reason.
func unreadReason(err error) bool {
	var f *fault.Fault
	return errors.As(err, &f) && len(f.Fields) == 1 && f.Fields[0].Name == "reason" && strings.HasPrefix(f.Fields[0].ID, "reason.unread.")
}

func TestAMembershipEndsWithAReasonItsPersonReads(t *testing.T) {
	h := house.World(t, store.SQLite)
	m := h.Actor(t, "maliqing").Memberships[0]
	people, err := h.Rooms.Organisations.People(t.Context(), h.Actor(t, "mats"), m.Organisation)
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range people {
		if p.PersonID != h.Actor(t, "maliqing").Person {
			continue
		}
		step := organisation.MemberStep{Membership: p.ID, Reason: swedishNote, Version: p.Version}
		if err := h.Rooms.Organisations.EndMembership(t.Context(), h.Actor(t, "mats"), step); !unreadReason(err) {
			t.Errorf("ended with a reason she does not read: %v", err)
		}
		step.Anyway = true
		if err := h.Rooms.Organisations.EndMembership(t.Context(), h.Actor(t, "mats"), step); err != nil {
			t.Error(err)
		}
		return
	}
	t.Fatal("no membership to end")
}

func TestASeatEndsWithAReasonItsOrganisationReads(t *testing.T) {
	h := house.World(t, store.SQLite)
	table, err := h.Rooms.Forums.Table(t.Context(), "HD")
	if err != nil {
		t.Fatal(err)
	}
	for _, seat := range table.Seats {
		if seat.OrganisationID != h.Actor(t, "maliqing").Memberships[0].Organisation {
			continue
		}
		end := forum.SeatEnd{ID: seat.ID, Reason: swedishNote, Version: seat.Version}
		if err := h.Rooms.Forums.EndSeat(t.Context(), h.Actor(t, "elin"), end); !unreadReason(err) {
			t.Errorf("ended with a reason nobody there reads: %v", err)
		}
		end.Anyway = true
		if err := h.Rooms.Forums.EndSeat(t.Context(), h.Actor(t, "elin"), end); err != nil {
			t.Error(err)
		}
		return
	}
	t.Fatal("no seat to end")
}

// TestStepsOnOfficesAreToldInALanguageTheirReaderReads goes by who reads: the person concerned where she is told, else whoever
// proposed.
func TestStepsOnOfficesAreToldInALanguageTheirReaderReads(t *testing.T) {
	h := house.World(t, store.SQLite)
	all, ctx := h.Rooms.Accounts, t.Context()
	mats := h.Actor(t, "mats")
	grants, err := all.Grants(ctx, mats)
	if err != nil {
		t.Fatal(err)
	}
	for _, g := range grants {
		holder, err := all.Find(ctx, mats, g.PersonID)
		if err != nil {
			t.Fatal(err)
		}
		if g.State != account.Granted || g.PersonID == mats.Person || holder.ReadsLanguage("sv") {
			continue
		}
		page := h.Client(t, h.Serve(t)).SignIn("mats").Post("/sv/admin/office/"+string(g.ID)+"/suspend", url.Values{"reason": {swedishNote}, "version": {strconv.Itoa(g.Version)}})
		if page.Status != http.StatusUnprocessableEntity || !strings.Contains(page.Body, `name="anyway"`) || !strings.Contains(page.Body, swedishNote) {
			t.Errorf("the page answers %d without asking", page.Status)
		}
		step := account.OfficeStep{Grant: g.ID, Version: g.Version, Verb: "suspend", Reason: swedishNote}
		if _, err := all.DecideOffice(ctx, mats, step); err == nil || !unreadReason(err) {
			t.Errorf("suspended with a reason %s does not read: %v", holder.Username, err)
		}
		step.Anyway = true
		if _, err := all.DecideOffice(ctx, mats, step); err != nil {
			t.Error(err)
		}
		return
	}
	t.Fatal("no office of anybody who does not read Swedish")
}
