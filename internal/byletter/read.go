package byletter

import (
	"context"

	"gorm.io/gorm"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Row is a letter without its content, with what the viewer may do with it, and the words it is about where she compares them.
type Row struct {
	Letter
	Proposal proposal.Proposal
	Sheet    drafting.Sheet
	Known    Known
	Own      bool
	Opens    bool // the viewer may open the letter
}

func (s *Letters) rows(ctx context.Context) *gorm.DB {
	return s.r.Read(ctx).Model(&Letter{}).Omit("content")
}

// fill gives what a viewer gets of some letters; nothing of those she may not know of, and of words that wait no more.
func (s *Letters) fill(ctx context.Context, viewer policy.Actor, letters []Letter, of map[string]proposal.Proposal) ([]Row, error) {
	now := s.r.Now()
	about, err := s.know(s.r.Read(ctx), letters, of)
	if err != nil {
		return nil, store.Found(err)
	}
	var rows []Row
	for _, l := range letters {
		m := about[l.ID]
		if !m.known.Waits || !l.sees(viewer, now) {
			continue
		}
		_, own := viewer.Member(l.RevisedFor)
		opens := l.State == Attached && (viewer.Person == l.EnteredBy || policy.May(policy.CheckLetter, viewer.RolesIn(l.ForumID, now)))
		rows = append(rows, Row{Letter: l, Proposal: of[l.ProposalID], Sheet: m.sheet, Known: m.known, Own: own, Opens: opens})
	}
	return rows, nil
}

// Of gives the letter that is on its way for a proposal's new version; none to whoever may not know of it.
func (s *Letters) Of(ctx context.Context, viewer policy.Actor, p proposal.Proposal) (*Row, error) {
	if p.State != proposal.Consultation || p.Takes(s.r.Now()) || viewer.Visitor() {
		return nil, nil
	}
	var found []Letter
	if err := s.rows(ctx).Where("proposal_id = ?", p.ID).Find(&found).Error; err != nil || len(found) == 0 {
		return nil, store.Found(err)
	}
	rows, err := s.fill(ctx, viewer, found, map[string]proposal.Proposal{p.ID: p})
	if len(rows) == 0 {
		return nil, err
	}
	return &rows[0], err
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
	return Machine().Possible(r.State, viewer.RolesIn(r.ForumID, now), Judge(viewer, now, r.Letter, r.Known))
}

// May tells whether the viewer may take a step with a letter now, with the fault that says why not.
func (s *Letters) May(viewer policy.Actor, r Row, verb string) error {
	now := s.r.Now()
	_, err := Machine().Step(r.State, verb, viewer.RolesIn(r.ForumID, now), Judge(viewer, now, r.Letter, r.Known))
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
	if err := s.rows(ctx).Where(waiting).Order("state_since, id").Limit(20).Find(&found).Error; err != nil || len(found) == 0 {
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
