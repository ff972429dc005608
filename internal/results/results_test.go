package results_test

import (
	"testing"
	"time"

	"sametable/internal/commitment"
	"sametable/internal/drafting"
	"sametable/internal/forumtest/house"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/results"
	"sametable/internal/store"
)

// before gives what the world has of its own: its numbers are not the test's.
func before(t *testing.T, h *house.House, viewer policy.Actor, f results.Filter) results.Results {
	t.Helper()
	all, err := h.Rooms.Results.Of(t.Context(), viewer, f, "en")
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func minus(s, o results.Sum) results.Sum {
	return results.Sum{Decided: s.Decided - o.Decided, Answered: s.Answered - o.Answered, Measures: s.Measures - o.Measures, Accepted: s.Accepted - o.Accepted, Part: s.Part - o.Part,
		Promised: s.Promised - o.Promised, Verified: s.Verified - o.Verified, Reported: s.Reported - o.Reported, Running: s.Running - o.Running, Late: s.Late - o.Late,
		Agreed: s.Agreed - o.Agreed, Active: s.Active - o.Active, Concluded: s.Concluded - o.Concluded}
}

func change(all results.Results, outcome drafting.Outcome, reference string) (results.Change, bool) {
	for _, g := range all.Groups {
		for _, c := range g.Changes {
			if g.Outcome == outcome && c.Proposal.Reference == reference {
				return c, true
			}
		}
	}
	return results.Change{}, false
}

// What came of a proposal stands with it: its reply, what was verified, what is promised, and from its day on what is late. A visitor
// reads the same numbers as everybody else.
func TestWhatCameOfAProposal(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		visitor := policy.Actor{}
		was := before(t, h, visitor, results.Filter{})
		p, promises := h.Followed(t)
		all := before(t, h, visitor, results.Filter{})
		c, there := change(all, drafting.Services, p.Reference)
		if !there || len(c.Replies) != 1 || len(c.Promises) != 2 || c.Replies[0].Grade != "B" || c.Replies[0].OrgKey != "hd-edu" {
			t.Fatalf("the proposal: %v, %d replies, %d commitments", there, len(c.Replies), len(c.Promises))
		}
		want := results.Sum{Decided: 1, Answered: 1, Measures: 3, Accepted: 1, Part: 1, Promised: 2, Verified: 1, Running: 1}
		if got := minus(all.Sum, was.Sum); got != want {
			t.Errorf("it counts as %+v, want %+v", got, want)
		}
		for _, who := range []string{"maliqing", "sunlizhen", "elin", "alex"} {
			if got := before(t, h, h.Actor(t, who), results.Filter{}); got.Sum != all.Sum {
				t.Errorf("%s reads other numbers: %+v", who, got.Sum)
			}
		}
		h.Clock.Set(time.Date(2019, 7, 2, 0, 0, 0, 0, time.FixedZone("Asia/Shanghai", 8*60*60)))
		if got := before(t, h, visitor, results.Filter{}).Sum.Late - was.Sum.Late; got < 1 {
			t.Errorf("after its last day %d more are late", got)
		}
		if promises[1].State != commitment.Accepted {
			t.Errorf("the second is %s", promises[1].State)
		}
	})
}

// What nobody has accepted, and what not all parties have confirmed, is no result.
func TestWhatIsOnlyAskedForIsNoResult(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		visitor, secretary := policy.Actor{}, h.Actor(t, "sunlizhen")
		was := before(t, h, secretary, results.Filter{})
		p := h.Partnered(t)
		org := func(who string) policy.OrganisationID { return h.Actor(t, who).Memberships[0].Organisation }
		made, err := h.Rooms.Partnerships.Enter(t.Context(), secretary, partnership.Form{Forum: "HD", Language: "en", TitleEn: "Family video", Scope: "No recording.", From: p.Reference,
			Parties: []partnership.Brought{{Organisation: org("maliqing"), Brings: "Points"}, {Organisation: org("cairangli"), Brings: "Rooms"}}})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := h.Rooms.Commitments.Enter(t.Context(), secretary, commitment.Form{Forum: "HD", Owner: org("maliqing"), Language: "en", TitleEn: "A list", Due: "2019-09-30", From: p.Reference}); err != nil {
			t.Fatal(err)
		}
		c, there := change(before(t, h, secretary, results.Filter{}), drafting.Partnership, p.Reference)
		if !there || len(c.Promises)+len(c.Partnerships) != 0 {
			t.Errorf("what is only asked for stands there: %d, %d", len(c.Promises), len(c.Partnerships))
		}
		for _, who := range []string{"maliqing", "cairangli"} {
			if made, err = h.Rooms.Partnerships.Take(t.Context(), h.Actor(t, who), partnership.Step{Partnership: made.ID, Verb: "confirm", Version: made.Version}); err != nil {
				t.Fatal(err)
			}
		}
		c, _ = change(before(t, h, visitor, results.Filter{}), drafting.Partnership, p.Reference)
		if len(c.Partnerships) != 1 || len(c.Partnerships[0].Parties) != 2 {
			t.Fatalf("what was agreed does not stand there: %d", len(c.Partnerships))
		}
		if made, err = h.Rooms.Partnerships.Take(t.Context(), secretary, partnership.Step{Partnership: made.ID, Verb: "activate", Starts: "2019-06-10", Link: "https://example.org/a", Version: made.Version}); err != nil {
			t.Fatal(err)
		}
		if got := minus(before(t, h, visitor, results.Filter{}).Sum, was.Sum); got.Active != 1 || got.Decided != 0 || got.Promised != 0 {
			t.Errorf("it counts as %+v", got)
		}
	})
}

// A forum and a year narrow what is shown; a year there is nothing of narrows nothing.
func TestResultsAreNarrowed(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		p, _ := h.Followed(t)
		visitor := policy.Actor{}
		whole := before(t, h, visitor, results.Filter{})
		if len(whole.Years) == 0 || before(t, h, visitor, results.Filter{Year: 1066}).Sum != whole.Sum {
			t.Errorf("a year without anything narrows: %v", whole.Years)
		}
		of := func(f results.Filter) bool {
			_, there := change(before(t, h, visitor, f), drafting.Services, p.Reference)
			return there
		}
		if !of(results.Filter{Forum: p.Forum, Year: 2019}) || of(results.Filter{Forum: "nowhere"}) {
			t.Error("the forum or the year of a proposal does not lead to it")
		}
		for _, year := range whole.Years {
			if year != 2019 && of(results.Filter{Year: year}) {
				t.Errorf("it stands in %d as well", year)
			}
		}
	})
}

// However much there is, it takes six queries.
func TestQueries(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		h.Followed(t)
		ctx, n := store.WithCounter(t.Context())
		if _, err := h.Rooms.Results.Of(ctx, h.Actor(t, "maliqing"), results.Filter{}, "zh"); err != nil {
			t.Fatal(err)
		}
		if n.Load() > 6 {
			t.Errorf("%d queries", n.Load())
		}
	})
}
