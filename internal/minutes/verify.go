package minutes

import (
	"context"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Proof is what anybody learns of minutes by the code that stands on them.
type Proof struct {
	Set
	ForumZh, ForumEn, ForumSv string
	Erased                    bool // a passage of the version that counts was taken away by law: the text no longer has its hash
}

// Verify finds issued minutes by their code. Withheld ones are found too: their number and their hash are no secret.
func (s *Minutes) Verify(ctx context.Context, code string) (Proof, error) {
	var p Proof
	err := s.r.Read(ctx).Table("minutes").Select("minutes.*, forums.name_zh AS forum_zh, forums.name_en AS forum_en, forums.name_sv AS forum_sv, "+
		"EXISTS (SELECT 1 FROM minutes_versions AS v WHERE v.minutes_id = minutes.id AND v.number = minutes.edition AND v.erased) AS erased").
		Joins("JOIN forums ON forums.id = minutes.forum_id").Where("minutes.code = ? AND minutes.code <> ''", code).Take(&p).Error
	return p, store.Found(err)
}

// Issued lists issued minutes, the newest first, for pages that show what is new.
func (s *Minutes) Issued(ctx context.Context, viewer policy.Actor, most int) ([]register.Card, error) {
	var cards []register.Card
	err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "cards.")).Where("noun = ? AND state = ?", Noun, Issued).Order("seq DESC").Limit(most).Find(&cards).Error
	return cards, store.Found(err)
}
