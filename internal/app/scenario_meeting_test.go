package app_test

import (
	"context"
	"strings"
	"time"

	"sametable/internal/annex"
	"sametable/internal/forumtest/house"
	"sametable/internal/input"
	"sametable/internal/meeting"
	"sametable/internal/policy"
)

// planned is a meeting of HD that sunlizhen has planned, with one item to discuss and one to decide.
func planned(s *scene) string {
	s.Helper()
	form := house.MeetingForm()
	form.Day = s.Clock.Now().AddDate(0, 0, 24).Format(time.DateOnly)
	m, err := s.Rooms.Meetings.Plan(s.ctx, s.as("sunlizhen"), form)
	s.must(err)
	for _, form := range []meeting.ItemForm{{TitleZh: "讨论工作计划", Purpose: meeting.Discuss}, {TitleZh: "议定工作计划", Purpose: meeting.Decide}} {
		form.Meeting = m.ID
		_, err := s.Rooms.Meetings.AddItem(s.ctx, s.as("sunlizhen"), form)
		s.must(err)
	}
	return m.ID
}

// convoked is one that was announced; convened one whose hour has come and that was opened, with nine delegates at the table.
func convoked(s *scene) string {
	id := planned(s)
	_, err := s.Rooms.Meetings.Announce(s.ctx, s.as("sunlizhen"), id, s.meeting(id).Version)
	s.must(err)
	return id
}

func convened(s *scene) string {
	id := convoked(s)
	s.Clock.Set(s.meeting(id).StartsAt)
	_, err := s.Rooms.Minutes.Take(s.ctx, s.as("sunlizhen"), meeting.Step{Meeting: id, Verb: "open", Presides: s.Person(s.T, "maliqing"), Version: s.meeting(id).Version})
	s.must(err)
	for org, who := range house.Seated() {
		_, err := s.Rooms.Meetings.Arrive(s.ctx, s.as("sunlizhen"), meeting.Arrival{Meeting: id, Place: s.PlaceOf(s.T, id, org).ID, Person: s.Person(s.T, who), Mode: "room", Version: -1})
		s.must(err)
	}
	return id
}

// ended is one that is over; struckOff one that was called off before it began.
func ended(s *scene) string {
	id := convened(s)
	_, err := s.Rooms.Minutes.Take(s.ctx, s.as("sunlizhen"), meeting.Step{Meeting: id, Verb: "end", Version: s.meeting(id).Version})
	s.must(err)
	return id
}

func calledOff(s *scene) string {
	id := convoked(s)
	_, err := s.Rooms.Meetings.Cancel(s.ctx, s.as("sunlizhen"), meeting.Ending{Meeting: id, Reason: "另行安排。", Version: s.meeting(id).Version})
	s.must(err)
	return id
}

func (s *scene) meeting(id string) meeting.Meeting {
	s.Helper()
	return s.Meeting(s.T, id)
}

// item is the n-th item of a meeting from its end: 1 is the one to decide, 2 the one to discuss.
func (s *scene) item(id string, n int) meeting.Item {
	s.Helper()
	var all []meeting.Item
	for _, i := range s.Items(s.T, id) {
		if i.State != meeting.Asked && i.Auto == "" {
			all = append(all, i)
		}
	}
	return all[len(all)-n]
}

// onMeeting is an attempt at something with a meeting; act gives it its form.
func onMeeting(from func(*scene) string, act func(s *scene, a policy.Actor, id string) (string, error)) func(*scene) attempt {
	return func(s *scene) attempt {
		id := from(s)
		return func(a policy.Actor) (string, error) { return act(s, a, id) }
	}
}

func plans(s *scene) attempt {
	return func(a policy.Actor) (string, error) {
		form := house.MeetingForm()
		form.Day = s.typed(form.Day)
		m, err := s.Rooms.Meetings.Plan(s.ctx, a, form)
		return m.State, err
	}
}

