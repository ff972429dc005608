package app_test

import (
	"strings"
	"time"

	"sametable/internal/calendar"
	"sametable/internal/commitment"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// recommended is a proposal of huilin's in HD that the table has recommended.
func recommended(s *scene) string {
	s.Helper()
	return s.House.Recommended(s.T).ID
}

func (s *scene) handling(id string) handling.State {
	s.Helper()
	st, _, err := s.Rooms.Handlings.Of(s.ctx, s.proposal(id))
	s.must(err)
	return st
}

// handsOver is an attempt to hand a recommended proposal to hd-edu, with hd-ca beside it.
func handsOver(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			form := handling.HandOver{Proposal: id, Beside: []policy.OrganisationID{s.org("hd-ca").ID}, Note: s.typed("请先试点。"), Version: s.page(s.proposal(id).Version)}
			if !s.hasty {
				form.Lead = s.org("hd-edu").ID
			}
			_, err := s.Rooms.Handlings.Hand(s.ctx, a, form)
			return s.proposal(id).State, err
		}
	}
}

// handedOver is one that sunlizhen has handed over.
func handedOver(s *scene) string {
	s.Helper()
	id := recommended(s)
	_, err := handsOver(func(*scene) string { return id })(s)(s.as("sunlizhen"))
	s.must(err)
	return id
}

// closedToMembers is one whose clock the charter shows to nobody but the parties: the authority can show it to more. Before, it showed it
// to the forum's members.
func closedToMembers(s *scene) string {
	s.Helper()
	id := handedOver(s)
	shows := func(who policy.Actor) bool { return s.handling(id).ShowsClock(who, s.Clock.Now()) }
	for _, opens := range []bool{true, false} {
		s.Chartered(s.T, "HD", func(r *forum.Rules) { r.ClockToMembers = opens })
		if shows(s.as("zhaoliran")) != opens || shows(policy.Actor{}) || !shows(s.as("maliqing")) {
			s.Errorf("the charter shows the clock to members: %v, and it is shown to a member: %v", opens, shows(s.as("zhaoliran")))
		}
	}
	return id
}

// handles is an attempt at a step of the handling.
func handles(from func(*scene) string, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			step := handling.Step{Proposal: id, Verb: verb, Reason: s.typed("理由。"), Right: s.typed("财政部门"), Day: s.typed(s.Clock.Now().AddDate(0, 4, 0).Format(time.DateOnly)), How: s.typed("visit"),
				Measures: []int{2}, Anyway: true, Version: s.page(s.handling(id).Version)}
			if verb == "meet" {
				step.Day = s.typed(s.Clock.Now().Format(time.DateOnly))
			}
			if !s.hasty {
				step.To = s.org("hd-edu").ID
			}
			_, err := s.Rooms.Handlings.Take(s.ctx, a, step)
			return s.proposal(id).State, err
		}
	}
}

// after is a proposal after a step of its handling.
func after(from func(*scene) string, who, verb string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := handles(func(*scene) string { return id }, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

// saying is a filing of a kind.
func (s *scene) saying(id, kind, rating string) handling.Filing {
	f := handling.Filing{Proposal: id, Kind: kind, CoreZh: s.typed("先试点。"), Signer: s.typed("副处长"), Contact: s.typed("0970-5550101"), Words: s.typed("意见。"), Rating: s.typed(rating)}
	for n := 1; n <= 3; n++ {
		f.Verdicts = append(f.Verdicts, handling.Verdict{Measure: n, Verdict: map[bool]string{true: handling.Accepted, false: handling.NotAccepted}[n == 1], Reason: s.typed("已列入计划。")})
	}
	return f
}

// filesAnswer is an attempt to file an answer of a kind.
func filesAnswer(from func(*scene) string, kind string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			f := s.saying(id, kind, handling.NotSatisfied)
			if s.hasty {
				f.Version = 99
			}
			given, err := s.Rooms.Handlings.File(s.ctx, a, f)
			return given.State, err
		}
	}
}

