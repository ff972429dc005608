package app_test

import (
	"cmp"
	"fmt"
	"time"

	"sametable/internal/drafting"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// sentOff is a proposal that maliqing of huilin has sent for confirmation in HD.
func sentOff(s *scene) string {
	s.Helper()
	p, err := s.Rooms.Proposals.Ask(s.ctx, s.as("maliqing"), proposal.Asking{Sheet: s.sheet().ID, Version: 1})
	s.must(err)
	return p.ID
}

// sheet is a whole proposal that nobody has sent yet.
func (s *scene) sheet() drafting.Sheet {
	s.Helper()
	a := s.as("maliqing")
	sh, err := s.Rooms.Proposals.Begin(s.ctx, a, drafting.Beginning{Forum: "HD", Language: "zh", Outcome: cmp.Or(s.outcome, "services"), Title: fmt.Sprintf("关于第%d件事的建议", s.next())})
	s.must(err)
	sh, err = s.Rooms.Proposals.Keep(s.ctx, a, sh.ID, sh.Version, drafting.Typed{"situation": {"情况如此。"}, "analysis": {"原因在此。"}, "measure_1": {"先做第一件"},
		"measure_2": {"再做第二件"}, "level": {"province"}})
	s.must(err)
	return sh
}

func (s *scene) proposal(id string) proposal.Proposal {
	s.Helper()
	var p proposal.Proposal
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&p).Error)
	return p
}

// steps is an attempt at a step of a proposal.
func steps(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		into := ""
		if verb == "merge" {
			into = s.proposal(brought(brought(sentOff, "hanlian", "confirm"), "elin", "admit")(s)).Reference
		}
		return func(a policy.Actor) (string, error) {
			step := proposal.Step{Proposal: id, Verb: verb, Reason: s.typed("理由。"), Into: into, Version: s.page(s.proposal(id).Version), Anyway: true}
			if step.To = s.typed("另一个论坛"); !s.hasty {
				step.Checks = proposal.Checks()
			}
			p, err := s.Rooms.Proposals.Take(s.ctx, a, step)
			return p.State, err
		}
	}
}

