package charter

import (
	"slices"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/forum"
	"sametable/internal/store"
	"sametable/internal/text"
)

// know reads what the judgement of a charter needs. The rules that run say which languages it must stand in.
func know(db *gorm.DB, f forum.Forum, c forum.Charter, v text.Version, trs []text.Translation) (Known, error) {
	var k Known
	rules, err := forum.RulesIn(db, c.ForumID)
	if err != nil {
		return k, err
	}
	k.languages(required(f, rules), v, trs)
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	switch c.State {
	case forum.CharterConsultation:
		var comments []Comment
		err = fresh().Select("id", "fate").Where("charter_id = ? AND withdrawn_at IS NULL", c.ID).Find(&comments).Error
		k.said(comments)
	case forum.CharterDecision:
		err = k.polled(fresh(), c)
	case forum.CharterAdopted:
		var n int64
		err = fresh().Model(&Change{}).Where("charter_id = ? AND state IN ?", c.ID, waiting()).Count(&n).Error
		k.Changing = n > 0
	}
	return k, store.Found(err)
}

// required are the languages a charter must stand in beside its own.
func required(f forum.Forum, rules forum.Rules) []string {
	return slices.DeleteFunc(slices.Clone(rules.Languages), func(language string) bool { return language == f.Language })
}

// said counts the comments that stand, and those to which nobody has answered.
func (k *Known) said(comments []Comment) {
	for _, c := range comments {
		if c.WithdrawnAt != nil {
			continue
		}
		if k.Comments++; c.Fate == "" {
			k.Open++
		}
	}
}

// polled tells how the last ballot on the charter stands.
func (k *Known) polled(db *gorm.DB, c forum.Charter) error {
	polled, b, err := ballot.Stand(db, c.Record())
	k.Polled, k.Decided = polled, b.Result
	return err
}

// languages tells how the text stands in those the rules ask for.
func (k *Known) languages(required []string, v text.Version, trs []text.Translation) {
	if v.ID == "" {
		k.Missing, k.Unreviewed = required, required
		return
	}
	k.Unreviewed = v.Unreviewed(required, trs)
	for _, language := range required {
		if !slices.ContainsFunc(trs, func(tr text.Translation) bool { return tr.Language == language && tr.SourceHash == v.Hash }) {
			k.Missing = append(k.Missing, language)
		}
	}
	for _, tr := range trs {
		if tr.SourceHash == v.Hash && (tr.State == text.Drafted || tr.State == text.InReview) {
			k.ToReview = append(k.ToReview, Waiting{tr.Language, tr.TranslatedBy})
		}
	}
}
