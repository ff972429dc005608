package proposal

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// StatementRow is a statement with its words for one reader and the names of those it belongs to. Text and names are of the position
// that stands; Newest is the pending one's text, for those who may see it.
type StatementRow struct {
	Statement
	Text         text.Reading `gorm:"-"`
	OrgKey       string
	OrgKind      policy.Kind
	OrgZh        string
	OrgEn        string
	OrgSv        string
	FilerName    string // of the position that stands
	FilerLatin   string
	ConfName     string
	ConfLatin    string
	NewName      string // of whoever filed the newest
	NewLatin     string
	VLanguage    string `gorm:"column:v_language"`
	VHTML        string `gorm:"column:v_html"`
	VSource      string `gorm:"column:v_source"`
	VHash        string `gorm:"column:v_hash"`
	VErased      bool   `gorm:"column:v_erased"`
	TrHTML       string `gorm:"column:tr_html"`
	TrSource     string
	TrState      text.State
	TrLanguage   string
	TrSourceHash string
	Key          string         `gorm:"-"` // its id, by which the synopsis knows it; for no page
	Hidden       bool           `gorm:"-"` // the reader learns the group alone
	Inside       bool           `gorm:"-"` // the reader may see the newest filing
	Newest       text.Version   `gorm:"-"`
	Proposal     Proposal       `gorm:"-"`
	Known        StatementKnown `gorm:"-"`
}

const statementColumns = "proposal_statements.*, o.key AS org_key, o.kind AS org_kind, o.name_zh AS org_zh, o.name_en AS org_en, o.name_sv AS org_sv, " +
	"COALESCE(a.name, '') AS filer_name, COALESCE(a.latin, '') AS filer_latin, COALESCE(c.name, '') AS conf_name, COALESCE(c.latin, '') AS conf_latin, " +
	"COALESCE(b.name, '') AS new_name, COALESCE(b.latin, '') AS new_latin, COALESCE(v.language, '') AS v_language, COALESCE(v.html, '') AS v_html, " +
	"COALESCE(v.source, '') AS v_source, COALESCE(v.hash, '') AS v_hash, COALESCE(v.erased, FALSE) AS v_erased, COALESCE(tr.html, '') AS tr_html, COALESCE(tr.source, '') AS tr_source, COALESCE(tr.state, '') AS tr_state, " +
	"COALESCE(tr.language, '') AS tr_language, COALESCE(tr.source_hash, '') AS tr_source_hash"

func (s *Proposals) statementRows(ctx context.Context, reader string) *gorm.DB {
	return s.r.Read(ctx).Table("proposal_statements").Select(statementColumns).
		Joins("JOIN organisations o ON o.id = proposal_statements.stated_for").
		Joins("LEFT JOIN persons a ON a.id = COALESCE(NULLIF(proposal_statements.standing_filed_by, ''), proposal_statements.standing_entered_by)").
		Joins("LEFT JOIN persons b ON b.id = COALESCE(NULLIF(proposal_statements.filed_by, ''), proposal_statements.entered_by)").
		Joins("LEFT JOIN persons c ON c.id = proposal_statements.confirmed_by").
		Joins("LEFT JOIN text_versions v ON v.id = proposal_statements.standing_version_id").
		Joins("LEFT JOIN text_translations tr ON tr.text_id = proposal_statements.text_id AND tr.language = ?", reader)
}

// read gives the reader the words, and takes from the row what she is not to learn.
func (s *Proposals) readStatement(viewer policy.Actor, r *StatementRow, reader string) {
	v := text.Version{Language: r.VLanguage, HTML: r.VHTML, Hash: r.VHash, Erased: r.VErased}
	tr := text.Translation{ID: r.TrLanguage, Language: r.TrLanguage, State: r.TrState, HTML: r.TrHTML, SourceHash: r.TrSourceHash}
	r.Text = text.ReadEarly(v, &tr, reader)
	r.Inside = viewer.Sees(r.pending(), s.r.Now())
	if !r.Inside {
		r.Position, r.Reason, r.NewName, r.NewLatin = Position{}, "", "", ""
	}
	r.Key = r.ID
	if r.Hidden = s.hides(viewer, r.Statement); r.Hidden {
		r.ID, r.StatedFor, r.OrgKey, r.OrgZh, r.OrgEn, r.OrgSv = "", "", "", "", "", ""
		r.FilerName, r.FilerLatin, r.ConfName, r.ConfLatin, r.ConfirmedBy = "", "", "", "", ""
		r.Standing.FiledBy, r.Standing.MandateID, r.Standing.EnteredBy, r.Standing.LetterID = "", "", "", ""
	}
}

// Source is the Markdown of what the reader gets.
func (r StatementRow) Source() string {
	if r.Text.Original != nil {
		return r.TrSource
	}
	return r.VSource
}

// StatementsPage is how many statements stand on a page of their list.
const StatementsPage = 20