// brought is a proposal after a step of somebody's.
func brought(from func(*scene) string, who, verb string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := steps(func(*scene) string { return id }, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

// asksFor is an attempt to send a sheet for confirmation.
func asksFor(s *scene) attempt {
	sh := s.sheet()
	return func(a policy.Actor) (string, error) {
		p, err := s.Rooms.Proposals.Ask(s.ctx, a, proposal.Asking{Sheet: sh.ID, Version: s.page(sh.Version)})
		return p.State, err
	}
}

// lettered is a proposal that waits for its letter, and withLetter one whose letter waits for its check.
func lettered(s *scene) string { return brought(sentOff, "maliqing", "ask_letter")(s) }

func (s *scene) attaches(id string) attempt {
	return func(a policy.Actor) (string, error) {
		p, err := s.Rooms.Proposals.AttachLetter(s.ctx, a, proposal.Attachment{Proposal: id, Dated: s.typed("2019-06-10"), Paper: scanned(), Version: s.page(s.proposal(id).Version)})
		return p.State, err
	}
}

func withLetter(s *scene) string {
	s.Helper()
	id := lettered(s)
	_, err := s.attaches(id)(s.as("sunlizhen"))
	s.must(err)
	return id
}

// rendered is a proposal that was put into some languages, and nobody has reviewed that.
func rendered(from func(*scene) string, languages ...string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		for _, language := range languages {
			s.must(s.Translates(s.T, "karin", policy.Ref{Noun: proposal.Noun, ID: id}, language, drafting.Typed{"title": {"A matter"}, "measure_1": {"First"}, "measure_2": {"Then"}}))
		}
		return id
	}
}

// consults is an attempt to open a consultation on what was translated and reviewed.
func consults(s *scene) attempt {
	id := rendered(brought(brought(sentOff, "hanlian", "confirm"), "elin", "admit"), "en", "sv")(s)
	for _, language := range []string{"en", "sv"} {
		s.must(s.Reviews(s.T, "duliwen", policy.Ref{Noun: proposal.Noun, ID: id}, language))
	}
	return func(a policy.Actor) (string, error) {
		o := proposal.Opening{Proposal: id, Preset: s.typed("days_30"), Version: s.page(s.proposal(id).Version)}
		if !s.hasty {
			o.Invited = []policy.OrganisationID{s.org("sanquan").ID}
		}
		p, err := s.Rooms.Proposals.Consult(s.ctx, a, o)
		return p.State, err
	}
}

// proposalScenarios are the steps of a proposal's life. maliqing drafts and hanlian confirms for huilin, cairangli sits for another
// organisation, fangliqin in another forum; elin and linlihua moderate, sunlizhen is secretary and wangliwen chairs.
func proposalScenarios() []scenario {
	submitted := brought(sentOff, "hanlian", "confirm")
	step := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set = "proposal.Take", steps(from, verb)
		if s.steps == nil {
			s.steps = []string{"proposal " + verb}
		}
		if s.wrong == "" {
			s.wrong = "workflow.wrong_state"
		}
		return s
	}
	return []scenario{
		{act: "proposal.Ask", steps: []string{"proposal ask"}, set: asksFor, may: "maliqing", leaves: proposal.Confirming, stranger: "cairangli",
			wrong: "fault.not_found", lacks: "not: whoever sees a sheet and has no voice is a colleague without a mandate, see TestAColleagueReadsAlong"},
		step("take_back", sentOff, scenario{may: "maliqing", leaves: proposal.Draft, stranger: "cairangli", lacks: "not: every delegate of the organisation may"}),
		step("confirm", sentOff, scenario{may: "hanlian", leaves: proposal.Submitted, not: "maliqing", says: "guard.proposal.colleague", stranger: "cairangli"}),
		step("decline", sentOff, scenario{may: "hanlian", leaves: proposal.Draft, not: "maliqing", says: "guard.proposal.colleague", stranger: "cairangli"}),
		step("confirm", lettered, scenario{may: "hanlian", leaves: proposal.Submitted, not: "maliqing", says: "guard.proposal.colleague", stranger: "cairangli"}),
		step("decline", lettered, scenario{may: "hanlian", leaves: proposal.Draft, not: "maliqing", says: "guard.proposal.colleague", stranger: "cairangli"}),
		step("ask_letter", sentOff, scenario{may: "maliqing", leaves: proposal.Confirming, stranger: "cairangli", wrong: "guard.proposal.no_letter",
			lacks: "not: every delegate of the organisation may"}),
		{act: "proposal.AttachLetter", steps: []string{"proposal attach_letter"}, set: func(s *scene) attempt { return s.attaches(lettered(s)) }, may: "sunlizhen",
			leaves: proposal.Confirming, not: "maliqing", says: "workflow.not_yours", stranger: "cairangli", wrong: "guard.proposal.letter_asked"},
		step("check", withLetter, scenario{may: "wangliwen", leaves: proposal.Submitted, not: "maliqing", says: "workflow.not_yours", stranger: "cairangli"}),
		step("refuse_letter", withLetter, scenario{may: "wangliwen", leaves: proposal.Draft, not: "sunlizhen", says: "workflow.not_yours", stranger: "cairangli",
			wrong: "fault.not_found"}), // it is its organisation's again
		step("admit", submitted, scenario{may: "elin", leaves: proposal.Admitted, not: "maliqing", says: "workflow.not_yours", stranger: "cairangli"}),
		step("return", submitted, scenario{may: "sunlizhen", leaves: proposal.Returned, not: "maliqing", says: "workflow.not_yours", stranger: "cairangli"}),
		step("merge", submitted, scenario{may: "elin", leaves: proposal.Merged, not: "maliqing", says: "workflow.not_yours", stranger: "cairangli"}),
		step("forward", submitted, scenario{may: "elin", leaves: proposal.Forwarded, not: "maliqing", says: "workflow.not_yours", stranger: "cairangli"}),
		step("refuse", brought(submitted, "elin", "refuse"), scenario{may: "sunlizhen", leaves: proposal.Refused, not: "elin", says: "guard.second_person", stranger: "cairangli"}),
		step("undo_refusal", brought(submitted, "elin", "refuse"), scenario{may: "elin", leaves: proposal.Submitted, not: "sunlizhen", says: "guard.proposal.refuser",
			stranger: "cairangli", wrong: "guard.proposal.refuser"}),
		step("withdraw", submitted, scenario{may: "maliqing", leaves: proposal.Withdrawn, not: "elin", says: "workflow.not_yours", stranger: "cairangli"}),
		step("ask_withdrawal", openToAnswers, scenario{may: "maliqing", leaves: proposal.Consultation, not: "suliyi", says: "guard.proposal.own",
			wrong: "guard.proposal.withdrawal_unasked", lacks: "stranger: a consultation is public"}),
		step("confirm_withdrawal", brought(openToAnswers, "maliqing", "ask_withdrawal"), scenario{may: "hanlian", leaves: proposal.Withdrawn, not: "maliqing",
			says: "guard.proposal.withdrawal_other", lacks: "stranger: a consultation is public"}),
		step("decline_withdrawal", brought(openToAnswers, "maliqing", "ask_withdrawal"), scenario{may: "hanlian", leaves: proposal.Consultation, not: "maliqing",
			says: "guard.proposal.withdrawal_other", wrong: "guard.proposal.withdrawal", lacks: "stranger: a consultation is public"}),
		step("drop_withdrawal", brought(openToAnswers, "maliqing", "ask_withdrawal"), scenario{may: "maliqing", leaves: proposal.Consultation, not: "hanlian",
			says: "guard.proposal.withdrawer", wrong: "guard.proposal.withdrawal", lacks: "stranger: a consultation is public"}),
		{act: "proposal.Consult", steps: []string{"proposal consult"}, set: consults, may: "sunlizhen", leaves: proposal.Consultation, not: "elin",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "workflow.wrong_state"},
		{act: "proposal.Ask", steps: []string{"proposal ask_revision"}, set: asksRevision, may: "maliqing", leaves: proposal.Consultation, stranger: "cairangli",
			lacks: "not: whoever sees a sheet and has no voice is a colleague without a mandate, see TestAColleagueReadsAlong",
			wrong: "guard.proposal.unasked"},
		{act: "proposal.ConfirmRevision", steps: []string{"proposal confirm_revision"}, set: answersFor("confirm"), may: "hanlian", leaves: proposal.Consultation, not: "maliqing",
			says: "guard.proposal.reviser", stranger: "cairangli", wrong: "fault.not_found"},
		{act: "proposal.DeclineRevision", steps: []string{"proposal decline_revision"}, set: answersFor("decline"), may: "hanlian", leaves: proposal.Consultation, not: "maliqing",
			says: "guard.proposal.reviser", stranger: "cairangli", wrong: "guard.proposal.revision"},
		step("deliberate", answeredStatements, scenario{may: "sunlizhen", leaves: proposal.Deliberation, not: "maliqing", says: "workflow.not_yours",
			lacks: "stranger: everybody reads what was put to consultation"}),
	}
}

