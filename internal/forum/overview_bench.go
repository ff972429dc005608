package forum

import (
	"context"
	"time"

	"gorm.io/gorm"

	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// BenchRow is a mandate with what judges it.
type BenchRow struct {
	MandateRow
	OrgState string
	OrgUntil *time.Time
	Seated   bool
}

// Asleep tells whether a confirmed mandate lends no voice now, because its organisation is not accredited.
func (r BenchRow) Asleep(now time.Time) bool { return r.State == Confirmed && !r.accredited(now) }

func (r BenchRow) accredited(now time.Time) bool {
	return organisation.Organisation{State: r.OrgState, AccreditedUntil: r.OrgUntil}.Accredited(now)
}

// Officer tells whether the holder presides over the forum at an instant: chair, convener or secretary.
func (r BenchRow) Officer(now time.Time) bool {
	return presides(r.Capacity) && r.State == Confirmed && !r.Starts.After(now) && (r.Ends == nil || r.Ends.After(now))
}

func (s *Forums) bench(ctx context.Context) *gorm.DB {
	return s.rows(ctx).Select(mandateRow + ", organisations.state AS org_state, organisations.accredited_until AS org_until, " +
		"EXISTS (SELECT 1 FROM seats WHERE seats.forum_id = mandates.forum_id AND seats.organisation_id = mandates.organisation_id AND seats.until IS NULL) AS seated")
}

// Bench lists a forum's living mandates as far as they are the viewer's business: all of them for whoever sits there, her own and
// her organisations' for others, and for everybody who presides: a body's officers are no secret.
func (s *Forums) Bench(ctx context.Context, viewer policy.Actor, f Forum) ([]BenchRow, error) {
	q := s.bench(ctx).Where("mandates.forum_id = ? AND mandates.state <> ?", f.ID, Ended)
	now := s.r.Now()
	if !viewer.System && !policy.May(policy.ReadMembersArea, viewer.RolesIn(f.ID, now)) {
		or := s.r.Read(ctx).Where("mandates.state = ? AND mandates.capacity IN ? AND mandates.starts <= ? AND (mandates.ends IS NULL OR mandates.ends > ?)",
			Confirmed, []policy.Capacity{policy.Chair, policy.Convener, policy.Secretary}, now, now)
		if !viewer.Visitor() {
			or = or.Or("mandates.person_id = ?", viewer.Person)
		}
		if own := viewer.Organisations(); len(own) > 0 {
			or = or.Or("mandates.organisation_id IN ?", own)
		}
		q = q.Where(or)
	}
	var rows []BenchRow
	err := q.Order("organisations.kind, organisations.sort_key, organisations.id, mandates.starts, mandates.id").Scan(&rows).Error
	return rows, store.Found(err)
}

// Mandate gives one mandate the viewer may know of, as Step does; else NotFound.
func (s *Forums) Mandate(ctx context.Context, viewer policy.Actor, id policy.MandateID) (BenchRow, error) {
	var row BenchRow
	err := s.bench(ctx).Where("mandates.id = ?", id).Take(&row).Error
	if err != nil {
		return row, store.Found(err)
	}
	_, member := viewer.Member(row.OrganisationID)
	if row.PersonID != viewer.Person && !member && !policy.May(policy.ReadMembersArea, viewer.RolesIn(row.ForumID, s.r.Now())) && !viewer.System {
		return BenchRow{}, missing(nil)
	}
	return row, nil
}

// judged are the viewer's roles before a mandate and what is judged of its guards: judge without a query.
func (s *Forums) judged(viewer policy.Actor, row BenchRow) ([]policy.Role, workflow.Judgement) {
	now := s.r.Now()
	roles := viewer.RolesIn(row.ForumID, now)
	if viewer.FocalPointOf(row.OrganisationID) {
		roles = append(roles, policy.RoleFocalPoint)
	}
	keeper := viewer.Has(policy.Moderator) || policy.May(policy.ConfirmMandate, roles)
	own := viewer.Person == row.PersonID || viewer.Person == row.ProposedBy
	return roles, workflow.Judgement{
		guardPerson:   workflow.Whose(viewer.Person == row.PersonID),
		guardNotOwn:   workflow.Whose(!own && (!presides(row.Capacity) || policy.May(policy.ConfirmChair, roles))),
		guardOrg:      workflow.If(row.accredited(now), nil),
		guardSeat:     workflow.If(!seated(row.Capacity) || row.Seated, nil),
		guardFocal:    workflow.Whose(viewer.FocalPointOf(row.OrganisationID) || keeper),
		guardOver:     workflow.If(row.over(now), nil),
		guardUnseated: workflow.If(false, nil), // no step of its own: it follows from a seat's end
	}
}

// May tells why a step is not the viewer's to take now, as Step would.
func (s *Forums) May(viewer policy.Actor, row BenchRow, verb string) error {
	roles, judged := s.judged(viewer, row)
	_, err := MandateMachine().Step(row.State, verb, roles, judged)
	return err
}

// Options are the steps the viewer could take with a mandate now, each with what still stands in its way.
func (s *Forums) Options(viewer policy.Actor, row BenchRow) []workflow.Option {
	roles, judged := s.judged(viewer, row)
	var open []workflow.Option
	for _, o := range MandateMachine().Possible(row.State, roles, judged) { // what is another person's alone is no button of hers, not even a grey one
		if o.Blocked == nil || o.Blocked.ID != guardPerson && o.Blocked.ID != guardFocal && o.Blocked.ID != guardUnseated {
			open = append(open, o)
		}
	}
	return open
}

// Duties count what waits for a person.
type Duties struct {
	Drafts    int // texts she has begun
	Returned  int // posts a moderator gave back to her
	Waiting   int // posts of hers that wait for somebody else
	ToConfirm int // statements of her organisations, and letters, that wait for her
	Mandates  int // mandates she has been named for
}

// Duties counts in one statement what waits for the viewer.
func (s *Forums) Duties(ctx context.Context, viewer policy.Actor) (Duties, error) {
	var d Duties
	if viewer.Visitor() {
		return d, nil
	}
	me, letters := viewer.Person, "FALSE"
	if viewer.Has(policy.Moderator) {
		letters = "posts.letter <> ''"
	}
	err := s.r.Read(ctx).Table("persons").Select(
		"(SELECT COUNT(*) FROM drafts WHERE drafts.person_id = persons.id) AS drafts, "+
			"(SELECT COUNT(*) FROM posts WHERE posts.author_id = persons.id AND posts.state = 'returned') AS returned, "+
			"(SELECT COUNT(*) FROM posts WHERE posts.author_id = persons.id AND posts.state IN ('held', 'confirming')) AS waiting, "+
			"(SELECT COUNT(*) FROM posts WHERE posts.state = 'confirming' AND (posts.letter = '' AND posts.author_for IN ? AND posts.author_id <> persons.id "+
			"OR "+letters+" AND posts.entered_by <> persons.id)) AS to_confirm, "+
			"(SELECT COUNT(*) FROM mandates WHERE mandates.person_id = persons.id AND mandates.state = 'proposed') AS mandates", viewer.Organisations()).
		Where("persons.id = ?", me).Scan(&d).Error
	return d, store.Found(err)
}
