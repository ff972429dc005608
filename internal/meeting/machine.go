package meeting

import (
	"slices"
	"sync"
	"time"

	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of a meeting.
const (
	Planned   = "planned"   // a day is thought of; nobody was called
	Announced = "announced" // the mandates of that day were called
	InSession = "in_session"
	Adjourned = "adjourned" // interrupted: it goes on
	Held      = "held"
	Closed    = "closed" // its minutes are issued
	Cancelled = "cancelled"
	Postponed = "postponed" // another one was planned in its stead
)

// The states of an item.
const (
	Asked     = "asked" // somebody would like it on the agenda
	Declined  = "declined"
	Queued    = "queued"
	Open      = "open"
	Noted     = "noted"
	Agreed    = "agreed"
	Decided   = "decided"
	Deferred  = "deferred"
	Referred  = "referred"
	Withdrawn = "withdrawn"
)

// Guards of the machines.
const (
	guardKeeper  = "guard.meeting.keeper"
	guardNotice  = "guard.meeting.notice"
	guardWhere   = "guard.meeting.where"
	guardAgenda  = "guard.meeting.agenda"
	guardEarly   = "guard.meeting.early"
	guardIdle    = "guard.meeting.idle"
	guardIssued  = "guard.meeting.issued"
	guardDrafted = "guard.meeting.drafted"
	guardInvited = "guard.meeting.invited"
	guardRunning = "guard.agenda_item.running"
	guardAlone   = "guard.agenda_item.alone"
	guardDecides = "guard.agenda_item.decides"
	guardNoVote  = "guard.agenda_item.no_ballot"
	guardCounted = "guard.agenda_item.counted"
	guardBefore  = "guard.agenda_item.before"
	guardNotOver = "guard.agenda_item.not_over"
)

// GuardQuorum says that nothing is put to a table that is not quorate.
const GuardQuorum = "guard.agenda_item.quorum"

// early is how long before its hour a meeting can be opened.
const early = time.Hour

func listed[T ~string](all []T, one T) bool { return slices.Contains(all, one) }

// Machine is a meeting's life.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	callers, keepers, system := policy.Who(policy.CallMeeting), policy.Who(policy.HoldMeeting), []policy.Role{policy.RoleSystem}
	own, keep := []string{guardKeeper}, func(more ...string) []string { return append([]string{guardKeeper}, more...) }
	all := []workflow.Transition{
		{Verb: "change", From: []string{Planned}, To: Planned, Roles: callers, Guards: own},
		{Verb: "announce", From: []string{Planned}, To: Announced, Roles: callers, Guards: keep(guardNotice, guardWhere, guardAgenda)},
		{Verb: "change", From: []string{Announced}, To: Announced, Roles: callers, Guards: keep(guardWhere)},
		{Verb: "send_agenda", From: []string{Announced}, To: Announced, Roles: callers, Guards: keep(guardAgenda)},
		{Verb: "reply", From: []string{Announced}, To: Announced, Roles: policy.Who(policy.ReplyInvitation), Guards: []string{guardInvited}},
		{Verb: "open", From: []string{Announced, Adjourned}, To: InSession, Roles: keepers, Guards: keep(guardEarly)},
		{Verb: "adjourn", From: []string{InSession}, To: Adjourned, Roles: keepers, Guards: keep(guardIdle)},
		{Verb: "end", From: []string{InSession, Adjourned}, To: Held, Roles: keepers, Guards: keep(guardIdle)},
		{Verb: "close", From: []string{Held}, To: Closed, Roles: append(slices.Clone(keepers), system...), Guards: []string{guardIssued}},
		{Verb: "cancel", From: []string{Planned, Announced}, To: Cancelled, Roles: callers, Guards: own},
		{Verb: "postpone", From: []string{Announced}, To: Postponed, Roles: callers, Guards: own},
	}
	for _, state := range []string{Announced, InSession, Adjourned} { // who sits where
		all = append(all, workflow.Transition{Verb: "note_roll", From: []string{state}, To: state, Roles: keepers, Guards: own})
	}
	// What was noted wrong is put right until it has gone round in the minutes.
	all = append(all, workflow.Transition{Verb: "note_roll", From: []string{Held}, To: Held, Roles: keepers, Guards: keep(guardDrafted)})
	all = append(all, workflow.Transition{Verb: "check_in", From: []string{InSession}, To: InSession, Roles: policy.Who(policy.ReplyInvitation), Guards: []string{guardInvited}})
	return workflow.Machine{
		Noun: Noun, First: Planned, Transitions: all,
		States: []workflow.State{{Name: Planned}, {Name: Announced}, {Name: InSession}, {Name: Adjourned}, {Name: Held},
			{Name: Closed, End: true}, {Name: Cancelled, End: true}, {Name: Postponed, End: true}},
	}
})

