package cosign

import (
	"slices"

	"gorm.io/gorm"

	"sametable/internal/forum"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/proposal"
)

// signer is the person in whose words a signature stands now, and her mandate.
func (c Cosignature) signer() (policy.PersonID, policy.MandateID) {
	if c.State == Taking {
		return c.HeirBy, c.HeirMandate
	}
	return c.OfferedBy, c.MandateID
}

// know reads what the judgement of some signatures needs, in as many queries for one as for all of them.
func (s *Cosignatures) know(db *gorm.DB, all []Cosignature) (map[string]Known, error) {
	known := map[string]Known{}
	var signers []policy.PersonID
	var of []string
	var orgs []policy.OrganisationID
	for _, c := range all {
		person, _ := c.signer()
		signers, of, orgs = append(signers, person), append(of, c.ProposalID), append(orgs, c.SignsFor)
	}
	if len(all) == 0 {
		return known, nil
	}
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	var standings map[policy.PersonID]forum.Standing
	if signers = slices.DeleteFunc(signers, func(p policy.PersonID) bool { return p == "" }); len(signers) > 0 { // nobody has signed what is to be offered
		var err error
		if standings, err = s.forums.StandingsIn(fresh(), signers); err != nil {
			return nil, err
		}
	}
	var sit []struct {
		organisation.Organisation
		In     policy.ForumID
		Stated string // the proposal it has a statement on
	}
	err := fresh().Table("organisations o").Select("o.*, COALESCE(seats.forum_id, '') AS \"in\", COALESCE(st.proposal_id, '') AS stated").
		Joins("LEFT JOIN seats ON seats.organisation_id = o.id AND seats.until IS NULL AND seats.voting").
		Joins("LEFT JOIN proposal_statements st ON st.stated_for = o.id AND st.proposal_id IN ? AND (st.stands OR st.state = ?)", of, proposal.Confirming).
		Where("o.id IN ?", orgs).Scan(&sit).Error
	now := s.r.Now()
	for _, c := range all {
		person, mandate := c.signer()
		held := proposal.Represents(standings[person].Actor(person), c.ForumID, now)
		k := Known{Mandated: slices.ContainsFunc(held, func(m policy.Mandate) bool { return m.ID == mandate })}
		for _, o := range sit {
			k.Stated = k.Stated || o.Stated == c.ProposalID && o.ID == c.SignsFor
			k.Sits = k.Sits || o.In == c.ForumID && o.ID == c.SignsFor && o.Accredited(now)
		}
		known[c.ID] = k
	}
	return known, err
}
