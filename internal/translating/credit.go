package translating

import (
	"context"

	"gorm.io/gorm"

	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/text"
)

// known reads the rules of the forums some things lie in, and all their translations by text.
func known(db *gorm.DB, of []text.Translatable) (map[policy.ForumID]forum.Rules, map[string][]text.Translation, error) {
	var forums []policy.ForumID
	var texts []string
	for _, t := range of {
		forums, texts = append(forums, t.Forum), append(texts, t.Version.TextID)
	}
	rules, err := forum.RulesInEach(db, forums)
	if err != nil {
		return nil, nil, err
	}
	var trs []text.Translation
	err = db.Session(&gorm.Session{NewDB: true}).Where("text_id IN ?", texts).Order("language").Find(&trs).Error
	by := map[string][]text.Translation{}
	for _, tr := range trs {
		by[tr.TextID] = append(by[tr.TextID], tr)
	}
	return rules, by, err
}

// Credit is who stands for a translation; a machine has no name.
type Credit struct {
	State         text.State
	ByName        string
	ByLatin       string
	ReviewerName  string
	ReviewerLatin string
}

// Credits says who made and who reviewed the translations of some texts into a language, by the id of the text. The caller has judged that
// the reader may see them.
func (s *Translatings) Credits(ctx context.Context, language string, texts ...string) (map[string]Credit, error) {
	all := map[string]Credit{}
	if len(texts) == 0 || language == "" {
		return all, nil
	}
	var rows []struct {
		TextID string
		Credit
	}
	err := s.r.Read(ctx).Table("text_translations tr").
		Select("tr.text_id, tr.state, COALESCE(t.name, '') AS by_name, COALESCE(t.latin, '') AS by_latin, COALESCE(r.name, '') AS reviewer_name, COALESCE(r.latin, '') AS reviewer_latin").
		Joins("LEFT JOIN persons t ON t.id = tr.translated_by").Joins("LEFT JOIN persons r ON r.id = tr.reviewed_by").
		Where("tr.text_id IN ? AND tr.language = ?", texts, language).Scan(&rows).Error
	for _, row := range rows {
		all[row.TextID] = row.Credit
	}
	return all, store.Found(err)
}