// closedWindow is a proposal whose consultation is over, with no statement.
func closedWindow(s *scene) string {
	s.Helper()
	id := openToAnswers(s)
	s.Clock.Set(s.proposal(id).ClosesAt.Add(time.Second))
	return id
}

// newVersion is the sheet of a new version of it.
func newVersion(s *scene) drafting.Sheet {
	s.Helper()
	sh, err := s.Rooms.Proposals.Resume(s.ctx, s.as("maliqing"), closedWindow(s))
	s.must(err)
	return sh
}

// asksRevision is an attempt to send it to a colleague.
func asksRevision(s *scene) attempt {
	sh := newVersion(s)
	return func(a policy.Actor) (string, error) {
		p, err := s.Rooms.Proposals.Ask(s.ctx, a, proposal.Asking{Sheet: sh.ID, Version: s.page(sh.Version)})
		return p.State, err
	}
}

// answersFor is an attempt at a colleague's word on it.
func answersFor(verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		sh := newVersion(s)
		_, err := s.Rooms.Proposals.Ask(s.ctx, s.as("maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
		s.must(err)
		return func(a policy.Actor) (string, error) {
			rev := proposal.Revising{Sheet: sh.ID, Version: s.page(sh.Version), Reason: s.typed("请补充。"), Anyway: true}
			act := s.Rooms.Proposals.ConfirmRevision
			if verb == "decline" {
				act = s.Rooms.Proposals.DeclineRevision
			}
			p, err := act(s.ctx, a, rev)
			return p.State, err
		}
	}
}

// answeredStatements is a proposal whose organisation has confirmed the new version.
func answeredStatements(s *scene) string {
	s.Helper()
	sh := newVersion(s)
	_, err := s.Rooms.Proposals.Ask(s.ctx, s.as("maliqing"), proposal.Asking{Sheet: sh.ID, Version: sh.Version})
	s.must(err)
	_, err = s.Rooms.Proposals.ConfirmRevision(s.ctx, s.as("hanlian"), proposal.Revising{Sheet: sh.ID, Version: sh.Version})
	s.must(err)
	return sh.ProposalID
}
