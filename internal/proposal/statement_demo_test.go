package proposal_test

import (
	"fmt"
	"testing"

	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// TestTheStatementsOfTheDemoWorld: the open consultation by stakeholder group, the changed stance of one, the letter of another.
func TestTheStatementsOfTheDemoWorld(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		row, err := h.Rooms.Proposals.Find(t.Context(), policy.Actor{}, "LH", "2019-02", "zh")
		if err != nil {
			t.Fatal(err)
		}
		all, err := h.Rooms.Proposals.Positions(t.Context(), policy.Actor{}, row.Proposal)
		if err != nil {
			t.Fatal(err)
		}
		want := map[policy.Kind]string{policy.NGO: "4/2/0/0", policy.University: "2/1/0/0", policy.Company: "1/1/1/0", policy.CivilAffairs: "0/2/1/1", policy.OtherAuthority: "1/0/0/0"}
		for _, g := range all.Groups {
			got := fmt.Sprintf("%d/%d/%d/%d", g.By[proposal.Support], g.By[proposal.WithChanges], g.By[proposal.NoComment], g.By[proposal.Object])
			if got != want[g.Kind] {
				t.Errorf("%s: %s, want %s", g.Kind, got, want[g.Kind])
			}
		}
		if with, of := all.Supporting(); with != 4 || of != 5 || all.All() != 17 || len(all.Groups) != 5 {
			t.Errorf("%d statements, supporters in %d of %d groups", all.All(), with, of)
		}
		rows, next, err := h.Rooms.Proposals.Statements(t.Context(), policy.Actor{}, row.Proposal, "sv", "")
		if err != nil || len(rows) != 17 || next != "" {
			t.Fatalf("%d statements: %v", len(rows), err)
		}
		for _, r := range rows {
			switch r.OrgKey {
			case "sanquan":
				if r.Standing.Letter != "letter" || r.Standing.Dated != "2019-06-03" {
					t.Errorf("sanquan's came by %q of %s", r.Standing.Letter, r.Standing.Dated)
				}
			case "yingan-ca":
				versions, err := h.Rooms.Proposals.StatementVersions(t.Context(), policy.Actor{}, r)
				if err != nil || len(versions) != 2 || versions[0].Title != string(proposal.WithChanges) || r.Standing.Stance != proposal.Object {
					t.Errorf("yingan-ca has %d versions: %v", len(versions), err)
				}
			}
			if r.Standing.OfRevision != row.Revision || r.Standing.OfHash != row.VHash {
				t.Errorf("the statement of %s is not bound to the words it is about", r.OrgKey)
			}
		}
	})
}
