package site_test

import (
	"testing"

	"sametable/internal/ballot"
	"sametable/internal/forumtest/house"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// seated lists the organisations that sit in a forum with a vote.
func seated(t *testing.T, h *house.House, key string) []policy.OrganisationID {
	t.Helper()
	f, err := h.Rooms.Forums.Find(t.Context(), key)
	if err != nil {
		t.Fatal(err)
	}
	rows, err := h.Rooms.Forums.Seats(t.Context(), f.ID)
	if err != nil {
		t.Fatal(err)
	}
	var all []policy.OrganisationID
	for _, row := range rows {
		if row.Voting {
			all = append(all, row.OrganisationID)
		}
	}
	return all
}

// polledOn is the proposal that the world has in deliberation, with a ballot on it in which huilin objects.
func polledOn(t *testing.T, h *house.House) (proposal.Proposal, ballot.Ballot) {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	var p proposal.Proposal
	must(h.Store.Read(t.Context()).Where("reference = 'LH-2019-01'").Take(&p).Error)
	b, err := h.Rooms.Decisions.Put(t.Context(), h.Actor(t, "sunlizhen"), p.ID, p.Version, ballot.Form{Meeting: "LH-M-2019-03，议题4", Present: seated(t, h, "LH")})
	must(err)
	b, err = h.Rooms.Ballots.Take(t.Context(), h.Actor(t, "sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version})
	must(err)
	_, err = h.Rooms.Ballots.Cast(t.Context(), h.Actor(t, "maliqing"), ballot.Vote{Ballot: b.ID, Organisation: h.Actor(t, "maliqing").Memberships[0].Organisation, Voice: "objection",
		Words: "请先写明经费。", Language: "zh", Version: 1})
	must(err)
	return p, b
}

// deliberatedIn is a proposal of huilin's that a forum's table has before it.
func deliberatedIn(t *testing.T, h *house.House, key string) proposal.Proposal {
	t.Helper()
	sh := revisableIn(t, h, key)
	p, err := h.Rooms.Proposals.ConfirmRevision(t.Context(), h.Actor(t, "hanlian"), proposal.Revising{Sheet: sh.ID, Version: sh.Version})
	if err == nil {
		p, err = h.Rooms.Proposals.Take(t.Context(), h.Actor(t, "sunlizhen"), proposal.Step{Proposal: p.ID, Verb: "deliberate", Version: p.Version})
	}
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// ballotThings are a ballot with an objection, a proposal that can be put to the vote, and one whose decision can be announced.
func ballotThings(t *testing.T, h *house.House) []string {
	t.Helper()
	_, b := polledOn(t, h)
	waits, counted := deliberatedIn(t, h, "LH"), deliberatedIn(t, h, "LH")
	done, err := h.Rooms.Decisions.Put(t.Context(), h.Actor(t, "sunlizhen"), counted.ID, counted.Version, ballot.Form{Meeting: "例会", Present: seated(t, h, "LH")})
	for _, verb := range []string{"open", "close"} {
		if err == nil {
			done, err = h.Rooms.Ballots.Take(t.Context(), h.Actor(t, "sunlizhen"), ballot.Step{Ballot: done.ID, Verb: verb, Version: done.Version})
		}
	}
	if err != nil {
		t.Fatal(err)
	}
	return []string{"/ballot/:id/vote/:org", "/ballot/" + b.ID + "/vote/huilin", "/ballot/:id/confirm/:org", "/ballot/" + b.ID + "/confirm/huilin",
		"/ballot/:id/objection/:org/:verb", "/ballot/" + b.ID + "/objection/huilin/answer", "/ballot/:id/:verb", "/ballot/" + b.ID + "/void", "/ballot/:id", "/ballot/" + b.ID,
		"/proposal/:id/ballot", "/proposal/" + waits.ID + "/ballot", "/proposal/:id/put_off", "/proposal/" + waits.ID + "/put_off", "/proposal/:id/announce", "/proposal/" + counted.ID + "/announce"}
}
