package cosign

import (
	"slices"

	"gorm.io/gorm"

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
	standings, err := s.forums.StandingsIn(db, signers)
	if err != nil {
		return nil, err
	}
	fresh := func() *gorm.DB { return db.Session(&gorm.Session{NewDB: true}) }
	var stated []proposal.Statement
	err = fresh().Select("proposal_id", "stated_for").Where("proposal_id IN ? AND stated_for IN ? AND (stands OR state = ?)", of, orgs, proposal.Confirming).Find(&stated).Error
	if err != nil {
		return nil, err
	}
	var sit []struct {
		organisation.Organisation
		In policy.ForumID
	}
	err = fresh().Table("organisations").Select("organisations.*, seats.forum_id AS \"in\"").
		Joins("JOIN seats ON seats.organisation_id = organisations.id AND seats.until IS NULL AND seats.voting").Where("organisations.id IN ?", orgs).Scan(&sit).Error
	now := s.r.Now()
	for _, c := range all {
		person, mandate := c.signer()
		held := proposal.Represents(standings[person].Actor(person), c.ForumID, now)
		k := Known{Mandated: slices.ContainsFunc(held, func(m policy.Mandate) bool { return m.ID == mandate })}
		for _, st := range stated {
			k.Stated = k.Stated || st.ProposalID == c.ProposalID && st.StatedFor == c.SignsFor
		}
		for _, o := range sit {
			k.Sits = k.Sits || o.In == c.ForumID && o.ID == c.SignsFor && o.Accredited(now)
		}
		known[c.ID] = k
	}
	return known, err
}
