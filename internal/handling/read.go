package handling

import (
	"context"
	"slices"

	"gorm.io/gorm"

	"sametable/internal/fault"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// State is a handling as its pages need it: what is known of it, and what the viewer may read of the answers.
type State struct {
	Handling
	Known Known
	Past  []Handling // those that ended before, oldest first
}

// Case is the state with its proposal, as judgements ask for it.
func (st State) Case(p proposal.Proposal) Case { return Case{p, st.Handling, st.Known} }

// Said is an answer with the words a viewer may read, and who wrote and gave it.
type Said struct {
	Answer
	HTML       string
	Source     string
	FiledName  string
	FiledLatin string
	GivenName  string
	GivenLatin string
	Erased     bool
}

// Addressable lists the authorities a proposal can be handed to: those that sit in its forum and are accredited now.
func Addressable(tx *register.Tx, p proposal.Proposal) ([]organisation.Organisation, error) {
	all, err := addressable(tx.DB, p)
	return slices.DeleteFunc(all, func(o organisation.Organisation) bool { return !o.Accredited(tx.Now()) }), err
}

func addressable(db *gorm.DB, p proposal.Proposal) ([]organisation.Organisation, error) {
	var all []organisation.Organisation
	err := db.Session(&gorm.Session{NewDB: true}).Where("kind IN ?", []policy.Kind{policy.CivilAffairs, policy.OtherAuthority}).
		Where("id IN (SELECT organisation_id FROM seats WHERE forum_id = ? AND until IS NULL)", p.Forum).Order("kind, sort_key").Find(&all).Error
	return all, store.Found(err)
}

// Addressed is Addressable outside an act, for a form.
func (s *Handlings) Addressed(ctx context.Context, p proposal.Proposal) ([]organisation.Organisation, error) {
	all, err := addressable(s.r.Read(ctx), p)
	now := s.r.Now()
	return slices.DeleteFunc(all, func(o organisation.Organisation) bool { return !o.Accredited(now) }), err
}

// Of gives the handling of a proposal the viewer may see; found is false where it was never handed over, or came back.
func (s *Handlings) Of(ctx context.Context, p proposal.Proposal) (st State, found bool, err error) {
	var all []Handling
	if err := s.r.Read(ctx).Where("proposal_id = ?", p.ID).Order("handed_at, id").Find(&all).Error; err != nil {
		return st, false, store.Found(err)
	}
	for _, m := range all {
		if m.EndedAt != nil {
			st.Past = append(st.Past, m)
			continue
		}
		st.Handling, found = m, true
	}
	if found {
		st.Known, err = know(s.r.Read(ctx), s.r.Now(), p, st.Handling)
	}
	return st, found, err
}

// Options are the steps the viewer could take with a proposal in the hands of authorities, each with what still stands in its way.
func (s *Handlings) Options(viewer policy.Actor, p proposal.Proposal, st State) []workflow.Option {
	now := s.r.Now()
	return proposal.Machine().Possible(p.State, viewer.RolesIn(p.Forum, now), Judge(viewer, now, p, st.Handling, st.Known))
}

// May tells whether a step is the viewer's now, with the fault that says why not. That a second person is missing is no refusal: the
// first one proposes.
func (s *Handlings) May(viewer policy.Actor, p proposal.Proposal, st State, verb string) error {
	now := s.r.Now()
	_, err := proposal.Machine().Step(p.State, verb, viewer.RolesIn(p.Forum, now), Judge(viewer, now, p, st.Handling, st.Known))
	if workflow.OnlySecond(err) {
		return nil
	}
	return err
}

// AnswerOptions are the steps the viewer could take with an answer.
func (s *Handlings) AnswerOptions(viewer policy.Actor, p proposal.Proposal, st State, a Answer) []workflow.Option {
	now := s.r.Now()
	return Machine().Possible(a.State, viewer.RolesIn(p.Forum, now), JudgeAnswer(viewer, now, st.Case(p), a))
}

// Said gives the answers of a proposal's handlings that the viewer may read, oldest first, with their words.
func (s *Handlings) Said(ctx context.Context, viewer policy.Actor, st State) ([]Said, error) {
	var rows []Said
	err := s.r.Read(ctx).Table("handling_answers").
		Select("handling_answers.*, v.html AS html, v.source AS source, v.erased AS erased, COALESCE(f.name, '') AS filed_name, COALESCE(f.latin, '') AS filed_latin, "+
			"COALESCE(g.name, '') AS given_name, COALESCE(g.latin, '') AS given_latin").
		Joins("JOIN text_versions v ON v.id = handling_answers.version_id").
		Joins("LEFT JOIN persons f ON f.id = handling_answers.filed_by").
		Joins("LEFT JOIN persons g ON g.id = handling_answers.given_by").
		Where("handling_answers.handling_id = ?", st.ID).Order("handling_answers.round, handling_answers.given_at, handling_answers.id").Scan(&rows).Error
	now := s.r.Now()
	return slices.DeleteFunc(rows, func(a Said) bool { return !a.Seen(viewer, st.Handling, now) }), store.Found(err)
}

// Answer gives one answer the viewer may read, with its proposal and handling. To others it does not exist.
func (s *Handlings) Answer(ctx context.Context, viewer policy.Actor, id, reader string) (row proposal.Row, st State, a Said, err error) {
	var found Answer
	if err := s.r.Read(ctx).Where("id = ?", id).Take(&found).Error; err != nil {
		return row, st, a, store.Found(err)
	}
	if row, err = s.proposals.ByID(ctx, viewer, found.ProposalID, reader); err != nil {
		return row, st, a, err
	}
	if err := s.r.Read(ctx).Where("id = ?", found.HandlingID).Take(&st.Handling).Error; err != nil {
		return row, st, a, store.Found(err)
	}
	if st.Known, err = know(s.r.Read(ctx), s.r.Now(), row.Proposal, st.Handling); err != nil {
		return row, st, a, err
	}
	all, err := s.Said(ctx, viewer, st)
	for _, one := range all {
		if one.ID == id {
			return row, st, one, err
		}
	}
	if err == nil {
		err = fault.NotFound()
	}
	return row, st, a, err
}

// OpensPaper tells who may open the letter of an answer: who entered it, who checks letters, the secretariat, and for a reply the lead.
func (s *Handlings) OpensPaper(viewer policy.Actor, m Handling, a Answer) bool {
	if a.LetterID == "" || viewer.Visitor() {
		return false
	}
	now := s.r.Now()
	_, lead := viewer.Member(m.LeadID)
	roles := viewer.RolesIn(m.Forum, now)
	return lead && (a.Kind == Reply || a.State == Given) || viewer.Person == a.EnteredBy || policy.May(policy.CheckLetter, roles) || policy.May(policy.EnterLetter, roles)
}

// Paper gives the letter itself. To everybody who may not open it, it does not exist.
func (s *Handlings) Paper(ctx context.Context, viewer policy.Actor, id string) (Paper, error) {
	var l Paper
	if err := s.r.Read(ctx).Omit("content").Where("id = ?", id).Take(&l).Error; err != nil {
		return l, store.Found(err)
	}
	var a Answer
	if err := s.r.Read(ctx).Where("id = ?", l.AnswerID).Take(&a).Error; err != nil {
		return Paper{}, store.Found(err)
	}
	var m Handling
	if err := s.r.Read(ctx).Where("id = ?", a.HandlingID).Take(&m).Error; err != nil {
		return Paper{}, store.Found(err)
	}
	if !s.OpensPaper(viewer, m, a) {
		return Paper{}, fault.NotFound()
	}
	l = Paper{}
	return l, store.Found(s.r.Read(ctx).Where("id = ?", id).Take(&l).Error)
}

// ToFollow are the measures that were accepted and have no commitment yet.
func (s *Handlings) ToFollow(ctx context.Context, p proposal.Proposal, st State) ([]Verdict, error) {
	return toFollow(s.r.Read(ctx), p, st.Known)
}

// Words are those of an answer of the viewer's organisation that she may write anew.
func (s *Handlings) Words(ctx context.Context, a Answer) (string, error) {
	if a.VersionID == "" {
		return "", nil
	}
	var v text.Version
	err := s.r.Read(ctx).Where("id = ?", a.VersionID).Take(&v).Error
	return v.Source, store.Found(err)
}

// Duty is a handling that concerns the viewer, with its proposal.
type Duty struct {
	proposal.Row
	Handling State
}

// Duties are the handlings that concern the viewer: of her organisations, of the forums she keeps, and for moderators the ratings.
func (s *Handlings) Duties(ctx context.Context, viewer policy.Actor, reader string) ([]Duty, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	waiting := s.r.Read(ctx).Where("lead_id IN ? OR proposed_for IN ?", viewer.Organisations(), viewer.Organisations())
	for _, id := range viewer.Organisations() {
		waiting = waiting.Or("' ' || co_handlers || ' ' LIKE ?", "% "+string(id)+" %")
	}
	if forums := viewer.Keeps(s.r.Now()); len(forums) > 0 {
		waiting = waiting.Or("forum_id IN ?", forums)
	}
	if viewer.Has(policy.Moderator) {
		waiting = waiting.Or("1 = 1")
	}
	var all []Handling
	err := s.r.Read(ctx).Where("ended_at IS NULL").Where(waiting).Order("due, id").Limit(200).Find(&all).Error
	if err != nil || len(all) == 0 {
		return nil, store.Found(err)
	}
	return s.duties(ctx, viewer, reader, all)
}

func (s *Handlings) duties(ctx context.Context, viewer policy.Actor, reader string, all []Handling) ([]Duty, error) {
	var ids []string
	for _, m := range all {
		ids = append(ids, m.ProposalID)
	}
	rows, err := s.proposals.These(ctx, viewer, ids, reader)
	if err != nil {
		return nil, err
	}
	known, err := s.knowAll(ctx, all)
	if err != nil {
		return nil, err
	}
	var list []Duty
	for _, m := range all {
		if row, there := rows[m.ProposalID]; there && row.State != proposal.Closed {
			list = append(list, Duty{Row: row, Handling: State{Handling: m, Known: known[m.ID]}})
		}
	}
	return list, nil
}
