package site_test

import (
	"errors"
	"testing"

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
