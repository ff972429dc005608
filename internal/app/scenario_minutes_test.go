package app_test

import (
	"time"

	"sametable/internal/forum"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/received"
	"sametable/internal/text"
)

// round is what the minutes of a meeting of HD have come to: their id.
type round func(*scene) string

func writtenMinutes(s *scene) string { return s.WrittenMinutes(s.T).ID }

// anew goes back to the day of the world before another meeting is called.
func (from round) anew(s *scene) string {
	s.Clock.Set(time.Date(2019, 6, 10, 1, 0, 0, 0, time.UTC))
	return from(s)
}

// walked are minutes after a step of somebody's.
func (from round) walked(steps ...[2]string) round {
	return func(s *scene) string {
		s.Helper()
		return s.WalkedMinutes(s.T, from(s), steps...).ID
	}
}

// filed are minutes of which maliqing would have a paragraph of a kind corrected.
func (from round) filed(kind string) round {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := s.Rooms.Minutes.File(s.ctx, s.as("maliqing"), s.filing(id, kind))
		s.must(err)
		return id
	}
}

func (s *scene) filing(id, kind string) minutes.Filing {
	s.Helper()
	f := minutes.Filing{Minutes: id, Block: s.BlockOf(s.T, id, kind).ID, Kind: s.typed("fact"), Quote: s.typed("将于年底实施"), Instead: s.typed("拟于年底前提出方案"), Reason: s.typed("当时说的是方案。"), Language: s.typed("zh")}
	if kind == minutes.Decision {
		f.Quote, f.Kind = "", s.typed(minutes.Omission)
	}
	return f
}

func (s *scene) correction(id string) minutes.Correction {
	s.Helper()
	var c minutes.Correction
	s.must(s.Store.Read(s.ctx).Where("minutes_id = ?", id).Take(&c).Error)
	return c
}

// over lets the time for corrections pass.
func (from round) over(s *scene) string {
	id := from(s)
	s.Clock.Set(s.Minutes(s.T, id).ClosesAt.Add(time.Minute))
	return id
}

// checked are minutes of a charter with checkers, one of whom is maliqing.
func checked(s *scene) string {
	s.Helper()
	s.Chartered(s.T, "HD", func(r *forum.Rules) { r.MinutesApproval = minutes.Checking })
	id := writtenMinutes(s)
	s.Chartered(s.T, "HD", func(r *forum.Rules) { r.MinutesApproval = minutes.Silence })
	return id
}

// settledBy are minutes of which a correction was accepted.
func (from round) accepted(s *scene) string {
	s.Helper()
	id := from.filed(minutes.Discussion)(s)
	c := s.correction(id)
	_, err := s.Rooms.Minutes.Settle(s.ctx, s.as("sunlizhen"), minutes.Settling{Minutes: id, Correction: c.ID, Verb: "accept", Version: c.Version})
	s.must(err)
	return id
}

// untouched are minutes that were taken back for a correction of a decision, which was declined, and lie before the chair again.
func (from round) untouched(s *scene) string {
	s.Helper()
	id := from.filed(minutes.Decision).walked([2]string{"sunlizhen", "recall"})(s)
	c := s.correction(id)
	_, err := s.Rooms.Minutes.Settle(s.ctx, s.as("sunlizhen"), minutes.Settling{Minutes: id, Correction: c.ID, Verb: "decline", Answer: s.typed("决定记录无误。"), Version: c.Version})
	s.must(err)
	return round(func(*scene) string { return id }).walked([2]string{"sunlizhen", "submit"})(s)
}

// entersReceived is an attempt to enter what gaolicheng's organisation said about minutes, and received minutes of which that waits.
func entersReceived(from round, about string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			m, f := s.Minutes(s.T, id), s.filing(id, minutes.Discussion)
			f.Hash = m.Hash
			l, err := s.Rooms.Received.Enter(s.ctx, a, received.Entering{Filing: f, About: about, Organisation: s.OrgOf(s.T, "gaohu"), Channel: s.typed("letter"), Sender: s.typed("高立成"),
				Dated: s.typed(m.CirculatedAt.Add(8 * time.Hour).Format(time.DateOnly)), Received: s.typed(m.ClosesAt.Add(8 * time.Hour).Format(time.DateOnly)), Paper: scanned()})
			return l.State, err
		}
	}
}

func (from round) received(about string) round {
	return func(s *scene) string {
		s.Helper()
		id := from(s)
		_, err := entersReceived(func(*scene) string { return id }, about)(s)(s.as("sunlizhen"))
		s.must(err)
		return id
	}
}

