package proposal

import (
	"context"
	"errors"

	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/text"
)

// TranslationDuty is a language in which an admitted proposal has to be read before others are asked about it, and how far that is.
type TranslationDuty struct {
	Row
	To     string
	Review bool // somebody else's is to be reviewed
	Waits  bool // the viewer's own waits for its review
}

// TranslationDuties are the translations that the viewer can make or review, by her office; oldest proposals first.
func (s *Proposals) TranslationDuties(ctx context.Context, viewer policy.Actor, reader string) ([]TranslationDuty, error) {
	if !viewer.Has(policy.Translator) && !viewer.Has(policy.LanguageReviewer) {
		return nil, nil
	}
	var rows []Row
	if err := s.rows(ctx, viewer, reader).Where("proposals.state = ?", Admitted).Order("proposals.state_since, proposals.id").Limit(50).Scan(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	var all []TranslationDuty
	for _, row := range rows {
		missing, err := s.untranslated(s.r.Read(ctx), row.Proposal)
		_, _, trs, failed := text.Of(s.r.Read(ctx), row.Record())
		if err = errors.Join(err, failed); err != nil {
			return nil, store.Found(err)
		}
		row.read(reader)
		for _, language := range missing {
			duty := TranslationDuty{Row: row, To: language}
			for _, tr := range trs {
				if tr.Language == language && tr.State == text.InReview && tr.SourceHash == row.VHash {
					duty.Waits = tr.TranslatedBy == viewer.Person
					duty.Review = !duty.Waits
				}
			}
			all = append(all, duty)
		}
	}
	return all, nil
}
