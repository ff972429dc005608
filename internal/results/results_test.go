package results_test

import (
	"slices"
	"strings"
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

// A province narrows to what its forums have to do with, and in the joint forum to what its organisations proposed, promised or take part
// in; what came of a proposal stays with it.
func TestAProvinceNarrows(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		visitor := policy.Actor{}
		p, promises := h.Followed(t)
		whole := before(t, h, visitor, results.Filter{})
		ids := func(all results.Results) (refs []string) {
			for _, g := range all.Groups {
				for _, c := range g.Changes {
					refs = append(refs, c.Proposal.Reference)
				}
			}
			slices.Sort(refs)
			return refs
		}
		hd, jh := before(t, h, visitor, results.Filter{Province: "680000"}), before(t, h, visitor, results.Filter{Province: "380000"})
		if c, there := change(hd, drafting.Services, p.Reference); !there || len(c.Promises) != len(promises) || len(c.Replies) != 1 {
			t.Errorf("in its province it stands %v, with %d commitments and %d replies", there, len(c.Promises), len(c.Replies))
		}
		for _, ref := range ids(whole) {
			want := [2]bool{strings.HasPrefix(ref, "HD-") || ref == "LH-2018-01", strings.HasPrefix(ref, "JH-") || ref == "LH-2018-01"} // that is of an organisation of both
			if got := [2]bool{slices.Contains(ids(hd), ref), slices.Contains(ids(jh), ref)}; got != want {
				t.Errorf("%s stands in the provinces %v, want %v", ref, got, want)
			}
		}
		if both := before(t, h, visitor, results.Filter{Province: "680000", Forum: p.Forum}); both.Sum != before(t, h, visitor, results.Filter{Forum: p.Forum}).Sum {
			t.Errorf("a province narrows its own forum: %+v", both.Sum)
		}
		if n := before(t, h, visitor, results.Filter{Province: "990000"}); !n.Empty() || len(n.Years) != 0 {
			t.Errorf("a province without anything has %v, of the years %v", ids(n), n.Years)
		}
		if hd.Sum.Decided >= whole.Sum.Decided || jh.Sum.Decided >= whole.Sum.Decided || hd.Sum.Promised+jh.Sum.Promised < whole.Sum.Promised {
			t.Errorf("of %+v there are %+v and %+v", whole.Sum, hd.Sum, jh.Sum)
		}
	})
}

// A partnership that names where it is stands in that province alone, though parties of both take part.
func TestAPartnershipIsWhereItSays(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		secretary := h.Actor(t, "sunlizhen")
		org := func(who string) policy.OrganisationID { return h.Actor(t, who).Memberships[0].Organisation }
		for _, c := range []struct {
			region  string
			hd, jh  bool
			parties []string
		}{{"680200", true, false, []string{"maliqing", "chenglihui"}}, {"", true, true, []string{"maliqing", "chenglihui"}}, {"", false, true, []string{"chenglihui", "zhanglimiao"}}} {
			form := partnership.Form{Forum: "LH", Language: "en", TitleEn: "Family video", Scope: "No recording.", Region: c.region, Origin: partnership.Origin{Words: "At a meeting.", On: "2019-06-01"}}
			for _, who := range c.parties {
				form.Parties = append(form.Parties, partnership.Brought{Organisation: org(who), Brings: "Points"})
			}
			made, err := h.Rooms.Partnerships.Enter(t.Context(), secretary, form)
			if err != nil {
				t.Fatal(house.Says(err))
			}
			for _, who := range c.parties {
				if made, err = h.Rooms.Partnerships.Take(t.Context(), h.Actor(t, who), partnership.Step{Partnership: made.ID, Verb: "confirm", Version: made.Version}); err != nil {
					t.Fatal(house.Says(err))
				}
			}
			for province, want := range map[string]bool{"680000": c.hd, "380000": c.jh} {
				there := false
				for _, g := range before(t, h, policy.Actor{}, results.Filter{Province: province}).Groups {
					there = there || slices.ContainsFunc(g.Partnerships, func(p partnership.Row) bool { return p.ID == made.ID })
				}
				if there != want {
					t.Errorf("in %q with %v: it stands in %s: %v", c.region, c.parties, province, there)
				}
			}
		}
	})
}

// However much there is, it takes six queries, and two more where a province narrows.
func TestQueries(t *testing.T) {
	house.Worlds(t, func(t *testing.T, h *house.House) {
		h.Followed(t)
		for province, most := range map[string]int64{"": 6, "680000": 8} {
			ctx, n := store.WithCounter(t.Context())
			if _, err := h.Rooms.Results.Of(ctx, h.Actor(t, "maliqing"), results.Filter{Province: province}, "zh"); err != nil {
				t.Fatal(err)
			}
			if n.Load() > most {
				t.Errorf("%d queries for %q", n.Load(), province)
			}
		}
	})
}
