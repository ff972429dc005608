package app_test

import (
	"time"

	"sametable/internal/ballot"
	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/policy"
)

// openCharter is the next charter of HD, in a state of its way. What an earlier scenario has left there is ended.
func openCharter(state string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		f, err := s.Rooms.Forums.Find(s.ctx, "HD")
		s.must(err)
		var left []forum.Charter
		s.must(s.Store.Read(s.ctx).Where("forum_id = ? AND state NOT IN ?", f.ID, []string{forum.CharterAdopted, forum.CharterRejected, forum.CharterSuperseded}).Find(&left).Error)
		for _, c := range left {
			s.endBallots(c)
			s.CharterAt(s.T, s.charter(c.ID), forum.CharterRejected)
		}
		c := s.NextCharter(s.T, "HD", func(form *charter.Form) { form.Zh += "\n\n附则。" })
		s.translateCharter(c.ID)
		if state != forum.CharterDraft {
			c = s.CharterAt(s.T, s.charter(c.ID), state)
		}
		return c.ID
	}
}

// endBallots lets no ballot on a charter stand in the way of the next scenario.
func (s *scene) endBallots(c forum.Charter) {
	s.Helper()
	all, err := s.Rooms.Ballots.Held(s.ctx, c.Record())
	s.must(err)
	for _, b := range all {
		if b.State == ballot.Prepared || b.State == ballot.Opened {
			_, err := s.Rooms.Ballots.Take(s.ctx, s.as("sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "void", Version: b.Version, Reason: "另行表决。"})
			s.must(err)
		}
	}
}

// translateCharter gives a draft its translations, by elin.
func (s *scene) translateCharter(id string) {
	s.Helper()
	c, err := s.Rooms.Forums.CharterByID(s.ctx, id, "zh")
	s.must(err)
	form := charter.Form{Zh: c.Sources["zh"], En: c.Sources["en"] + "\n\nAnnex.", Sv: c.Sources["sv"] + "\n\nBilaga.", Rules: c.Charter.Rules(), Version: c.Charter.Version}
	s.must(s.Rooms.Charters.Edit(s.ctx, s.as("elin"), "HD", form))
}

func (s *scene) charter(id string) forum.Charter {
	s.Helper()
	var c forum.Charter
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&c).Error)
	return c
}

// charterMoves is an attempt at a step of a charter as a whole.
func charterMoves(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			step := charter.Step{Charter: id, Verb: verb, Version: s.page(s.charter(id).Version), Reason: s.typed("理由。"), Anyway: true, Languages: []string{"en", "sv"},
				Until: s.typed(s.Clock.Now().AddDate(0, 0, 20).Format(time.DateOnly))}
			c, err := s.Rooms.Charters.Take(s.ctx, a, step)
			return c.State, err
		}
	}
}

// reviewed is a charter whose translations somebody else has read.
func reviewed(from func(*scene) string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := s.Rooms.Charters.Take(s.ctx, s.as("linlihua"), charter.Step{Charter: id, Verb: "review_translation", Version: s.charter(id).Version, Languages: []string{"en", "sv"}})
		s.must(err)
		return id
	}
}

func charterEdits(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			c, err := s.Rooms.Forums.CharterByID(s.ctx, id, "zh")
			s.must(err)
			err = s.Rooms.Charters.Edit(s.ctx, a, "HD", charter.Form{Zh: s.typed(c.Sources["zh"] + "\n\n再补一条。"), Rules: c.Charter.Rules(), Version: s.page(c.Charter.Version)})
			return s.charter(id).State, err
		}
	}
}

func charterBegins(s *scene) attempt {
	id := openCharter(forum.CharterDraft)(s)
	s.CharterAt(s.T, s.charter(id), forum.CharterRejected)
	return func(a policy.Actor) (string, error) {
		return forum.CharterDraft, s.Rooms.Charters.Begin(s.ctx, a, "HD")
	}
}

// consulted is a charter in its consultation, which runs for two weeks more.
func consulted(s *scene) string {
	s.Helper()
	id := openCharter(forum.CharterReview)(s)
	_, err := s.Rooms.Charters.Take(s.ctx, s.as("linlihua"), charter.Step{Charter: id, Verb: "consult", Version: s.charter(id).Version, Until: s.Clock.Now().AddDate(0, 0, 20).Format(time.DateOnly)})
	s.must(err)
	return id
}

