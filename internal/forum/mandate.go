package forum

import (
	"sync"
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/workflow"
)

// The states of a mandate.
const (
	Proposed  = "proposed"
	Accepted  = "accepted"
	Confirmed = "confirmed"
	Paused    = "paused"
	Ended     = "ended"
)

// Guards of the mandate machine.
const (
	guardPerson   = "guard.mandate.person"
	guardNotOwn   = "guard.mandate.not_own"
	guardSeat     = "guard.mandate.seat"
	guardOrg      = "guard.mandate.accredited"
	guardFocal    = "guard.mandate.focal_point"
	guardOver     = "guard.mandate.over"
	guardUnseated = "guard.mandate.unseated"
)

// Mandate says that a person speaks for an organisation in a forum, in a capacity, for an interval.
type Mandate struct {
	ID             policy.MandateID `gorm:"primaryKey"`
	ForumID        policy.ForumID
	OrganisationID policy.OrganisationID
	PersonID       policy.PersonID
	Capacity       policy.Capacity
	State          string
	Starts         time.Time
	Ends           *time.Time // as recorded; nil: open
	EndedAt        *time.Time // the instant it ended, whatever was recorded
	Letter         string     // of the organisation: date and number
	Interests      string     // the person's own statement of interests
	ProposedBy     policy.PersonID
	ConfirmedBy    policy.PersonID
	Reason         string
	Version        int
}

// Record is the mandate itself.
func (m Mandate) Record() policy.Ref { return policy.Ref{Noun: MandateNoun, ID: string(m.ID)} }

// Piece is its row in the register's seals.
func (Mandate) Piece() string { return "row" }

// Lock is the optimistic lock.
func (m *Mandate) Lock() *int { return &m.Version }

// seated tells whether the capacity is for organisations with a seat; chairs, secretaries, advisers and observers need none.
func seated(c policy.Capacity) bool {
	return c == policy.Titular || c == policy.Alternate || c == policy.Expert || c == policy.Responder || c == policy.Signatory
}

// presides tells whether the capacity is one that the convener or a moderator confirms.
func presides(c policy.Capacity) bool {
	return c == policy.Chair || c == policy.Convener || c == policy.Secretary
}

// MandateMachine is a mandate's life. What is the person's own is open to everybody, and the guard asks for the very person.
func MandateMachine() workflow.Machine { return mandateMachine() }

var mandateMachine = sync.OnceValue(func() workflow.Machine {
	focal := policy.Whoever(policy.ProposeMandate, policy.ConfirmMandate)
	keepers := policy.Whoever(policy.ConfirmMandate, policy.ConfirmChair)
	anyone := []policy.Role{policy.RoleVisitor}
	living := []string{Proposed, Accepted, Confirmed, Paused}
	return workflow.Machine{
		Noun: MandateNoun, First: Proposed,
		States: []workflow.State{{Name: Proposed}, {Name: Accepted}, {Name: Confirmed, End: true}, {Name: Paused}, {Name: Ended, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "accept", From: []string{Proposed}, To: Accepted, Roles: anyone, Guards: []string{guardPerson}},
			{Verb: "decline", From: []string{Proposed}, To: Ended, Roles: anyone, Guards: []string{guardPerson}},
			{Verb: "confirm", From: []string{Accepted}, To: Confirmed, Roles: keepers, Guards: []string{guardNotOwn, guardOrg, guardSeat}},
			{Verb: "refuse", From: []string{Accepted}, To: Ended, Roles: keepers, Guards: []string{guardNotOwn}},
			{Verb: "resign", From: []string{Accepted, Confirmed, Paused}, To: Ended, Roles: anyone, Guards: []string{guardPerson}},
			{Verb: "pause", From: []string{Confirmed}, To: Paused, Roles: focal, Guards: []string{guardFocal}},
			{Verb: "resume", From: []string{Paused}, To: Confirmed, Roles: focal, Guards: []string{guardFocal, guardOrg, guardSeat}},
			{Verb: "replace", From: living, To: Ended, Roles: focal, Guards: []string{guardFocal}},
			{Verb: "end", From: living, To: Ended, Roles: focal, Guards: []string{guardFocal}},
			{Verb: "unseat", From: living, To: Ended, Roles: policy.Who(policy.EditCharter), Guards: []string{guardUnseated}},
			{Verb: "expire", From: living, To: Ended, Roles: []policy.Role{policy.RoleSystem}, Guards: []string{guardOver}},
		},
	}
})

func (m Mandate) note(f Forum, verb, from, name string) register.Note {
	return register.Note{
		Noun: MandateNoun, ID: string(m.ID), Verb: verb, From: from, To: m.State, For: m.OrganisationID,
		Facts:  map[string]any{"forum": f.Key, "capacity": string(m.Capacity), "person": string(m.PersonID), "organisation": string(m.OrganisationID)},
		Values: map[string]string{"person": name, "letter": m.Letter},
		Access: policy.Access{Class: policy.Members, Forum: f.ID, Organisation: m.OrganisationID, Person: m.PersonID},
		Tell:   register.Tell{Persons: []policy.PersonID{m.PersonID}},
	}
}