// entersReply is an attempt to enter the lead authority's reply from a letter.
func entersReply(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			f := s.saying(id, handling.Reply, "")
			f.Letter = &handling.Letter{Channel: s.typed("letter"), Dated: s.typed("2019-06-10"), Received: s.typed("2019-06-10"), Paper: &input.Sent{File: strings.NewReader("%PDF-1.4 x"), Name: "函.pdf"}}
			if s.hasty {
				f.Version = 99
			}
			given, err := s.Rooms.Handlings.File(s.ctx, a, f)
			return given.State, err
		}
	}
}

// said is the newest answer of a kind on a proposal.
func (s *scene) said(id, kind string) handling.Answer {
	s.Helper()
	var a handling.Answer
	s.must(s.Store.Read(s.ctx).Where("proposal_id = ? AND kind = ?", id, kind).Order("round DESC").Limit(1).Take(&a).Error)
	return a
}

// answerSteps is an attempt at a step of an answer.
func answerSteps(from func(*scene) string, kind, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			said := s.said(id, kind)
			done, err := s.Rooms.Handlings.TakeAnswer(s.ctx, a, handling.AnswerStep{Answer: said.ID, Verb: verb, Reason: s.typed("理由。"), Version: s.page(said.Version), Anyway: true})
			return done.State, err
		}
	}
}

// answerFiled is a proposal on which somebody has filed an answer, and answered one whose answer went a step on.
func answerFiled(from func(*scene) string, who, kind string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := filesAnswer(func(*scene) string { return id }, kind)(s)(s.as(who))
		s.must(err)
		return id
	}
}

func answered(from func(*scene) string, who, kind, verb string) func(*scene) string {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := answerSteps(func(*scene) string { return id }, kind, verb)(s)(s.as(who))
		s.must(err)
		return id
	}
}

func enteredReply(s *scene) string {
	s.Helper()
	id := handedOver(s)
	_, err := entersReply(func(*scene) string { return id })(s)(s.as("sunlizhen"))
	s.must(err)
	return id
}

// repliedTo, ratedNot and published are a proposal with a reply, with one whose rating is private, and with one whose rating is public.
func repliedTo(s *scene) string {
	return answered(answerFiled(handedOver, "jialixing", handling.Reply), "jiangliyan", handling.Reply, "confirm")(s)
}

func ratedNot(s *scene) string {
	return answered(answerFiled(repliedTo, "maliqing", handling.Rating), "hanlian", handling.Rating, "confirm")(s)
}

func publishedNot(s *scene) string {
	return answered(ratedNot, "elin", handling.Rating, "publish")(s)
}

// follows is an attempt to begin the follow-up.
func follows(from func(*scene) string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			f := handling.Following{Proposal: id, Version: s.page(s.handling(id).Version)}
			if !s.hasty {
				f.Promises = []handling.Promise{{Measure: 1, Owner: s.org("hd-edu").ID, Due: "2019-12-31", TitleZh: "试点专职岗位"}}
			}
			_, err := s.Rooms.Handlings.Follow(s.ctx, a, f)
			return s.proposal(id).State, err
		}
	}
}

// followed is one whose follow-up has begun, and followedWell one whose commitments are verified.
func followed(s *scene) string {
	s.Helper()
	id := publishedNot(s)
	_, err := follows(func(*scene) string { return id })(s)(s.as("sunlizhen"))
	s.must(err)
	return id
}

func followedWell(s *scene) string {
	s.Helper()
	id := followed(s)
	var c commitment.Commitment
	s.must(s.Store.Read(s.ctx).Where("origin_id = ?", id).Take(&c).Error)
	for _, step := range []string{"jialixing accept", "jialixing report", "zhaoliran verify"} {
		who, verb, _ := strings.Cut(step, " ")
		_, err := stepsOn(func(*scene) string { return c.ID }, verb)(s)(s.as(who))
		s.must(err)
	}
	return id
}