func changes(s *scene, a policy.Actor, id string) (string, error) {
	form := house.MeetingForm()
	form.From, form.Version = s.typed("15:00"), s.page(s.meeting(id).Version)
	m, err := s.Rooms.Meetings.Change(s.ctx, a, id, form)
	return m.State, err
}

func announcesMeeting(s *scene, a policy.Actor, id string) (string, error) {
	m, err := s.Rooms.Meetings.Announce(s.ctx, a, id, s.page(s.meeting(id).Version))
	return m.State, err
}

func sendsAgenda(s *scene, a policy.Actor, id string) (string, error) {
	m, err := s.Rooms.Meetings.SendAgenda(s.ctx, a, id, s.page(s.meeting(id).Version))
	return m.State, err
}

func cancels(s *scene, a policy.Actor, id string) (string, error) {
	m, err := s.Rooms.Meetings.Cancel(s.ctx, a, meeting.Ending{Meeting: id, Reason: s.typed("另行安排。"), Version: s.page(s.meeting(id).Version)})
	return m.State, err
}

func postpones(s *scene, a policy.Actor, id string) (string, error) {
	form := house.MeetingForm()
	form.Day = "2019-08-01"
	m, err := s.Rooms.Meetings.Postpone(s.ctx, a, meeting.Ending{Meeting: id, Reason: s.typed("场地未定。"), Instead: form, Version: s.page(s.meeting(id).Version)})
	return m.State, err
}

// takesMeeting is an attempt at a step of the meeting as a whole.
func takesMeeting(from func(*scene) string, verb string) func(*scene) attempt {
	return onMeeting(from, func(s *scene, a policy.Actor, id string) (string, error) {
		s.Clock.Set(s.meeting(id).StartsAt.Add(time.Minute))
		m, err := s.Rooms.Minutes.Take(s.ctx, a, meeting.Step{Meeting: id, Verb: verb, Reason: s.typed("休息。"), Version: s.page(s.meeting(id).Version)})
		return m.State, err
	})
}

func addsItem(s *scene, a policy.Actor, id string) (string, error) {
	i, err := s.Rooms.Meetings.AddItem(s.ctx, a, meeting.ItemForm{Meeting: id, TitleZh: s.typed("新的议题"), Purpose: meeting.Discuss})
	return i.State, err
}

func asksItem(s *scene, a policy.Actor, id string) (string, error) {
	i, err := s.Rooms.Meetings.AskItem(s.ctx, a, meeting.ItemForm{Meeting: id, TitleZh: s.typed("请求讨论的议题"), Language: "zh", Purpose: meeting.Discuss})
	return i.State, err
}

// takesItem is an attempt at a step of an item: the one to decide, or one that was asked for.
func takesItem(from func(*scene) (string, meeting.Item), verb string) func(*scene) attempt {
	return func(s *scene) attempt {
		id, item := from(s)
		return func(a policy.Actor) (string, error) {
			now := item
			for _, i := range s.Items(s.T, id) {
				if i.ID == item.ID {
					now = i
				}
			}
			step := meeting.ItemStep{Meeting: id, Item: item.ID, Verb: verb, Words: s.typed("理由。"), Version: s.page(now.Version), Motion: house.Motion(),
				Form: meeting.ItemForm{TitleZh: s.typed("改过的议题"), Purpose: meeting.Decide}}
			step.Motion.Zh = s.typed(step.Motion.Zh)
			i, err := s.Rooms.Meetings.TakeItem(s.ctx, a, step)
			return i.State, err
		}
	}
}

// itemOf is the item to decide of a meeting; stepped further by the secretary.
func itemOf(from func(*scene) string, verbs ...string) func(*scene) (string, meeting.Item) {
	return func(s *scene) (string, meeting.Item) {
		s.Helper()
		id := from(s)
		for _, verb := range verbs {
			i := s.item(id, 1)
			_, err := s.Rooms.Meetings.TakeItem(s.ctx, s.as("sunlizhen"), meeting.ItemStep{Meeting: id, Item: i.ID, Verb: verb, Words: "理由。", Motion: house.Motion(), Version: i.Version})
			s.must(err)
		}
		return id, s.item(id, 1)
	}
}

