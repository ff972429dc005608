package app_test

import (
	"time"

	"sametable/internal/byletter"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// asksByLetter is an attempt to confirm a new version by letter.
func asksByLetter(s *scene) attempt {
	sh := newVersion(s)
	_, err := s.Rooms.Proposals.Ask(s.ctx, s.as("maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	s.must(err)
	return func(a policy.Actor) (string, error) {
		l, err := s.Rooms.Letters.Ask(s.ctx, a, byletter.Asking{About: byletter.Revision, Of: sh.ID, Version: s.page(sh.Version)})
		return l.State, err
	}
}

// expected is a letter for a new version that is to come.
func expected(s *scene) string {
	s.Helper()
	_, err := asksByLetter(s)(s.as("maliqing"))
	s.must(err)
	var l byletter.Letter
	s.must(s.Store.Read(s.ctx).Omit("content").Order("state_since DESC, id DESC").Take(&l).Error)
	return l.ID
}

// letterVersion is the version of a letter; one that is gone has none.
func (s *scene) letterVersion(id string) int {
	s.Helper()
	var found []byletter.Letter
	s.must(s.Store.Read(s.ctx).Omit("content").Where("id = ?", id).Find(&found).Error)
	return append(found, byletter.Letter{})[0].Version
}

func attachesByLetter(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			l, err := s.Rooms.Letters.Attach(s.ctx, a, byletter.Attachment{Letter: id, Dated: s.typed(s.Clock.Now().Add(8 * time.Hour).Format(time.DateOnly)), Paper: scanned(), Version: s.page(s.letterVersion(id))})
			return l.State, err
		}
	}
}

func takesLetter(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			p, err := s.Rooms.Letters.Take(s.ctx, a, byletter.Step{Letter: id, Verb: verb, Reason: s.typed("理由。"), Version: s.page(s.letterVersion(id)), Anyway: true})
			return p.State, err
		}
	}
}

// endsByLetter is an attempt to confirm the withdrawal of huilin's proposal by letter, and takesOverByLetter one to let tongxing take it over.
func endsByLetter(s *scene) attempt {
	id := brought(openToAnswers, "maliqing", "ask_withdrawal")(s)
	return func(a policy.Actor) (string, error) {
		l, err := s.Rooms.Letters.Ask(s.ctx, a, byletter.Asking{About: byletter.Withdrawal, Of: id, Version: s.page(s.proposal(id).Version)})
		return l.State, err
	}
}

func takesOverByLetter(s *scene) attempt {
	id := hasSigned(orphaned(hasSigned(hasSigned(offeredBy("liangliheng"), "suliyi", "confirm"), "maliqing", "accept")), "liangliheng", "take_over")(s)
	return func(a policy.Actor) (string, error) {
		l, err := s.Rooms.Letters.Ask(s.ctx, a, byletter.Asking{About: byletter.TakeOver, Of: id, Version: s.page(s.signature(id).Version)})
		return l.State, err
	}
}

// statedByLetter is a statement of sanquan's that came by letter and counts.
func statedByLetter(s *scene) string {
	s.Helper()
	id := onPaper(s)
	_, err := states(func(*scene) string { return id }, "check")(s)(s.as("wangliwen"))
	s.must(err)
	return id
}

// entersByLetter is an attempt to enter a letter that withdraws it.
func entersByLetter(s *scene) attempt {
	id := statedByLetter(s)
	return func(a policy.Actor) (string, error) {
		var st proposal.Statement
		s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&st).Error)
		today := s.typed(s.Clock.Now().Add(8 * time.Hour).Format(time.DateOnly))
		l, err := s.Rooms.Letters.Enter(s.ctx, a, byletter.Entering{Statement: id, Dated: today, Received: today, Paper: scanned(), Version: s.page(st.Version)})
		return l.State, err
	}
}

