package app_test

import (
	"time"

	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/policy"
)

// turnedAway is a proposal of huilin's that the secretary and a moderator have refused in HD.
func turnedAway(s *scene) string {
	return brought(brought(brought(sentOff, "hanlian", "confirm"), "sunlizhen", "refuse"), "elin", "refuse")(s)
}

func (s *scene) appeal(id string) appeal.Appeal {
	s.Helper()
	var a appeal.Appeal
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&a).Error)
	return a
}

// filesAppeal is an attempt to appeal against the refusal.
func filesAppeal(s *scene) attempt {
	id := turnedAway(s)
	return func(a policy.Actor) (string, error) {
		filed, err := s.Rooms.Appeals.File(s.ctx, a, appeal.Form{Proposal: id, Words: s.typed("章程第二条写明了这一范围。"), Language: "zh", Version: s.page(0)})
		return filed.State, err
	}
}

// filed is an appeal that waits for a second person.
func filed(s *scene) string {
	s.Helper()
	a, err := s.Rooms.Appeals.File(s.ctx, s.as("maliqing"), appeal.Form{Proposal: turnedAway(s), Words: "章程第二条写明了这一范围。", Language: "zh"})
	s.must(err)
	return a.ID
}

// takesAppeal is an attempt at a step of an appeal, and appealed one after a step of somebody's.
func takesAppeal(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			taken, err := s.Rooms.Appeals.Take(s.ctx, a, appeal.Step{Appeal: id, Verb: verb, Reason: s.typed("理由。"), Version: s.page(s.appeal(id).Version), Anyway: true})
			return taken.State, err
		}
	}
}

func appealed(from func(*scene) string, who, verb string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := takesAppeal(func(*scene) string { return id }, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

// attachesAppeal is an attempt to attach the letter of an organisation that appeals.
func attachesAppeal(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			at, err := s.Rooms.Appeals.AttachLetter(s.ctx, a, appeal.Attachment{Appeal: id, Dated: s.typed(s.Clock.Now().Add(8 * time.Hour).Format(time.DateOnly)), Paper: scanned(),
				Version: s.page(s.appeal(id).Version)})
			return at.State, err
		}
	}
}

// answersAppeal is an attempt of one who refused to say what she thinks.
func answersAppeal(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			said, err := s.Rooms.Appeals.Answer(s.ctx, a, appeal.Answer{Appeal: id, Words: s.typed("仍认为不属于范围。"), Language: "zh", Version: s.page(s.appeal(id).Version)})
			return said.State, err
		}
	}
}

// putsAppeal is an attempt to ask the forum.
func putsAppeal(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			form := ballot.Form{Meeting: s.typed("例会，议题3")}
			if !s.hasty {
				form.Present = s.seats("HD")
			}
			b, err := s.Rooms.Appeals.Put(s.ctx, a, id, s.page(s.appeal(id).Version), form)
			return b.State, err
		}
	}
}

// heard is an appeal on which the votes are counted.
func heard(from func(*scene) string, voice string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		b, err := s.Rooms.Appeals.Put(s.ctx, s.as("sunlizhen"), id, s.appeal(id).Version, ballot.Form{Meeting: "例会，议题3", Present: s.seats("HD")})
		s.must(err)
		s.counted(b, voice)
		return id
	}
}

// announcesAppeal is an attempt to make it the forum's decision.
func announcesAppeal(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			said, err := s.Rooms.Appeals.Announce(s.ctx, a, appeal.Announcement{Appeal: id, Reason: s.typed("按表决结果。"), Version: s.page(s.appeal(id).Version)})
			return said.State, err
		}
	}
}

// appealScenarios are the steps of an appeal of huilin's, whose people are maliqing and hanlian; sunlizhen is secretary and has refused it
// with elin, a moderator; wangliwen chairs, guliheng votes and does not see the refused proposal, fangliqin sits in another forum.
func appealScenarios() []scenario {
	before := appealed(filed, "hanlian", "confirm")
	letter := appealed(filed, "maliqing", "ask_letter")
	attached := func(s *scene) string {
		s.Helper()
		id := letter(s)
		_, err := attachesAppeal(func(*scene) string { return id })(s)(s.as("sunlizhen"))
		s.must(err)
		return id
	}
	step := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set, s.steps = "appeal.Take", takesAppeal(from, verb), []string{"appeal " + verb}
		if s.wrong == "" {
			s.wrong = "workflow.wrong_state"
		}
		return s
	}
	const colleagues = "not: nobody else knows of it yet, and each of its delegates may"
	return []scenario{
		{act: "appeal.File", steps: []string{"appeal file"}, set: filesAppeal, may: "maliqing", leaves: appeal.Confirming, not: "sunlizhen", says: "workflow.not_yours", stranger: "guliheng",
			wrong: "workflow.wrong_state"},
		step("confirm", filed, scenario{may: "hanlian", leaves: appeal.Lodged, not: "maliqing", says: "guard.appeal.colleague", stranger: "guliheng"}),
		step("decline", filed, scenario{may: "hanlian", leaves: appeal.Unfiled, not: "maliqing", says: "guard.appeal.colleague", stranger: "sunlizhen"}),
		step("take_back", filed, scenario{may: "maliqing", leaves: appeal.Unfiled, stranger: "guliheng", lacks: colleagues}),
		step("ask_letter", filed, scenario{may: "maliqing", leaves: appeal.Confirming, stranger: "guliheng", wrong: "guard.appeal.no_letter", lacks: colleagues}),
		{act: "appeal.AttachLetter", steps: []string{"appeal attach_letter"}, set: attachesAppeal(letter), may: "sunlizhen", leaves: appeal.Confirming, not: "maliqing",
			says: "workflow.not_yours", stranger: "guliheng", wrong: "guard.appeal.letter_asked"},
		step("check", attached, scenario{may: "wangliwen", leaves: appeal.Lodged, not: "sunlizhen", says: "workflow.not_yours", stranger: "guliheng"}),
		step("refuse_letter", attached, scenario{may: "wangliwen", leaves: appeal.Unfiled, not: "sunlizhen", says: "workflow.not_yours", stranger: "guliheng", wrong: "fault.not_found"}),
		{act: "appeal.Answer", steps: []string{"appeal answer"}, set: answersAppeal(before), may: "elin", leaves: appeal.Lodged, not: "guliheng", says: "workflow.not_yours", stranger: "fangliqin",
			wrong: "guard.appeal.unsaid"},
		{act: "appeal.Put", steps: []string{"appeal open_ballot"}, set: putsAppeal(before), may: "wangliwen", leaves: ballot.Prepared, not: "guliheng", says: "workflow.not_yours", stranger: "fangliqin",
			wrong: "guard.appeal.unpolled"},
		{act: "appeal.Announce", steps: []string{"appeal uphold", "proposal admit_on_appeal"}, set: announcesAppeal(heard(before, "yes")), may: "wangliwen", leaves: appeal.Upheld, not: "sunlizhen",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "workflow.wrong_state"},
		{act: "appeal.Announce", steps: []string{"appeal dismiss"}, set: announcesAppeal(heard(before, "objection")), may: "wangliwen", leaves: appeal.Dismissed, not: "sunlizhen",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "workflow.wrong_state"},
		step("withdraw", before, scenario{may: "maliqing", leaves: appeal.Withdrawn, not: "guliheng", says: "guard.appeal.own", stranger: "fangliqin"}),
	}
}
