package handling

import (
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/text"
)

// about reads the proposals and handlings some answers are of.
func about(db *gorm.DB, proposals, handlings []string) (ps map[string]proposal.Proposal, ms map[string]Handling, err error) {
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	var foundP []proposal.Proposal
	var foundM []Handling
	if err = fresh().Where("id IN ?", proposals).Find(&foundP).Error; err == nil {
		err = fresh().Where("id IN ?", handlings).Find(&foundM).Error
	}
	ps, ms = map[string]proposal.Proposal{}, map[string]Handling{}
	for _, p := range foundP {
		ps[p.ID] = p
	}
	for _, m := range foundM {
		ms[m.ID] = m
	}
	return ps, ms, err
}

// AnswerErasables gives those of some answers that a viewer sees, as what two moderators can erase.
func AnswerErasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Answer
	if err := db.Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil {
		return nil, err
	}
	var of, in, versions, gone []string
	for _, a := range found {
		of, in, versions = append(of, a.ProposalID), append(in, a.HandlingID), append(versions, a.VersionID)
	}
	ps, ms, err := about(db, of, in)
	if err != nil {
		return nil, err
	}
	if err := db.Session(&gorm.Session{NewDB: true}).Model(&text.Version{}).Where("id IN ? AND erased", versions).Pluck("id", &gone).Error; err != nil {
		return nil, err
	}
	var all []text.Erasable
	for _, a := range found {
		p, m := ps[a.ProposalID], ms[a.HandlingID]
		if !a.Seen(viewer, m, now) {
			continue
		}
		e := text.Erasable{Ref: a.Record(), Of: a.Record(), Path: pathOf(p, a), Owners: []policy.OrganisationID{a.AnswersFor}, Forum: a.Forum, Language: a.Language,
			Version: a.VersionID, Mark: a.VersionID, Gone: slices.Contains(gone, a.VersionID),
			Note:  func(past string) register.Note { return a.note(p, past, a.State) },
			Empty: func(tx *register.Tx) error { return a.empty(tx, p) }}
		if a.LetterID != "" {
			e.Files = []string{"/handling-letter/" + a.LetterID}
		}
		all = append(all, e)
	}
	return all, nil
}

// empty takes the words and the letter of an answer; its verdicts, its class, who signed it and where the office is stay.
func (a Answer) empty(tx *register.Tx, p proposal.Proposal) error {
	if err := a.dropPaper(tx); err != nil {
		return err
	}
	verdicts := a.Measures()
	for i := range verdicts {
		verdicts[i].Reason, verdicts[i].Referred = "", ""
	}
	if len(verdicts) > 0 {
		a.Verdicts = encode(verdicts)
	}
	a.CoreZh, a.CoreEn, a.CoreSv, a.Reason = "", "", "", ""
	if err := tx.Save(&a); err != nil {
		return err
	}
	return a.put(tx, p)
}

// Erasables gives those of some handlings that a viewer is a party of, as what two moderators can erase: what was said on the way beside the
// answers.
func Erasables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Erasable, error) {
	var found []Handling
	if err := db.Where("id IN ?", ids).Order("id").Find(&found).Error; err != nil {
		return nil, err
	}
	var of []string
	for _, m := range found {
		of = append(of, m.ProposalID)
	}
	ps, _, err := about(db, of, nil)
	var all []text.Erasable
	for _, m := range found {
		if p := ps[m.ProposalID]; m.Party(viewer, now) {
			all = append(all, text.Erasable{Ref: m.Record(), Of: m.Record(), Path: p.Path(), Owners: append(m.Authorities(), m.ProposedFor), Forum: m.Forum, Language: p.Language,
				Words: []string{m.Note, m.AskedWhy, m.MetNote, m.Reason, m.RightBody, m.ReopenWhy},
				Note:  func(past string) register.Note { return m.note(p, past, m.LeadID) },
				Empty: func(tx *register.Tx) error { return m.empty(tx, p) }}.Marked())
		}
	}
	return all, err
}

// empty takes what was said of a handling, from its proposal as well: a step that moves that gives it the reason.
func (m Handling) empty(tx *register.Tx, p proposal.Proposal) error {
	if err := proposal.ForgetReasons(tx, p.ID, func(e register.Entry) bool { return e.Fact("round") != "" || slices.Contains(movingPast(), e.Verb) }); err != nil {
		return err
	}
	m.Note, m.AskedWhy, m.MetNote, m.Reason, m.RightBody, m.ReopenWhy = "", "", "", "", "", ""
	return m.keep(tx, p)
}

// movingPast is what the register says of the steps of a handling that move its proposal.
func movingPast() []string {
	var all []string
	for verb, past := range verbs() {
		if moves(verb) {
			all = append(all, proposal.Noun+"."+past)
		}
	}
	return all
}

// Retitle lets what is called as a proposal is go without its title, since its words were erased.
func Retitle(tx *register.Tx, p proposal.Proposal) error {
	var handlings []Handling
	var answers []Answer
	if err := tx.Where("proposal_id = ?", p.ID).Order("id").Find(&handlings).Error; err != nil {
		return err
	}
	if err := tx.Where("proposal_id = ?", p.ID).Order("id").Find(&answers).Error; err != nil {
		return err
	}
	for _, m := range handlings {
		tx.Permit(policy.Allow(Noun, m.ID, "retitle"))
		if err := m.put(tx, p); err != nil {
			return err
		}
		tx.Enter(m.note(p, "title_erased", m.LeadID))
	}
	for _, a := range answers {
		tx.Permit(policy.Allow(AnswerNoun, a.ID, "retitle"))
		if err := a.put(tx, p); err != nil {
			return err
		}
		n := a.note(p, "title_erased", a.State)
		n.Version, n.Hash = "", ""
		tx.Enter(n)
	}
	return nil
}
