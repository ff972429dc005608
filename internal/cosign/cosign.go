// Package cosign lets an organisation sign the proposal of another one: one person offers it, a second one of her organisation confirms
// it, and the proposing organisation takes it. Whoever signs states no position. When the proposal is withdrawn, one of those who signed
// it may take it over.
package cosign

import (
	"time"

	"gorm.io/gorm/clause"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Cosignature is what one organisation has said of signing one proposal. It is part of the proposal in the register.
type Cosignature struct {
	ID          string `gorm:"primaryKey"`
	ProposalID  string
	ForumID     policy.ForumID
	SignsFor    policy.OrganisationID
	State       string
	StateSince  time.Time
	OfferedBy   policy.PersonID // and under which mandate
	MandateID   policy.MandateID
	ConfirmedBy policy.PersonID
	Letter      string // how a confirmation came that no colleague gave
	LetterDated string
	LetterAsked bool
	EnteredBy   policy.PersonID
	JoinedAt    *time.Time
	TakenBy     policy.PersonID // who took it for the proposing organisation
	HeirBy      policy.PersonID // who wants her organisation to take the withdrawn proposal over, and under which mandate
	HeirMandate policy.MandateID
	Version     int
}

// Record is the proposal it is part of.
func (c Cosignature) Record() policy.Ref { return policy.Ref{Noun: proposal.Noun, ID: c.ProposalID} }

// Piece names it in the entries that seal it.
func (c Cosignature) Piece() string { return "cosignature " + c.ID }

// Lock is the optimistic lock.
func (c *Cosignature) Lock() *int { return &c.Version }

// Path is where the steps of it are taken, without the language.
func (c Cosignature) Path() string { return "/cosign/" + c.ID }

// Signs tells whether it counts: the organisation signs the proposal.
func (c Cosignature) Signs() bool { return c.State == Joined || c.State == Taking }

// seen tells whether somebody who sees the proposal may see how its signature stands: one that counts is as open as the proposal; before
// that it is between the two organisations, and those who handle its letter.
func (c Cosignature) seen(viewer policy.Actor, now time.Time, p proposal.Proposal) bool {
	if c.Signs() {
		return true
	}
	_, own := viewer.Member(c.SignsFor)
	_, proposes := viewer.Member(p.ProposedFor)
	roles := viewer.RolesIn(p.Forum, now)
	lettered := c.LetterAsked && (policy.May(policy.EnterLetter, roles) || policy.May(policy.CheckLetter, roles))
	return own || c.State == Confirmed && proposes || c.State == Offered && lettered
}

// Cosignatures is the room's door.
type Cosignatures struct {
	r         *register.Register
	forums    *forum.Forums
	proposals *proposal.Proposals
}

// New opens the room.
func New(r *register.Register, forums *forum.Forums, proposals *proposal.Proposals) *Cosignatures {
	return &Cosignatures{r, forums, proposals}
}

// find gives a signature the actor may see with its proposal, both locked until the act is over: the proposal first, as everywhere.
func (s *Cosignatures) find(tx *register.Tx, id string) (Cosignature, proposal.Proposal, error) {
	var c Cosignature
	if err := tx.Where("id = ?", id).Take(&c).Error; err != nil {
		return c, proposal.Proposal{}, store.Found(err)
	}
	p, err := proposal.Locked(tx, tx.Actor, c.ProposalID)
	if err != nil {
		return c, p, err
	}
	c = Cosignature{}
	if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&c).Error; err != nil {
		return c, p, store.Found(err)
	}
	if !c.seen(tx.Actor, tx.Now(), p) {
		return c, p, fault.NotFound()
	}
	return c, p, nil
}
