package proposal

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/drafting"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// translated are the states in which a proposal is put into other languages.
func translated() []string {
	return append([]string{Submitted, Returned, Admitted, Consultation, Deliberation, Recommended, Partnership}, Handled()...)
}

// Translatables gives those of some submitted proposals that a viewer sees, as what can be translated.
func Translatables(db *gorm.DB, viewer policy.Actor, now time.Time, ids []string) ([]text.Translatable, error) {
	var found []Proposal
	if err := db.Scopes(seen(viewer, now)).Where("id IN ? AND state IN ?", ids, translated()).Order("state_since, id").Find(&found).Error; err != nil {
		return nil, err
	}
	words, err := text.WordsOf(db, found, func(p Proposal) string { return p.VersionID })
	var all []text.Translatable
	for _, p := range found {
		v := words[p.VersionID]
		c := drafting.Parse(v.Language, v.Title, v.Source)
		all = append(all, text.Translatable{Ref: p.Record(), Reference: p.Reference, Title: v.Title, TitleIn: v.Language, Path: p.Path(), Forum: p.Forum, Since: p.StateSince, Version: v, Parts: c.Parts(),
			Compose: func(language string, said map[string]string) (title, source string) {
				put := c.Rendered(language, said)
				return put.Title, put.Compose()
			},
			Said: func(tr text.Translation) map[string]string {
				return c.Said(drafting.Parse(tr.Language, tr.Title, tr.Source))
			},
			Note: func() register.Note {
				return register.Note{Noun: Noun, ID: p.ID, Verb: "proposal.translated", Version: v.ID, Hash: v.Hash, Access: p.Access, Facts: map[string]any{"reference": p.Reference}}
			},
			Put: func(tx *register.Tx) error {
				_, err := p.put(tx)
				return err
			}})
	}
	return all, err
}

// untranslated lists the languages in which the forum's charter asks for a proposal's title and measures and nobody has reviewed them
// as they stand.
func (s *Proposals) untranslated(db *gorm.DB, p Proposal) ([]string, error) {
	rules, err := forum.RulesIn(db, p.Forum)
	if err != nil {
		return nil, err
	}
	_, v, trs, err := text.Of(db, p.Record())
	return v.Unreviewed(rules.Languages, trs), err
}