// Statements lists the confirmed statements of a proposal the viewer may see, oldest filing first. Next is where the following page
// begins, empty on the last. An organisation that is not to be named in public is shown to those outside as its group, where
// enough of that have answered, and else as none.
func (s *Proposals) Statements(ctx context.Context, viewer policy.Actor, p Proposal, reader, after string) (rows []StatementRow, next string, err error) {
	if !viewer.Sees(p.Access, s.r.Now()) {
		return nil, "", store.Found(gorm.ErrRecordNotFound)
	}
	q := s.statementRows(ctx, reader).Where("proposal_statements.proposal_id = ? AND proposal_statements.stands", p.ID)
	if after != "" {
		q = q.Where("(proposal_statements.standing_filed_at, proposal_statements.id) > (SELECT standing_filed_at, id FROM proposal_statements WHERE id = ?)", after)
	}
	err = q.Order("proposal_statements.standing_filed_at, proposal_statements.id").Limit(StatementsPage + 1).Scan(&rows).Error
	if len(rows) > StatementsPage {
		rows = rows[:StatementsPage]
		next = rows[StatementsPage-1].ID
	}
	if err != nil {
		return nil, "", store.Found(err)
	}
	hidden := false
	for i := range rows {
		rows[i].Proposal = p
		s.readStatement(viewer, &rows[i], reader)
		hidden = hidden || rows[i].Hidden
	}
	if !hidden {
		return rows, next, nil
	}
	return rows, next, s.hideFew(ctx, p, rows)
}

// hideFew takes the group, too, from statements whose organisation is not to be named and whose group is too small to hide it.
func (s *Proposals) hideFew(ctx context.Context, p Proposal, rows []StatementRow) error {
	stood, err := s.Stood(ctx, p)
	answered := map[policy.Kind]int{}
	for _, x := range stood {
		answered[x.Kind] += x.N
	}
	for i := range rows {
		if rows[i].Hidden && answered[rows[i].OrgKind] < FewAnswers {
			rows[i].OrgKind = ""
		}
	}
	return err
}

// Statement gives one statement. To whoever may not know whose it is, it does not exist.
func (s *Proposals) Statement(ctx context.Context, viewer policy.Actor, id, reader string) (StatementRow, error) {
	return s.oneStatement(ctx, viewer, reader, "proposal_statements.id = ?", id)
}

// OwnStatement gives what the viewer's organisation has said on a proposal; a row without an id where it has said nothing.
func (s *Proposals) OwnStatement(ctx context.Context, viewer policy.Actor, p Proposal, org policy.OrganisationID, reader string) (StatementRow, error) {
	if _, member := viewer.Member(org); !member {
		return StatementRow{}, nil
	}
	var ids []string
	err := s.r.Read(ctx).Table("proposal_statements").Where("proposal_id = ? AND stated_for = ?", p.ID, org).Pluck("id", &ids).Error
	if err != nil || len(ids) == 0 {
		return StatementRow{Proposal: p}, store.Found(err)
	}
	return s.Statement(ctx, viewer, ids[0], reader)
}

func (s *Proposals) oneStatement(ctx context.Context, viewer policy.Actor, reader, where string, args ...any) (StatementRow, error) {
	var row StatementRow
	err := s.statementRows(ctx, reader).Scopes(s.seen(viewer)).Where(where, args...).Take(&row).Error
	if err != nil {
		return row, store.Found(err)
	}
	if err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "proposals.")).Where("id = ?", row.ProposalID).Take(&row.Proposal).Error; err != nil {
		return row, store.Found(err)
	}
	if row.Known, err = s.knowStatement(s.r.Read(ctx), row.Statement); err != nil {
		return row, store.Found(err)
	}
	newest := row.VersionID
	s.readStatement(viewer, &row, reader)
	if row.Inside {
		err = s.r.Read(ctx).Where("id = ?", newest).Take(&row.Newest).Error
	}
	return row, store.Found(err)
}

// StatementOptions are the steps the viewer could take with a statement now, each with what still stands in its way.
func (s *Proposals) StatementOptions(viewer policy.Actor, r StatementRow) []workflow.Option {
	now := s.r.Now()
	return StatementMachine().Possible(r.State, viewer.RolesIn(r.Forum, now), JudgeStatement(viewer, now, r.Proposal, r.Statement, r.Known))
}

// StatementVersions lists what the viewer may see of a statement's versions, oldest first: whoever sees the newest filing all of them,
// others those that were confirmed.
func (s *Proposals) StatementVersions(ctx context.Context, viewer policy.Actor, r StatementRow) ([]text.Version, error) {
	all, err := text.Versions(s.r.Read(ctx), r.Record())
	if err != nil {
		return nil, store.Found(err)
	}
	if _, own := viewer.Member(r.StatedFor); own {
		return all, nil
	}
	var counted []string
	err = s.r.Read(ctx).Table("entries").Where("noun = ? AND noun_id = ? AND verb IN ?", StatementNoun, r.ID, []string{"statement.confirmed", "statement.checked"}).
		Pluck("version_id", &counted).Error
	return slices.DeleteFunc(all, func(v text.Version) bool {
		return !slices.Contains(counted, v.ID) && !(r.Inside && v.ID == r.Newest.ID)
	}), store.Found(err)
}
