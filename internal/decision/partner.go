package decision

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"sametable/internal/forum"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/store"
)

// Unpartnered are the proposals the table has made partnerships in the forums whose secretary the viewer is, of which no partnership
// stands: nobody has put one before its parties yet, or it was withdrawn.
func (s *Decisions) Unpartnered(ctx context.Context, viewer policy.Actor, reader string) ([]proposal.Row, error) {
	now := s.r.Now()
	forums := slices.DeleteFunc(viewer.Keeps(now), func(id policy.ForumID) bool { return partnership.MayEnter(viewer.RolesIn(id, now)) != nil })
	if len(forums) == 0 {
		return nil, nil
	}
	var ids []string
	standing := s.r.Read(ctx).Model(&partnership.Partnership{}).Select("origin_id").Where("origin_noun = ? AND state <> ?", proposal.Noun, partnership.Withdrawn)
	err := s.r.Read(ctx).Model(&proposal.Proposal{}).Where("state = ? AND forum_id IN ? AND id NOT IN (?)", proposal.Partnership, forums, standing).
		Order("state_since, id").Limit(100).Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return nil, store.Found(err)
	}
	by, err := s.proposals.These(ctx, viewer, ids, reader)
	var rows []proposal.Row
	for _, id := range ids {
		if row, seen := by[id]; seen {
			rows = append(rows, row)
		}
	}
	return rows, err
}

// Partnering is the form of the partnership that comes of a proposal the table has made one: its titles, its measures as what is done
// together, and as parties the organisation it is of and those that sign it too, as far as they sit in the forum. What each brings the
// secretary asks them. Row is one that Find or ByID gave.
func (s *Decisions) Partnering(ctx context.Context, viewer policy.Actor, row proposal.Row) (partnership.Form, error) {
	form := partnership.Form{Forum: row.ForumKey, Language: row.Language, From: row.Reference}
	card, err := s.r.Card(ctx, viewer, row.Record())
	if err != nil {
		return form, err
	}
	form.TitleZh, form.TitleEn, form.TitleSv = card.TitleZh, card.TitleEn, card.TitleSv
	form.Scope = scope(row)
	var sits []policy.OrganisationID
	err = s.r.Read(ctx).Model(&forum.Seat{}).Where("forum_id = ? AND until IS NULL AND organisation_id IN ?", row.Forum, row.Proposers()).Pluck("organisation_id", &sits).Error
	for _, id := range row.Proposers() {
		if slices.Contains(sits, id) && len(form.Parties) < partnership.MostParties {
			form.Parties = append(form.Parties, partnership.Brought{Organisation: id})
		}
	}
	return form, store.Found(err)
}

// scope are the measures of a proposal, numbered as they are there, as many as there is room for.
func scope(row proposal.Row) string {
	whole := ""
	for i, m := range row.Content().Asked() {
		number := strconv.Itoa(i+1) + ". "
		item := number + strings.ReplaceAll(m, "\n", "\n"+strings.Repeat(" ", len(number)))
		if whole != "" {
			item = "\n" + item
		}
		if utf8.RuneCountInString(whole)+utf8.RuneCountInString(item) > partnership.ScopeMost {
			break
		}
		whole += item
	}
	return whole
}
