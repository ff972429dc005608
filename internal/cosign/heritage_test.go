package cosign_test

import (
	"slices"
	"sync"
	"testing"
	"time"

	"sametable/internal/cosign"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// A proposal that was withdrawn goes on under one of those who signed it, with its number and where it stood.
func TestACosignerTakesAProposalOver(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		for _, from := range []proposal.Proposal{t.admitted(), t.consulted()} {
			c := t.signed(from, "liangliheng", "suliyi")
			other := t.signed(from, "guliheng", "yelizhi")
			if from.State == proposal.Consultation {
				t.Must(t.state("chenlichuan", from))
				var st proposal.Statement
				t.Must(t.Store.Read(t.Context()).Where("proposal_id = ?", from.ID).Take(&st).Error)
				_, err := t.Rooms.Proposals.TakeStatement(t.Context(), t.Actor(t.T, "qinliya"), proposal.StatementStep{Statement: st.ID, Verb: "confirm", Version: st.Version})
				t.Must(err)
			}
			if _, err := t.step("liangliheng", "take_over", c); house.Says(err) != "guard.cosignature.orphan" {
				t.Errorf("before it is withdrawn: %s", house.Says(err))
			}
			p := t.withdrawn(from)
			if got := t.told(p, "withdrawn"); !slices.Contains(got, "liangliheng") || !slices.Contains(got, "guliheng") {
				t.Errorf("told of the withdrawal: %v", got)
			}
			for who, want := range map[string]string{"maliqing": "guard.cosignature.own", "chenlichuan": "guard.cosignature.own"} {
				if _, err := t.step(who, "take_over", c); house.Says(err) != want {
					t.Errorf("%s takes it over: %s, want %s", who, house.Says(err), want)
				}
			}
			c = t.took("liangliheng", "take_over", c)
			if _, err := t.step("liangliheng", "confirm_take_over", c); house.Says(err) != "guard.cosignature.heir" {
				t.Errorf("alone: %s", house.Says(err))
			}
			c = t.took("suliyi", "confirm_take_over", c)
			now := t.now(p)
			if c.State != cosign.Proposing || now.State != from.State || now.Reference != from.Reference || now.Number != from.Number || now.ProposedFor != t.org("suliyi") ||
				now.Organisation != t.org("suliyi") || now.Cosigners != string(t.org("guliheng")) || now.AskedBy != t.Person(t.T, "liangliheng") || now.ConfirmedBy != t.Person(t.T, "suliyi") {
				t.Errorf("taken over: %s %+v", c.State, now)
			}
			got := t.told(p, "taken_over")
			want := []string{"maliqing", "hanlian", "sunlizhen", "guliheng", "liangliheng"}
			if from.State == proposal.Consultation {
				want = append(want, "chenlichuan", "qinliya")
			}
			for _, who := range want {
				if who != "maliqing" && !slices.Contains(got, who) { // hanlian is focal point of the old proposer
					t.Errorf("%s was not told: %v", who, got)
				}
			}
			if _, err := t.step("guliheng", "take_over", other); house.Says(err) != "guard.cosignature.orphan" {
				t.Errorf("the other one, too late: %s", house.Says(err))
			}
			var e register.Entry
			t.Must(t.Store.Read(t.Context()).Where("noun_id = ? AND verb = 'proposal.taken_over'", p.ID).Take(&e).Error)
			if e.Fact("from") != string(t.org("maliqing")) || e.Fact("to") != string(t.org("suliyi")) || e.FromState != proposal.Withdrawn || e.ToState != from.State {
				t.Errorf("the register says %s, %s → %s", e.Facts, e.FromState, e.ToState)
			}
		}
		t.Whole()
	})
}

// After the seventh day nobody takes it over any more.
func TestSevenDays(t *testing.T) {
	house.Worlds(t, func(tt *testing.T, h *house.House) {
		t := table{house.Table{T: tt, House: h}}
		from := t.consulted()
		c, other := t.signed(from, "liangliheng", "suliyi"), t.signed(from, "guliheng", "yelizhi")
		p := t.withdrawn(from)
		if got := p.Heirless().Format(time.RFC3339); got != "2019-06-17T16:00:00Z" {
			t.Fatalf("it ends at %s", got)
		}
		c = t.took("liangliheng", "take_over", c)
		h.Clock.Set(p.Heirless())
		if _, err := t.step("suliyi", "confirm_take_over", c); house.Says(err) != "guard.cosignature.seven_days" {
			t.Errorf("too late to confirm: %s", house.Says(err))
		}
		if _, err := t.step("guliheng", "take_over", other); house.Says(err) != "guard.cosignature.seven_days" {
			t.Errorf("too late to ask: %s", house.Says(err))
		}
		if now := t.now(p); now.State != proposal.Withdrawn || now.Orphaned(h.Clock.Now()) {
			t.Errorf("it is %s", now.State)
		}
		h.Clock.Set(p.Heirless().Add(-time.Second))
		t.took("suliyi", "confirm_take_over", c)
		t.Whole()
	})
}

// Of two organisations that take a proposal over at once, one has it, and the other hears so: on one database, from two processes.
func TestTwoTakeOverAtOnce(t *testing.T) {
	house.Pairs(t, func(tt *testing.T, twins [2]*house.House) {
		t := table{house.Table{T: tt, House: twins[0]}}
		from := t.consulted()
		one, two := t.signed(from, "liangliheng", "suliyi"), t.signed(from, "guliheng", "yelizhi")
		p := t.withdrawn(from)
		one, two = t.took("liangliheng", "take_over", one), t.took("guliheng", "take_over", two)
		confirmers := []policy.Actor{t.Actor(t.T, "suliyi"), t.Actor(t.T, "yelizhi")}
		var errs [2]error
		var wg sync.WaitGroup
		for i, c := range []cosign.Cosignature{one, two} {
			wg.Go(func() {
				_, errs[i] = twins[i].Rooms.Cosignatures.Take(tt.Context(), confirmers[i], cosign.Step{Cosignature: c.ID, Verb: "confirm_take_over", Version: c.Version})
			})
		}
		wg.Wait()
		got := []string{house.Says(errs[0]), house.Says(errs[1])}
		slices.Sort(got)
		if got[0] != "" || got[1] != "guard.cosignature.orphan" {
			t.Errorf("the two heard %q", got)
		}
		winner, loser := one, two
		if errs[0] != nil {
			winner, loser = two, one
		}
		now := t.now(p)
		if now.State != proposal.Consultation || now.ProposedFor != winner.SignsFor || now.Cosigners != string(loser.SignsFor) {
			t.Errorf("it went to %s, signed by %q", now.ProposedFor, now.Cosigners)
		}
		var left cosign.Cosignature
		t.Must(t.Store.Read(t.Context()).Where("id = ?", loser.ID).Take(&left).Error)
		if left.State != cosign.Joined || left.HeirBy != "" {
			t.Errorf("the other one is %s", left.State)
		}
		t.Whole()
	})
}
