package byletter

import (
	"context"
	"time"

	"gorm.io/gorm"

	"sametable/internal/cosign"
	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Row is a letter without its content, with what it is about and what the viewer may do with it.
type Row struct {
	Letter
	Matter
	Proposal proposal.Proposal
	Own      bool
	Opens    bool // the viewer may open the letter
}

func (s *Letters) rows(ctx context.Context) *gorm.DB {
	return s.r.Read(ctx).Model(&Letter{}).Omit("content")
}

// opens tells who may open a letter: whoever entered it, and those who check letters in the forum.
func (l Letter) opens(viewer policy.Actor, now time.Time) bool {
	return l.Hash != "" && !viewer.Visitor() && (viewer.Person == l.EnteredBy || policy.May(policy.CheckLetter, viewer.RolesIn(l.ForumID, now)))
}

// fill gives what a viewer gets of some letters; nothing of those she may not know of, and of what waits no more.
func (s *Letters) fill(ctx context.Context, viewer policy.Actor, letters []Letter, of map[string]proposal.Proposal) ([]Row, error) {
	now := s.r.Now()
	about, err := s.know(s.r.Read(ctx), letters, of)
	if err != nil {
		return nil, store.Found(err)
	}
	var rows []Row
	for _, l := range letters {
		m := about[l.ID]
		if l.way() && !m.Known.Waits || !l.sees(viewer, now) {
			continue
		}
		_, own := viewer.Member(l.SentFor)
		rows = append(rows, Row{Letter: l, Matter: m, Proposal: of[l.ProposalID], Own: own, Opens: l.opens(viewer, now)})
	}
	return rows, nil
}

// Of gives the letters that are on their way about a proposal and that the viewer may know of, those that were asked for first before the
// others.
func (s *Letters) Of(ctx context.Context, viewer policy.Actor, p proposal.Proposal) ([]Row, error) {
	if p.State != proposal.Consultation && !p.Orphaned(s.r.Now()) || viewer.Visitor() {
		return nil, nil
	}
	var found []Letter
	err := s.rows(ctx).Where("proposal_id = ? AND state IN ?", p.ID, []string{Asked, Attached}).Order("state_since, id").Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, store.Found(err)
	}
	return s.fill(ctx, viewer, found, map[string]proposal.Proposal{p.ID: p})
}

// Behind gives the newest letter that was checked about something, the withdrawal of a proposal or of a statement, for everybody who sees
// that it was withdrawn: that it came by letter, on which day, and who checked it. Who may open the letter is another matter.
func (s *Letters) Behind(ctx context.Context, viewer policy.Actor, says About, of string) (*Row, error) {
	var found []Letter
	err := s.rows(ctx).Where("about = ? AND matter = ? AND state = ?", says, of, Checked).Order("state_since DESC, id DESC").Limit(1).Find(&found).Error
	if err != nil || len(found) == 0 {
		return nil, store.Found(err)
	}
	return &Row{Letter: found[0], Opens: found[0].opens(viewer, s.r.Now())}, nil
}

// One gives a letter by its id.
func (s *Letters) One(ctx context.Context, viewer policy.Actor, id string) (Row, error) {
	var l Letter
	if err := s.rows(ctx).Where("id = ?", id).Take(&l).Error; err != nil {
		return Row{}, store.Found(err)
	}
	var p proposal.Proposal
	if err := s.r.Read(ctx).Scopes(register.Visible(viewer, s.r.Now(), "proposals.")).Where("id = ?", l.ProposalID).Take(&p).Error; err != nil {
		return Row{}, store.Found(err)
	}
	rows, err := s.fill(ctx, viewer, []Letter{l}, map[string]proposal.Proposal{p.ID: p})
	if err == nil && len(rows) == 0 {
		err = fault.NotFound()
	}
	return append(rows, Row{})[0], err
}

