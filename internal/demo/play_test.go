package demo_test

import (
	"context"
	"testing"

	"sametable/internal/account"
	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/clock"
	"sametable/internal/commitment"
	"sametable/internal/decision"
	"sametable/internal/demo"
	"sametable/internal/document"
	"sametable/internal/forum"
	"sametable/internal/forumtest"
	"sametable/internal/handling"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/printing"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/setup"
	"sametable/internal/site"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/thread"
	"sametable/internal/translating"
)

func TestTheWorldPlays(t *testing.T) {
	forumtest.Engines(t, func(t *testing.T, db *store.DB) {
		ctx := context.Background()
		c := clock.At(forumtest.Start)
		r := register.New(db, c)
		accounts := account.New(r, safeguard.Default(), account.WithPasswordCost(account.Cost{Memory: 64, Time: 1, Threads: 1}))
		organisations := organisation.New(r, accounts, safeguard.Default())
		forums := forum.New(r, safeguard.Default())
		proposals, ballots := proposal.New(r, forums, safeguard.Default()), ballot.New(r, forums, safeguard.Default())
		charters, decisions := charter.New(r, forums, ballots, safeguard.Default()), decision.New(r, proposals, ballots, safeguard.Default())
		meetings := meeting.New(r, forums, meeting.Deciders{Ballots: ballots, Decisions: decisions, Charters: charters}, safeguard.Default())
		rooms := site.Rooms{Register: r, Meetings: meetings, Minutes: minutes.New(r, meetings, safeguard.Default()), Accounts: accounts, Organisations: organisations, Forums: forums,
			Threads: thread.New(r, forums, safeguard.Default()), Documents: document.New(r, safeguard.Default()),
			Proposals: proposals, Ballots: ballots, Charters: charters, Decisions: decisions, Commitments: commitment.New(r, safeguard.Default()),
			Translatings: translating.New(r, safeguard.Default()), Handlings: handling.New(r, proposals, forums, safeguard.Default()), Partnerships: partnership.New(r, safeguard.Default()), Printings: printing.New(r, "https://forum.example"), Setup: setup.New(r, accounts, organisations, forums, charters)}
		if _, err := demo.Run(ctx, rooms, c); err != nil {
			t.Fatal(err)
		}
		v, err := r.Verify(ctx, text.Witness(r), register.Verified{})
		if err != nil {
			t.Fatal(err)
		}
		countsOfTheDemoDay(t, rooms)
		t.Logf("%d entries, %d values, %d versions", v.Entries, v.Values, v.Versions)
	})
}
