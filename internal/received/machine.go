package received

import (
	"slices"
	"sync"
	"time"

	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/workflow"
)

// Guards of the machine.
const (
	guardChecker = "guard.minutes_letter.checker"
	guardOthers  = "guard.minutes_letter.others"
	guardGoing   = "guard.minutes_letter.going"
	guardOnce    = "guard.minutes_letter.once"
)

// Machine is the life of what came, from its entering on.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	checkers := policy.Who(policy.CheckLetter)
	return workflow.Machine{
		Noun: Noun, First: Entered,
		States: []workflow.State{{Name: Entered}, {Name: Checked, End: true}, {Name: Refused, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "check", From: []string{Entered}, To: Checked, Roles: checkers, Guards: []string{guardChecker, guardOthers, guardGoing, guardOnce}},
			{Verb: "refuse", From: []string{Entered}, To: Refused, Roles: checkers, Guards: []string{guardChecker, guardOthers}},
		},
	}
})

// Verbs are the steps of what came.
func Verbs() []string { return []string{"check", "refuse"} }

// Judge asks every guard of the machine for an actor. Answered tells that the organisation has answered otherwise since.
func Judge(actor policy.Actor, m minutes.Set, l Letter, answered bool) workflow.Judgement {
	_, own := actor.Member(l.OrganisationID)
	mine := l.EnteredBy == actor.Person && actor.Person != ""
	going := m.State == minutes.Circulated && (l.About == Correction || l.Hash == m.Hash) || m.State == minutes.Drafted && l.About == Correction
	return workflow.Judgement{
		guardChecker: {OK: !mine, Whose: mine},
		guardOthers:  workflow.Whose(!own),
		guardGoing:   workflow.If(going, nil),
		guardOnce:    workflow.If(l.About == Correction || !answered, nil),
	}
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := Machine().MessageIDs()
	for _, verb := range []string{"letter_entered", "letter_checked", "letter_refused"} {
		ids = append(ids, "entry."+minutes.Noun+"."+verb)
	}
	for _, about := range Abouts() {
		ids = append(ids, "received.about."+about)
	}
	return ids
}

// has tells whether one of some roles is the actor's in a forum.
func has(actor policy.Actor, in policy.ForumID, now time.Time, actions ...policy.Action) bool {
	return slices.ContainsFunc(actions, func(a policy.Action) bool { return policy.May(a, actor.RolesIn(in, now)) })
}
