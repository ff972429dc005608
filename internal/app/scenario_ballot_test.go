package app_test

import (
	"fmt"

	"sametable/internal/ballot"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// seats lists the organisations that sit in a forum with a vote.
func (s *scene) seats(key string) []policy.OrganisationID {
	s.Helper()
	f, err := s.Rooms.Forums.Find(s.ctx, key)
	s.must(err)
	rows, err := s.Rooms.Forums.Seats(s.ctx, f.ID)
	s.must(err)
	var all []policy.OrganisationID
	for _, row := range rows {
		if row.Voting {
			all = append(all, row.OrganisationID)
		}
	}
	return all
}

// asked is a ballot of a forum's with everybody at the table.
func (s *scene) asked(key, secretary string) string {
	s.Helper()
	f, err := s.Rooms.Forums.Find(s.ctx, key)
	s.must(err)
	var b ballot.Ballot
	s.must(s.Rooms.Register.Act(s.ctx, s.as(secretary), func(tx *register.Tx) error {
		b, err = s.Rooms.Ballots.Put(tx, ballot.Question{Subject: policy.Ref{Noun: "question", ID: fmt.Sprint("question", s.next())}, Forum: f.ID, ForumKey: key, Path: f.Path(),
			Reference: key, Revision: 1, VersionID: "v", VersionHash: "0123456789abcdef0123"}, ballot.Form{Meeting: "例会", Present: s.seats(key)})
		return err
	}))
	return b.ID
}

func prepared(s *scene) string { return s.asked("HD", "sunlizhen") }

// opened is one that takes voices.
func opened(s *scene) string { return balloted(prepared, "sunlizhen", "open")(s) }

func (s *scene) ballot(id string) ballot.Ballot {
	s.Helper()
	var b ballot.Ballot
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&b).Error)
	return b
}

func (s *scene) voter(id, org string) ballot.Voter {
	s.Helper()
	var v ballot.Voter
	s.must(s.Store.Read(s.ctx).Where("ballot_id = ? AND organisation_id = ?", id, s.org(org).ID).Take(&v).Error)
	return v
}

// ballots is an attempt at a step of a ballot as a whole.
func ballots(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			step := ballot.Step{Ballot: id, Verb: verb, Version: s.page(s.ballot(id).Version), Reason: s.typed("理由。")}
			if !s.hasty {
				step.Present = s.seats(s.ballot(id).ForumKey)
			}
			b, err := s.Rooms.Ballots.Take(s.ctx, a, step)
			return b.State, err
		}
	}
}

func balloted(from func(*scene) string, who, verb string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := ballots(func(*scene) string { return id }, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

// votes is an attempt to give huilin's voice, to enter it, or to confirm what was entered; it leaves the voice.
func votes(from func(*scene) string, act, voice string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			vote := ballot.Vote{Ballot: id, Organisation: s.org("huilin").ID, Voice: s.typed(voice), Words: s.typed("先写明经费。"), Language: "zh", Version: s.page(s.voter(id, "huilin").Version)}
			give := map[string]func(s *scene) error{
				"cast":    func(s *scene) error { _, err := s.Rooms.Ballots.Cast(s.ctx, a, vote); return err },
				"enter":   func(s *scene) error { _, err := s.Rooms.Ballots.Enter(s.ctx, a, vote); return err },
				"confirm": func(s *scene) error { _, err := s.Rooms.Ballots.ConfirmEntry(s.ctx, a, vote); return err },
			}[act]
			err := give(s)
			return string(s.voter(id, "huilin").Voice), err
		}
	}
}

func voted(from func(*scene) string, who, act, voice string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := votes(func(*scene) string { return id }, act, voice)(s)(s.as(who))
		s.must(err)
		return id
	}
}

