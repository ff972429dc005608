package cosign

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Row is a signature with the names of those it belongs to, its proposal, and what the viewer may do with it.
type Row struct {
	Cosignature
	OrgKey       string
	OrgKind      policy.Kind
	OrgZh        string
	OrgEn        string
	OrgSv        string
	OffererName  string
	OffererLatin string
	ConfName     string
	ConfLatin    string
	HeirName     string
	HeirLatin    string
	Proposal     proposal.Proposal `gorm:"-"`
	Known        Known             `gorm:"-"`
	Own          bool              `gorm:"-"` // the viewer is of the organisation
	Opens        bool              `gorm:"-"` // she may open its letter
}

const columns = "cosignatures.*, o.key AS org_key, o.kind AS org_kind, o.name_zh AS org_zh, o.name_en AS org_en, o.name_sv AS org_sv, " +
	"COALESCE(a.name, '') AS offerer_name, COALESCE(a.latin, '') AS offerer_latin, COALESCE(c.name, '') AS conf_name, COALESCE(c.latin, '') AS conf_latin, " +
	"COALESCE(h.name, '') AS heir_name, COALESCE(h.latin, '') AS heir_latin"

func (s *Cosignatures) rows(ctx context.Context) *gorm.DB {
	return s.r.Read(ctx).Table("cosignatures").Select(columns).
		Joins("JOIN organisations o ON o.id = cosignatures.signs_for").
		Joins("LEFT JOIN persons a ON a.id = cosignatures.offered_by").
		Joins("LEFT JOIN persons c ON c.id = cosignatures.confirmed_by").
		Joins("LEFT JOIN persons h ON h.id = cosignatures.heir_by").
		Order("CASE WHEN cosignatures.joined_at IS NULL THEN 1 ELSE 0 END, cosignatures.joined_at, cosignatures.state_since, cosignatures.id")
}

// waits tells whether something about the signature is still to be judged.
func (c Cosignature) waits() bool {
	return slices.Contains([]string{Offered, Confirmed, Taking}, c.State)
}

// fill keeps what the viewer may see and adds what its judgement needs.
func (s *Cosignatures) fill(ctx context.Context, viewer policy.Actor, rows []Row, of map[string]proposal.Proposal) ([]Row, error) {
	now := s.r.Now()
	rows = slices.DeleteFunc(rows, func(r Row) bool {
		p, there := of[r.ProposalID]
		return !there || !r.seen(viewer, now, p)
	})
	var open []Cosignature
	for i := range rows {
		r := &rows[i]
		_, r.Own = viewer.Member(r.SignsFor)
		if r.Proposal, r.Opens = of[r.ProposalID], opens(viewer, r.Cosignature, s.r.Now()); r.waits() {
			open = append(open, r.Cosignature)
		}
	}
	known, err := s.know(s.r.Read(ctx), open)
	for i := range rows {
		rows[i].Known = known[rows[i].ID]
	}
	return rows, store.Found(err)
}

// Given are the signatures on a proposal, whoever asks, those that joined first before the others. What of them somebody is shown, For
// says.
func (s *Cosignatures) Given(ctx context.Context, p proposal.Proposal) ([]Row, error) {
	var rows []Row
	err := s.rows(ctx).Where("cosignatures.proposal_id = ?", p.ID).Scan(&rows).Error
	return rows, store.Found(err)
}

// For gives those of a proposal's signatures that the viewer sees, as far as she may know how they stand.
func (s *Cosignatures) For(ctx context.Context, viewer policy.Actor, p proposal.Proposal, given []Row) ([]Row, error) {
	return s.fill(ctx, viewer, slices.Clone(given), map[string]proposal.Proposal{p.ID: p})
}

// Of gives the signatures on a proposal that the viewer sees.
func (s *Cosignatures) Of(ctx context.Context, viewer policy.Actor, p proposal.Proposal) ([]Row, error) {
	given, err := s.Given(ctx, p)
	if err != nil {
		return nil, err
	}
	return s.For(ctx, viewer, p, given)
}

// One gives one signature. To whoever may not know how it stands, it does not exist.
func (s *Cosignatures) One(ctx context.Context, viewer policy.Actor, id string) (Row, error) {
	var row Row
	if err := s.rows(ctx).Where("cosignatures.id = ?", id).Take(&row).Error; err != nil {
		return row, store.Found(err)
	}
	of, err := s.proposalsOf(ctx, viewer, []Row{row})
	if err != nil {
		return row, err
	}
	rows, err := s.fill(ctx, viewer, []Row{row}, of)
	if err == nil && len(rows) == 0 {
		err = fault.NotFound()
	}
	return append(rows, Row{})[0], err
}