// askedFor is an item that maliqing asks for on the agenda of a meeting.
func askedFor(s *scene) (string, meeting.Item) {
	s.Helper()
	id := convoked(s)
	i, err := s.Rooms.Meetings.AskItem(s.ctx, s.as("maliqing"), meeting.ItemForm{Meeting: id, TitleZh: "请求讨论的议题", Language: "zh", Purpose: meeting.Discuss})
	s.must(err)
	return id, i
}

// addsFile is an attempt to add a file to the item to decide of a meeting; dropsFile one to take it away again.
func addsFile(from func(*scene) string) func(*scene) attempt {
	return onMeeting(from, func(s *scene, a policy.Actor, id string) (string, error) {
		i := s.item(id, 1)
		_, err := s.Rooms.Meetings.AddFile(s.ctx, a, meeting.FileForm{Meeting: id, Item: i.ID, Title: s.typed("经费测算"), Language: "zh", Version: s.page(i.Version),
			Sent: &input.Sent{File: strings.NewReader("运行经费由县级财政承担。"), Name: "经费.txt"}})
		return s.item(id, 1).State, err
	})
}

// papered is a meeting that was announced, with a file at the item to decide.
func papered(s *scene) string {
	s.Helper()
	id := convoked(s)
	s.file(id)
	return id
}

func (s *scene) file(id string) annex.File {
	s.Helper()
	all, err := annex.Of(s.Store.Read(s.ctx), policy.Ref{Noun: meeting.Noun, ID: id})
	s.must(err)
	if len(all) > 0 {
		return all[0]
	}
	i := s.item(id, 1)
	f, err := s.Rooms.Meetings.AddFile(s.ctx, s.as("sunlizhen"), meeting.FileForm{Meeting: id, Item: i.ID, Title: "经费测算", Language: "zh", Version: i.Version,
		Sent: &input.Sent{File: strings.NewReader("运行经费由县级财政承担。"), Name: "经费.txt"}})
	s.must(err)
	return f
}

func dropsFile(s *scene, a policy.Actor, id string) (string, error) {
	i := s.item(id, 1)
	_, err := s.Rooms.Meetings.DropFile(s.ctx, a, meeting.FileLeaving{Meeting: id, Item: i.ID, File: s.file(id).ID, Reason: s.typed("数字有误。"), Version: s.page(i.Version)})
	return s.item(id, 1).State, err
}

// puts is an attempt to put an item to the vote.
func putsItem(s *scene) attempt {
	id, item := itemOf(convened, "open", "word")(s)
	return func(a policy.Actor) (string, error) {
		b, err := s.Rooms.Meetings.Put(s.ctx, a, meeting.ItemStep{Meeting: id, Item: item.ID, Version: s.page(s.item(id, 1).Version)})
		return b.State, err
	}
}

// decidesItem is an attempt to announce what a counted ballot came to.
func decidesItem(s *scene) attempt {
	id, _ := itemOf(convened, "open", "word")(s)
	s.Polled(s.T, id)
	return func(a policy.Actor) (string, error) {
		i, err := s.Rooms.Meetings.Decide(s.ctx, a, meeting.Deciding{Meeting: id, Item: s.item(id, 1).ID, Version: s.page(s.item(id, 1).Version)})
		return i.State, err
	}
}

func invitedReplies(s *scene, a policy.Actor, id string) (string, error) {
	p := s.PlaceOf(s.T, id, "huilin")
	m, err := s.Rooms.Meetings.Reply(s.ctx, a, meeting.Answer{Meeting: id, Place: p.ID, Reply: s.typed(meeting.Coming), Version: s.page(p.Version)})
	return m.State, err
}

