package appeal

import (
	"slices"
	"sync"
	"time"

	"sametable/internal/ballot"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/workflow"
)

// The states of an appeal.
const (
	Unfiled    = "unfiled" // nobody has filed it, or it was given back inside the organisation
	Confirming = "confirming"
	Lodged     = "lodged" // the organisation's word; the forum decides
	Upheld     = "upheld" // the proposal is admitted
	Dismissed  = "dismissed"
	Withdrawn  = "withdrawn"
)

// Guards of the machine.
const (
	guardOwn       = "guard.appeal.own"
	guardRefused   = "guard.appeal.refused"
	guardInTime    = "guard.appeal.in_time"
	guardMember    = "guard.appeal.member"
	guardStands    = "guard.appeal.accredited"
	guardColleague = "guard.appeal.colleague"
	guardMandate   = "guard.appeal.mandate"
	guardNoLetter  = "guard.appeal.no_letter"
	guardAsked     = "guard.appeal.letter_asked"
	guardChecker   = "guard.appeal.checker"
	guardOwnMatter = "guard.appeal.own_matter"
	guardRefuser   = "guard.appeal.refuser"
	guardUnsaid    = "guard.appeal.unsaid"
	guardUnpolled  = "guard.appeal.unpolled"
	guardUndecided = "guard.appeal.undecided"
	guardCarried   = "guard.appeal.carried"
	guardFallen    = "guard.appeal.fallen"
	guardWaited    = "guard.appeal.waited"
)

// Machine is an appeal's life.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	return workflow.Machine{
		Noun: Noun, First: Unfiled,
		States:      []workflow.State{{Name: Unfiled}, {Name: Confirming}, {Name: Lodged}, {Name: Upheld, End: true}, {Name: Dismissed, End: true}, {Name: Withdrawn, End: true}},
		Transitions: slices.Concat(lodging(), deciding()),
	}
})

// lodging is what happens inside the organisation. The two ways to confirm are a colleague, or the check of a letter.
func lodging() []workflow.Transition {
	writers, checkers, everybody := policy.Who(policy.AppealRefusal), policy.Who(policy.CheckLetter), []policy.Role{policy.RoleVisitor}
	from := func(state, verb, to string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{state}, To: to, Roles: roles, Guards: guards}
	}
	return []workflow.Transition{
		from(Unfiled, "file", Confirming, writers, guardOwn, guardRefused, guardInTime),
		from(Confirming, "confirm", Lodged, everybody, guardMember, guardStands, guardColleague, guardInTime, guardMandate),
		from(Confirming, "decline", Unfiled, everybody, guardMember, guardStands, guardColleague),
		from(Confirming, "take_back", Unfiled, writers, guardOwn),
		from(Confirming, "ask_letter", Confirming, writers, guardOwn, guardNoLetter),
		from(Confirming, "attach_letter", Confirming, policy.Who(policy.EnterLetter), guardAsked, guardOwnMatter, guardInTime),
		from(Confirming, "check", Lodged, checkers, guardChecker, guardOwnMatter, guardMandate),
		from(Confirming, "refuse_letter", Unfiled, checkers, guardChecker, guardOwnMatter),
	}
}

// deciding is what the forum makes of it: a ballot, and what comes of it by the charter's rule. Silence decides nothing. Withdrawn or
// decided, it cannot be filed again.
func deciding() []workflow.Transition {
	chair := policy.Who(policy.DecideAppeal)
	from := func(verb, to string, roles []policy.Role, guards ...string) workflow.Transition {
		return workflow.Transition{Verb: verb, From: []string{Lodged}, To: to, Roles: roles, Guards: guards}
	}
	return []workflow.Transition{
		from("answer", Lodged, policy.Who(policy.AnswerAppeal), guardRefuser, guardUnsaid, guardUndecided),
		from("open_ballot", Lodged, policy.Who(policy.KeepBallot), guardUnpolled, guardUndecided),
		from("remind", Lodged, []policy.Role{policy.RoleSystem}, guardWaited),
		from("uphold", Upheld, chair, guardCarried),
		from("dismiss", Dismissed, chair, guardFallen),
		from("withdraw", Withdrawn, policy.Who(policy.AppealRefusal), guardOwn, guardUndecided),
	}
}

// Known is what the judgement of an appeal needs to know beside the actor and the appeal.
type Known struct {
	Refused  bool              // the proposal is refused
	Mandated bool              // whoever filed it still holds the mandate she signed under
	Said     []policy.PersonID // who of the two who refused has said what she thinks
	Polled   bool              // a ballot on it is under way
	Waits    bool              // nobody is voting
	Decided  string            // what the last ballot on it came to: carried, fallen; empty: there is none, or it decided nothing
}

// Judge asks every guard of the machine for an actor. Pages ask the same, so that a button that is shown works.
func Judge(actor policy.Actor, now time.Time, a Appeal, known Known) workflow.Judgement {
	member, belongs := actor.Member(a.Organisation)
	of := func(m policy.Mandate) bool { return m.Organisation == a.Organisation }
	speaks := slices.ContainsFunc(actor.Voices(a.Forum, now), of)
	mine := a.FiledBy != "" && actor.Person == a.FiledBy
	entered := a.EnteredBy != "" && actor.Person == a.EnteredBy
	return workflow.Judgement{
		guardOwn:       workflow.Whose(slices.ContainsFunc(proposal.Represents(actor, a.Forum, now), of)),
		guardRefused:   workflow.If(known.Refused, nil),
		guardInTime:    workflow.If(!now.After(a.EndsAt), map[string]any{"Until": a.EndsAt}),
		guardMember:    workflow.Whose(belongs && (member.FocalPoint || speaks || !member.Accredited)),
		guardStands:    workflow.If(member.Accredited, nil),
		guardColleague: {OK: !mine && a.Letter == "", Whose: mine},
		guardMandate:   workflow.If(known.Mandated, nil),
		guardNoLetter:  workflow.If(!a.LetterAsked, nil),
		guardAsked:     workflow.If(a.LetterAsked && a.Letter == "", nil),
		guardChecker:   {OK: a.Letter != "" && !entered && !mine, Whose: mine || entered},
		guardOwnMatter: workflow.Whose(!belongs),
		guardRefuser:   workflow.Whose(a.Refuser(actor.Person)),
		guardUnsaid:    workflow.If(!slices.Contains(known.Said, actor.Person), nil),
		guardUnpolled:  workflow.If(!known.Polled, nil),
		guardUndecided: workflow.If(known.Decided == "", nil),
		guardCarried:   workflow.If(known.Decided == string(ballot.Carried), nil),
		guardFallen:    workflow.If(known.Decided == string(ballot.Fallen), nil),
		guardWaited:    workflow.If(known.Waits, nil),
	}
}

// past is what the register says of each step.
func past() map[string]string {
	return map[string]string{"file": "filed", "confirm": "lodged", "check": "lodged", "decline": "declined", "take_back": "taken_back", "ask_letter": "letter_asked",
		"attach_letter": "letter_attached", "refuse_letter": "letter_refused", "answer": "answered", "open_ballot": "ballot_prepared", "uphold": "upheld",
		"dismiss": "dismissed", "withdraw": "withdrawn", "remind": "reminded"}
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := append(Machine().MessageIDs(), "entry."+proposal.Noun+".admitted_on_appeal")
	for _, verb := range past() {
		ids = append(ids, "entry."+Noun+"."+verb)
	}
	return ids
}
