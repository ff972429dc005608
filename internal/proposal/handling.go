package proposal

import (
	"context"
	"slices"

	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// The states of a recommended proposal on its way through the authorities.
const (
	HandedOver = "handed_over"
	Replied    = "replied"
	Rated      = "rated" // or its organisation has let the time pass
	ReHandling = "re_handling"
	FollowUp   = "follow_up"
	Closed     = "closed"
)

// Guards of the handling. The room that keeps it judges them.
const (
	GuardLead      = "guard.handling.lead"
	GuardInTime    = "guard.handling.give_back_by"
	GuardNoReply   = "guard.handling.no_reply"
	GuardLost      = "guard.handling.lead_lost"
	GuardStands    = "guard.handling.lead_stands"
	GuardOnce      = "guard.handling.extended_once"
	GuardUnasked   = "guard.handling.extension_unasked"
	GuardAsked     = "guard.handling.extension_asked"
	GuardOutside   = "guard.handling.own_authority"
	GuardIssued    = "guard.handling.reply_issued"
	GuardRating    = "guard.handling.rating_given"
	GuardSilent    = "guard.handling.silence"
	GuardPublished = "guard.handling.rating_published"
	GuardNot       = "guard.handling.rated_not"
	GuardFirst     = "guard.handling.once_again"
	GuardKept      = "guard.handling.commitments_kept"
	GuardClass     = "guard.handling.class_b_c"
)

// Handled are the states in which an authority has the proposal, or has answered it.
func Handled() []string { return []string{HandedOver, Replied, Rated, ReHandling, FollowUp, Closed} }

// InHands tells whether an authority owes a reply.
func (p Proposal) InHands() bool { return slices.Contains([]string{HandedOver, ReHandling}, p.State) }

// handling is what becomes of a recommended proposal: an authority replies to its measures, its organisation rates the reply, and what
// was accepted is followed until it is done.
func handling() []workflow.Transition {
	keeper, lead, everybody := policy.Who(policy.HandOverProposal), policy.Who(policy.ReplyProposal), []policy.Role{policy.RoleVisitor}
	system := []policy.Role{policy.RoleSystem}
	by := func(verb, from, to string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{from}, To: to, Roles: roles, Guards: guards}
	}
	reopen := func(verb, to string) workflow.Transition {
		t := by(verb, Closed, to, policy.Who(policy.ReopenProposal), GuardClass)
		t.Second, t.Exceptional = true, true
		return t
	}
	all := []workflow.Transition{
		by("hand_over", Recommended, HandedOver, keeper),
		by("give_back", HandedOver, Recommended, lead, GuardLead, GuardStands, GuardInTime, GuardNoReply),
		by("ask_extension", HandedOver, HandedOver, lead, GuardLead, GuardStands, GuardOnce, GuardUnasked),
		by("extend", HandedOver, HandedOver, policy.Who(policy.ExtendReply), GuardOutside, GuardAsked),
		by("keep_limit", HandedOver, HandedOver, policy.Who(policy.ExtendReply), GuardOutside, GuardAsked),
		by("rate", Replied, Rated, everybody, GuardRating),
		by("record_silence", Replied, Rated, system, GuardSilent),
		by("re_handle", Rated, ReHandling, policy.Who(policy.HandleAgain), GuardPublished, GuardNot, GuardFirst),
		by("follow_up", Rated, FollowUp, keeper, GuardPublished),
		by("close", FollowUp, Closed, keeper, GuardKept),
		reopen("reopen", FollowUp), reopen("reopen_handling", ReHandling),
	}
	for _, state := range []string{HandedOver, ReHandling} {
		all = append(all, by("reply", state, Replied, everybody, GuardIssued), by("recall", state, Recommended, keeper, GuardLost),
			by("meet", state, state, lead, GuardLead, GuardStands), by("show_clock", state, state, lead, GuardLead, GuardStands),
			by("remind", state, state, policy.Who(policy.RemindAuthority)))
	}
	return all
}

// These gives several proposals by their ids, as far as the viewer may see them.
func (s *Proposals) These(ctx context.Context, viewer policy.Actor, ids []string, reader string) (map[string]Row, error) {
	var rows []Row
	err := s.rows(ctx, viewer, reader).Where("proposals.id IN ?", ids).Scan(&rows).Error
	by := map[string]Row{}
	for i := range rows {
		rows[i].read(reader)
		by[rows[i].ID] = rows[i]
	}
	return by, store.Found(err)
}
