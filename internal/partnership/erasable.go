package partnership

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Erasables gives those of some partnerships that a viewer sees, as what two moderators can erase.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Partnership
	if err := db.Scopes(register.Visible(viewer, now, "partnerships.")).Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil {
		return nil, err
	}
	var parties []Party
	if err := db.Session(&gorm.Session{NewDB: true}).Where("partnership_id IN ?", ids).Order("place, id").Find(&parties).Error; err != nil {
		return nil, err
	}
	all := make([]text.Erasable, len(found))
	for i, p := range found {
		h := held{Partnership: p}
		e := text.Erasable{Ref: p.Record(), Of: p.Record(), Path: p.Path(), Forum: p.Forum, Language: p.Language,
			Words: []string{p.TitleZh, p.TitleEn, p.TitleSv, p.Scope, p.OriginWords, p.Reason, p.AgreementLink},
			Note:  func(past string) register.Note { return p.note(past, p.State) }}
		for _, y := range parties {
			if y.PartnershipID == p.ID {
				h.parties = append(h.parties, y)
				e.Words, e.Owners = append(e.Words, y.Brings), append(e.Owners, y.OrganisationID)
			}
		}
		if p.FileID != "" {
			e.Files = []string{"/partnership-file/" + p.FileID}
		}
		e.Empty = h.empty
		all[i] = e.Marked()
	}
	return all, nil
}

// Erased tells whether two moderators took the words away: each partnership has a title otherwise.
func (p Partnership) Erased() bool { return len(p.Titles()) == 0 }

// empty takes the words and the agreement; who works with whom, where and for how long stays.
func (h held) empty(tx *register.Tx) error {
	p := h.Partnership
	if p.FileID != "" {
		if err := tx.Drop(&File{ID: p.FileID, PartnershipID: p.ID}); err != nil {
			return err
		}
	}
	for i := range h.parties {
		h.parties[i].Brings = ""
		if err := tx.Save(&h.parties[i]); err != nil {
			return err
		}
	}
	p.TitleZh, p.TitleEn, p.TitleSv, p.Scope, p.OriginWords, p.Reason, p.AgreementLink, p.FileID = "", "", "", "", "", "", "", ""
	if err := tx.Save(&p); err != nil {
		return err
	}
	tx.Put(p.card())
	return nil
}