var itemMachine = sync.OnceValue(func() workflow.Machine {
	callers, keepers, chairs, filers := policy.Who(policy.CallMeeting), policy.Who(policy.HoldMeeting), policy.Who(policy.DecideItem), policy.Who(policy.AttachFile)
	files := func(verb, state string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{state}, To: state, Roles: filers, Guards: []string{guardKeeper, guardNotOver}}
	}
	before, running := []string{guardKeeper, guardBefore}, func(more ...string) []string { return append([]string{guardKeeper, guardRunning}, more...) }
	ended := func(verb, to string, from ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: from, To: to, Roles: keepers, Guards: running(guardNoVote)}
	}
	return workflow.Machine{
		Noun: ItemNoun, First: Asked,
		States: []workflow.State{{Name: Asked}, {Name: Queued}, {Name: Open}, {Name: Noted, End: true}, {Name: Agreed, End: true}, {Name: Decided, End: true},
			{Name: Deferred, End: true}, {Name: Referred, End: true}, {Name: Withdrawn, End: true}, {Name: Declined, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "take_up", From: []string{Asked}, To: Queued, Roles: callers, Guards: before},
			{Verb: "decline", From: []string{Asked}, To: Declined, Roles: callers, Guards: before},
			{Verb: "edit", From: []string{Queued}, To: Queued, Roles: callers, Guards: before},
			{Verb: "strike", From: []string{Queued}, To: Withdrawn, Roles: callers, Guards: before},
			files("attach", Queued), files("attach", Open), files("detach", Queued), files("detach", Open),
			{Verb: "open", From: []string{Queued}, To: Open, Roles: keepers, Guards: running(guardAlone)},
			{Verb: "word", From: []string{Queued}, To: Queued, Roles: keepers, Guards: []string{guardKeeper, guardDecides}},
			{Verb: "word", From: []string{Open}, To: Open, Roles: keepers, Guards: running(guardDecides, guardNoVote)},
			{Verb: "put", From: []string{Open}, To: Open, Roles: keepers, Guards: running(guardDecides, guardNoVote, GuardQuorum)},
			{Verb: "decide", From: []string{Open}, To: Decided, Roles: chairs, Guards: []string{guardRunning, guardCounted}},
			ended("note", Noted, Open), ended("agree", Agreed, Open), ended("defer", Deferred, Queued, Open), ended("refer", Referred, Open), ended("withdraw", Withdrawn, Queued, Open),
			{Verb: "resume", From: over(), To: Open, Roles: keepers, Guards: running(guardAlone)},
		},
	}
})

// past is what the register says of each step of a meeting.
func past() map[string]string {
	return map[string]string{"change": "changed", "announce": "announced", "send_agenda": "agenda_sent", "reply": "replied", "open": "opened", "adjourn": "adjourned", "end": "ended",
		"close": "closed", "cancel": "cancelled", "postpone": "postponed", "note_roll": "roll_noted", "check_in": "checked_in"}
}

// itemPast is what it says of each step of an item.
func itemPast() map[string]string {
	return map[string]string{"take_up": "item_taken_up", "decline": "item_declined", "edit": "item_edited", "strike": "item_struck", "open": "item_opened", "word": "item_worded", "put": "item_put", "decide": "item_decided",
		"note": "item_noted", "agree": "item_agreed", "defer": "item_deferred", "refer": "item_referred", "withdraw": "item_withdrawn", "resume": "item_resumed",
		"attach": "item_attached", "detach": "item_detached"}
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := append(Machine().MessageIDs(), ItemMachine().MessageIDs()...)
	for _, verb := range past() {
		ids = append(ids, "entry."+Noun+"."+verb)
	}
	for _, verb := range itemPast() {
		ids = append(ids, "entry."+Noun+"."+verb)
	}
	for _, verb := range []string{"planned", "item_added", "item_asked", "reminded", "guest_invited", "officers_named"} {
		ids = append(ids, "entry."+Noun+"."+verb)
	}
	ids = append(ids, "entry."+ItemNoun+".put")
	for of, all := range map[string][]string{"purpose": Purposes(), "reply": Replies(), "mode": Modes(), "auto": {Arising, Approval},
		"standing": {Present, InAttendance, Excused, Absent}, "change": {Added, Removed, Changed, Moved, Same}} {
		for _, one := range all {
			ids = append(ids, "meeting."+of+"."+one)
		}
	}
	return ids
}
