package app_test

import (
	"sametable/internal/policy"
	"sametable/internal/thread"
)

// takes is an attempt at a step of a post.
func takes(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			_, p, err := s.Rooms.Threads.Take(s.ctx, a, thread.Step{Post: id, Verb: verb, Reason: s.typed("理由。"), Anyway: true,
				Body: s.typed("请与学校值班室联系。"), Version: s.page(s.post(id).Version)})
			return p.State, err
		}
	}
}

// took is a post after a step of somebody's.
func took(from func(*scene) string, who, verb string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := takes(func(*scene) string { return id }, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

// attached is a statement with the letter its author asked for, which waits for its check.
func attached(body string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := took(said("maliqing", body, thread.Statement), "maliqing", "ask_letter")(s)
		_, _, err := s.Rooms.Threads.AttachLetter(s.ctx, s.as("sunlizhen"), thread.AttachForm{Post: id, Dated: "2019-06-03", Paper: scanned(), Version: s.post(id).Version})
		s.must(err)
		return id
	}
}

// stepScenarios are the steps of a post's life. maliqing writes, hanlian is of her organisation, cairangli of another at the
// table, fangliqin of none there; elin and linlihua moderate, sunlizhen is secretary and wangliwen chairs.
func stepScenarios() []scenario {
	plain, held := said("maliqing", "值班表已经贴出。", thread.Personal), said("maliqing", telephone(), thread.Personal)
	statement := said("maliqing", "我中心愿公开值班表。", thread.Statement)
	back := took(held, "elin", "return")
	step := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set = "thread.Take", takes(from, verb)
		if s.steps == nil {
			s.steps = []string{"post " + verb}
		}
		if s.wrong == "" {
			s.wrong = "workflow.wrong_state"
		}
		return s
	}
	return []scenario{
		step("confirm", statement, scenario{may: "hanlian", leaves: thread.Published, not: "maliqing", says: "guard.post.colleague", stranger: "cairangli"}),
		step("confirm", said("maliqing", telephone(), thread.Statement), scenario{steps: []string{"post confirm_held"}, may: "hanlian", leaves: thread.Held,
			not: "maliqing", says: "guard.post.colleague", stranger: "cairangli", wrong: "fault.not_found"}), // it is the moderators' now
		step("decline", statement, scenario{may: "hanlian", leaves: thread.Returned, not: "maliqing", says: "guard.post.colleague", stranger: "cairangli",
			wrong: "fault.not_found"}), // it is its author's now
		step("resubmit", took(statement, "hanlian", "decline"), scenario{steps: []string{"post ask"}, may: "maliqing", leaves: thread.Confirming,
			not: "elin", says: "guard.post.writer", stranger: "cairangli"}),
		step("ask_letter", statement, scenario{may: "maliqing", leaves: thread.Confirming, not: "hanlian", says: "guard.post.author", stranger: "cairangli",
			wrong: "guard.post.no_letter"}),
		step("check", entered, scenario{may: "wangliwen", leaves: thread.Published, not: "sunlizhen", says: "workflow.not_yours", stranger: "maliqing"}),
		step("check", attached(telephone()), scenario{steps: []string{"post check_held"}, may: "wangliwen", leaves: thread.Held, not: "maliqing",
			says: "workflow.not_yours", stranger: "cairangli"}),
		step("refuse_letter", entered, scenario{may: "wangliwen", leaves: thread.Returned, not: "sunlizhen", says: "workflow.not_yours", stranger: "maliqing"}),
		step("release", held, scenario{may: "elin", leaves: thread.Published, not: "maliqing", says: "workflow.not_yours", stranger: "hanlian"}),
		step("return", held, scenario{may: "elin", leaves: thread.Returned, not: "maliqing", says: "workflow.not_yours", stranger: "hanlian"}),
		step("resubmit", back, scenario{may: "maliqing", leaves: thread.Held, not: "elin", says: "guard.post.writer", stranger: "hanlian"}),
		step("hide", plain, scenario{may: "sunlizhen", leaves: thread.Hidden, not: "maliqing", says: "workflow.not_yours", stranger: "fangliqin"}),
		step("restore", took(plain, "elin", "hide"), scenario{may: "linlihua", leaves: thread.Published, not: "maliqing", says: "workflow.not_yours", stranger: "fangliqin"}),
		step("remove", took(plain, "elin", "remove"), scenario{may: "linlihua", leaves: thread.Removed, not: "elin", says: "guard.second_person", stranger: "fangliqin"}),
		step("erase", took(plain, "elin", "erase"), scenario{may: "linlihua", leaves: thread.Erased, not: "elin", says: "guard.second_person", stranger: "fangliqin"}),
		step("dismiss_removal", took(plain, "elin", "remove"), scenario{may: "linlihua", leaves: thread.Published, not: "elin", says: "guard.second_person",
			stranger: "fangliqin", wrong: "guard.post.proposed"}),
		step("undo_removal", took(plain, "elin", "remove"), scenario{may: "elin", leaves: thread.Published, not: "linlihua", says: "guard.post.proposer",
			stranger: "fangliqin", wrong: "guard.post.proposer"}),
		step("withdraw", plain, scenario{may: "maliqing", leaves: thread.Withdrawn, not: "hanlian", says: "guard.post.author", stranger: "fangliqin"}),
	}
}
