package proposal

import (
	"context"
	"encoding/json"
	"slices"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/store"
)

// Annexes lists the files of a version of a proposal without their content; none to whoever may not see that version.
func (s *Proposals) Annexes(ctx context.Context, viewer policy.Actor, p Proposal, version string) ([]drafting.Annex, error) {
	files, err := drafting.Annexes(s.r.Read(ctx), version)
	if err != nil || len(files) == 0 {
		return nil, store.Found(err)
	}
	shown, err := s.shows(ctx, viewer, p, version)
	if err != nil || !shown {
		return nil, err
	}
	return files, nil
}

// Annex gives a file with its content. To whoever may not see its version, it does not exist.
func (s *Proposals) Annex(ctx context.Context, viewer policy.Actor, id string) (drafting.Annex, error) {
	var a drafting.Annex
	if err := s.r.Read(ctx).Omit("content", "small").Where("id = ?", id).Take(&a).Error; err != nil {
		return a, store.Found(err)
	}
	var p Proposal
	if err := s.r.Read(ctx).Model(&Proposal{}).Scopes(seen(viewer, s.r.Now())).Where("id = ?", a.ProposalID).Take(&p).Error; err != nil {
		return drafting.Annex{}, store.Found(err)
	}
	shown, err := s.shows(ctx, viewer, p, a.VersionID)
	if err != nil {
		return drafting.Annex{}, err
	}
	if !shown {
		return drafting.Annex{}, fault.NotFound()
	}
	return a, store.Found(s.r.Read(ctx).Where("id = ?", id).Take(&a).Error)
}

// shows tells whether the files of a version are for the viewer: until it is confirmed they are the organisation's alone, and whoever
// compares it with its letter sees what she is to vouch for.
func (s *Proposals) shows(ctx context.Context, viewer policy.Actor, p Proposal, version string) (bool, error) {
	if p.State == Confirming && version == p.VersionID && p.Letter != "" && s.opens(viewer, p) {
		return true, nil
	}
	made, err := s.Made(ctx, p)
	return slices.ContainsFunc(s.Shown(viewer, p, made), func(m Made) bool { return m.ID == version }), err
}

// Outcomes tells what each version of a proposal was to bring about, as the register has it.
func (s *Proposals) Outcomes(ctx context.Context, p Proposal) (map[string]drafting.Outcome, error) {
	var said []struct{ VersionID, Facts string }
	err := s.r.Read(ctx).Table("entries").Select("version_id, facts").Where("noun = ? AND noun_id = ? AND version_id <> ''", Noun, p.ID).Order("seq").Scan(&said).Error
	of := map[string]drafting.Outcome{}
	for _, e := range said {
		var facts struct{ Outcome drafting.Outcome }
		if json.Unmarshal([]byte(e.Facts), &facts) == nil && facts.Outcome != "" {
			of[e.VersionID] = facts.Outcome
		}
	}
	return of, store.Found(err)
}