// takesReceived is an attempt at a step of it.
func takesReceived(from round, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			var found []received.Letter
			s.must(s.Store.Read(s.ctx).Omit("content").Where("minutes_id = ?", id).Find(&found).Error)
			l := append(found, received.Letter{})[0]
			l, err := s.Rooms.Received.Take(s.ctx, a, received.Step{Minutes: id, Letter: l.ID, Verb: verb, Reason: s.typed("与来函不符。"), Version: s.page(l.Version)})
			return l.State, err
		}
	}
}

// left gives the state minutes are left in.
func left(m minutes.Set, err error) (string, error) { return m.State, err }

// walks is an attempt at a step of minutes.
func walks(from round, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			m := s.Minutes(s.T, id)
			return left(s.Rooms.Minutes.Walk(s.ctx, a, minutes.Step{Minutes: id, Verb: verb, Reason: s.typed("请核实。"), Hash: m.Hash, Version: s.page(m.Version)}))
		}
	}
}

// onMinutes is an attempt at another act on minutes, with the version somebody has read.
func onMinutes(from round, act func(s *scene, a policy.Actor, id string, version int) (minutes.Set, error)) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			return left(act(s, a, id, s.page(s.Minutes(s.T, id).Version)))
		}
	}
}

func settlesMinutes(from round, verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			c := s.correction(id)
			c, err := s.Rooms.Minutes.Settle(s.ctx, a, minutes.Settling{Minutes: id, Correction: c.ID, Verb: verb, Words: s.typed("会议听取了汇报。"), Answer: s.typed("同意。"), Version: s.page(c.Version)})
			return c.State, err
		}
	}
}

func filesCorrection(from round) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			c, err := s.Rooms.Minutes.File(s.ctx, a, s.filing(id, minutes.Discussion))
			return c.State, err
		}
	}
}

// writes is an attempt to write a paragraph, and takesOut to take one out that was added.
func writes(s *scene) attempt {
	id := writtenMinutes(s)
	b := s.BlockOf(s.T, id, minutes.Discussion)
	return func(a policy.Actor) (string, error) {
		return left(s.Rooms.Minutes.Write(s.ctx, a, minutes.Paragraph{Minutes: id, Block: b.ID, Words: s.typed("会议认为可行。"), Version: s.page(b.Version)}))
	}
}

func takesOut(s *scene) attempt {
	id := writtenMinutes(s)
	item := s.BlockOf(s.T, id, minutes.Discussion).ItemID
	_, err := s.Rooms.Minutes.Write(s.ctx, s.as("sunlizhen"), minutes.Paragraph{Minutes: id, Item: item, Kind: minutes.Discussion, Words: "多写的一段。"})
	s.must(err)
	var added minutes.Block
	s.must(s.Store.Read(s.ctx).Where("minutes_id = ? AND words = ?", id, "多写的一段。").Take(&added).Error)
	return func(a policy.Actor) (string, error) {
		return s.Minutes(s.T, id).State, s.Rooms.Minutes.Remove(s.ctx, a, minutes.Removal{Minutes: id, Block: added.ID, Reason: s.typed("重复。"), Sure: true, Version: s.page(added.Version)})
	}
}

// opensTable is an attempt to open a meeting, with which its minutes begin.
func opensTable(s *scene) attempt {
	m := s.Announced(s.T)
	s.Clock.Set(m.StartsAt)
	return func(a policy.Actor) (string, error) {
		m, err := s.Rooms.Minutes.Take(s.ctx, a, meeting.Step{Meeting: m.ID, Verb: "open", Version: s.page(s.Meeting(s.T, m.ID).Version)})
		return m.State, err
	}
}

func (s *scene) rendered(id string) minutes.Rendered {
	b := s.BlockOf(s.T, id, minutes.Discussion)
	return minutes.Rendered{Minutes: id, Block: b.ID, Language: "sv", State: text.InReview, Words: s.typed("Mötet tog del av rapporten."), Source: b.Source("zh")}
}

func translatesMinutes(from round) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			t, err := s.Rooms.Minutes.Translate(s.ctx, a, s.rendered(id))
			return string(t.State), err
		}
	}
}

// rendered are minutes of which karin has put a paragraph into Swedish.
func (from round) rendered(s *scene) string {
	s.Helper()
	id := from(s)
	_, err := s.Rooms.Minutes.Translate(s.ctx, s.as("karin"), s.rendered(id))
	s.must(err)
	return id
}

