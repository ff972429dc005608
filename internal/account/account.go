// Package account keeps the persons: who they are, how they get in (one-time slips), how they stay signed in (sessions) and
// which offices they hold for the whole platform. A person never acts alone in a forum; for which organisation and under which
// mandate she speaks is known one storey up and higher, in rooms that call the inner functions of this one with their open act.
package account

import (
	"time"

	"sametable/internal/clock"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Accounts is the room: every use case is a method of it.
type Accounts struct {
	register *register.Register
	gate     *safeguard.Gate
	hasher   *hasher
	wall     func() time.Time
}

// Option changes what New gives.
type Option func(*setting)

type setting struct {
	cost Cost
	wall func() time.Time
}

// WithPasswordCost sets what hashing a password costs. Tests and the demo take a cheap one; hashes made at another cost stay
// valid and are renewed when their owner signs in.
func WithPasswordCost(c Cost) Option { return func(s *setting) { s.cost = c } }

// WithWall sets the machine's time that sessions and limits follow; without it that is clock.Wall.
func WithWall(now func() time.Time) Option { return func(s *setting) { s.wall = now } }

// New opens the room over a register. Every free text passes the gate before it is stored.
func New(r *register.Register, gate *safeguard.Gate, options ...Option) *Accounts {
	s := setting{cost: DefaultCost(), wall: clock.Wall}
	for _, o := range options {
		o(&s)
	}
	return &Accounts{register: r, gate: gate, hasher: newHasher(s.cost), wall: s.wall}
}

// The nouns of this room in the register.
const (
	Noun       = "person"
	OfficeNoun = "office"
)

// reference names a person in the register.
func reference(id policy.PersonID) policy.Ref { return policy.Ref{Noun: Noun, ID: string(id)} }

// The verbs of the permits that the rooms above give, after they have judged whose person it is.
const (
	VerbIssueReset = "issue_reset"
	VerbRename     = "rename"
	VerbVerify     = "verify"
)

// permitted tells whether a permit is for this person and this verb. Another one is a mistake in the program.
func permitted(p policy.Permit, id policy.PersonID, verb string) error {
	if !p.Valid() || p.For != reference(id) || p.Verb != verb {
		return register.UnpermittedError{Ref: reference(id)}
	}
	return nil
}
