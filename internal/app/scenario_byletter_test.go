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
		l, err := s.Rooms.RevisionLetters.Ask(s.ctx, a, byletter.Asking{Sheet: sh.ID, Version: s.page(sh.Version)})
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
			l, err := s.Rooms.RevisionLetters.Attach(s.ctx, a, byletter.Attachment{Letter: id, Dated: s.typed(s.Clock.Now().Add(8 * time.Hour).Format(time.DateOnly)), Paper: scanned(), Version: s.page(s.letterVersion(id))})
			return l.State, err
		}
	}
}

func takesLetter(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			p, err := s.Rooms.RevisionLetters.Take(s.ctx, a, byletter.Step{Letter: id, Verb: verb, Reason: s.typed("理由。"), Version: s.page(s.letterVersion(id)), Anyway: true})
			return p.State, err
		}
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
		s.act, s.set, s.steps, s.leaves, s.stranger, s.wrong = "byletter.Take", takesLetter(from, verb), []string{"revision_letter " + verb}, proposal.Consultation, "cairangli", "fault.not_found"
		return s
	}
	return []scenario{
		{act: "byletter.Ask", set: asksByLetter, may: "maliqing", leaves: byletter.Asked, stranger: "cairangli", wrong: "byletter.asked_already",
			lacks: "not: whoever sees a sheet and has no voice is a colleague without a mandate, see TestAColleagueReadsAlong"},
		{act: "byletter.Attach", steps: []string{"revision_letter attach"}, set: attachesByLetter(expected), may: "sunlizhen", leaves: byletter.Attached, not: "maliqing",
			says: "workflow.not_yours", stranger: "cairangli", wrong: "workflow.wrong_state"},
		step("check", arrived, scenario{may: "wangliwen", not: "sunlizhen", says: "workflow.not_yours"}),
		step("refuse", arrived, scenario{may: "wangliwen", not: "sunlizhen", says: "workflow.not_yours"}),
		step("take_back", arrived, scenario{may: "maliqing", not: "sunlizhen", says: "workflow.not_yours"}),
	}
}