func comments(s *scene) attempt {
	id := consulted(s)
	return func(a policy.Actor) (string, error) {
		_, err := s.Rooms.Charters.Comment(s.ctx, a, charter.Said{Charter: id, Words: s.typed("建议写明。"), Language: "zh", Version: s.page(s.charter(id).Version)})
		return s.charter(id).State, err
	}
}

// commented is a comment of huilin's in a consultation.
func commented(s *scene) charter.Comment {
	s.Helper()
	id := consulted(s)
	c, err := s.Rooms.Charters.Comment(s.ctx, s.as("maliqing"), charter.Said{Charter: id, Words: "建议写明。", Language: "zh", Version: s.charter(id).Version})
	s.must(err)
	return c
}

func (s *scene) comment(id string) charter.Comment {
	s.Helper()
	var c charter.Comment
	s.must(s.Store.Read(s.ctx).Where("id = ?", id).Take(&c).Error)
	return c
}

func changesComment(s *scene) attempt {
	c := commented(s)
	return func(a policy.Actor) (string, error) {
		_, err := s.Rooms.Charters.Comment(s.ctx, a, charter.Said{Charter: c.CharterID, Comment: c.ID, Words: s.typed("建议写得更明白。"), Language: "zh", Version: s.page(s.comment(c.ID).Version)})
		return s.comment(c.ID).Words, err
	}
}

func withdrawsComment(of func(*scene) charter.Comment) func(*scene) attempt {
	return func(s *scene) attempt {
		c := of(s)
		return func(a policy.Actor) (string, error) {
			got, err := s.Rooms.Charters.WithdrawComment(s.ctx, a, c.ID, s.page(s.comment(c.ID).Version))
			if got.WithdrawnAt != nil {
				return "withdrawn", err
			}
			return "stands", err
		}
	}
}

// windowOver is a comment in a consultation that is over.
func windowOver(s *scene) charter.Comment {
	s.Helper()
	c := commented(s)
	s.Clock.Set(s.charter(c.CharterID).WindowEnds.Add(time.Second))
	return c
}

func answersComment(of func(*scene) charter.Comment) func(*scene) attempt {
	return func(s *scene) attempt {
		c := of(s)
		return func(a policy.Actor) (string, error) {
			got, err := s.Rooms.Charters.Answer(s.ctx, a, charter.Answering{Comment: c.ID, Fate: s.typed(charter.InPart), Answer: s.typed("写进附则。"), Language: "zh", Version: s.page(s.comment(c.ID).Version)})
			return got.Fate, err
		}
	}
}

func putsCharter(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			_, err := s.Rooms.Charters.Put(s.ctx, a, id, s.page(s.charter(id).Version), ballot.Form{Meeting: s.typed("例会"), Present: s.seats("HD")})
			return s.charter(id).State, err
		}
	}
}

// charterCounted is a charter on which everybody has said the same.
func charterCounted(voice ballot.Voice) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := reviewed(openCharter(forum.CharterConsultation))(s)
		b, err := s.Rooms.Charters.Put(s.ctx, s.as("sunlizhen"), id, s.charter(id).Version, ballot.Form{Meeting: "例会", Present: s.seats("HD")})
		s.must(err)
		b, err = s.Rooms.Ballots.Take(s.ctx, s.as("sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "open", Version: b.Version})
		s.must(err)
		for who, org := range map[string]string{"maliqing": "huilin", "qinliya": "fed", "zhaoliran": "huyuan", "yelizhi": "beidi", "denglitong": "xunli", "malidong": "dongze-ca", "jialixing": "hd-edu",
			"gaolicheng": "gaohu", "liliming": "hd-ca"} {
			words := map[ballot.Voice]string{ballot.Objects: "先说明理由。"}[voice]
			_, err = s.Rooms.Ballots.Cast(s.ctx, s.as(who), ballot.Vote{Ballot: b.ID, Organisation: s.org(org).ID, Voice: string(voice), Words: words, Language: "zh", Version: 1})
			s.must(err)
		}
		_, err = s.Rooms.Ballots.Take(s.ctx, s.as("sunlizhen"), ballot.Step{Ballot: b.ID, Verb: "close", Version: s.ballot(b.ID).Version})
		s.must(err)
		return id
	}
}

