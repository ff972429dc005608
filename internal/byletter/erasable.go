package byletter

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Noun names such a letter between the moderators who erase it. In the register it is part of the proposal.
const Noun = "revision_letter"

// Erasables gives those of some letters that a viewer checks, as what two moderators can erase. A picture has no language.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Letter
	if err := db.Omit("content").Where("id IN ? AND state = ?", ids, Attached).Order("id").Find(&found).Error; err != nil {
		return nil, err
	}
	var of []string
	for _, l := range found {
		of = append(of, l.ProposalID)
	}
	var proposals []proposal.Proposal
	err := db.Session(&gorm.Session{NewDB: true}).Scopes(register.Visible(viewer, now, "proposals.")).Where("id IN ?", of).Find(&proposals).Error
	by := map[string]proposal.Proposal{}
	for _, p := range proposals {
		by[p.ID] = p
	}
	var all []text.Erasable
	for _, l := range found {
		p, seen := by[l.ProposalID]
		if !seen || !policy.May(policy.CheckLetter, viewer.RolesIn(l.ForumID, now)) {
			continue
		}
		all = append(all, text.Erasable{Ref: policy.Ref{Noun: Noun, ID: l.ID}, Of: p.Record(), Path: p.Path(), Owners: []policy.OrganisationID{l.RevisedFor}, Forum: l.ForumID,
			Files: []string{l.Path() + "/paper"}, Kept: true,
			Note: func(past string) register.Note {
				return p.Beside("proposal.revision_letter_"+past, policy.Access{Class: policy.Secretariat, Forum: p.Forum, Organisation: l.RevisedFor})
			},
			Empty: func(tx *register.Tx) error { return tx.Drop(&l) }}.Marked())
	}
	return all, err
}

// DropLetters lets go of a letter on its way for a proposal, since its words were erased.
func DropLetters(tx *register.Tx, proposal string) error {
	var all []Letter
	if err := tx.Omit("content").Where("proposal_id = ?", proposal).Find(&all).Error; err != nil {
		return err
	}
	for i := range all {
		if err := tx.Drop(&all[i]); err != nil {
			return err
		}
	}
	return nil
}
