package commitment

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Erasables gives those of some commitments that a viewer sees, as what two moderators can erase.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Commitment
	if err := db.Scopes(register.Visible(viewer, now, "commitments.")).Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil {
		return nil, err
	}
	all := make([]text.Erasable, len(found))
	for i, c := range found {
		e := text.Erasable{Ref: c.Record(), Of: c.Record(), Path: c.Path(), Owners: []policy.OrganisationID{c.OwnerID}, Forum: c.Forum, Language: c.Language,
			Words: []string{c.TitleZh, c.TitleEn, c.TitleSv, c.Details, c.OriginWords, c.AskedWhy, c.Reason, c.Evidence, c.EvidenceLink, c.EvidencePaper},
			Note:  func(past string) register.Note { return c.note(past, c.State) }, Empty: c.empty}
		if c.FileID != "" {
			e.Files = []string{"/commitment-file/" + c.FileID}
		}
		all[i] = e.Marked()
	}
	return all, nil
}

// Erased tells whether two moderators took the words away: each commitment has a title otherwise.
func (c Commitment) Erased() bool { return len(c.Titles()) == 0 }

// empty takes the words and the paper; who promises, by which day and how far it is stays.
func (c Commitment) empty(tx *register.Tx) error {
	if c.FileID != "" {
		if err := tx.Drop(&File{ID: c.FileID, CommitmentID: c.ID}); err != nil {
			return err
		}
	}
	c.TitleZh, c.TitleEn, c.TitleSv, c.Details, c.OriginWords, c.AskedWhy, c.Reason = "", "", "", "", "", "", ""
	c.Evidence, c.EvidenceLink, c.EvidencePaper, c.FileID = "", "", "", ""
	if err := tx.Save(&c); err != nil {
		return err
	}
	tx.Put(c.card())
	return nil
}
