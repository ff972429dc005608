package app_test

import (
	"fmt"

	"sametable/internal/commitment"
	"sametable/internal/policy"
)

// promise is a form for a commitment of huilin in HD.
func (s *scene) promise() commitment.Form {
	return commitment.Form{Forum: "HD", Owner: s.org("huilin").ID, Language: "zh", TitleZh: fmt.Sprintf("汇总第%d项工作", s.next()), Due: "2019-09-30",
		Origin: commitment.Origin{Words: "例会，议题4", On: "2019-01-17"}}
}

// promised is a commitment that sunlizhen has put before huilin.
func promised(s *scene) string {
	s.Helper()
	c, err := s.Rooms.Commitments.Enter(s.ctx, s.as("sunlizhen"), s.promise())
	s.must(err)
	return c.ID
}

// promisedFirmly is one that maliqing has accepted.
func promisedFirmly(s *scene) string { return stepped(promised, "maliqing", "accept")(s) }

func (s *scene) commitment(id string) commitment.Commitment {
	s.Helper()
	var c commitment.Commitment
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&c).Error)
	return c
}

func promises(s *scene) attempt {
	return func(a policy.Actor) (string, error) {
		form := s.promise()
		form.TitleZh = s.typed(form.TitleZh)
		c, err := s.Rooms.Commitments.Enter(s.ctx, a, form)
		return c.State, err
	}
}

// againProposes is an attempt to put a refused commitment before its owner once more.
func againProposes(s *scene) attempt {
	id := stepped(promised, "maliqing", "refuse")(s)
	return func(a policy.Actor) (string, error) {
		form := s.promise()
		form.TitleZh, form.Version = s.typed("另一种写法"), s.page(s.commitment(id).Version)
		c, err := s.Rooms.Commitments.ProposeAgain(s.ctx, a, id, form)
		return c.State, err
	}
}

// stepsOn is an attempt at a step of a commitment.
func stepsOn(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			step := commitment.Step{Commitment: id, Verb: verb, Reason: s.typed("理由。"), Due: s.typed("2019-12-31"), Anyway: true, Version: s.page(s.commitment(id).Version),
				Proof: commitment.Proof{Words: s.typed("已经公布。"), Link: s.typed("https://example.org/report")}}
			if !s.hasty {
				step.Owner = s.org("sanquan").ID
			}
			c, err := s.Rooms.Commitments.Take(s.ctx, a, step)
			return c.State, err
		}
	}
}

// stepped is a commitment after a step of somebody's.
func stepped(from func(*scene) string, who, verb string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := stepsOn(func(*scene) string { return id }, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

// commitmentScenarios are the steps of a commitment's life. maliqing and hanlian speak for huilin, an NGO as sanquan of cairangli is, and
// zhaoliran for a university; sunlizhen is secretary, wangliwen chairs, and fangliqin has no seat there.
func commitmentScenarios() []scenario {
	const public = "stranger: what was accepted is public"
	step := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set, s.steps = "commitment.Take", stepsOn(from, verb), []string{"commitment " + verb}
		if s.wrong == "" {
			s.wrong = "workflow.wrong_state"
		}
		return s
	}
	reported, moved := stepped(promisedFirmly, "maliqing", "report"), stepped(promisedFirmly, "sunlizhen", "transfer")
	over := func(from func(*scene) string, verb string) func(*scene) attempt { // the same on one that was verified
		return stepsOn(stepped(from, "zhaoliran", "verify"), verb)
	}
	return []scenario{
		{act: "commitment.Enter", set: promises, may: "sunlizhen", leaves: commitment.Proposed, not: "maliqing", says: "commitment.who_proposes",
			lacks: "stranger: the form is no secret; wrong: there is none yet"},
		{act: "commitment.ProposeAgain", steps: []string{"commitment propose_again"}, set: againProposes, may: "wangliwen", leaves: commitment.Proposed, not: "maliqing",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "workflow.wrong_state"},
		step("accept", promised, scenario{may: "maliqing", leaves: commitment.Accepted, not: "cairangli", says: "guard.commitment.own", stranger: "fangliqin"}),
		step("refuse", promised, scenario{may: "hanlian", leaves: commitment.Refused, not: "sunlizhen", says: "workflow.not_yours", stranger: "fangliqin"}),
		step("start", promisedFirmly, scenario{may: "maliqing", leaves: commitment.InProgress, not: "zhaoliran", says: "guard.commitment.own", lacks: public}),
		step("report", promisedFirmly, scenario{may: "maliqing", leaves: commitment.Reported, not: "zhaoliran", says: "guard.commitment.own", lacks: public}),
		step("verify", reported, scenario{may: "zhaoliran", leaves: commitment.Verified, not: "cairangli", says: "guard.commitment.other_group", lacks: public}),
		step("reopen", reported, scenario{may: "wangliwen", leaves: commitment.Reopened, not: "maliqing", says: "guard.commitment.other_group", lacks: public}),
		step("ask_extension", promisedFirmly, scenario{may: "maliqing", leaves: commitment.Accepted, not: "zhaoliran", says: "guard.commitment.own", after: over(reported, "ask_extension"), lacks: public}),
		step("extend", promisedFirmly, scenario{may: "wangliwen", leaves: commitment.Accepted, not: "maliqing", says: "workflow.not_yours", after: over(reported, "extend"), lacks: public}),
		step("keep_day", stepped(promisedFirmly, "maliqing", "ask_extension"), scenario{may: "sunlizhen", leaves: commitment.Accepted, not: "maliqing", says: "workflow.not_yours",
			wrong: "guard.commitment.asked", lacks: public}),
		step("transfer", promisedFirmly, scenario{may: "sunlizhen", leaves: commitment.Accepted, not: "maliqing", says: "workflow.not_yours", after: over(reported, "transfer"), lacks: public}),
		step("take_over", moved, scenario{may: "cairangli", leaves: commitment.Accepted, not: "maliqing", says: "guard.commitment.next_owner", wrong: "guard.commitment.next_owner", lacks: public}),
		step("decline_transfer", moved, scenario{may: "cairangli", leaves: commitment.Accepted, not: "maliqing", says: "guard.commitment.next_owner",
			wrong: "guard.commitment.next_owner", lacks: public}),
		step("cancel", promisedFirmly, scenario{may: "wangliwen", leaves: commitment.Cancelled, not: "maliqing", says: "workflow.not_yours", lacks: public}),
	}
}
