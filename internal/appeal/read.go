package appeal

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/calendar"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// ViewRow is a view with the name of whoever stated it.
type ViewRow struct {
	View
	StaterName, StaterLatin string
}

// Row is an appeal with the names of those it belongs to, and what the viewer may do with it.
type Row struct {
	Appeal
	FilerName, FilerLatin string
	ConfName, ConfLatin   string
	Views                 []ViewRow    `gorm:"-"`
	Proposal              proposal.Row `gorm:"-"` // where One gave the row
	Known                 Known        `gorm:"-"`
	Own                   bool         `gorm:"-"` // the viewer is of the organisation
	Opens                 bool         `gorm:"-"` // she may open its letter
	RefusalWhy            string       `gorm:"-"` // as the organisation was told, unless it was erased
}

func (s *Appeals) rows(ctx context.Context, viewer policy.Actor) *gorm.DB {
	return s.r.Read(ctx).Table("appeals").Select("appeals.*, COALESCE(f.name, '') AS filer_name, COALESCE(f.latin, '') AS filer_latin, " +
		"COALESCE(c.name, '') AS conf_name, COALESCE(c.latin, '') AS conf_latin").
		Joins("LEFT JOIN persons f ON f.id = appeals.filed_by").Joins("LEFT JOIN persons c ON c.id = appeals.confirmed_by").
		Scopes(register.Visible(viewer, s.r.Now(), "appeals."))
}

// fill adds what the judgement of some rows needs, and what the viewer may see of them.
func (s *Appeals) fill(ctx context.Context, viewer policy.Actor, rows []Row) error {
	all, of := make([]Appeal, 0, len(rows)), map[string]proposal.Proposal{}
	for _, r := range rows {
		all, of[r.ProposalID] = append(all, r.Appeal), r.Proposal.Proposal
	}
	known, err := s.knowAll(s.r.Read(ctx), all, of)
	for i := range rows {
		r := &rows[i]
		_, r.Own = viewer.Member(r.Organisation)
		r.Opens, r.Known = s.Opens(viewer, r.Appeal), known[r.ID]
	}
	return store.Found(err)
}

// One gives an appeal with its views and the words that were refused: whoever is to decide reads them here, and nowhere else.
func (s *Appeals) One(ctx context.Context, viewer policy.Actor, id, reader string) (Row, error) {
	var row Row
	if err := s.rows(ctx, viewer).Where("appeals.id = ?", id).Take(&row).Error; err != nil {
		return row, store.Found(err)
	}
	var err error
	if row.Proposal, err = s.proposals.ByID(ctx, policy.SystemActor(), row.ProposalID, reader); err != nil {
		return row, err
	}
	one := []Row{row}
	if err := s.fill(ctx, viewer, one); err != nil {
		return row, err
	}
	row = one[0]
	if row.RefusalWhy, err = s.refusalWhy(ctx, row.ProposalID); err != nil {
		return row, err
	}
	err = s.r.Read(ctx).Table("appeal_views").Select("appeal_views.*, COALESCE(p.name, '') AS stater_name, COALESCE(p.latin, '') AS stater_latin").
		Joins("LEFT JOIN persons p ON p.id = appeal_views.stated_by").Where("appeal_views.appeal_id = ?", id).Order("appeal_views.stated_at, appeal_views.id").Scan(&row.Views).Error
	return row, store.Found(err)
}

// refusalWhy is the reason the organisation was given: the register keeps it when the proposal goes on, and loses it when it is erased.
func (s *Appeals) refusalWhy(ctx context.Context, proposalID string) (string, error) {
	var found []string
	err := s.r.Read(ctx).Table("entry_values").Joins("JOIN entries ON entries.seq = entry_values.seq").
		Where("entries.noun = ? AND entries.noun_id = ? AND entries.verb = 'proposal.refused' AND entry_values.name = 'reason' AND NOT entry_values.erased", proposal.Noun, proposalID).
		Order("entries.seq DESC").Limit(1).Pluck("entry_values.text", &found).Error
	return append(found, "")[0], store.Found(err)
}

