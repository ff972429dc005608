package app_test

import (
	"fmt"

	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/policy"
)

// founded is a forum of its own with a draft of its charter. Moderators keep it; nobody else has a role there.
func founded(s *scene) string {
	s.Helper()
	key := fmt.Sprintf("SA%d", s.next())
	_, err := s.Rooms.Forums.Found(s.ctx, s.as("elin"), forum.FoundingForm{Key: key, NameZh: "例行论坛", NameEn: "Example forum", NameSv: "Provforum",
		Language: "zh", Rules: forum.DefaultRules()})
	s.must(err)
	s.must(s.Rooms.Charters.Edit(s.ctx, s.as("elin"), key, charter.Form{Zh: "第一条 本论坛讨论。", Rules: forum.DefaultRules(), Version: s.draft(key).Version}))
	return key
}

// draft is the newest charter of a forum.
func (s *scene) draft(key string) forum.Charter {
	s.Helper()
	f, err := s.Rooms.Forums.Find(s.ctx, key)
	s.must(err)
	var c forum.Charter
	s.must(s.Store.Read(s.ctx).Where("forum_id = ?", f.ID).Order("number DESC").First(&c).Error)
	return c
}

func finds(s *scene) attempt {
	key := fmt.Sprintf("SB%d", s.next())
	return func(a policy.Actor) (string, error) {
		f, err := s.Rooms.Forums.Found(s.ctx, a, forum.FoundingForm{Key: key, NameZh: s.typed("例行论坛"), NameEn: "Example forum", NameSv: "Provforum",
			Language: "zh", Rules: forum.DefaultRules()})
		return f.State, err
	}
}

func seating(s *scene) attempt {
	key := founded(s)
	return func(a policy.Actor) (string, error) {
		return "given", s.Rooms.Forums.GiveSeat(s.ctx, a, key, s.org("huilin").ID)
	}
}

// unseats is an attempt to end a seat on which somebody sits; it gives her mandate's state.
func unseats(s *scene) attempt {
	id := proposed(s)
	var seat forum.Seat
	s.must(s.Store.Read(s.ctx).Where("forum_id = ?", s.mandate(id).ForumID).Take(&seat).Error)
	return func(a policy.Actor) (string, error) {
		err := s.Rooms.Forums.EndSeat(s.ctx, a, forum.SeatEnd{ID: seat.ID, Reason: s.typed("本单位退出。"), Version: s.page(seat.Version)})
		return s.mandate(id).State, err
	}
}

func forumScenarios() []scenario {
	forums := "stranger: forums and seats are public"
	return []scenario{
		{act: "forum.Found", set: finds, may: "elin", leaves: forum.Founding, stranger: "maliqing",
			lacks: "not: nobody else is told of it; wrong: there is no forum yet"},
		{act: "forum.GiveSeat", set: seating, may: "elin", leaves: "given", not: "maliqing", says: "seat.not_yours", wrong: "seat.taken", lacks: forums},
		{act: "forum.EndSeat", steps: []string{"mandate unseat"}, set: unseats, may: "elin", leaves: forum.Ended, not: "hanlian", says: "seat.not_yours",
			wrong: "fault.not_found", lacks: forums},
	}
}

// seated is a forum of its own in which the organisation of maliqing and hanlian has a seat.
func seated(s *scene) string {
	s.Helper()
	key := founded(s)
	s.must(s.Rooms.Forums.GiveSeat(s.ctx, s.as("elin"), key, s.org("huilin").ID))
	return key
}

func proposes(key string) func(*scene) attempt {
	return func(s *scene) attempt {
		if key == "" {
			key = seated(s)
		}
		f := forum.MandateForm{Forum: key, Organisation: s.org("huilin").ID, Person: s.Person(s.T, "maliqing"), Capacity: "titular", Letter: "委派函 5号"}
		return func(a policy.Actor) (string, error) {
			f.Letter = s.typed("委派函 5号")
			m, err := s.Rooms.Forums.Propose(s.ctx, a, f)
			return m.State, err
		}
	}
}

// proposed is a mandate of maliqing's that her focal point hanlian has proposed.
func proposed(s *scene) policy.MandateID {
	s.Helper()
	m, err := s.Rooms.Forums.Propose(s.ctx, s.as("hanlian"), forum.MandateForm{Forum: seated(s), Organisation: s.org("huilin").ID,
		Person: s.Person(s.T, "maliqing"), Capacity: "titular", Letter: "委派函 5号"})
	s.must(err)
	return m.ID
}

// moves is an attempt at a step of a mandate.
func moves(from func(*scene) policy.MandateID, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			err := s.Rooms.Forums.Step(s.ctx, a, forum.MandateStep{ID: id, Verb: verb, Note: s.typed("理由"), Version: s.page(s.mandate(id).Version)})
			return s.mandate(id).State, err
		}
	}
}

func moved(from func(*scene) policy.MandateID, who, verb string) func(*scene) policy.MandateID {
	return func(s *scene) policy.MandateID {
		s.Helper()
		id := from(s)
		_, err := moves(func(*scene) policy.MandateID { return id }, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

func replaces(from func(*scene) policy.MandateID) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			_, err := s.Rooms.Forums.Replace(s.ctx, a, forum.Replacement{ID: id, Person: s.Person(s.T, "hanlian"), Letter: s.typed("委派函 6号"),
				Version: s.page(s.mandate(id).Version)})
			return s.mandate(id).State, err
		}
	}
}

func mandateScenarios() []scenario {
	accepted := moved(proposed, "maliqing", "accept")
	confirmed := moved(accepted, "elin", "confirm")
	step := func(verb string, from func(*scene) policy.MandateID, s scenario) scenario {
		s.act, s.steps, s.set, s.stranger, s.wrong = "forum.Step", []string{"mandate " + verb}, moves(from, verb), "fangliqin", "workflow.wrong_state"
		return s
	}
	return []scenario{
		{act: "forum.Propose", set: proposes(""), may: "hanlian", leaves: forum.Proposed, stranger: "cairangli", wrong: "mandate.exists",
			lacks: "not: whoever sends nobody for the organisation is told nothing of it"},
		step("accept", proposed, scenario{may: "maliqing", leaves: forum.Accepted, not: "hanlian", says: "guard.mandate.person"}),
		step("decline", proposed, scenario{may: "maliqing", leaves: forum.Ended, not: "hanlian", says: "guard.mandate.person"}),
		step("confirm", accepted, scenario{may: "elin", leaves: forum.Confirmed, not: "maliqing", says: "workflow.not_yours"}),
		step("refuse", accepted, scenario{may: "elin", leaves: forum.Ended, not: "maliqing", says: "workflow.not_yours"}),
		step("resign", accepted, scenario{may: "maliqing", leaves: forum.Ended, not: "elin", says: "guard.mandate.person"}),
		step("pause", confirmed, scenario{may: "hanlian", leaves: forum.Paused, not: "maliqing", says: "workflow.not_yours"}),
		step("resume", moved(confirmed, "hanlian", "pause"), scenario{may: "hanlian", leaves: forum.Confirmed, not: "maliqing", says: "workflow.not_yours"}),
		step("end", confirmed, scenario{may: "hanlian", leaves: forum.Ended, not: "maliqing", says: "workflow.not_yours"}),
		{act: "forum.Replace", steps: []string{"mandate replace"}, set: replaces(confirmed), may: "hanlian", leaves: forum.Ended, not: "maliqing",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "workflow.wrong_state"},
	}
}