func (s *scene) translation(id string) minutes.Translation {
	s.Helper()
	var t minutes.Translation
	s.must(s.Store.Read(s.ctx).Where("minutes_id = ?", id).Take(&t).Error)
	return t
}

func reviewsMinutes(from round) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) {
			t := s.translation(id)
			t, err := s.Rooms.Minutes.Reviewed(s.ctx, a, id, t.ID, t.Hash)
			return string(t.State), err
		}
	}
}

func certifies(from round) func(*scene) attempt {
	return func(s *scene) attempt {
		id := round(from.rendered)(s)
		t := s.translation(id)
		_, err := s.Rooms.Minutes.Reviewed(s.ctx, s.as("duliwen"), id, t.ID, t.Hash)
		s.must(err)
		id = round(func(*scene) string { return id }).over(s)
		s.WalkedMinutes(s.T, id, [2]string{"wangliwen", "approve"})
		return func(a policy.Actor) (string, error) {
			_, err := s.Rooms.Minutes.Certify(s.ctx, a, id, "sv", s.page(s.Minutes(s.T, id).Version))
			return s.Minutes(s.T, id).State, err
		}
	}
}

func proposesErratum(s *scene, a policy.Actor, id string, version int) (minutes.Set, error) {
	return s.Rooms.Minutes.ProposeErratum(s.ctx, a, minutes.ErratumForm{Minutes: id, Block: s.BlockOf(s.T, id, minutes.Discussion).ID, Zh: s.typed("更正。"), En: s.typed("Corrected."), Sv: s.typed("Rättat."), Version: version})
}

// erring are issued minutes with an erratum that waits, and withholding those that are to be withheld.
func (from round) erring(s *scene) string {
	s.Helper()
	id := from(s)
	_, err := proposesErratum(s, s.as("sunlizhen"), id, s.Minutes(s.T, id).Version)
	s.must(err)
	return id
}

func (from round) withholding(s *scene) string {
	s.Helper()
	id := from(s)
	_, err := s.Rooms.Minutes.ProposeWithholding(s.ctx, s.as("zhengliyuan"), id, "未成年人保护法", s.Minutes(s.T, id).Version)
	s.must(err)
	return id
}

