package forum_test

import (
	"slices"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/organisation"
	"sametable/internal/policy"
)

// Nobody acts alone: an officer who has left every organisation keeps what she was granted, and can do nothing with it.
func TestAnOfficeRestsWithoutAnOrganisation(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		person := h.Person(t, "songlishen")
		before, err := h.Rooms.Forums.Standing(t.Context(), person)
		if err != nil || !slices.Contains(before.Offices, policy.AccreditationOfficer) || len(before.Resting) > 0 {
			t.Fatalf("%+v, %v", before, err)
		}
		var m organisation.Membership
		if err := h.Store.Read(t.Context()).Where("person_id = ? AND until IS NULL", person).Take(&m).Error; err != nil {
			t.Fatal(err)
		}
		step := organisation.MemberStep{Membership: m.ID, Reason: "调离", Version: m.Version}
		if err := h.Rooms.Organisations.EndMembership(t.Context(), h.Actor(t, "mats"), step); err != nil {
			t.Fatal(err)
		}
		after, err := h.Rooms.Forums.Standing(t.Context(), person)
		if err != nil || len(after.Offices) > 0 || !slices.Equal(after.Resting, before.Offices) {
			t.Errorf("%+v, %v", after, err)
		}
		var o organisation.Organisation
		if err := h.Store.Read(t.Context()).Where("key = ?", "huilin").Take(&o).Error; err != nil {
			t.Fatal(err)
		}
		try := func(who string) error {
			_, err := h.Rooms.Organisations.Step(t.Context(), h.Actor(t, who), organisation.Step{ID: o.ID, Verb: "suspend", Note: "核实中", Version: o.Version})
			return err
		}
		if err := try("songlishen"); err == nil {
			t.Error("an officer of no organisation proposes a suspension")
		}
		if err := try("johan"); err != nil {
			t.Errorf("and one who belongs to one: %v", err)
		}
	})
}
