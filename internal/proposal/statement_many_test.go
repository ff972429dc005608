package proposal_test

import (
	"context"
	"strings"
	"sync"
	"testing"

	"sametable/internal/clock"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/search"
	"sametable/internal/store"
)

// One organisation states once, also where two of its people send at once from two processes: one is told.
func TestTwoProcessesStateAtOnce(t *testing.T) {
	house.Pairs(t, func(t *testing.T, twins [2]*house.House) {
		p := consulted(t, twins[0])
		who := [2]policy.Actor{twins[0].Actor(t, "liangliheng"), twins[1].Actor(t, "suliyi")}
		var wait sync.WaitGroup
		errs := make([]error, 2)
		for i := range errs {
			wait.Go(func() {
				_, errs[i] = twins[i].Rooms.Proposals.FileStatement(context.Background(), who[i], stateForm(p, "support", "", 0))
			})
		}
		wait.Wait()
		if (errs[0] == nil) == (errs[1] == nil) {
			t.Fatalf("both or neither: %v, %v", errs[0], errs[1])
		}
		for _, err := range errs {
			if err != nil && faultOf(err) != "fault.stale" {
				t.Errorf("the second was told %s", faultOf(err))
			}
		}
		var rows int64
		if err := twins[0].Store.Read(t.Context()).Model(&proposal.Statement{}).Where("proposal_id = ?", p.ID).Count(&rows).Error; err != nil || rows != 1 {
			t.Errorf("%d statements: %v", rows, err)
		}
		wholeRegister(t, twins[0])
	})
}

// Those outside the forum learn the group of an organisation that is not to be named, and nothing that leads to it.
func TestAnOrganisationThatIsNotToBeNamed(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := consulted(t, h)
		f := stateForm(p, "object", "牧场旺季目前不同意。", 0)
		f.Unnamed = true
		st := tookStep(t, h, "zhulixin", "confirm", filed(t, h, "gaolicheng", f))
		tookStep(t, h, "suliyi", "confirm", filed(t, h, "liangliheng", stateForm(p, "support", "", 0)))
		for who, hidden := range map[string]bool{"": true, "luliyun": true, "maliqing": false, "elin": false, "gaolicheng": false} { // luliyun sits elsewhere
			rows, _, err := h.Rooms.Proposals.Statements(t.Context(), h.Actor(t, who), p, "zh", "")
			if err != nil || len(rows) != 2 {
				t.Fatalf("%q reads %d statements: %v", who, len(rows), err)
			}
			if r := rows[0]; r.Hidden != hidden || (r.OrgZh == "") != hidden || (r.ConfName == "") != hidden || (r.ID == "") != hidden || (r.OrgKind == "") != hidden {
				t.Errorf("%q: hidden %v, %q", who, r.Hidden, r.OrgZh)
			}
			if _, err := h.Rooms.Proposals.Statement(t.Context(), h.Actor(t, who), st.ID, "zh"); (err != nil) != hidden {
				t.Errorf("%q opens it: %v", who, err)
			}
			if got := countsFor(t, h, who, p); got[proposal.Object] != 1 {
				t.Errorf("%q counts %v", who, got)
			}
			lines, err := h.Rooms.Register.Timeline(t.Context(), h.Actor(t, who), st.Record())
			if err != nil || (len(lines) == 0) != hidden {
				t.Errorf("%q reads %d entries: %v", who, len(lines), err)
			}
		}
		if err := h.Rooms.Register.CatchUp(t.Context()); err != nil {
			t.Fatal(err)
		}
		for who, want := range map[string]int{"": 0, "luliyun": 0, "maliqing": 1} {
			found, err := h.Rooms.Search.Find(t.Context(), h.Actor(t, who), search.Query{Text: "牧场旺季目前不同意", Reader: "zh"})
			if err != nil || len(found.Hits) != want {
				t.Errorf("%q finds it %d times: %v", who, len(found.Hits), err)
			}
		}
		for who, want := range map[string]int{"": 0, "luliyun": 0, "maliqing": 1} {
			all, err := h.Rooms.Proposals.Positions(t.Context(), h.Actor(t, who), p)
			if err != nil || groupOf(all, policy.Company).By[proposal.Object] != want || groupOf(all, "").By[proposal.Object] != 1-want {
				t.Errorf("%q counts the one of its group %+v: %v", who, all.Groups, err)
			}
		}
		all, err := h.Rooms.Proposals.Positions(t.Context(), policy.Actor{}, p)
		if with, of := all.Supporting(); err != nil || with != 1 || of != 5 {
			t.Errorf("groups with a supporter: %d of %d, %v", with, of, err)
		}
		wholeRegister(t, h)
	})
}

