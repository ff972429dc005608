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
	var required []string
	for _, language := range rules.Languages {
		if language != f.Language {
			required = append(required, language)
		}
	}
	k.languages(required, v, trs)
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	switch c.State {
	case forum.CharterConsultation:
		var comments []Comment
		err = fresh().Select("id", "fate").Where("charter_id = ? AND withdrawn_at IS NULL", c.ID).Find(&comments).Error
		k.Comments = len(comments)
		for _, one := range comments {
			if one.Fate == "" {
				k.Open++
			}
		}
	case forum.CharterDecision:
		var b ballot.Ballot
		k.Polled, b, err = ballot.Stand(fresh(), c.Record())
		k.Decided = b.Result
	case forum.CharterAdopted:
		var n int64
		err = fresh().Model(&Change{}).Where("charter_id = ? AND state = ?", c.ID, ChangeOpen).Count(&n).Error
		k.Changing = n > 0
	}
	return k, store.Found(err)
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