// Paper gives the letter itself. To everybody who may not open it, it does not exist.
func (s *Letters) Paper(ctx context.Context, viewer policy.Actor, id string) (Letter, error) {
	row, err := s.One(ctx, viewer, id)
	if err != nil {
		return Letter{}, err
	}
	if !row.Opens {
		return Letter{}, fault.NotFound()
	}
	var l Letter
	return l, store.Found(s.r.Read(ctx).Where("id = ?", id).Take(&l).Error)
}

// File gives a file of the new version that a letter confirms, to those who may open the letter: they compare both.
func (s *Letters) File(ctx context.Context, viewer policy.Actor, letter, file string) (drafting.File, error) {
	row, err := s.One(ctx, viewer, letter)
	if err != nil {
		return drafting.File{}, err
	}
	if !row.Opens {
		return drafting.File{}, fault.NotFound()
	}
	var f drafting.File
	return f, store.Found(s.r.Read(ctx).Where("id = ? AND sheet_id = ?", file, row.SheetID).Take(&f).Error)
}

// Options are the steps the viewer could take with a letter now, each with what still stands in its way.
func (s *Letters) Options(viewer policy.Actor, r Row) []workflow.Option {
	now := s.r.Now()
	return Machine().Possible(r.State, viewer.RolesIn(r.ForumID, now), Judge(viewer, now, r.Letter, r.Matter.Known))
}

// May tells whether the viewer may take a step with a letter now, with the fault that says why not.
func (s *Letters) May(viewer policy.Actor, r Row, verb string) error {
	now := s.r.Now()
	_, err := Machine().Step(r.State, verb, viewer.RolesIn(r.ForumID, now), Judge(viewer, now, r.Letter, r.Matter.Known))
	return err
}

// Duties are the letters that are to be entered or checked by the viewer's office, and those of her organisations.
func (s *Letters) Duties(ctx context.Context, viewer policy.Actor) ([]Row, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	waiting := s.r.Read(ctx).Where("revised_for IN ?", viewer.Organisations())
	if viewer.Has(policy.Moderator) {
		waiting = waiting.Or("state = ?", Attached)
	}
	if forums := viewer.Keeps(s.r.Now()); len(forums) > 0 {
		waiting = waiting.Or("forum_id IN ?", forums)
	}
	var found []Letter
	if err := s.rows(ctx).Where("state IN ?", []string{Asked, Attached}).Where(waiting).Order("state_since, id").Limit(50).Find(&found).Error; err != nil || len(found) == 0 {
		return nil, store.Found(err)
	}
	var ids []string
	for _, l := range found {
		ids = append(ids, l.ProposalID)
	}
	var proposals []proposal.Proposal
	if err := s.r.Read(ctx).Where("id IN ?", ids).Find(&proposals).Error; err != nil {
		return nil, store.Found(err)
	}
	of := map[string]proposal.Proposal{}
	for _, p := range proposals {
		of[p.ID] = p
	}
	return s.fill(ctx, viewer, found, of)
}

// Asks tells whether the viewer may ask to confirm something by letter now, with the fault that says why not.
func (s *Letters) Asks(viewer policy.Actor, says About, p proposal.Proposal, c cosign.Cosignature) error {
	now := s.r.Now()
	org, waits := p.ProposedFor, p.State == proposal.Consultation && p.EndsBy != ""
	if says == TakeOver {
		org, waits = c.SignsFor, p.Orphaned(now) && c.State == cosign.Taking
	}
	switch {
	case !speaks(viewer, now, p.Forum, org):
		return fault.Forbidden(guardOwn, nil)
	case !waits:
		return fault.Forbidden(guardWaits, nil)
	}
	return nil
}

// MayEnter tells whether the viewer may enter a letter now that withdraws a statement, as far as that hangs on no letter.
func (s *Letters) MayEnter(viewer policy.Actor, p proposal.Proposal, st proposal.Statement) error {
	now := s.r.Now()
	l := entered(p, st)
	known := l.withdraws(p, st)
	known.Sits, known.InTime, known.Newer = true, true, true // asked of the letter itself
	_, err := Machine().Step(l.State, "enter", viewer.RolesIn(p.Forum, now), Judge(viewer, now, l, known))
	return err
}
