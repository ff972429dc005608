package appeal

import (
	"errors"
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Erasables gives those of some appeals that a viewer sees, as what two moderators can erase.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Appeal
	if err := db.Scopes(register.Visible(viewer, now, "appeals.")).Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil {
		return nil, err
	}
	var views []View
	if err := db.Session(&gorm.Session{NewDB: true}).Where("appeal_id IN ?", ids).Order("stated_at, id").Find(&views).Error; err != nil {
		return nil, err
	}
	all := make([]text.Erasable, len(found))
	for i, a := range found {
		e := text.Erasable{Ref: a.Record(), Of: a.Record(), Path: a.Path(), Owners: []policy.OrganisationID{a.Organisation}, Forum: a.Forum, Language: a.Language,
			Words: []string{a.Words, a.Outcome}, Note: func(past string) register.Note { return a.note(past, a.State) }, Empty: a.empty}
		for _, v := range views {
			if v.AppealID == a.ID {
				e.Words = append(e.Words, v.Words)
			}
		}
		if a.Letter != "" {
			e.Files = []string{a.Path() + "/paper"}
		}
		all[i] = e.Marked()
	}
	return all, nil
}

// Erased tells whether two moderators took the words away: each appeal that was filed says why.
func (a Appeal) Erased() bool { return a.FiledBy != "" && a.Words == "" }

// empty takes the words of all sides and the letter; who appealed, when, and what became of it stays.
func (a Appeal) empty(tx *register.Tx) error {
	var views []View
	if err := tx.Where("appeal_id = ?", a.ID).Find(&views).Error; err != nil {
		return err
	}
	for i := range views {
		if err := tx.Drop(&views[i]); err != nil {
			return err
		}
	}
	letter, dated, asked, by := a.Letter, a.LetterDated, a.LetterAsked, a.EnteredBy
	if err := a.letGo(tx); err != nil {
		return err
	}
	if a.ConfirmedBy != "" { // that a letter confirmed it stays
		a.Letter, a.LetterDated, a.LetterAsked, a.EnteredBy = letter, dated, asked, by
	}
	a.Words, a.Outcome = "", ""
	return errors.Join(tx.Save(&a), a.put(tx))
}

// Forget takes the words of the appeal about a proposal whose words were erased, with what the register says of them.
func Forget(tx *register.Tx, proposal string) error {
	var found []Appeal
	if err := tx.Where("proposal_id = ?", proposal).Find(&found).Error; err != nil || len(found) == 0 {
		return err
	}
	a := found[0]
	tx.Permit(policy.Allow(Noun, a.ID, "erase"))
	if err := tx.EraseSome(a.Record(), nil, "actor"); err != nil {
		return err
	}
	if a.Erased() || a.FiledBy == "" {
		return a.put(tx)
	}
	n := a.note("erased", a.State)
	tx.Enter(n)
	return a.empty(tx)
}