// groupOf is the tally of a group; "" is of those whose group is not shown.
func groupOf(all proposal.Positions, kind policy.Kind) proposal.Tally {
	for _, g := range all.Groups {
		if g.Kind == kind {
			return g
		}
	}
	return proposal.Tally{}
}

// Among three of its group, one that is not to be named is shown as of its group; among two it is not.
func TestOneIsHiddenAmongThree(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := consulted(t, h)
		f := stateForm(p, "object", "牧场旺季目前不同意。", 0)
		f.Unnamed = true
		st := tookStep(t, h, "zhulixin", "confirm", filed(t, h, "gaolicheng", f))
		for _, want := range []policy.Kind{"", "", policy.Company} {
			rows, _, err := h.Rooms.Proposals.Statements(t.Context(), policy.Actor{}, p, "zh", "")
			must(t, err)
			all, err := h.Rooms.Proposals.Positions(t.Context(), policy.Actor{}, p)
			must(t, err)
			if rows[0].OrgKind != want || groupOf(all, want).By[proposal.Object] != len(rows) {
				t.Errorf("of %d: %q, %+v", len(rows), rows[0].OrgKind, all.Groups)
			}
			multiply(t, h, st, 1)
		}
	})
}

// A page of statements costs the same however many there are, and leads on.
func TestStatementsCostTheSameHoweverMany(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p := consulted(t, h)
		asked := map[int]int64{}
		read := func(n int) {
			t.Helper()
			ctx, queries := store.WithCounter(t.Context())
			seen, after := map[string]bool{}, ""
			rows, next, err := h.Rooms.Proposals.Statements(ctx, policy.Actor{}, p, "sv", after)
			if err != nil {
				t.Fatal(err)
			}
			asked[n] = queries.Load()
			if _, err := h.Rooms.Proposals.Positions(ctx, policy.Actor{}, p); err != nil || queries.Load() != asked[n]+1 {
				t.Errorf("%d statements: %d queries for the counts, %v", n, queries.Load()-asked[n], err)
			}
			for {
				for _, r := range rows {
					if seen[r.ID] {
						t.Fatalf("%s stands twice", r.ID)
					}
					seen[r.ID] = true
				}
				if next == "" {
					break
				}
				if rows, next, err = h.Rooms.Proposals.Statements(t.Context(), policy.Actor{}, p, "sv", next); err != nil {
					t.Fatal(err)
				}
			}
			if len(seen) != n {
				t.Errorf("%d of %d statements", len(seen), n)
			}
		}
		read(0)
		st := tookStep(t, h, "suliyi", "confirm", filed(t, h, "liangliheng", stateForm(p, "support", "理由。", 0)))
		multiply(t, h, st, 19)
		read(20)
		multiply(t, h, st, 480)
		read(500)
		if asked[0] != asked[20] || asked[20] != asked[500] {
			t.Errorf("queries: %v", asked)
		}
	})
}

// multiply copies a statement and its organisation, behind the register's back.
func multiply(t *testing.T, h *house.House, st proposal.Statement, n int) {
	t.Helper()
	var orgs, rows []map[string]string
	for range n {
		org := clock.NewID()
		orgs = append(orgs, map[string]string{"id": org, "key": strings.ToLower(org), "identifier": org, "name_zh": org, "name_en": org, "name_sv": org, "name_native": org, "name_key": org})
		rows = append(rows, map[string]string{"id": clock.NewID(), "stated_for": org})
	}
	h.Copies(t, "organisations", string(st.StatedFor), orgs)
	h.Copies(t, "proposal_statements", st.ID, rows)
}