// objected is a ballot of JH, which seeks consensus, to which yinghe objects and everybody else agrees.
func objected(s *scene) string {
	s.Helper()
	id := s.asked("JH", "qianlian")
	b, err := s.Rooms.Ballots.Take(s.ctx, s.as("qianlian"), ballot.Step{Ballot: id, Verb: "open", Version: s.ballot(id).Version})
	s.must(err)
	for _, who := range []string{"chenglihui", "zhanglimiao", "luliyun", "qinliya", "fangliqin", "yelizhi", "tanlifeng", "yaolifan"} {
		voice, words := "yes", ""
		if who == "zhanglimiao" {
			voice, words = "objection", "先写明经费。"
		}
		a := s.as(who)
		_, err = s.Rooms.Ballots.Cast(s.ctx, a, ballot.Vote{Ballot: b.ID, Organisation: a.In(b.Forum, s.Clock.Now())[0].Organisation, Voice: voice, Words: words, Language: "zh", Version: 1})
		s.must(err)
	}
	return b.ID
}

// settles is an attempt at a step of that objection.
func settles(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			_, err := s.Rooms.Ballots.Settle(s.ctx, a, ballot.Settling{Ballot: id, Organisation: s.org("yinghe").ID, Verb: verb, Words: s.typed("经费写在第三条。"), Version: s.page(s.voter(id, "yinghe").Version)})
			return s.voter(id, "yinghe").Objection, err
		}
	}
}

func settled(who, verb string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := objected(s)
		_, err := settles(func(*scene) string { return id }, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

func ballotScenarios() []scenario {
	step := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set, s.stranger = "ballot.Take", ballots(from, verb), "fangliqin"
		if s.steps == nil {
			s.steps = []string{"ballot " + verb}
		}
		if s.wrong == "" {
			s.wrong = "workflow.wrong_state"
		}
		return s
	}
	objection := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set, s.steps, s.stranger, s.wrong = "ballot.Settle", settles(from, verb), []string{"objection " + verb}, "maliqing", "workflow.wrong_state"
		return s
	}
	closed := func(s *scene) attempt { return votes(balloted(opened, "sunlizhen", "close"), "cast", "yes")(s) }
	return []scenario{
		step("mark", prepared, scenario{may: "sunlizhen", leaves: ballot.Prepared, not: "maliqing", says: "workflow.not_yours", after: ballots(balloted(opened, "sunlizhen", "close"), "mark")}),
		step("open", prepared, scenario{may: "wangliwen", leaves: ballot.Opened, not: "maliqing", says: "workflow.not_yours"}),
		step("close", opened, scenario{may: "sunlizhen", leaves: ballot.Tallied, not: "maliqing", says: "workflow.not_yours", steps: []string{"ballot close", "ballot tally"}}),
		step("void", opened, scenario{may: "sunlizhen", leaves: ballot.Void, not: "maliqing", says: "workflow.not_yours"}),
		{act: "ballot.Cast", steps: []string{"ballot cast"}, set: votes(opened, "cast", "yes"), may: "maliqing", leaves: "yes", not: "cairangli", says: "guard.ballot.voter", stranger: "fangliqin",
			after: closed, wrong: "workflow.wrong_state"},
		{act: "ballot.Enter", steps: []string{"ballot enter"}, set: votes(opened, "enter", "yes"), may: "sunlizhen", leaves: "yes", not: "cairangli", says: "workflow.not_yours", stranger: "fangliqin",
			after: votes(balloted(opened, "sunlizhen", "close"), "enter", "yes"), wrong: "workflow.wrong_state"},
		{act: "ballot.ConfirmEntry", steps: []string{"ballot confirm_entry"}, set: votes(voted(opened, "sunlizhen", "enter", "yes"), "confirm", "yes"), may: "hanlian", leaves: "yes", not: "cairangli",
			says: "guard.ballot.voter", stranger: "fangliqin", wrong: "guard.ballot.entered"},
		objection("answer", objected, scenario{may: "qianlian", leaves: ballot.Answered, not: "chenglihui", says: "workflow.not_yours"}),
		objection("clear", objected, scenario{may: "zhanglimiao", leaves: ballot.Cleared, not: "chenglihui", says: "guard.objection.own"}),
		objection("maintain", settled("qianlian", "answer"), scenario{may: "wulizhou", leaves: ballot.Maintained, not: "chenglihui", says: "guard.objection.own"}),
		objection("override", settled("zhanglimiao", "maintain"), scenario{may: "zhoulining", leaves: ballot.Overridden, not: "chenglihui", says: "workflow.not_yours"}),
	}
}

// deliberated is a proposal of huilin's that the table has before it.
func deliberated(s *scene) string { return brought(answeredStatements, "sunlizhen", "deliberate")(s) }

