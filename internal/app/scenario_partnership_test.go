package app_test

import (
	"fmt"

	"sametable/internal/partnership"
	"sametable/internal/policy"
)

// together is a form for a partnership of huilin and sanquan in HD.
func (s *scene) together() partnership.Form {
	return partnership.Form{Forum: "HD", Language: "zh", TitleZh: fmt.Sprintf("合作第%d项", s.next()), Scope: "每周开放一次。", Origin: partnership.Origin{Words: "例会，议题3", On: "2019-01-17"},
		Parties: []partnership.Brought{{Organisation: s.org("huilin").ID, Brings: "志愿者"}, {Organisation: s.org("sanquan").ID, Brings: "场地"}}}
}

// between is a partnership that sunlizhen has put before its parties.
func between(s *scene) string {
	s.Helper()
	p, err := s.Rooms.Partnerships.Enter(s.ctx, s.as("sunlizhen"), s.together())
	s.must(err)
	return p.ID
}

func (s *scene) partnership(id string) partnership.Partnership {
	s.Helper()
	var p partnership.Partnership
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&p).Error)
	return p
}

func partners(s *scene) attempt {
	return func(a policy.Actor) (string, error) {
		form := s.together()
		form.TitleZh = s.typed(form.TitleZh)
		p, err := s.Rooms.Partnerships.Enter(s.ctx, a, form)
		return p.State, err
	}
}

// revisesIt is an attempt to put a partnership in other words.
func revisesIt(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			form := s.together()
			form.TitleZh, form.Version = s.typed("另一种写法"), s.page(s.partnership(id).Version)
			p, err := s.Rooms.Partnerships.Revise(s.ctx, a, id, form)
			return p.State, err
		}
	}
}

// goesOn is an attempt at a step of a partnership, and gone one after a step of somebody's.
func goesOn(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			p, err := s.Rooms.Partnerships.Take(s.ctx, a, partnership.Step{Partnership: id, Verb: verb, Reason: s.typed("理由。"), Starts: s.typed("2019-07-01"),
				Link: s.typed("https://example.org/agreement"), Anyway: true, Version: s.page(s.partnership(id).Version)})
			return p.State, err
		}
	}
}

func gone(from func(*scene) string, who, verb string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := goesOn(func(*scene) string { return id }, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

// partnershipScenarios are the steps of a partnership's life: maliqing confirms for huilin and cairangli for sanquan, zhaoliran is of no
// party, sunlizhen is secretary, and fangliqin has no seat there.
func partnershipScenarios() []scenario {
	const public = "stranger: what was agreed is public"
	one := gone(between, "maliqing", "confirm")
	agreed := gone(one, "cairangli", "confirm")
	active := gone(agreed, "sunlizhen", "activate")
	step := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set = "partnership.Take", goesOn(from, verb)
		if s.steps == nil {
			s.steps = []string{"partnership " + verb}
		}
		if s.wrong == "" {
			s.wrong = "workflow.wrong_state"
		}
		return s
	}
	return []scenario{
		{act: "partnership.Enter", set: partners, may: "sunlizhen", leaves: partnership.Proposed, not: "maliqing", says: "partnership.who_proposes",
			lacks: "stranger: the form is no secret; wrong: there is none yet"},
		{act: "partnership.Revise", steps: []string{"partnership revise"}, set: revisesIt(one), may: "sunlizhen", leaves: partnership.Proposed, not: "maliqing",
			says: "workflow.not_yours", stranger: "fangliqin", after: revisesIt(agreed), wrong: "workflow.wrong_state"},
		step("confirm", between, scenario{may: "maliqing", leaves: partnership.Proposed, not: "zhaoliran", says: "guard.partnership.party", stranger: "fangliqin",
			wrong: "guard.partnership.waiting"}),
		step("confirm", one, scenario{steps: []string{"partnership conclude"}, may: "cairangli", leaves: partnership.Agreed, not: "zhaoliran", says: "guard.partnership.party",
			stranger: "fangliqin"}),
		step("decline", one, scenario{may: "cairangli", leaves: partnership.Declined, not: "sunlizhen", says: "workflow.not_yours", stranger: "fangliqin"}),
		step("withdraw", gone(one, "cairangli", "decline"), scenario{may: "sunlizhen", leaves: partnership.Withdrawn, not: "maliqing", says: "workflow.not_yours",
			stranger: "fangliqin"}),
		step("activate", agreed, scenario{may: "sunlizhen", leaves: partnership.Active, not: "maliqing", says: "workflow.not_yours", lacks: public}),
		step("end", active, scenario{may: "sunlizhen", leaves: partnership.Ended, not: "maliqing", says: "workflow.not_yours", lacks: public}),
	}
}