// superseding is a charter that was carried, while an editorial change of the one in force waits.
func superseding(s *scene) string {
	s.Helper()
	id := charterCounted("yes")(s)
	_, err := s.proposeChange(s.as("sunlizhen"), inForceIn(s))
	s.must(err)
	return id
}

func announcesCharter(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			c, err := s.Rooms.Charters.Announce(s.ctx, a, id, s.page(s.charter(id).Version))
			return c.State, err
		}
	}
}

func charterScenarios() []scenario {
	public, draft := "stranger: charters are public", openCharter(forum.CharterDraft)
	review, over := openCharter(forum.CharterReview), openCharter(forum.CharterConsultation)
	step := func(verb string, from func(*scene) string, may, not, says, leaves, wrong string) scenario {
		return scenario{act: "charter.Take", steps: []string{"charter " + verb}, set: charterMoves(from, verb), may: may, leaves: leaves, not: not, says: says, wrong: wrong, lacks: public}
	}
	return []scenario{
		{act: "charter.Begin", set: charterBegins, may: "elin", leaves: forum.CharterDraft, not: "maliqing", says: "charter.not_yours", wrong: "charter.draft_exists", lacks: public},
		{act: "charter.Edit", steps: []string{"charter edit"}, set: charterEdits(draft), may: "elin", leaves: forum.CharterDraft, not: "maliqing", says: "charter.not_yours",
			after: charterEdits(review), wrong: "workflow.wrong_state", lacks: public},
		step("submit", draft, "sunlizhen", "maliqing", "workflow.not_yours", forum.CharterReview, "workflow.wrong_state"),
		step("return", review, "sunlizhen", "wangliwen", "workflow.not_yours", forum.CharterDraft, "workflow.wrong_state"),
		step("consult", review, "sunlizhen", "elin", "guard.second_person", forum.CharterConsultation, "workflow.wrong_state"),
		step("review_translation", review, "linlihua", "maliqing", "workflow.not_yours", forum.CharterReview, "guard.charter.to_review"),
		step("reopen", openCharter(forum.CharterDecision), "sunlizhen", "wangliwen", "workflow.not_yours", forum.CharterConsultation, "workflow.wrong_state"),
		{act: "charter.Comment", steps: []string{"charter comment"}, set: comments, may: "maliqing", leaves: forum.CharterConsultation, not: "sunlizhen", says: "workflow.not_yours",
			after: func(s *scene) attempt {
				id := over(s)
				return func(a policy.Actor) (string, error) {
					_, err := s.Rooms.Charters.Comment(s.ctx, a, charter.Said{Charter: id, Words: "迟到的意见。", Language: "zh", Version: s.charter(id).Version})
					return "", err
				}
			}, wrong: "guard.charter.window", lacks: public},
		{act: "charter.Comment", steps: []string{"charter change_comment"}, set: changesComment, may: "maliqing", leaves: "建议写得更明白。", not: "qinliya", says: "guard.charter.own_comment",
			stranger: "fangliqin", after: func(s *scene) attempt {
				c := windowOver(s)
				return func(a policy.Actor) (string, error) {
					_, err := s.Rooms.Charters.Comment(s.ctx, a, charter.Said{Charter: c.CharterID, Comment: c.ID, Words: "迟到的意见。", Language: "zh", Version: s.comment(c.ID).Version})
					return "", err
				}
			}, wrong: "guard.charter.window"},
		{act: "charter.WithdrawComment", steps: []string{"charter withdraw_comment"}, set: withdrawsComment(commented), may: "maliqing", leaves: "withdrawn", not: "qinliya", says: "guard.charter.own_comment",
			stranger: "fangliqin", wrong: "guard.charter.comment_stands"},
		{act: "charter.Answer", steps: []string{"charter answer_comment"}, set: answersComment(windowOver), may: "wangliwen", leaves: charter.InPart, not: "qinliya", says: "workflow.not_yours",
			stranger: "fangliqin", after: answersComment(commented), wrong: "guard.charter.window_over"},
		{act: "charter.Put", steps: []string{"charter open_ballot"}, set: putsCharter(reviewed(over)), may: "sunlizhen", leaves: forum.CharterDecision, not: "maliqing", says: "workflow.not_yours",
			wrong: "guard.charter.unpolled", lacks: public},
		{act: "charter.Announce", steps: []string{"charter reject"}, set: announcesCharter(charterCounted(ballot.Objects)), may: "wangliwen", leaves: forum.CharterRejected, not: "sunlizhen",
			says: "workflow.not_yours", wrong: "workflow.wrong_state", lacks: public},
		{act: "charter.Announce", steps: []string{"charter adopt", "charter supersede", "forum activate", "charter_change lapse"}, set: announcesCharter(superseding), may: "wangliwen", leaves: forum.CharterAdopted,
			not: "sunlizhen", says: "workflow.not_yours", wrong: "workflow.wrong_state", lacks: public},
	}
}

