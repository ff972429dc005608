package proposal

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/drafting"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// StatementTranslatables gives those of some statements that stand and that a viewer sees, as what can be translated: the reasons of what was
// confirmed last, whatever waits for its confirmation.
func StatementTranslatables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Translatable, error) {
	var found []Statement
	if err := db.Scopes(register.Visible(viewer, now, "proposal_statements.")).Where("id IN ? AND stands", ids).Order("standing_filed_at, id").Find(&found).Error; err != nil {
		return nil, err
	}
	var about []string
	for _, st := range found {
		about = append(about, st.ProposalID)
	}
	var proposals []Proposal
	if err := db.Session(&gorm.Session{NewDB: true}).Where("id IN ?", about).Find(&proposals).Error; err != nil {
		return nil, err
	}
	of := map[string]Proposal{}
	for _, p := range proposals {
		of[p.ID] = p
	}
	words, err := text.WordsOf(db, found, func(st Statement) string { return st.Standing.VersionID })
	if err != nil {
		return nil, err
	}
	titles, err := text.WordsOf(db, proposals, func(p Proposal) string { return p.VersionID })
	var all []text.Translatable
	for _, st := range found {
		if v, p := words[st.Standing.VersionID], of[st.ProposalID]; v.ID != "" {
			all = append(all, st.translatable(p, v, titles[p.VersionID]))
		}
	}
	return all, err
}

func (st Statement) translatable(p Proposal, v, title text.Version) text.Translatable {
	r := drafting.ParseRemarks(v.Language, v.Source)
	return text.Translatable{Ref: st.Record(), Reference: p.Reference, Title: title.Title, TitleIn: title.Language, Path: st.Path(), Forum: st.Forum, Since: *st.Standing.FiledAt,
		Version: v, Parts: r.Parts(),
		Compose: func(language string, said map[string]string) (string, string) {
			return v.Title, r.Rendered(language, said).Compose() // the title is the stance
		},
		Said: func(tr text.Translation) map[string]string {
			return drafting.ParseRemarks(tr.Language, tr.Source).Said()
		},
		Note: func() register.Note { // the version it names would be taken for the newest filing
			return register.Note{Noun: StatementNoun, ID: st.ID, Verb: StatementNoun + ".translated", Access: st.Access,
				Facts: map[string]any{"reference": p.Reference, "proposal": p.ID, "of": v.Hash}}
		},
		Put: func(tx *register.Tx) error { return st.put(tx, p) }}
}