// letterBy is the letter an attempt makes, attached where it is to come.
func letterBy(who string, attached bool, set func(*scene) attempt) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		var before []string
		s.must(s.Store.Read(s.ctx).Model(&byletter.Letter{}).Pluck("id", &before).Error)
		_, err := set(s)(s.as(who))
		s.must(err)
		var l byletter.Letter
		s.must(s.Store.Read(s.ctx).Omit("content").Where("id NOT IN ?", append(before, "")).Take(&l).Error)
		if attached && l.State == byletter.Asked {
			_, err := attachesByLetter(func(*scene) string { return l.ID })(s)(s.as("sunlizhen"))
			s.must(err)
		}
		return l.ID
	}
}

// otherLetterScenarios are the steps of letters about the withdrawal of huilin's proposal, about tongxing taking it over, and about a
// statement of sanquan's.
func otherLetterScenarios() []scenario {
	mine := "workflow.not_yours"
	check := func(from func(*scene) string, leaves, step string, s scenario) scenario {
		s.act, s.set, s.may, s.leaves, s.steps = "byletter.Take", takesLetter(from, "check"), "wangliwen", leaves, []string{"by_letter check", step}
		s.not, s.says, s.stranger = "sunlizhen", mine, "guliheng"
		return s
	}
	public := "stranger: whoever sees the proposal hears whose it is"
	return []scenario{
		{act: "byletter.Ask", set: endsByLetter, may: "maliqing", leaves: byletter.Asked, not: "suliyi", says: "guard.by_letter.own", wrong: "byletter.asked_already", lacks: public},
		{act: "byletter.Ask", set: takesOverByLetter, may: "liangliheng", leaves: byletter.Asked, not: "guliheng", says: "guard.by_letter.own", stranger: "fangliqin", wrong: "byletter.asked_already"},
		{act: "byletter.Enter", steps: []string{"by_letter enter"}, set: entersByLetter, may: "sunlizhen", leaves: byletter.Attached, not: "maliqing", says: mine,
			wrong: "byletter.asked_already", lacks: "stranger: a statement on a consultation is public"},
		check(letterBy("maliqing", true, endsByLetter), proposal.Withdrawn, "proposal withdraw_by_letter", scenario{wrong: "workflow.wrong_state"}),
		check(letterBy("liangliheng", true, takesOverByLetter), proposal.Admitted, "cosignature take_over_by_letter", scenario{wrong: "fault.not_found"}),
		check(letterBy("sunlizhen", true, entersByLetter), proposal.Consultation, "statement withdraw_by_letter", scenario{wrong: "workflow.wrong_state"}),
	}
}

// byLetterScenarios are the steps of a letter that confirms a new version of huilin's proposal; sunlizhen is secretary, wangliwen chairs.
func byLetterScenarios() []scenario {
	arrived := func(s *scene) string {
		s.Helper()
		id := expected(s)
		_, err := attachesByLetter(func(*scene) string { return id })(s)(s.as("sunlizhen"))
		s.must(err)
		return id
	}
	step := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set, s.steps, s.leaves, s.stranger, s.wrong = "byletter.Take", takesLetter(from, verb), []string{"by_letter " + verb}, proposal.Consultation, "cairangli", "fault.not_found"
		return s
	}
	return append(otherLetterScenarios(), []scenario{
		{act: "byletter.Ask", set: asksByLetter, may: "maliqing", leaves: byletter.Asked, stranger: "cairangli", wrong: "byletter.asked_already",
			lacks: "not: whoever sees a sheet and has no voice is a colleague without a mandate, see TestAColleagueReadsAlong"},
		{act: "byletter.Attach", steps: []string{"by_letter attach"}, set: attachesByLetter(expected), may: "sunlizhen", leaves: byletter.Attached, not: "maliqing",
			says: "workflow.not_yours", stranger: "cairangli", wrong: "workflow.wrong_state"},
		step("check", arrived, scenario{may: "wangliwen", not: "sunlizhen", says: "workflow.not_yours"}),
		step("refuse", arrived, scenario{may: "wangliwen", not: "sunlizhen", says: "workflow.not_yours"}),
		step("take_back", arrived, scenario{may: "maliqing", not: "sunlizhen", says: "workflow.not_yours"}),
	}...)
}
