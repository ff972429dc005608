package proposal_test

import (
	"fmt"
	"testing"

	"gorm.io/gorm"

	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
)

// stored tells in which columns of the whole database some words stand.
func stored(t *testing.T, h *house.House, words string) []string {
	t.Helper()
	db := h.Store.Read(t.Context())
	tables, err := db.Migrator().GetTables()
	must(t, err)
	var found []string
	for _, table := range tables {
		columns, err := db.Migrator().ColumnTypes(table)
		if err != nil {
			continue // the search engine's own tables
		}
		for _, c := range columns {
			var n int64
			db.Session(&gorm.Session{NewDB: true}).Raw(fmt.Sprintf(`SELECT count(*) FROM "%s" WHERE CAST("%s" AS TEXT) LIKE ?`, table, c.Name()), "%"+words+"%").Scan(&n)
			if n > 0 {
				found = append(found, table+"."+c.Name())
			}
		}
	}
	return found
}

func erase(t *testing.T, h *house.House, who string, ref policy.Ref, keep bool) (bool, error) {
	t.Helper()
	_, v, _, err := text.Of(h.Store.Read(ctx), ref)
	must(t, err)
	return h.Rooms.Proposals.Erase(ctx, h.Actor(t, who), proposal.Erasing{Of: ref, Keep: keep, Reason: "文中可认出一个孩子。", Version: v.ID})
}

// What two moderators erase is gone from every row of the house, and the register stays whole.
func TestAnErasedProposalIsNowhere(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		const secret = "独一无二的河湾"
		a := h.Actor(t, "maliqing")
		sh := sheet(t, h)
		typed := all()
		typed["situation"], typed["title"] = []string{secret + "旁边的活动站。"}, []string{"关于" + secret + "的建议"}
		sh, err := h.Rooms.Proposals.Keep(ctx, a, sh.ID, sh.Version, typed)
		must(t, err)
		p, err := h.Rooms.Proposals.Ask(ctx, a, proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		must(t, err)
		p, err = take(t, h, p, "hanlian", "confirm")
		must(t, err)
		must(t, h.Rooms.Register.CatchUp(ctx))
		if found := stored(t, h, secret); len(found) < 3 {
			t.Fatalf("the words stand in %v only", found)
		}
		for who, want := range map[string]string{"maliqing": "fault.not_found", "sunlizhen": "fault.not_found", "karin": "fault.not_found"} {
			_, err := erase(t, h, who, p.Record(), false)
			refused(t, who, err, want)
		}
		if done, err := erase(t, h, "elin", p.Record(), false); err != nil || done {
			t.Fatalf("the first of two: %v, %v", done, err)
		}
		_, err = erase(t, h, "elin", p.Record(), false)
		refused(t, "the first once more", err, "guard.second_person")
		if done, err := erase(t, h, "linlihua", p.Record(), false); err != nil || !done {
			t.Fatalf("the second: %v, %v", done, err)
		}
		must(t, h.Rooms.Register.CatchUp(ctx))
		if found := stored(t, h, secret); len(found) > 0 {
			t.Errorf("the words stand in %v", found)
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Errorf("the register: %v", err)
		}
		row, err := h.Rooms.Proposals.ByID(ctx, h.Actor(t, "hanlian"), p.ID, "zh")
		must(t, err)
		if !row.VErased || row.Text.HTML != "" || row.Reference != p.Reference {
			t.Errorf("%+v", row.Text)
		}
	})
}

// What one moderator wants erased and another wants kept stays, and can be asked for again.
func TestAnErasureIsDismissed(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		var p proposal.Proposal
		must(t, h.Store.Read(ctx).Where("reference = 'LH-2019-02'").Take(&p).Error)
		_, err := erase(t, h, "linlihua", p.Record(), true)
		refused(t, "keeping what nobody wants gone", err, "proposal.no_erasure")
		for range 2 {
			_, err := erase(t, h, "elin", p.Record(), false)
			must(t, err)
			_, err = erase(t, h, "linlihua", p.Record(), true)
			must(t, err)
		}
		if _, err := h.Verify(ctx, register.Verified{}); err != nil {
			t.Errorf("the register: %v", err)
		}
	})
}
