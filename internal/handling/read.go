package handling

import (
	"context"
	"slices"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
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
