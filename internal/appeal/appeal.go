// Package appeal is the way on for a proposal that was refused: its organisation appeals once, those who refused say what they think
// beside it, and the forum decides by the charter's rule. Upheld, the proposal is admitted under the number it has; dismissed, it stays
// refused. Nobody outside the circle that decides learns of it.
package appeal

import (
	"time"

	"gorm.io/gorm/clause"

	"sametable/internal/ballot"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
)

// Noun is the name of an appeal in the register.
const Noun = "appeal"

// Appeal is what an organisation says against the refusal of its proposal, and what became of it. Access.Organisation is the one that
// proposes.
type Appeal struct {
	ID          string `gorm:"primaryKey"`
	ProposalID  string
	Reference   string // of the proposal
	State       string
	StateSince  time.Time
	Words       string // why it should be admitted
	Language    string
	FiledBy     policy.PersonID // and under which mandate
	MandateID   policy.MandateID
	FiledAt     time.Time
	ConfirmedBy policy.PersonID
	Letter      string // how a confirmation came that no colleague gave
	LetterDated string
	LetterAsked bool
	EnteredBy   policy.PersonID
	LodgedAt    *time.Time
	RefusedAt   time.Time
	RefusedBy   policy.PersonID // the first of the two
	SecondedBy  policy.PersonID
	EndsAt      time.Time // the last instant at which it can be filed and confirmed
	RemindedAt  *time.Time
	DecidedAt   *time.Time
	Outcome     string // what the chair says of the decision
	policy.Access
	Version int
}

// Record is the appeal itself.
func (a Appeal) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: a.ID} }

// Piece names it in the entries that seal it.
func (Appeal) Piece() string { return "row" }

// Lock is the optimistic lock.
func (a *Appeal) Lock() *int { return &a.Version }

// Path is the appeal's page without the language.
func (a Appeal) Path() string { return "/appeal/" + a.ID }

// Refuser tells whether somebody is one of the two who refused.
func (a Appeal) Refuser(id policy.PersonID) bool {
	return id != "" && (id == a.RefusedBy || id == a.SecondedBy)
}

// View is what one of the two who refused says beside the appeal. She does not decide.
type View struct {
	ID       string `gorm:"primaryKey"`
	AppealID string
	StatedBy policy.PersonID
	Office   policy.Role // in which she refused
	Words    string
	Language string
	StatedAt time.Time
}

// TableName is the table's.
func (View) TableName() string { return "appeal_views" }

// Record is the appeal it stands beside.
func (v View) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: v.AppealID} }

// Piece names it in the entries that seal it.
func (v View) Piece() string { return "view " + v.ID }

// class is who may see the appeal: its organisation until two of it stand behind it, then whoever decides. What was withdrawn nobody has
// to decide any more; what was upheld is as open as an admitted proposal.
func (a Appeal) class() policy.Class {
	switch {
	case a.State == Upheld:
		return policy.Members
	case a.State == Lodged || a.State == Dismissed:
		return policy.Deciders
	case a.State == Withdrawn || a.LetterAsked:
		return policy.Secretariat
	}
	return policy.Colleagues
}

func (a *Appeal) settle() { a.Class = a.class() }

// note begins an entry about the appeal.
func (a Appeal) note(verb, from string) register.Note {
	return register.Note{Noun: Noun, ID: a.ID, Verb: Noun + "." + verb, From: from, To: a.State, For: a.Organisation,
		Facts: map[string]any{"proposal": a.ProposalID, "reference": a.Reference}, Access: a.Access, Values: map[string]string{}}
}

// put keeps the appeal's card, under the title of the proposal.
func (a Appeal) put(tx *register.Tx) error {
	var about register.Card
	err := tx.Where("noun = ? AND noun_id = ?", proposal.Noun, a.ProposalID).Limit(1).Find(&about).Error
	tx.Put(register.Card{Noun: Noun, NounID: a.ID, Reference: a.Reference, Language: about.Language, TitleZh: about.TitleZh, TitleEn: about.TitleEn, TitleSv: about.TitleSv,
		State: a.State, Path: a.Path(), Access: a.Access})
	return err
}

// Appeals is the room's door.
type Appeals struct {
	r         *register.Register
	forums    *forum.Forums
	proposals *proposal.Proposals
	ballots   *ballot.Ballots
	gate      *safeguard.Gate
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, forums *forum.Forums, proposals *proposal.Proposals, ballots *ballot.Ballots, gate *safeguard.Gate) *Appeals {
	return &Appeals{r, forums, proposals, ballots, gate}
}

// find gives an appeal the actor may see with its proposal, both locked until the act is over: the proposal first, as everywhere. Those
// who decide see the appeal and not the proposal.
func find(tx *register.Tx, id string) (Appeal, proposal.Proposal, error) {
	var a Appeal
	if err := tx.Scopes(register.Visible(tx.Actor, tx.Now(), "appeals.")).Where("id = ?", id).Take(&a).Error; err != nil {
		return a, proposal.Proposal{}, store.Found(err)
	}
	p, err := proposal.Locked(tx, policy.SystemActor(), a.ProposalID)
	if err != nil {
		return a, p, err
	}
	a = Appeal{}
	err = tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(tx.Actor, tx.Now(), "appeals.")).Where("id = ?", id).Take(&a).Error
	return a, p, store.Found(err)
}
