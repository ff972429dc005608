package handling

import (
	"slices"
	"sync"
	"time"

	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/workflow"
)

var machine = sync.OnceValue(func() workflow.Machine {
	writers := policy.Whoever(policy.ReplyProposal, policy.RateReply)
	everybody, checkers := []policy.Role{policy.RoleVisitor}, policy.Who(policy.CheckLetter)
	by := func(verb, from, to string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{from}, To: to, Roles: roles, Guards: guards}
	}
	return workflow.Machine{
		Noun: AnswerNoun, First: Draft,
		States: []workflow.State{{Name: Draft}, {Name: Confirming}, {Name: Given, End: true}, {Name: Published, End: true}},
		Transitions: []workflow.Transition{
			by("file", Draft, Confirming, writers, guardOwn, guardOpen, guardStands),
			by("enter", Draft, Confirming, policy.Who(policy.EnterLetter), guardOthers, guardPaper, guardOpen, guardStands),
			by("confirm", Confirming, Given, everybody, guardSecond, guardColleague, guardOpen, guardStands),
			by("decline", Confirming, Draft, everybody, guardSecond, guardColleague),
			by("take_back", Confirming, Draft, writers, guardOwn, guardNoLetter),
			by("check", Confirming, Given, checkers, guardChecker, guardOthers, guardOpen, guardStands),
			by("refuse_letter", Confirming, Draft, checkers, guardChecker, guardOthers),
			by("publish", Given, Published, policy.Who(policy.PublishRating), guardRating, guardOthers),
			by("publish_silently", Given, Published, []policy.Role{policy.RoleSystem}, guardRating, guardWaited),
		},
	}
})

// JudgeAnswer asks every guard of the answer's machine for an actor. Pages ask the same.
func JudgeAnswer(actor policy.Actor, now time.Time, c Case, a Answer) workflow.Judgement {
	p, st := c.Proposal, c.Known.Of[a.AnswersFor]
	_, belongs := actor.Member(a.AnswersFor)
	mine, entered := a.FiledBy != "" && a.FiledBy == actor.Person, a.EnteredBy != "" && a.EnteredBy == actor.Person
	return workflow.Judgement{
		guardOwn:       workflow.Whose(writes(actor, now, p, a, st)),
		guardOpen:      workflow.If(opened(now, p, c.Handling, a), nil),
		guardStands:    workflow.If(st.Sits, nil),
		guardSecond:    workflow.Whose(seconds(actor, now, p, a, st)),
		guardColleague: {OK: !mine && a.Letter == "", Whose: mine},
		guardNoLetter:  workflow.If(a.Letter == "", nil),
		guardOthers:    workflow.Whose(!belongs),
		guardPaper:     workflow.If(a.Kind != Rating, nil),
		guardChecker:   {OK: a.Letter != "" && !entered, Whose: entered},
		guardRating:    workflow.If(a.Kind == Rating, nil),
		guardWaited:    workflow.If(a.GivenAt != nil && !now.Before(a.GivenAt.AddDate(0, 0, privateDays)), nil),
	}
}

// writes tells who may write an answer: those who act for the authority, and for a rating the representatives of the proposer.
func writes(actor policy.Actor, now time.Time, p proposal.Proposal, a Answer, st Standing) bool {
	if a.Kind == Rating {
		return holds(actor, p.Forum, now, a.AnswersFor, policy.Titular, policy.Alternate, policy.Expert, policy.Adviser)
	}
	return st.answers(actor, p.Forum, now, a.AnswersFor)
}

// seconds tells who may confirm one: for a reply who signs for the authority, if it has named anybody; else another of its people. Where
// an organisation has one registered person, a moderator of another confirms her rating with her.
func seconds(actor policy.Actor, now time.Time, p proposal.Proposal, a Answer, st Standing) bool {
	member, belongs := actor.Member(a.AnswersFor)
	switch {
	case a.Kind == Reply && st.Signs:
		return holds(actor, p.Forum, now, a.AnswersFor, policy.Signatory)
	case a.Kind != Rating:
		return st.answers(actor, p.Forum, now, a.AnswersFor)
	case a.Alone && actor.Has(policy.Moderator):
		return !belongs
	}
	return belongs && (member.FocalPoint || writes(actor, now, p, a, st))
}

// opened tells whether the handling takes such an answer now.
func opened(now time.Time, p proposal.Proposal, m Handling, a Answer) bool {
	if m.EndedAt != nil || a.Round != m.Round {
		return false
	}
	switch a.Kind {
	case Reply:
		return p.InHands()
	case Opinion: // also late, as long as there is no reply
		return p.State == proposal.HandedOver && slices.Contains(m.Beside(), a.AnswersFor)
	}
	return p.State == proposal.Replied && m.RateBy != nil && !now.After(*m.RateBy)
}