// puts is an attempt to put it to the vote.
func puts(s *scene) attempt {
	id := deliberated(s)
	return func(a policy.Actor) (string, error) {
		form := ballot.Form{Meeting: s.typed("例会，议题3")}
		if !s.hasty {
			form.Present = s.seats("HD")
		}
		b, err := s.Rooms.Decisions.Put(s.ctx, a, id, s.page(s.proposal(id).Version), form)
		return b.State, err
	}
}

// polled is a proposal on which the ballot is counted, with the voices of those who are at the table.
func polled(voice string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := deliberated(s)
		b, err := s.Rooms.Decisions.Put(s.ctx, s.as("sunlizhen"), id, s.proposal(id).Version, ballot.Form{Meeting: "例会，议题3", Present: s.seats("HD")})
		s.must(err)
		s.counted(b, voice)
		return id
	}
}

// counted opens a ballot, lets those who are at the table give one voice, and closes it.
func (s *scene) counted(b ballot.Ballot, voice string) {
	s.Helper()
	b, err := s.Rooms.Ballots.Take(s.ctx, s.as("sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version})
	s.must(err)
	for _, who := range []string{"maliqing", "cairangli", "suliyi", "qinliya", "zhaoliran", "yelizhi", "gaolicheng"} {
		a := s.as(who)
		_, err = s.Rooms.Ballots.Cast(s.ctx, a, ballot.Vote{Ballot: b.ID, Organisation: a.In(b.Forum, s.Clock.Now())[0].Organisation, Voice: voice, Words: "理由。", Language: "zh", Version: 1})
		s.must(err)
	}
	_, err = s.Rooms.Ballots.Take(s.ctx, s.as("sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "close", Version: b.Version})
	s.must(err)
}

// announces is an attempt to make it the table's decision.
func announces(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			p, err := s.Rooms.Decisions.Announce(s.ctx, a, id, s.page(s.proposal(id).Version))
			return p.State, err
		}
	}
}

// together is the same of a proposal that becomes a partnership.
func together(s *scene) string {
	s.Helper()
	s.outcome = "partnership"
	defer func() { s.outcome = "" }()
	return polled("yes")(s)
}

func decisionScenarios() []scenario {
	const public = "stranger: everybody reads what is deliberated"
	off := func(s *scene) attempt {
		id := deliberated(s)
		return func(a policy.Actor) (string, error) {
			p, err := s.Rooms.Decisions.PutOff(s.ctx, a, id, s.page(s.proposal(id).Version), s.typed("九月再议。"))
			return p.State, err
		}
	}
	return []scenario{
		{act: "decision.Put", steps: []string{"proposal open_ballot"}, set: puts, may: "sunlizhen", leaves: ballot.Prepared, not: "maliqing", says: "workflow.not_yours", lacks: public,
			wrong: "guard.proposal.unpolled"},
		{act: "decision.PutOff", steps: []string{"proposal put_off"}, set: off, may: "wangliwen", leaves: proposal.Deliberation, not: "sunlizhen", says: "workflow.not_yours", lacks: public,
			after: func(s *scene) attempt {
				id := polled("yes")(s)
				return func(a policy.Actor) (string, error) {
					p, err := s.Rooms.Decisions.PutOff(s.ctx, a, id, s.page(s.proposal(id).Version), "九月再议。")
					return p.State, err
				}
			}, wrong: "guard.proposal.undecided"},
		{act: "decision.Announce", steps: []string{"proposal recommend", "ballot publish"}, set: announces(polled("yes")), may: "wangliwen", leaves: proposal.Recommended, not: "sunlizhen",
			says: "workflow.not_yours", lacks: public, wrong: "workflow.wrong_state"},
		{act: "decision.Announce", steps: []string{"proposal not_recommend"}, set: announces(polled("objection")), may: "wangliwen", leaves: proposal.Declined, not: "sunlizhen",
			says: "workflow.not_yours", lacks: public, wrong: "workflow.wrong_state"},
		{act: "decision.Announce", steps: []string{"proposal partner"}, set: announces(together), may: "wangliwen", leaves: proposal.Partnership, not: "sunlizhen",
			says: "workflow.not_yours", lacks: public, wrong: "workflow.wrong_state"},
	}
}
