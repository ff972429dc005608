package ballot

import (
	"time"

	"sametable/internal/policy"
)

// Voter is one organisation that could vote, as it was when the ballot was prepared, with its voice.
type Voter struct {
	ID             string `gorm:"primaryKey"`
	BallotID       string
	OrganisationID policy.OrganisationID
	Kind           policy.Kind
	Provinces      string // codes, separated by blanks
	Present        bool
	Voice          Voice
	Words          string // of an objection: what would resolve it; of another voice: a reservation
	Language       string // of the words
	CastBy         policy.PersonID
	MandateID      policy.MandateID
	CastAt         *time.Time
	EnteredBy      policy.PersonID // the secretary, in its stead
	ConfirmedBy    policy.PersonID // who confirmed what she entered
	Objection      string          // state of the objection's own life; empty: there is none
	Answer         string
	AnsweredBy     policy.PersonID
	Version        int
}

// TableName is the table's.
func (Voter) TableName() string { return "ballot_voters" }

// Record is the ballot the voice belongs to.
func (v Voter) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: v.BallotID} }

// Piece names it in the entries that seal it.
func (v Voter) Piece() string { return "voter " + v.ID }

// Lock is the optimistic lock.
func (v *Voter) Lock() *int { return &v.Version }

// confirmWithin is how long an organisation has to confirm what the secretary entered in its stead.
const confirmWithin = 48 * time.Hour

// Waits tells whether a voice that the secretary entered waits for its organisation at an instant.
func (v Voter) Waits(now time.Time) bool {
	return v.pending() && now.Before(v.CastAt.Add(confirmWithin))
}

func (v Voter) pending() bool {
	return v.Voice != "" && v.EnteredBy != "" && v.ConfirmedBy == "" && v.CastAt != nil
}

// ConfirmBy is until when an organisation can confirm what was entered in its stead.
func (v Voter) ConfirmBy() time.Time {
	if v.CastAt == nil {
		return time.Time{}
	}
	return v.CastAt.Add(confirmWithin)
}

// Counts tells whether the voice is the organisation's own word.
func (v Voter) Counts() bool { return v.Voice != "" && !v.pending() }
