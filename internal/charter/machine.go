package charter

import (
	"slices"
	"sync"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// The states of an editorial change.
const (
	ChangeAsked     = "asked" // before the chair: it is she who announces it
	ChangeOpen      = "open"
	ChangeInForce   = "in_force"
	ChangeFallen    = "fallen" // a member objected: it goes the long way
	ChangeWithdrawn = "withdrawn"
	ChangeDeclined  = "declined" // by the chair, with a reason
)

// ChangeNoun names the machine of an editorial change; in the register it is part of its charter.
const ChangeNoun = "charter_change"

// Guards of the machines.
const (
	guardText      = "guard.charter.text"
	guardLanguages = "guard.charter.languages"
	guardReviewed  = "guard.charter.reviewed"
	guardToReview  = "guard.charter.to_review"
	guardVoice     = "guard.charter.voice"
	guardWindow    = "guard.charter.window"
	guardOver      = "guard.charter.window_over"
	guardOwn       = "guard.charter.own_comment"
	guardStands    = "guard.charter.comment_stands"
	guardAnswered  = "guard.charter.answered"
	guardUnpolled  = "guard.charter.unpolled"
	guardCarried   = "guard.charter.carried"
	guardFallen    = "guard.charter.fallen"
	guardNext      = "guard.charter.successor"
	guardOneChange = "guard.charter.one_change"
	guardObjecting = "guard.charter_change.window"
	guardDue       = "guard.charter_change.due"
)

// Machine is a charter's life. The next one begins as a draft of its own, and supersedes the one in force when it is adopted.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	editors, keepers, voices := policy.Who(policy.EditCharter), policy.Who(policy.KeepCharter), policy.Who(policy.CommentCharter)
	answering, putting, chairs := policy.Who(policy.AnswerComment), policy.Who(policy.PutCharter), policy.Who(policy.AdoptCharter)
	stay := func(verb, state string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{state}, To: state, Roles: roles, Guards: guards}
	}
	all := []workflow.Transition{
		stay("edit", forum.CharterDraft, editors),
		{Verb: "submit", From: []string{forum.CharterDraft}, To: forum.CharterReview, Roles: keepers, Guards: []string{guardText, guardLanguages}},
		{Verb: "return", From: []string{forum.CharterReview}, To: forum.CharterDraft, Roles: keepers},
		{Verb: "consult", From: []string{forum.CharterReview}, To: forum.CharterConsultation, Roles: keepers, Second: true},
		stay("comment", forum.CharterConsultation, voices, guardVoice, guardWindow),
		stay("change_comment", forum.CharterConsultation, voices, guardVoice, guardOwn, guardWindow, guardStands),
		stay("withdraw_comment", forum.CharterConsultation, voices, guardVoice, guardOwn, guardWindow, guardStands),
		stay("answer_comment", forum.CharterConsultation, answering, guardOver, guardStands),
		stay("edit", forum.CharterConsultation, editors, guardOver),
		{Verb: "open_ballot", From: []string{forum.CharterConsultation}, To: forum.CharterDecision, Roles: putting, Guards: []string{guardOver, guardAnswered, guardLanguages, guardReviewed}},
		stay("open_ballot", forum.CharterDecision, putting, guardUnpolled),
		{Verb: "reopen", From: []string{forum.CharterDecision}, To: forum.CharterConsultation, Roles: keepers, Guards: []string{guardUnpolled}},
		{Verb: "adopt", From: []string{forum.CharterDecision}, To: forum.CharterAdopted, Roles: chairs, Guards: []string{guardCarried}},
		{Verb: "reject", From: []string{forum.CharterDecision}, To: forum.CharterRejected, Roles: chairs, Guards: []string{guardFallen}},
		{Verb: "supersede", From: []string{forum.CharterAdopted}, To: forum.CharterSuperseded, Roles: chairs, Guards: []string{guardNext}},
		stay("propose_change", forum.CharterAdopted, keepers, guardOneChange),
	}
	for _, state := range []string{forum.CharterReview, forum.CharterConsultation, forum.CharterDecision, forum.CharterAdopted} {
		all = append(all, stay("review_translation", state, editors, guardToReview))
	}
	return workflow.Machine{
		Noun: forum.CharterNoun, First: forum.CharterDraft,
		States: []workflow.State{{Name: forum.CharterDraft}, {Name: forum.CharterReview}, {Name: forum.CharterConsultation}, {Name: forum.CharterDecision},
			{Name: forum.CharterAdopted, End: true}, {Name: forum.CharterRejected, End: true}, {Name: forum.CharterSuperseded, End: true}},
		Transitions: all,
	}
})

// ChangeMachine is an editorial change's life: one person proposes it and the chair announces it; where nobody objects, time puts it in force.
func ChangeMachine() workflow.Machine { return changeMachine() }

var changeMachine = sync.OnceValue(func() workflow.Machine {
	asked, open, both := []string{ChangeAsked}, []string{ChangeOpen}, []string{ChangeAsked, ChangeOpen}
	chairs, adopting := policy.Who(policy.AnnounceChange), policy.Who(policy.AdoptCharter)
	return workflow.Machine{
		Noun: ChangeNoun, First: ChangeAsked,
		States: []workflow.State{{Name: ChangeAsked}, {Name: ChangeOpen}, {Name: ChangeInForce, End: true}, {Name: ChangeFallen, End: true}, {Name: ChangeWithdrawn, End: true},
			{Name: ChangeDeclined, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "announce", From: asked, To: ChangeOpen, Roles: chairs, Second: true},
			{Verb: "decline", From: asked, To: ChangeDeclined, Roles: chairs, Second: true},
			{Verb: "object", From: open, To: ChangeFallen, Roles: policy.Who(policy.CommentCharter), Guards: []string{guardVoice, guardObjecting}},
			{Verb: "withdraw", From: both, To: ChangeWithdrawn, Roles: policy.Who(policy.KeepCharter)},
			{Verb: "lapse", From: both, To: ChangeWithdrawn, Roles: adopting, Guards: []string{guardNext}},
			{Verb: "enforce", From: open, To: ChangeInForce, Roles: []policy.Role{policy.RoleSystem}, Guards: []string{guardDue}},
		},
	}
})