func (s *scene) rolls(id string, act func(context.Context, policy.Actor, string, string) (meeting.Meeting, error)) func(a policy.Actor) (string, error) {
	place := s.PlaceOf(s.T, id, "sanquan").ID
	return func(a policy.Actor) (string, error) {
		mode := s.typed("room")
		m, err := act(s.ctx, a, place, mode)
		return m.State, err
	}
}

func arrives(s *scene, a policy.Actor, id string) (string, error) {
	return s.rolls(id, func(ctx context.Context, a policy.Actor, place, mode string) (meeting.Meeting, error) {
		return s.Rooms.Meetings.Arrive(ctx, a, meeting.Arrival{Meeting: id, Place: place, Person: s.Person(s.T, "cairangli"), Mode: mode, Version: -1})
	})(a)
}

func checksIn(s *scene, a policy.Actor, id string) (string, error) {
	return s.rolls(id, func(ctx context.Context, a policy.Actor, place, mode string) (meeting.Meeting, error) {
		return s.Rooms.Meetings.CheckIn(ctx, a, meeting.Arrival{Meeting: id, Place: place, Mode: mode})
	})(a)
}

func callsRoll(s *scene, a policy.Actor, id string) (string, error) {
	return s.rolls(id, func(ctx context.Context, a policy.Actor, place, mode string) (meeting.Meeting, error) {
		return s.Rooms.Meetings.Call(ctx, a, meeting.RollCall{Meeting: id, Places: []meeting.Called{{Place: place, Person: s.Person(s.T, "cairangli"), Mode: mode}}})
	})(a)
}

func invitesGuest(s *scene, a policy.Actor, id string) (string, error) {
	m, err := s.Rooms.Meetings.Invite(s.ctx, a, meeting.Guest{Meeting: id, Person: policy.PersonID(s.typed(string(s.Person(s.T, "linlihua")))), Version: -1})
	return m.State, err
}

func leavesTable(s *scene, a policy.Actor, id string) (string, error) {
	m, err := s.Rooms.Meetings.Leave(s.ctx, a, meeting.Leaving{Meeting: id, Place: s.PlaceOf(s.T, id, "huilin").ID, At: s.typed(""), Version: -1})
	return m.State, err
}