// leadless is a proposal whose lead authority has lost its seat while it handles it.
func leadless(s *scene) string {
	s.Helper()
	id, lead := recommended(s), s.org("dongze-ca").ID
	_, err := s.Rooms.Handlings.Hand(s.ctx, s.as("sunlizhen"), handling.HandOver{Proposal: id, Lead: lead, Version: s.proposal(id).Version})
	s.must(err)
	var seat forum.Seat
	s.must(s.Store.Read(s.ctx).Where("organisation_id = ? AND forum_id = ? AND until IS NULL", lead, s.proposal(id).Forum).Take(&seat).Error)
	s.must(s.Rooms.Forums.EndSeat(s.ctx, s.as("elin"), forum.SeatEnd{ID: seat.ID, Reason: "本单位退出。", Version: seat.Version}))
	return id
}

// handlingScenarios are the steps of a proposal in the hands of authorities. jialixing responds and jiangliyan signs for hd-edu, which
// leads; liliming responds and zhengliyuan signs for hd-ca, which is heard; maliqing and hanlian are of huilin, which proposes.
func handlingScenarios() []scenario {
	const public = "stranger: that it was handed over is public"
	step := func(verb string, from func(*scene) string, s scenario) scenario {
		s.act, s.set, s.steps, s.lacks = "handling.Take", handles(from, verb), []string{"proposal " + verb}, public
		return s
	}
	answer := func(verb, kind string, from func(*scene) string, s scenario) scenario {
		s.act, s.set, s.steps = "handling.TakeAnswer", answerSteps(from, kind, verb), append(s.steps, "answer "+verb)
		return s
	}
	replying, rating := answerFiled(handedOver, "jialixing", handling.Reply), answerFiled(repliedTo, "maliqing", handling.Rating)
	closed := after(followedWell, "sunlizhen", "close")
	return []scenario{
		{act: "handling.Hand", steps: []string{"proposal hand_over"}, set: handsOver(recommended), may: "sunlizhen", leaves: proposal.HandedOver, not: "maliqing", says: "workflow.not_yours",
			wrong: "workflow.wrong_state", lacks: "stranger: what was recommended is public"},
		step("give_back", handedOver, scenario{may: "jialixing", leaves: proposal.Recommended, not: "liliming", says: proposal.GuardLead, after: handles(repliedTo, "give_back"), wrong: "workflow.wrong_state"}),
		step("recall", leadless, scenario{may: "sunlizhen", leaves: proposal.Recommended, not: "maliqing", says: "workflow.not_yours", after: handles(repliedTo, "recall"), wrong: "workflow.wrong_state"}),
		step("meet", handedOver, scenario{may: "jialixing", leaves: proposal.HandedOver, not: "liliming", says: proposal.GuardLead, after: handles(repliedTo, "meet"), wrong: "workflow.wrong_state"}),
		step("show_clock", closedToMembers, scenario{may: "jialixing", leaves: proposal.HandedOver, not: "zhaoliran", says: proposal.GuardLead, after: handles(repliedTo, "show_clock"), wrong: "workflow.wrong_state"}),
		step("show_clock", handedOver, scenario{may: "jiangliyan", leaves: proposal.HandedOver, not: "liliming", says: proposal.GuardLead, after: handles(repliedTo, "show_clock"), wrong: "workflow.wrong_state"}),
		step("remind", handedOver, scenario{may: "wangliwen", leaves: proposal.HandedOver, not: "maliqing", says: "workflow.not_yours", after: handles(repliedTo, "remind"), wrong: "workflow.wrong_state"}),
		step("ask_extension", handedOver, scenario{may: "jiangliyan", leaves: proposal.HandedOver, not: "liliming", says: proposal.GuardLead, wrong: proposal.GuardUnasked}),
		step("extend", after(handedOver, "jialixing", "ask_extension"), scenario{may: "sunlizhen", leaves: proposal.HandedOver, not: "jialixing", says: "workflow.not_yours", wrong: proposal.GuardAsked}),
		step("keep_limit", after(handedOver, "jialixing", "ask_extension"), scenario{may: "wangliwen", leaves: proposal.HandedOver, not: "jialixing", says: "workflow.not_yours", wrong: proposal.GuardAsked}),
		step("re_handle", publishedNot, scenario{may: "elin", leaves: proposal.ReHandling, not: "maliqing", says: "workflow.not_yours", wrong: "workflow.wrong_state"}),
		{act: "handling.Follow", steps: []string{"proposal follow_up"}, set: follows(publishedNot), may: "sunlizhen", leaves: proposal.FollowUp, not: "maliqing", says: "workflow.not_yours",
			wrong: "workflow.wrong_state", lacks: public},
		step("close", followedWell, scenario{may: "sunlizhen", leaves: proposal.Closed, not: "maliqing", says: "workflow.not_yours", wrong: "workflow.wrong_state"}),
		step("reopen", after(closed, "wangliwen", "reopen"), scenario{may: "sunlizhen", leaves: proposal.FollowUp, not: "maliqing", says: "workflow.not_yours", wrong: "workflow.wrong_state"}),
		step("reopen_handling", after(closed, "sunlizhen", "reopen_handling"), scenario{may: "wangliwen", leaves: proposal.ReHandling, not: "maliqing", says: "workflow.not_yours", wrong: "workflow.wrong_state"}),
		{act: "handling.File", steps: []string{"answer file"}, set: filesAnswer(handedOver, handling.Reply), may: "jialixing", leaves: handling.Confirming, not: "liliming", says: "guard.answer.own",
			lacks: public, wrong: "workflow.wrong_state"},
		{act: "handling.File", steps: []string{"answer enter"}, set: entersReply(handedOver), may: "sunlizhen", leaves: handling.Confirming, not: "maliqing", says: "workflow.not_yours", lacks: public, wrong: "workflow.wrong_state"},
		answer("confirm", handling.Reply, replying, scenario{steps: []string{"proposal reply"}, may: "jiangliyan", leaves: handling.Given, not: "jialixing", says: "guard.answer.second", stranger: "maliqing",
			wrong: "workflow.wrong_state"}),
		answer("confirm", handling.Rating, rating, scenario{steps: []string{"proposal rate"}, may: "hanlian", leaves: handling.Given, not: "maliqing", says: "guard.answer.colleague", stranger: "zhaoliran",
			wrong: "workflow.wrong_state"}),
		answer("decline", handling.Reply, replying, scenario{may: "jiangliyan", leaves: handling.Draft, not: "jialixing", says: "guard.answer.second", stranger: "sunlizhen", wrong: "workflow.wrong_state"}),
		answer("take_back", handling.Reply, replying, scenario{may: "jialixing", leaves: handling.Draft, lacks: "not: whoever sees it may", stranger: "elin", wrong: "workflow.wrong_state"}),
		answer("check", handling.Reply, enteredReply, scenario{may: "wangliwen", leaves: handling.Given, not: "jialixing", says: "workflow.not_yours", stranger: "maliqing", wrong: "workflow.wrong_state"}),
		answer("refuse_letter", handling.Reply, enteredReply, scenario{may: "elin", leaves: handling.Draft, not: "jialixing", says: "workflow.not_yours", stranger: "zhaoliran", wrong: "workflow.wrong_state"}),
		answer("publish", handling.Rating, ratedNot, scenario{may: "elin", leaves: handling.Published, not: "maliqing", says: "workflow.not_yours", stranger: "sunlizhen", wrong: "workflow.wrong_state"}),
		{act: "calendar.Enter", set: func(s *scene) attempt {
			return func(a policy.Actor) (string, error) {
				y, err := s.Rooms.Calendar.Enter(s.ctx, a, calendar.Form{Year: s.typed("2021"), Days: s.typed("2021-01-01 off")})
				return y.ID, err
			}
		}, may: "mats", leaves: "2021", not: "sunlizhen", says: "calendar.not_yours", lacks: "stranger: the form is no secret; wrong: a year may be entered again"},
	}
}