// Of gives the appeal against the refusal of a proposal the viewer sees, as it stands or as it could be filed; nil to whoever may not
// know of it, and where nothing was refused.
func (s *Appeals) Of(ctx context.Context, viewer policy.Actor, p proposal.Proposal) (*Row, error) {
	var found []Row
	if err := s.rows(ctx, viewer).Where("appeals.proposal_id = ?", p.ID).Limit(1).Scan(&found).Error; err != nil {
		return nil, store.Found(err)
	}
	if len(found) == 0 {
		if _, own := viewer.Member(p.ProposedFor); !own || p.State != proposal.Refused {
			return nil, nil
		}
		days, err := calendar.Of(s.r.Read(ctx))
		if err != nil {
			return nil, store.Found(err)
		}
		found = []Row{{Appeal: fresh(p, Until(days, p))}}
	}
	found[0].Proposal.Proposal, found[0].RefusalWhy = p, p.Reason
	return &found[0], s.fill(ctx, viewer, found)
}

// Options are the steps the viewer could take with an appeal now, each with what still stands in its way.
func (s *Appeals) Options(viewer policy.Actor, r Row) []workflow.Option {
	now := s.r.Now()
	return Machine().Possible(r.State, viewer.RolesIn(r.Forum, now), Judge(viewer, now, r.Appeal, r.Known))
}

// May tells whether the viewer may take a step with an appeal now, with the fault that says why not.
func (s *Appeals) May(viewer policy.Actor, r Row, verb string) error {
	now := s.r.Now()
	_, err := Machine().Step(r.State, verb, viewer.RolesIn(r.Forum, now), Judge(viewer, now, r.Appeal, r.Known))
	return err
}

// window is how far back a refusal can lie that can still be appealed against: fifteen working days, with every holiday there is.
const window = 60 * 24 * time.Hour

// Duties are the appeals on their way that may concern the viewer: those of her organisations, refusals of theirs that she could appeal
// against, letters by her office, those she has refused, and those her forums have to decide.
func (s *Appeals) Duties(ctx context.Context, viewer policy.Actor) ([]Row, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	var rows []Row
	orgs, now := viewer.Organisations(), s.r.Now()
	waiting := s.r.Read(ctx).Where("appeals.organisation_id IN ?", orgs).Or("appeals.refused_by = ?", viewer.Person).Or("appeals.seconded_by = ?", viewer.Person)
	if viewer.Has(policy.Moderator) {
		waiting = waiting.Or("appeals.letter <> ''")
	}
	if forums := viewer.Keeps(now); len(forums) > 0 {
		waiting = waiting.Or("appeals.forum_id IN ?", forums)
	}
	if err := s.rows(ctx, viewer).Where("appeals.state IN ?", []string{Confirming, Lodged}).Where(waiting).Order("appeals.state_since, appeals.id").Limit(100).Scan(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	ids := make([]string, 0, len(rows))
	for _, r := range rows {
		ids = append(ids, r.ProposalID)
	}
	var refused []proposal.Proposal // of the rows, and those that could be appealed against
	err := s.r.Read(ctx).Where("id IN ?", ids).Or("proposed_for IN ? AND state = ? AND state_since > ? AND id NOT IN (?)", orgs, proposal.Refused, now.Add(-window),
		s.r.Read(ctx).Model(&Appeal{}).Select("proposal_id").Where("state <> ?", Unfiled)).Order("state_since, id").Limit(200).Find(&refused).Error
	if err != nil || len(refused) == 0 {
		return nil, store.Found(err)
	}
	days, err := calendar.Of(s.r.Read(ctx))
	if err != nil {
		return nil, store.Found(err)
	}
	for _, p := range refused {
		at := slices.IndexFunc(rows, func(r Row) bool { return r.ProposalID == p.ID })
		if at < 0 {
			rows, at = append(rows, Row{Appeal: fresh(p, Until(days, p))}), len(rows)
		}
		rows[at].Proposal.Proposal = p
	}
	return rows, s.fill(ctx, viewer, rows)
}