// minutesScenarios are the steps of the minutes of a meeting of HD: sunlizhen keeps it, wangliwen chairs and zhengliyuan convenes it; maliqing
// and zhaoliran sat there, cairangli's organisation did not come, fangliqin sits in another forum, karin and duliwen translate.
func minutesScenarios() []scenario {
	const public = "stranger: what is issued is public"
	written := round(writtenMinutes)
	review := written.walked([2]string{"sunlizhen", "submit"})
	circulated := review.walked([2]string{"wangliwen", "circulate"})
	approved := round(circulated.over).walked([2]string{"wangliwen", "approve"})
	issued := approved.walked([2]string{"sunlizhen", "issue"})
	signing := round(func(s *scene) string {
		id := checked(s)
		_, err := s.Rooms.Minutes.NameCheckers(s.ctx, s.as("sunlizhen"), id, []policy.PersonID{s.Person(s.T, "maliqing")}, s.Minutes(s.T, id).Version)
		s.must(err)
		return id
	}).walked([2]string{"sunlizhen", "submit"}, [2]string{"wangliwen", "circulate"})
	step := func(verb string, from round, s scenario) scenario {
		s.act, s.set, s.steps, s.stranger = "minutes.Walk", walks(from, verb), []string{"minutes " + verb}, "fangliqin"
		if s.wrong == "" {
			s.wrong = "workflow.wrong_state"
		}
		if verb == "issue" { // it closes the meeting
			s.steps = append(s.steps, "meeting close")
		}
		return s
	}
	settle := func(verb string, s scenario) scenario {
		s.act, s.set, s.steps, s.stranger, s.wrong = "minutes.Settle", settlesMinutes(circulated.filed(minutes.Discussion), verb), []string{"minutes_correction " + verb}, "fangliqin", "workflow.wrong_state"
		return s
	}
	names := func(s *scene, a policy.Actor, id string, version int) (minutes.Set, error) {
		return s.Rooms.Minutes.NameCheckers(s.ctx, a, id, []policy.PersonID{s.Person(s.T, "maliqing")}, version)
	}
	presides := func(s *scene, a policy.Actor, id string, _ int) (minutes.Set, error) {
		_, err := s.Rooms.Minutes.NameOfficers(s.ctx, a, meeting.Officers{Meeting: id, Presides: s.Person(s.T, "maliqing"), Records: s.Person(s.T, "sunlizhen")})
		return s.Minutes(s.T, id), err
	}
	on := func(act, verb string, from round, do func(*scene, policy.Actor, string, int) (minutes.Set, error), s scenario) scenario {
		s.act, s.steps, s.set, s.lacks = "minutes."+act, []string{"minutes " + verb}, onMinutes(from, do), public
		return s
	}
	return []scenario{
		{act: "minutes.Take", steps: []string{"meeting open"}, set: opensTable, may: "sunlizhen", leaves: meeting.InSession, not: "maliqing", says: "workflow.not_yours", wrong: "workflow.wrong_state",
			lacks: "stranger: what was announced is public"},
		{act: "minutes.Write", steps: []string{"minutes edit"}, set: writes, may: "sunlizhen", leaves: minutes.Drafted, not: "maliqing", says: "workflow.not_yours", stranger: "fangliqin", wrong: "fault.stale"},
		{act: "minutes.Remove", set: takesOut, may: "sunlizhen", leaves: minutes.Drafted, not: "maliqing", says: "workflow.not_yours", stranger: "fangliqin", wrong: "fault.not_found"},
		{act: "minutes.NameCheckers", steps: []string{"minutes name_checkers"}, set: onMinutes(checked, names), may: "sunlizhen", leaves: minutes.Drafted, not: "maliqing", says: "workflow.not_yours",
			stranger: "fangliqin", after: onMinutes(circulated.anew, names), wrong: "workflow.wrong_state"},
		{act: "minutes.NameOfficers", set: onMinutes(written, presides), may: "sunlizhen", leaves: minutes.Drafted, not: "maliqing", says: "workflow.not_yours",
			stranger: "fangliqin", after: onMinutes(circulated.anew, presides), wrong: "workflow.wrong_state"},
		step("submit", written, scenario{may: "sunlizhen", leaves: minutes.Review, not: "maliqing", says: "workflow.not_yours"}),
		step("return", review, scenario{may: "wangliwen", leaves: minutes.Drafted, not: "sunlizhen", says: "workflow.not_yours"}),
		step("circulate", review, scenario{may: "wangliwen", leaves: minutes.Circulated, not: "sunlizhen", says: "workflow.not_yours"}),
		step("confirm_version", circulated.accepted, scenario{may: "wangliwen", leaves: minutes.Circulated, not: "sunlizhen", says: "workflow.not_yours", wrong: "guard.minutes.unconfirmed"}),
		step("resume", circulated.untouched, scenario{may: "wangliwen", leaves: minutes.Circulated, not: "sunlizhen", says: "workflow.not_yours"}),
		step("recall", circulated.filed(minutes.Decision), scenario{may: "sunlizhen", leaves: minutes.Drafted, not: "wangliwen", says: "workflow.not_yours"}),
		step("agree", circulated, scenario{may: "maliqing", leaves: minutes.Circulated, not: "cairangli", says: "guard.minutes.attended", after: walks(approved.anew, "agree")}),
		step("sign", signing, scenario{may: "maliqing", leaves: minutes.Circulated, not: "zhaoliran", says: "guard.minutes.checks", after: walks(written.anew, "sign"), wrong: "guard.minutes.checks"}),
		step("approve", circulated.over, scenario{may: "wangliwen", leaves: minutes.Approved, not: "maliqing", says: "workflow.not_yours"}),
		step("issue", approved, scenario{may: "sunlizhen", leaves: minutes.Issued, not: "wangliwen", says: "workflow.not_yours"}),
		{act: "minutes.File", steps: []string{"minutes file"}, set: filesCorrection(circulated), may: "maliqing", leaves: minutes.Asked, not: "cairangli", says: "guard.minutes.attended", stranger: "fangliqin",
			after: filesCorrection(approved.anew), wrong: "workflow.wrong_state"},
		{act: "received.Enter", set: entersReceived(circulated, received.Correction), may: "sunlizhen", leaves: received.Entered, not: "maliqing", says: "workflow.not_yours", stranger: "fangliqin",
			after: entersReceived(approved.anew, received.Correction), wrong: "received.approved"},
		{act: "received.Enter", set: entersReceived(circulated.over, received.Agreement), may: "sunlizhen", leaves: received.Entered, not: "wangliwen", says: "workflow.not_yours", stranger: "fangliqin",
			after: entersReceived(issued.anew, received.Correction), wrong: "received.issued"},
		{act: "received.Take", steps: []string{"minutes_letter check"}, set: takesReceived(circulated.received(received.Agreement), "check"), may: "wangliwen", leaves: received.Checked, not: "sunlizhen",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "workflow.wrong_state"},
		{act: "received.Take", steps: []string{"minutes_letter refuse"}, set: takesReceived(circulated.received(received.Correction), "refuse"), may: "wangliwen", leaves: received.Refused, not: "sunlizhen",
			says: "workflow.not_yours", stranger: "fangliqin", wrong: "fault.not_found"},
		settle("accept", scenario{may: "sunlizhen", leaves: minutes.Accepted, not: "maliqing", says: "workflow.not_yours"}),
		settle("accept_changed", scenario{may: "sunlizhen", leaves: minutes.Changed, not: "maliqing", says: "workflow.not_yours"}),
		settle("decline", scenario{may: "sunlizhen", leaves: minutes.Declined, not: "maliqing", says: "workflow.not_yours"}),
		settle("take_back", scenario{may: "maliqing", leaves: minutes.TakenBack, not: "sunlizhen", says: "guard.minutes_correction.filer"}),
		on("ProposeErratum", "propose_erratum", issued, proposesErratum, scenario{may: "sunlizhen", leaves: minutes.Issued, not: "wangliwen", says: "workflow.not_yours", wrong: "minutes.erratum_waits"}),
		on("Correct", "correct", issued.erring, func(s *scene, a policy.Actor, id string, version int) (minutes.Set, error) {
			var e minutes.Erratum
			s.must(s.Store.Read(s.ctx).Where("minutes_id = ?", id).Take(&e).Error)
			return s.Rooms.Minutes.Correct(s.ctx, a, id, e.Hash, version)
		}, scenario{may: "wangliwen", leaves: minutes.Issued, not: "sunlizhen", says: "workflow.not_yours", wrong: "guard.minutes.erratum"}),
		on("DropErratum", "drop_erratum", issued.erring, func(s *scene, a policy.Actor, id string, version int) (minutes.Set, error) {
			return s.Rooms.Minutes.DropErratum(s.ctx, a, id, version)
		}, scenario{may: "wangliwen", leaves: minutes.Issued, not: "maliqing", says: "workflow.not_yours", wrong: "guard.minutes.erratum"}),
		on("ProposeWithholding", "propose_withholding", issued, func(s *scene, a policy.Actor, id string, version int) (minutes.Set, error) {
			return s.Rooms.Minutes.ProposeWithholding(s.ctx, a, id, s.typed("未成年人保护法"), version)
		}, scenario{may: "zhengliyuan", leaves: minutes.Issued, not: "sunlizhen", says: "workflow.not_yours", wrong: "minutes.withholding_waits"}),
		on("Withhold", "withhold", issued.withholding, func(s *scene, a policy.Actor, id string, version int) (minutes.Set, error) {
			return s.Rooms.Minutes.Withhold(s.ctx, a, id, version)
		}, scenario{may: "mats", leaves: minutes.Withheld, not: "sunlizhen", says: "workflow.not_yours", wrong: "workflow.wrong_state"}),
		on("DismissWithholding", "dismiss_withholding", issued.withholding, func(s *scene, a policy.Actor, id string, version int) (minutes.Set, error) {
			return s.Rooms.Minutes.DismissWithholding(s.ctx, a, id, version)
		}, scenario{may: "zhengliyuan", leaves: minutes.Issued, not: "sunlizhen", says: "workflow.not_yours", wrong: "guard.minutes.withholding"}),
		{act: "minutes.Translate", set: translatesMinutes(circulated), may: "karin", leaves: string(text.InReview), stranger: "maliqing", wrong: "fault.stale",
			lacks: "not: to whoever translates nothing the form does not exist"},
		{act: "minutes.Reviewed", set: reviewsMinutes(circulated.rendered), may: "duliwen", leaves: string(text.Reviewed), not: "karin", says: "guard.translation.second", stranger: "maliqing", wrong: "translating.nothing"},
		{act: "minutes.Certify", set: certifies(circulated), may: "wangliwen", leaves: minutes.Approved, not: "sunlizhen", says: "workflow.not_yours", stranger: "fangliqin", wrong: "translating.nothing"},
	}
}
