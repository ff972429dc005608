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
	if err := db.Omit("content").Where("id IN ? AND state IN ? AND hash <> ''", ids, []string{Attached, Checked}).Order("id").Find(&found).Error; err != nil {
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
		all = append(all, text.Erasable{Ref: policy.Ref{Noun: Noun, ID: l.ID}, Of: p.Record(), Path: p.Path(), Owners: []policy.OrganisationID{l.SentFor}, Forum: l.ForumID,
			Files: []string{l.Path() + "/paper"}, Kept: true,
			Note: func(past string) register.Note { return l.note(p, past) }, Empty: l.forget}.Marked())
	}
	return all, err
}

// forget lets go of the paper. That something was confirmed by letter stays.
func (l Letter) forget(tx *register.Tx) error {
	if l.State != Checked {
		return tx.Drop(&l)
	}
	l.Content, l.Kind, l.Name, l.Hash = []byte{}, "", "", ""
	return tx.Save(&l)
}

// DropLetters lets go of the letters about a proposal, since its words were erased.
func DropLetters(tx *register.Tx, proposal string) error {
	var all []Letter
	if err := tx.Omit("content").Where("proposal_id = ? AND (state <> ? OR hash <> '')", proposal, Checked).Order("id").Find(&all).Error; err != nil {
		return err
	}
	for _, l := range all {
		if err := l.forget(tx); err != nil {
			return err
		}
	}
	return nil
}
