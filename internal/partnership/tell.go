package partnership

import (
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// told enters the note with whom it concerns, and puts the card: the people of every party and those who keep the forum's order; of what
// all may read, whoever follows what it comes from hears too.
func (p Partnership) told(tx *register.Tx, parties []Party, n register.Note) error {
	n.Tell.Secretaries = p.Forum
	var orgs []policy.OrganisationID
	for _, y := range parties {
		orgs = append(orgs, y.OrganisationID)
	}
	if n.Verb != Noun+".confirmed" { // the others hear when all have
		people, err := forum.Sitting(tx.DB, p.Forum, tx.Now(), "mandates.organisation_id IN ? AND mandates.capacity IN ?", orgs, capacities())
		if err != nil {
			return err
		}
		n.Tell.Persons, n.Tell.FocalPoints = people, orgs
	}
	if p.Class == policy.Public {
		n.Tell.Followers = []policy.Ref{p.Record()}
		if p.OriginID != "" {
			n.Tell.Followers = append(n.Tell.Followers, p.Origin().Ref)
		}
	}
	tx.Put(p.card())
	tx.Enter(n)
	return nil
}
