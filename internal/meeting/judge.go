package meeting

import (
	"slices"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// Scene is what the guards ask about: a meeting with what is known of it at an instant.
type Scene struct {
	Meeting  Meeting
	Founding bool // the forum has no charter in force
	Notice   int  // days the charter asks for
	Items    []Item
	Places   []Place
	People   []Presence
	Polled   bool          // a ballot on an item is not over
	Stands   ballot.Ballot // the ballot on an item that was counted and not announced
	Issued   bool          // the minutes are
	Drafted  bool          // the minutes still are, or nobody has begun them
}

// keeps tells whether somebody keeps a meeting: who keeps or convenes the forum; a moderator while the forum has no charter.
func (s Scene) keeps(actor policy.Actor, now time.Time) bool {
	roles := actor.RolesIn(s.Meeting.Forum, now)
	return actor.System || slices.ContainsFunc([]policy.Role{policy.RoleSecretary, policy.RoleChair, policy.RoleConvener}, func(r policy.Role) bool { return slices.Contains(roles, r) }) ||
		s.Founding && slices.Contains(roles, policy.RoleModerator)
}

// Days is how many days lie between the day a meeting is announced and the day it begins, in Beijing.
func (m Meeting) notice(now time.Time) int {
	from, _ := time.ParseInLocation(time.DateOnly, day(now), zone()) // day gives it that form
	to, _ := time.ParseInLocation(time.DateOnly, day(m.StartsAt), zone())
	return int(to.Sub(from).Hours() / 24)
}

// Judge asks every guard of the meeting's machine.
func (s Scene) Judge(actor policy.Actor, now time.Time, place Place) workflow.Judgement {
	m := s.Meeting
	days := m.notice(now)
	return workflow.Judgement{
		guardKeeper:  workflow.Whose(s.keeps(actor, now)),
		guardNotice:  workflow.If(days >= s.Notice, map[string]any{"Days": max(0, days), "Needed": s.Notice}),
		guardWhere:   workflow.If(m.Place != "" || m.Link != "", nil),
		guardAgenda:  workflow.If(slices.ContainsFunc(s.Items, func(i Item) bool { return i.State == Queued }), nil),
		guardEarly:   workflow.If(!now.Before(m.StartsAt.Add(-early)), nil),
		guardIdle:    workflow.If(!slices.ContainsFunc(s.Items, func(i Item) bool { return i.State == Open }), nil),
		guardIssued:  workflow.If(s.Issued, nil),
		guardDrafted: workflow.If(s.Drafted, nil),
		guardInvited: workflow.Whose(place.Sits(actor, m.Forum, now)),
	}
}

// JudgeItem asks every guard of an item's machine.
func (s Scene) JudgeItem(actor policy.Actor, now time.Time, item Item) workflow.Judgement {
	m := s.Meeting
	var q ballot.Quorum
	if item.State == Open { // no other one is put to the vote
		q = m.Quorum(s.Places, s.People, now)
	}
	return workflow.Judgement{
		guardKeeper:  workflow.Whose(s.keeps(actor, now)),
		guardBefore:  workflow.If(m.State == Planned || m.State == Announced, nil),
		guardRunning: workflow.If(m.State == InSession, nil),
		guardNotOver: workflow.If(listed([]string{Planned, Announced, InSession, Adjourned}, m.State), nil),
		guardAlone:   workflow.If(!slices.ContainsFunc(s.Items, func(i Item) bool { return i.State == Open && i.ID != item.ID }), nil),
		guardDecides: workflow.If(item.Purpose == Decide, nil),
		GuardQuorum:  workflow.If(q.Met, map[string]any{"Present": q.Present, "Needed": q.Needed, "Groups": q.Groups, "Of": q.NeedsOf}),
		guardNoVote:  workflow.If(!s.Polled && s.Stands.ID == "", nil),
		guardCounted: workflow.If(s.Stands.ID != "", nil),
	}
}

// Sits tells whether somebody answers for a place: she holds a mandate of its organisation in the forum, or the place is hers.
func (p Place) Sits(actor policy.Actor, id policy.ForumID, now time.Time) bool {
	return p.mandate(actor, id, now).ID != ""
}

func (p Place) mandate(actor policy.Actor, id policy.ForumID, now time.Time) policy.Mandate {
	for _, m := range actor.In(id, now) {
		if m.Organisation != p.OrganisationID || p.ID == "" {
			continue
		}
		if p.Voting && listed([]policy.Capacity{policy.Titular, policy.Alternate}, m.Capacity) || !p.Voting && p.PersonID == actor.Person {
			return m
		}
	}
	return policy.Mandate{}
}
