package app_test

import (
	"errors"
	"testing"

	"sametable/internal/fault"
	"sametable/internal/forumtest/house"
)

// TestPaperDoesNotEmptyTheRuleOfTwo: an administrator who could print a slip for whoever takes the second step would take both.
func TestPaperDoesNotEmptyTheRuleOfTwo(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		for who, want := range map[string]string{"anna": "reset.facilitator_focal_point", "elin": "reset.office_holder"} {
			_, err := h.Rooms.Organisations.IssueReset(t.Context(), h.Actor(t, "mats"), h.Person(t, who), false)
			var f *fault.Fault
			if !errors.As(err, &f) || f.Message.ID != want {
				t.Errorf("a slip on paper for %s: %v, want %s", who, err, want)
			}
		}
	})
}
