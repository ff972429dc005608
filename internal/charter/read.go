package charter

import (
	"context"
	"slices"
	"time"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// CommentRow is a comment with the names a page shows.
type CommentRow struct {
	Comment
	OrgKey, OrgKind     string
	OrgZh, OrgEn, OrgSv string
	FilerName           string
	FilerLatin          string
	AnswererName        string
	AnswererLatin       string
}

// ChangeRow is an editorial change with the names a page shows.
type ChangeRow struct {
	Change
	OrgKey, OrgKind     string // of whoever objected
	OrgZh, OrgEn, OrgSv string
	Name, Latin         string // of whoever proposed it
}

// Page is a charter with all that a reader may see of its life.
type Page struct {
	forum.CharterPage
	Known    Known
	Comments []CommentRow
	Changes  []ChangeRow
	Ballots  []ballot.Ballot
	Versions []text.Version
}

// Life is all that hangs on a charter, whoever reads it. What of it somebody reads, Seen says. It is shared and not written to.
type Life struct {
	known    Known
	comments []CommentRow
	changes  []ChangeRow
	ballots  []ballot.Ballot
	versions []text.Version
}

// Read fills what the viewer may see of a charter's life, in as many queries for one comment as for many.
func (s *Charters) Read(ctx context.Context, viewer policy.Actor, c forum.CharterPage) (Page, error) {
	l, err := s.Life(ctx, c)
	return s.Seen(viewer, c, l), err
}

// Life reads all that hangs on a charter, whoever asks.
func (s *Charters) Life(ctx context.Context, c forum.CharterPage) (l Life, err error) {
	if l.comments, err = s.comments(ctx, policy.SystemActor(), "charter_comments.charter_id = ?", c.Charter.ID); err != nil {
		return l, err
	}
	err = s.r.Read(ctx).Table("charter_changes").Select("charter_changes.*, COALESCE(o.key, '') AS org_key, COALESCE(o.kind, '') AS org_kind, COALESCE(o.name_zh, '') AS org_zh, "+
		"COALESCE(o.name_en, '') AS org_en, COALESCE(o.name_sv, '') AS org_sv, COALESCE(w.name, '') AS name, COALESCE(w.latin, '') AS latin").
		Joins("LEFT JOIN organisations o ON o.id = charter_changes.objected_for").Joins("LEFT JOIN persons w ON w.id = charter_changes.proposed_by").
		Where("charter_changes.charter_id = ?", c.Charter.ID).Order("charter_changes.proposed_at DESC, charter_changes.id DESC").Scan(&l.changes).Error
	if err != nil {
		return l, store.Found(err)
	}
	if l.ballots, err = s.ballots.Held(ctx, c.Charter.Record()); err != nil {
		return l, err
	}
	if c.Charter.TextID != "" {
		if l.versions, err = text.Versions(s.r.Read(ctx), c.Charter.Record()); err != nil {
			return l, store.Found(err)
		}
	}
	return l, l.know(s.r.Read(ctx), c)
}

// know says what the judgement of the charter needs, from what was read.
func (l *Life) know(db *gorm.DB, c forum.CharterPage) (err error) {
	rules := c.Charter.Rules()
	if c.Charter.Number != c.InForce {
		if rules, err = forum.RulesIn(db, c.Forum.ID); err != nil {
			return err
		}
	}
	l.known.languages(required(c.Forum, rules), c.Text, c.Translations)
	switch c.Charter.State {
	case forum.CharterConsultation:
		var all []Comment
		for _, row := range l.comments {
			all = append(all, row.Comment)
		}
		l.known.said(all)
	case forum.CharterDecision:
		err = l.known.polled(db, c.Charter)
	case forum.CharterAdopted:
		l.known.Changing = slices.ContainsFunc(l.changes, func(x ChangeRow) bool { return x.Waits() })
	}
	return store.Found(err)
}

// Seen is a charter with what the viewer may see of its life. Comments, and why a change fell, stay in the forum.
func (s *Charters) Seen(viewer policy.Actor, c forum.CharterPage, l Life) Page {
	now := s.r.Now()
	p := Page{CharterPage: c, Known: l.known, Changes: slices.Clone(l.changes), Versions: l.versions}
	p.Comments = slices.DeleteFunc(slices.Clone(l.comments), func(c CommentRow) bool { return !viewer.Sees(c.Access, now) })
	p.Ballots = slices.DeleteFunc(slices.Clone(l.ballots), func(b ballot.Ballot) bool { return !viewer.Sees(b.Access, now) })
	if !s.reads(viewer, c.Forum.ID) { // what was never announced, and why one fell, stay there
		p.Changes = slices.DeleteFunc(p.Changes, func(x ChangeRow) bool { return !x.Announced() })
		for i := range p.Changes {
			x := &p.Changes[i]
			x.Objection, x.ObjectedFor, x.OrgKey, x.OrgKind, x.OrgZh, x.OrgEn, x.OrgSv = "", "", "", "", "", "", ""
		}
	}
	return p
}

// reads tells whether the viewer reads what is said in the forum.
func (s *Charters) reads(viewer policy.Actor, id policy.ForumID) bool {
	return viewer.Sees(policy.Access{Class: policy.Members, Forum: id}, s.r.Now())
}

// Reads tells whether the viewer reads the comments on a forum's charters.
func (s *Charters) Reads(viewer policy.Actor, f forum.Forum) bool { return s.reads(viewer, f.ID) }

func (s *Charters) comments(ctx context.Context, viewer policy.Actor, which string, args ...any) ([]CommentRow, error) {
	var rows []CommentRow
	err := s.r.Read(ctx).Table("charter_comments").Select("charter_comments.*, o.key AS org_key, o.kind AS org_kind, o.name_zh AS org_zh, o.name_en AS org_en, o.name_sv AS org_sv, "+
		"COALESCE(f.name, '') AS filer_name, COALESCE(f.latin, '') AS filer_latin, COALESCE(a.name, '') AS answerer_name, COALESCE(a.latin, '') AS answerer_latin").
		Joins("JOIN organisations o ON o.id = charter_comments.organisation_id").Joins("LEFT JOIN persons f ON f.id = charter_comments.filed_by").
		Joins("LEFT JOIN persons a ON a.id = charter_comments.answered_by").Scopes(register.Visible(viewer, s.r.Now(), "charter_comments.")).
		Where(which, args...).Order("charter_comments.filed_at, charter_comments.id").Scan(&rows).Error
	return rows, store.Found(err)
}

// OneComment gives a comment the viewer may read, with the charter it is about.
func (s *Charters) OneComment(ctx context.Context, viewer policy.Actor, id, reader string) (CommentRow, Page, error) {
	rows, err := s.comments(ctx, viewer, "charter_comments.id = ?", id)
	if err != nil || len(rows) == 0 {
		if err == nil {
			err = fault.NotFound()
		}
		return CommentRow{}, Page{}, err
	}
	p, err := s.ByID(ctx, viewer, rows[0].CharterID, reader)
	return rows[0], p, err
}

// OneChange gives an editorial change, with the charter it is of.
func (s *Charters) OneChange(ctx context.Context, viewer policy.Actor, id, reader string) (ChangeRow, Page, error) {
	var of Change
	if err := s.r.Read(ctx).Select("charter_id").Where("id = ?", id).Take(&of).Error; err != nil {
		return ChangeRow{}, Page{}, store.Found(err)
	}
	p, err := s.ByID(ctx, viewer, of.CharterID, reader)
	for _, x := range p.Changes {
		if x.ID == id {
			return x, p, err
		}
	}
	if err == nil { // there is one, but not for her
		err = fault.NotFound()
	}
	return ChangeRow{}, p, err
}

// ByID gives one charter with its life.
func (s *Charters) ByID(ctx context.Context, viewer policy.Actor, id, reader string) (Page, error) {
	c, err := s.forums.CharterByID(ctx, id, reader)
	if err != nil {
		return Page{}, err
	}
	return s.Read(ctx, viewer, c)
}

// Options are the steps the viewer could take with a charter now, each with what still stands in its way.
func (s *Charters) Options(viewer policy.Actor, p Page) []workflow.Option {
	now := s.r.Now()
	return Machine().Possible(p.Charter.State, viewer.RolesIn(p.Forum.ID, now), Judge(viewer, now, p.Charter, p.Known, nil))
}

// May tells whether the viewer may take a step with a charter now, with the fault that says why not; of is the comment it is about.
func (s *Charters) May(viewer policy.Actor, p Page, verb string, of *Comment) error {
	now := s.r.Now()
	_, err := Machine().Step(p.Charter.State, verb, viewer.RolesIn(p.Forum.ID, now), Judge(viewer, now, p.Charter, p.Known, of))
	return err
}

// MayChange tells the same of a step of an editorial change.
func (s *Charters) MayChange(viewer policy.Actor, x Change, verb string) error {
	now := s.r.Now()
	_, err := ChangeMachine().Step(x.State, verb, viewer.RolesIn(x.ForumID, now), JudgeChange(viewer, now, x))
	return err
}

// WindowOver tells whether the consultation of a charter is over.
func WindowOver(c forum.Charter, now time.Time) bool {
	return c.WindowEnds != nil && !now.Before(*c.WindowEnds)
}
