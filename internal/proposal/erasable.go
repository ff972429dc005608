package proposal

import (
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/drafting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// erased tells which of some text versions were erased already.
func erased(db *gorm.DB, versions []string) (map[string]bool, error) {
	var gone []string
	err := db.Session(&gorm.Session{NewDB: true}).Model(&text.Version{}).Where("id IN ? AND erased", versions).Pluck("id", &gone).Error
	all := map[string]bool{}
	for _, id := range gone {
		all[id] = true
	}
	return all, err
}

// Erasables gives those of some proposals that a viewer sees, as what two moderators can erase.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Proposal
	if err := db.Scopes(seen(viewer, now)).Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil {
		return nil, err
	}
	versions := make([]string, len(found))
	for i, p := range found {
		versions[i] = p.VersionID
	}
	gone, err := erased(db, versions)
	all := make([]text.Erasable, len(found))
	for i, p := range found {
		all[i] = text.Erasable{Ref: p.Record(), Of: p.Record(), Path: p.Path(), Owners: p.Proposers(), Forum: p.Forum, Language: p.Language, Version: p.VersionID, Mark: p.VersionID,
			Gone: gone[p.VersionID], Note: func(past string) register.Note { return p.note(Noun+"."+past, p.State) }, Empty: p.empty}
	}
	return all, err
}

// empty takes what stands of a proposal's words beside its text.
func (p Proposal) empty(tx *register.Tx) error {
	if err := tx.Where("proposal_id = ?", p.ID).Delete(&drafting.Sheet{}).Error; err != nil {
		return err
	}
	if err := dropLetters(tx, p.ID); err != nil {
		return err
	}
	if err := drafting.DropAnnexes(tx, p.ID); err != nil {
		return err
	}
	p.Reason, p.RefusalWhy, p.ForwardedTo, p.EndsWhy = "", "", "", ""
	if err := tx.Save(&p); err != nil {
		return err
	}
	_, err := p.put(tx)
	return err
}

// ForgetReasons takes the reasons away that a room above has given steps of a proposal, since two moderators erased them there: from its
// row, and from the entries a question picks. The words of the proposal stay.
func ForgetReasons(tx *register.Tx, id string, of func(register.Entry) bool) error {
	var p Proposal
	if err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&p).Error; err != nil {
		return err
	}
	tx.Permit(policy.Allow(Noun, id, "erase"))
	if err := tx.EraseSome(p.Record(), of, "actor"); err != nil {
		return err
	}
	p.Reason = ""
	n := p.note(Noun+".reasons_erased", p.State)
	n.Version = ""
	tx.Enter(n)
	return tx.Save(&p)
}

// Retitle lets the statements on a proposal go without its title, since its words were erased.
func Retitle(tx *register.Tx, p Proposal) error {
	var all []Statement
	if err := tx.Where("proposal_id = ?", p.ID).Order("id").Find(&all).Error; err != nil {
		return err
	}
	for _, st := range all {
		tx.Permit(policy.Allow(StatementNoun, st.ID, "retitle"))
		if err := st.put(tx, p); err != nil {
			return err
		}
		n := st.note(p, StatementNoun+".title_erased", st.State)
		n.Version, n.Hash = "", ""
		tx.Enter(n)
	}
	return nil
}

// StatementErasables gives the same of some statements. Where one stands stays, why it stands there goes.
func StatementErasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Statement
	if err := db.Scopes(register.Visible(viewer, now, "proposal_statements.")).Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil {
		return nil, err
	}
	var versions, about []string
	for _, st := range found {
		versions, about = append(versions, st.Shown(), st.VersionID), append(about, st.ProposalID)
	}
	var proposals []Proposal
	if err := db.Session(&gorm.Session{NewDB: true}).Where("id IN ?", about).Find(&proposals).Error; err != nil {
		return nil, err
	}
	of := map[string]Proposal{}
	for _, p := range proposals {
		of[p.ID] = p
	}
	gone, err := erased(db, versions)
	all := make([]text.Erasable, len(found))
	for i, st := range found {
		p := of[st.ProposalID]
		all[i] = text.Erasable{Ref: st.Record(), Of: st.Record(), Path: st.Path(), Owners: []policy.OrganisationID{st.StatedFor}, Forum: st.Forum, Language: st.Language,
			Version: st.Shown(), Mark: st.Shown(), Gone: gone[st.Shown()] || gone[st.VersionID],
			Note:  func(past string) register.Note { return st.note(p, StatementNoun+"."+past, st.State) },
			Empty: func(tx *register.Tx) error { return st.empty(tx, p) }}
	}
	return all, err
}

func (st Statement) empty(tx *register.Tx, p Proposal) error {
	var letters []StatementLetter
	if err := tx.Select("id", "statement_id").Where("statement_id = ?", st.ID).Find(&letters).Error; err != nil {
		return err
	}
	for i := range letters {
		if err := tx.Drop(&letters[i]); err != nil {
			return err
		}
	}
	st.Reason, st.LetterID, st.Standing.LetterID = "", "", ""
	if err := tx.Save(&st); err != nil {
		return err
	}
	return st.put(tx, p)
}