// meetingScenarios are the steps of a meeting's life. sunlizhen is secretary of HD, wangliwen chairs, maliqing speaks for huilin and cairangli
// for sanquan, fangliqin has no seat there.
func meetingScenarios() []scenario {
	const public = "stranger: what was announced is public"
	own := scenario{may: "sunlizhen", not: "maliqing", says: "workflow.not_yours", wrong: "workflow.wrong_state", lacks: public}
	as := func(act, steps string, c scenario) scenario {
		if c.act = "meeting." + act; act == "Take" { // the room above keeps the record with it
			c.act = "minutes.Take"
		}
		if steps != "" {
			c.steps = []string{steps}
		}
		return c
	}
	with := func(set func(*scene) attempt, leaves string, after func(*scene) attempt) scenario {
		c := own
		c.set, c.leaves, c.after = set, leaves, after
		return c
	}
	within := func(c scenario, stranger string) scenario {
		c.stranger, c.lacks = stranger, ""
		return c
	}
	all := []scenario{
		as("Plan", "", scenario{set: plans, may: "sunlizhen", leaves: meeting.Planned, not: "maliqing", says: "meeting.who_calls", lacks: "stranger: the form is no secret; wrong: there is none yet"}),
		as("Change", "meeting change", within(with(onMeeting(planned, changes), meeting.Planned, onMeeting(ended, changes)), "fangliqin")),
		as("Announce", "meeting announce", within(with(onMeeting(planned, announcesMeeting), meeting.Announced, nil), "fangliqin")),
		as("SendAgenda", "meeting send_agenda", with(onMeeting(convoked, sendsAgenda), meeting.Announced, onMeeting(ended, sendsAgenda))),
		as("Cancel", "meeting cancel", with(onMeeting(convoked, cancels), meeting.Cancelled, nil)),
		as("Postpone", "meeting postpone", with(onMeeting(convoked, postpones), meeting.Planned, nil)),
		as("AddItem", "", within(with(onMeeting(planned, addsItem), meeting.Queued, onMeeting(ended, addsItem)), "fangliqin")),
		as("AskItem", "", scenario{set: onMeeting(convoked, asksItem), may: "maliqing", leaves: meeting.Asked, not: "fangliqin", says: "meeting.who_asks", after: onMeeting(ended, asksItem),
			wrong: "meeting.begun", lacks: public}),
		as("Reply", "meeting reply", scenario{set: onMeeting(convoked, invitedReplies), may: "maliqing", leaves: meeting.Announced, not: "cairangli", says: "guard.meeting.invited",
			after: onMeeting(ended, invitedReplies), wrong: "workflow.wrong_state", lacks: public}),
		as("Take", "meeting adjourn", with(takesMeeting(convened, "adjourn"), meeting.Adjourned, nil)),
		as("Take", "meeting end", with(takesMeeting(convened, "end"), meeting.Held, nil)),
		as("Arrive", "meeting note_roll", with(onMeeting(convened, arrives), meeting.InSession, onMeeting(calledOff, arrives))),
		as("Leave", "meeting note_roll", with(onMeeting(convened, leavesTable), meeting.InSession, onMeeting(calledOff, leavesTable))),
		as("Call", "", with(onMeeting(convened, callsRoll), meeting.InSession, onMeeting(calledOff, callsRoll))),
		as("Invite", "meeting note_roll", with(onMeeting(convened, invitesGuest), meeting.InSession, onMeeting(calledOff, invitesGuest))),
		as("CheckIn", "meeting check_in", scenario{set: onMeeting(convened, checksIn), may: "cairangli", leaves: meeting.InSession, not: "maliqing", says: "guard.meeting.invited",
			after: onMeeting(ended, checksIn), wrong: "workflow.wrong_state", lacks: public}),
		as("AddFile", "agenda_item attach", with(addsFile(convoked), meeting.Queued, addsFile(ended))),
		as("DropFile", "agenda_item detach", with(onMeeting(papered, dropsFile), meeting.Queued, nil)),
		as("Put", "agenda_item put", with(putsItem, "open", nil)),
		as("Decide", "agenda_item decide", scenario{set: decidesItem, may: "wangliwen", leaves: meeting.Decided, not: "sunlizhen", says: "workflow.not_yours", wrong: "workflow.wrong_state", lacks: public}),
	}
	for n := range all {
		if all[n].act == "meeting.Put" {
			all[n].wrong = "guard.agenda_item.no_ballot"
		}
		if all[n].act == "meeting.DropFile" { // it is gone already
			all[n].wrong = "fault.stale"
		}
	}
	return append(all, itemScenarios(own)...)
}

// itemScenarios are the steps of an agenda item that the secretary takes.
func itemScenarios(own scenario) []scenario {
	step := func(verb string, from func(*scene) (string, meeting.Item), leaves string, after func(*scene) (string, meeting.Item)) scenario {
		c := own
		c.act, c.steps, c.set, c.leaves = "meeting.TakeItem", []string{"agenda_item " + verb}, takesItem(from, verb), leaves
		if after != nil {
			c.after = takesItem(after, verb)
		}
		return c
	}
	open := itemOf(convened, "open")
	noted := itemOf(convened, "open", "note")
	return []scenario{
		step("take_up", askedFor, meeting.Queued, nil), step("decline", askedFor, meeting.Declined, nil),
		step("edit", itemOf(convoked), meeting.Queued, noted), step("strike", itemOf(convoked), meeting.Withdrawn, nil),
		step("open", itemOf(convened), meeting.Open, nil), step("word", open, meeting.Open, noted),
		step("note", open, meeting.Noted, nil), step("agree", open, meeting.Agreed, nil), step("defer", open, meeting.Deferred, nil), step("refer", open, meeting.Referred, nil),
		step("withdraw", open, meeting.Withdrawn, nil), step("resume", noted, meeting.Open, nil),
	}
}
