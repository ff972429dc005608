package app_test

import (
	"sametable/internal/drafting"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// openToAnswers is a proposal of huilin that is out for consultation in HD, and closedToAnswers one that was withdrawn since.
func openToAnswers(s *scene) string {
	s.Helper()
	id := rendered(brought(brought(sentOff, "hanlian", "confirm"), "elin", "admit"), "en", "sv")(s)
	for _, language := range []string{"en", "sv"} {
		s.must(s.Reviews(s.T, "duliwen", policy.Ref{Noun: proposal.Noun, ID: id}, language))
	}
	_, err := s.Rooms.Proposals.Consult(s.ctx, s.as("sunlizhen"), proposal.Opening{Proposal: id, Preset: "days_30", Version: s.proposal(id).Version,
		Invited: []policy.OrganisationID{s.org("tongxing").ID}})
	s.must(err)
	return id
}

func closedToAnswers(s *scene) string {
	return brought(brought(openToAnswers, "maliqing", "ask_withdrawal"), "hanlian", "confirm_withdrawal")(s)
}

func (s *scene) stating(id string) proposal.Stating {
	return proposal.Stating{Proposal: id, Language: s.typed("zh"), Stance: s.typed("object"), Typed: drafting.Typed{drafting.ReasonsField: {s.typed("时间太紧。")}}, Of: 1,
		Version: s.page(0)}
}

// files is an attempt at a statement, and letters one at a statement from paper.
func files(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			st, err := s.Rooms.Proposals.FileStatement(s.ctx, a, s.stating(id))
			return st.State, err
		}
	}
}

func letters(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			f := proposal.StatedByLetter{Stating: s.stating(id), Channel: s.typed("letter"), Dated: s.typed("2019-06-03"), Received: s.typed("2019-06-04"), Paper: scanned()}
			if !s.hasty {
				f.Organisation = s.org("sanquan").ID
			}
			st, err := s.Rooms.Proposals.EnterStatement(s.ctx, a, f)
			return st.State, err
		}
	}
}

// filedBy is a statement of tongxing that waits for its confirmation, and onPaper one of sanquan that waits for its check.
func filedBy(s *scene) string {
	s.Helper()
	st, err := s.Rooms.Proposals.FileStatement(s.ctx, s.as("liangliheng"), s.stating(openToAnswers(s)))
	s.must(err)
	return st.ID
}

func onPaper(s *scene) string {
	s.Helper()
	st, err := s.Rooms.Proposals.EnterStatement(s.ctx, s.as("sunlizhen"), proposal.StatedByLetter{Stating: s.stating(openToAnswers(s)), Channel: "letter",
		Dated: "2019-06-03", Received: "2019-06-04", Paper: scanned(), Organisation: s.org("sanquan").ID})
	s.must(err)
	return st.ID
}

// states is an attempt at a step of a statement.
func states(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			var now proposal.Statement
			s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&now).Error)
			st, err := s.Rooms.Proposals.TakeStatement(s.ctx, a, proposal.StatementStep{Statement: id, Verb: verb, Reason: s.typed("理由。"), Anyway: true, Version: s.page(now.Version)})
			return st.State, err
		}
	}
}

// statementScenarios are the steps of a statement's life. liangliheng files and suliyi confirms for tongxing, maliqing sits for the
// proposer, alex observes; sunlizhen is secretary and wangliwen chairs.
func statementScenarios() []scenario {
	step := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set, s.steps = "proposal.TakeStatement", states(from, verb), []string{"statement " + verb}
		if s.wrong == "" {
			s.wrong = "workflow.wrong_state"
		}
		return s
	}
	confirmed := func(s *scene) string {
		s.Helper()
		id := filedBy(s)
		_, err := states(func(*scene) string { return id }, "confirm")(s)(s.as("suliyi"))
		s.must(err)
		return id
	}
	return []scenario{
		{act: "proposal.FileStatement", steps: []string{"statement file"}, set: files(openToAnswers), may: "liangliheng", leaves: proposal.Confirming, not: "alex",
			says: "statement.not_a_delegate", after: files(closedToAnswers), wrong: "guard.statement.consultation", lacks: "stranger: a consultation is public"},
		{act: "proposal.EnterStatement", steps: []string{"statement enter"}, set: letters(openToAnswers), may: "sunlizhen", leaves: proposal.Confirming, not: "liangliheng",
			says: "statement.letter_not_yours", after: letters(closedToAnswers), wrong: "guard.statement.consultation", lacks: "stranger: a consultation is public"},
		step("confirm", filedBy, scenario{may: "suliyi", leaves: proposal.Confirmed, not: "liangliheng", says: "guard.statement.colleague", stranger: "maliqing"}),
		step("decline", filedBy, scenario{may: "suliyi", leaves: proposal.Draft, not: "liangliheng", says: "guard.statement.colleague", stranger: "sunlizhen"}),
		step("take_back", filedBy, scenario{may: "liangliheng", leaves: proposal.Draft, stranger: "elin", lacks: "not: every delegate of the organisation may"}),
		step("check", onPaper, scenario{may: "wangliwen", leaves: proposal.Confirmed, not: "sunlizhen", says: "workflow.not_yours", stranger: "maliqing"}),
		step("refuse_letter", onPaper, scenario{may: "wangliwen", leaves: proposal.Draft, not: "cairangli", says: "workflow.not_yours", stranger: "maliqing"}),
		step("withdraw", confirmed, scenario{may: "liangliheng", leaves: proposal.Withdrawn, not: "maliqing", says: "guard.statement.own",
			lacks: "stranger: what was confirmed is public"}),
	}
}