// Known is what the judgement of a charter needs beside its row.
type Known struct {
	Missing    []string // languages the rules ask for in which there is nothing made of this text
	Unreviewed []string // and those in which nobody has reviewed it
	ToReview   []Waiting
	Comments   int // that stand
	Open       int // of which nobody has said what became of them
	Polled     bool
	Decided    ballot.Result // of a ballot that was counted and not announced
	Changing   bool          // an editorial change waits
}

// Waiting is a translation that waits for somebody else's review.
type Waiting struct {
	Language string
	By       policy.PersonID
}

// For gives the languages in which somebody can review: not what she has translated herself.
func (k Known) For(person policy.PersonID) []string {
	var all []string
	for _, w := range k.ToReview {
		if w.By != person {
			all = append(all, w.Language)
		}
	}
	return all
}

// Judge asks every guard of the charter's machine for an actor; of is the comment a step is about, if it is about one.
func Judge(actor policy.Actor, now time.Time, c forum.Charter, known Known, of *Comment) workflow.Judgement {
	over := c.WindowEnds != nil && !now.Before(*c.WindowEnds)
	own, stands := false, false
	if of != nil {
		own, stands = speaks(actor, c.ForumID, of.Organisation, now), of.WithdrawnAt == nil
	}
	return workflow.Judgement{
		guardText:             workflow.If(c.VersionID != "", nil),
		guardLanguages:        workflow.If(len(known.Missing) == 0, map[string]any{"N": len(known.Missing)}),
		guardReviewed:         workflow.If(len(known.Unreviewed) == 0, map[string]any{"N": len(known.Unreviewed)}),
		guardToReview:         workflow.If(len(known.For(actor.Person)) > 0, nil),
		workflow.SecondPerson: workflow.If(c.ProposedBy != actor.Person, nil),
		guardVoice:            workflow.Whose(len(Delegates(actor, c.ForumID, now)) > 0),
		guardWindow:           workflow.If(c.WindowEnds != nil && !over, nil),
		guardOver:             workflow.If(over, nil),
		guardOwn:              workflow.Whose(own),
		guardStands:           workflow.If(stands, nil),
		guardAnswered:         workflow.If(known.Open == 0, map[string]any{"N": known.Open}),
		guardUnpolled:         workflow.If(!known.Polled && known.Decided == "", nil),
		guardCarried:          workflow.If(known.Decided == ballot.Carried, nil),
		guardFallen:           workflow.If(known.Decided == ballot.Fallen, nil),
		guardOneChange:        workflow.If(!known.Changing, nil),
	}
}

// JudgeChange asks every guard of an editorial change.
func JudgeChange(actor policy.Actor, now time.Time, x Change) workflow.Judgement {
	return workflow.Judgement{
		workflow.SecondPerson: workflow.If(x.ProposedBy != actor.Person, nil),
		guardVoice:            workflow.Whose(len(Delegates(actor, x.ForumID, now)) > 0),
		guardObjecting:        workflow.If(now.Before(x.EndsAt), nil),
		guardDue:              workflow.If(!now.Before(x.EndsAt), nil),
		guardNext:             workflow.If(false, nil), // only whoever adopts the next charter says so
	}
}

// Delegates are the mandates under which somebody speaks on a charter: those of titular and alternate delegates.
func Delegates(actor policy.Actor, id policy.ForumID, now time.Time) []policy.Mandate {
	return slices.DeleteFunc(actor.Voices(id, now), func(m policy.Mandate) bool {
		return !listed([]policy.Capacity{policy.Titular, policy.Alternate}, m.Capacity)
	})
}

func speaks(actor policy.Actor, id policy.ForumID, org policy.OrganisationID, now time.Time) bool {
	return slices.ContainsFunc(Delegates(actor, id, now), func(m policy.Mandate) bool { return m.Organisation == org })
}

// past is what the register says of each step.
func past() map[string]string {
	return map[string]string{"edit": "edited", "submit": "submitted", "return": "returned", "consult": "consultation_opened", "review_translation": "translation_reviewed",
		"comment": "commented", "change_comment": "comment_changed", "withdraw_comment": "comment_withdrawn", "answer_comment": "comment_answered", "open_ballot": "ballot_prepared",
		"reopen": "reopened", "adopt": "adopted", "reject": "rejected", "supersede": "superseded", "propose_change": "change_proposed", "announce": "change_announced",
		"decline": "change_declined", "object": "change_objected",
		"withdraw": "change_withdrawn", "lapse": "change_lapsed", "enforce": "change_in_force"}
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := append(Machine().MessageIDs(), ChangeMachine().MessageIDs()...)
	for _, verb := range past() {
		ids = append(ids, "entry."+forum.CharterNoun+"."+verb)
	}
	for _, fate := range Fates() {
		ids = append(ids, "charter.fate."+fate)
	}
	return append(ids, "entry."+forum.CharterNoun+".drafted", "entry."+forum.CharterNoun+".consultation_ended")
}
