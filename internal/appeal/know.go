package appeal

import (
	"slices"

	"gorm.io/gorm"

	"sametable/internal/ballot"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/store"
)

// know reads what the judgement of an appeal needs.
func (s *Appeals) know(db *gorm.DB, a Appeal, p proposal.Proposal) (Known, error) {
	all, err := s.knowAll(db, []Appeal{a}, map[string]proposal.Proposal{p.ID: p})
	return all[a.ID], err
}

// knowAll reads it for some appeals, by id, in as many queries for one as for all of them.
func (s *Appeals) knowAll(db *gorm.DB, all []Appeal, of map[string]proposal.Proposal) (map[string]Known, error) {
	known := map[string]Known{}
	var filers []policy.PersonID
	var lodged []string
	for _, a := range all {
		known[a.ID] = Known{Refused: of[a.ProposalID].State == proposal.Refused, Waits: a.State == Lodged}
		switch a.State {
		case Confirming:
			filers = append(filers, a.FiledBy)
		case Lodged:
			lodged = append(lodged, a.ID)
		}
	}
	if len(filers) > 0 {
		standings, err := s.forums.StandingsIn(db, filers)
		if err != nil {
			return nil, err
		}
		for _, a := range all {
			k := known[a.ID]
			held := proposal.Represents(standings[a.FiledBy].Actor(a.FiledBy), a.Forum, s.r.Now())
			k.Mandated = slices.ContainsFunc(held, func(m policy.Mandate) bool { return m.ID == a.MandateID })
			known[a.ID] = k
		}
	}
	if len(lodged) == 0 {
		return known, nil
	}
	return known, store.Found(atTheTable(db, lodged, known))
}

// atTheTable reads what those who refused have said of some lodged appeals, and how the ballots on them stand.
func atTheTable(db *gorm.DB, lodged []string, known map[string]Known) error {
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	var ballots []ballot.Ballot
	err := fresh().Select("subject_id", "state", "result").Where("subject_noun = ? AND subject_id IN ? AND state NOT IN ?", Noun, lodged, []string{ballot.Published, ballot.Void}).
		Find(&ballots).Error
	for _, b := range ballots { // one at most on each
		k := known[b.SubjectID]
		k.Waits, k.Polled = b.State == ballot.Prepared, b.State != ballot.Tallied
		if !k.Polled {
			k.Decided = string(b.Result)
		}
		known[b.SubjectID] = k
	}
	if err != nil {
		return err
	}
	var views []View
	err = fresh().Select("appeal_id", "stated_by").Where("appeal_id IN ?", lodged).Find(&views).Error
	for _, v := range views {
		k := known[v.AppealID]
		k.Said = append(k.Said, v.StatedBy)
		known[v.AppealID] = k
	}
	return err
}
