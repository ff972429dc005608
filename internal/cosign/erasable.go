package cosign

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
)

// LetterNoun names the letter of a signature between the moderators who erase it. In the register it is part of the proposal.
const LetterNoun = "cosignature"

// gone stands in a signature whose letter two moderators took away: that it was confirmed by letter stays.
const gone = "erased"

// Erasables gives the letters of some signatures, where a viewer may open them, as what two moderators can erase. A picture has no
// language.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Cosignature
	if err := db.Where("id IN ? AND letter <> '' AND letter <> ?", ids, gone).Order("id").Find(&found).Error; err != nil {
		return nil, err
	}
	var of []string
	for _, c := range found {
		of = append(of, c.ProposalID)
	}
	var proposals []proposal.Proposal
	err := db.Session(&gorm.Session{NewDB: true}).Scopes(register.Visible(viewer, now, "proposals.")).Where("id IN ?", of).Find(&proposals).Error
	by := map[string]proposal.Proposal{}
	for _, p := range proposals {
		by[p.ID] = p
	}
	var all []text.Erasable
	for _, c := range found {
		p, seen := by[c.ProposalID]
		if !seen || !opens(viewer, c, now) {
			continue
		}
		all = append(all, text.Erasable{Ref: policy.Ref{Noun: LetterNoun, ID: c.ID}, Of: p.Record(), Path: p.Path(), Owners: []policy.OrganisationID{c.SignsFor}, Forum: c.ForumID,
			Files: []string{c.Path() + "/paper"}, Kept: true,
			Note: func(past string) register.Note {
				n := p.Beside("proposal.cosign_letter_"+past, policy.Access{Class: policy.Secretariat, Forum: p.Forum, Organisation: c.SignsFor})
				n.For, n.Facts["cosigner"] = c.SignsFor, string(c.SignsFor)
				return n
			}, Empty: c.forget}.Marked())
	}
	return all, err
}

// forget lets go of the letter. Where nobody has checked it another one may come.
func (c Cosignature) forget(tx *register.Tx) error {
	dated, asked := c.LetterDated, c.LetterAsked
	if err := c.letGo(tx); err != nil {
		return err
	}
	if c.LetterAsked = asked; c.State != Offered {
		c.Letter, c.LetterDated = gone, dated
	}
	return tx.Save(&c)
}

// DropLetters lets go of all letters by which organisations sign a proposal, since its words were erased.
func DropLetters(tx *register.Tx, proposal string) error {
	var all []Cosignature
	if err := tx.Where("proposal_id = ? AND letter <> '' AND letter <> ?", proposal, gone).Order("id").Find(&all).Error; err != nil {
		return err
	}
	for _, c := range all {
		if err := c.forget(tx); err != nil {
			return err
		}
	}
	return nil
}