// inForceIn is the charter that is in force in HD, of which no editorial change waits.
func inForceIn(s *scene) string {
	s.Helper()
	c, err := s.Rooms.Forums.Charter(s.ctx, "HD", "zh")
	s.must(err)
	var open []charter.Change
	s.must(s.Store.Read(s.ctx).Where("charter_id = ? AND state IN ?", c.Charter.ID, []string{charter.ChangeAsked, charter.ChangeOpen}).Find(&open).Error)
	for _, x := range open {
		_, err := s.Rooms.Charters.TakeChange(s.ctx, s.as("sunlizhen"), charter.ChangeStep{Change: x.ID, Verb: "withdraw", Version: x.Version})
		s.must(err)
	}
	return c.Charter.ID
}

func (s *scene) proposeChange(a policy.Actor, id string) (charter.Change, error) {
	c, err := s.Rooms.Forums.CharterByID(s.ctx, id, "zh")
	s.must(err)
	rules := c.Charter.Rules()
	rules.ConsultationDays++
	return s.Rooms.Charters.ProposeChange(s.ctx, a, charter.Proposing{Charter: id, Reason: s.typed("改一个期限。"), Language: "zh",
		Form: charter.Form{Zh: c.Sources["zh"], En: c.Sources["en"], Sv: c.Sources["sv"], Rules: rules, Version: s.page(c.Charter.Version)}})
}

func proposesChange(s *scene) attempt {
	id := inForceIn(s)
	return func(a policy.Actor) (string, error) {
		x, err := s.proposeChange(a, id)
		return x.State, err
	}
}

func changeMoves(verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		x, err := s.proposeChange(s.as("sunlizhen"), inForceIn(s))
		s.must(err)
		if verb == "object" {
			x = s.ChangeAnnounced(s.T, x)
		}
		return func(a policy.Actor) (string, error) {
			var now charter.Change
			s.must(s.Store.Read(s.ctx).Where("id = ?", x.ID).Take(&now).Error)
			got, err := s.Rooms.Charters.TakeChange(s.ctx, a, charter.ChangeStep{Change: x.ID, Verb: verb, Reason: s.typed("须按完整程序修改。"), Language: "zh", Version: s.page(now.Version)})
			return got.State, err
		}
	}
}

func changeScenarios() []scenario {
	public := "stranger: charters are public"
	return []scenario{
		{act: "charter.ProposeChange", steps: []string{"charter propose_change"}, set: proposesChange, may: "sunlizhen", leaves: charter.ChangeAsked, not: "wangliwen", says: "workflow.not_yours",
			wrong: "guard.charter.one_change", lacks: public},
		{act: "charter.TakeChange", steps: []string{"charter_change announce"}, set: changeMoves("announce"), may: "wangliwen", leaves: charter.ChangeOpen, not: "maliqing", says: "workflow.not_yours",
			stranger: "fangliqin", wrong: "workflow.wrong_state"},
		{act: "charter.TakeChange", steps: []string{"charter_change decline"}, set: changeMoves("decline"), may: "wangliwen", leaves: charter.ChangeDeclined, not: "maliqing", says: "workflow.not_yours",
			stranger: "fangliqin", wrong: "workflow.wrong_state"},
		{act: "charter.TakeChange", steps: []string{"charter_change object"}, set: changeMoves("object"), may: "maliqing", leaves: charter.ChangeFallen, not: "alex", says: "workflow.not_yours",
			wrong: "workflow.wrong_state", lacks: public},
		{act: "charter.TakeChange", steps: []string{"charter_change withdraw"}, set: changeMoves("withdraw"), may: "sunlizhen", leaves: charter.ChangeWithdrawn, not: "maliqing",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "workflow.wrong_state"},
	}
}