// proposalsOf reads the proposals of some signatures, as far as the viewer may see them.
func (s *Cosignatures) proposalsOf(ctx context.Context, viewer policy.Actor, rows []Row) (map[string]proposal.Proposal, error) {
	of := map[string]proposal.Proposal{}
	if len(rows) == 0 {
		return of, nil
	}
	var ids []string
	for _, r := range rows {
		ids = append(ids, r.ProposalID)
	}
	var found []proposal.Proposal
	err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "proposals.")).Where("id IN ?", ids).Find(&found).Error
	for _, p := range found {
		of[p.ID] = p
	}
	return of, store.Found(err)
}

// Options are the steps the viewer could take with a signature now, each with what still stands in its way.
func (s *Cosignatures) Options(viewer policy.Actor, r Row) []workflow.Option {
	now := s.r.Now()
	return Machine().Possible(r.State, viewer.RolesIn(r.ForumID, now), Judge(viewer, now, r.Proposal, r.Cosignature, r.Known))
}

// May tells whether the viewer may take a step with a signature now, with the fault that says why not.
func (s *Cosignatures) May(viewer policy.Actor, r Row, verb string) error {
	now := s.r.Now()
	_, err := Machine().Step(r.State, verb, viewer.RolesIn(r.ForumID, now), Judge(viewer, now, r.Proposal, r.Cosignature, r.Known))
	return err
}

// Offering tells whether the viewer could offer the signature of an organisation now; rows are what Of gave her.
func (s *Cosignatures) Offering(ctx context.Context, viewer policy.Actor, p proposal.Proposal, rows []Row) error {
	now := s.r.Now()
	roles := viewer.RolesIn(p.Forum, now)
	m, settled := proposal.Settled(viewer, p.Forum, now, "")
	if !settled && policy.May(policy.WriteProposal, roles) && len(proposal.Represents(viewer, p.Forum, now)) > 0 {
		return nil // the form asks for which of hers
	}
	c := Cosignature{ProposalID: p.ID, ForumID: p.Forum, SignsFor: m.Organisation, State: Machine().First}
	for _, r := range rows {
		if r.SignsFor == m.Organisation {
			c = r.Cosignature
		}
	}
	if err := mayOffer(viewer, roles); err != nil {
		return err
	}
	known, err := s.know(s.r.Read(ctx), []Cosignature{c})
	if err != nil {
		return store.Found(err)
	}
	_, err = Machine().Step(c.State, "offer", roles, Judge(viewer, now, p, c, known[c.ID]))
	return err
}

// Duties are the signatures on their way that may concern the viewer: those of her organisations, those that wait for a proposer of hers
// to take them, letters by her office, and withdrawn proposals that one of her organisations signed and may take over.
func (s *Cosignatures) Duties(ctx context.Context, viewer policy.Actor) ([]Row, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	orgs, now := viewer.Organisations(), s.r.Now()
	of := func(where string, args ...any) *gorm.DB {
		return s.r.Read(ctx).Table("proposals").Select("proposals.id").Where(where, args...)
	}
	waiting := s.r.Read(ctx).Where("cosignatures.signs_for IN ? AND cosignatures.state IN ?", orgs, []string{Offered, Confirmed, Taking}).
		Or("cosignatures.signs_for IN ? AND cosignatures.state = ? AND cosignatures.proposal_id IN (?)", orgs, Joined, of("proposals.state = ?", proposal.Withdrawn)).
		Or("cosignatures.state = ? AND cosignatures.proposal_id IN (?)", Confirmed, of("proposals.proposed_for IN ?", orgs))
	if viewer.Has(policy.Moderator) {
		waiting = waiting.Or("cosignatures.state = ? AND cosignatures.letter_asked", Offered)
	} else if forums := viewer.Keeps(now); len(forums) > 0 {
		waiting = waiting.Or("cosignatures.state = ? AND cosignatures.letter_asked AND cosignatures.forum_id IN ?", Offered, forums)
	}
	var rows []Row
	if err := s.rows(ctx).Where(waiting).Limit(200).Scan(&rows).Error; err != nil {
		return nil, store.Found(err)
	}
	by, err := s.proposalsOf(ctx, viewer, rows)
	if err != nil {
		return nil, err
	}
	return s.fill(ctx, viewer, rows, by)
}
