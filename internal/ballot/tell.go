package ballot

import (
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// told enters the note with whom it concerns, and puts the card.
func (b Ballot) told(tx *register.Tx, n register.Note, voters []Voter) error {
	if err := b.put(tx); err != nil {
		return err
	}
	if err := b.tell(tx, n.Verb[len(Noun)+1:], n.Facts["organisation"], voters, &n.Tell); err != nil {
		return err
	}
	tx.Enter(n)
	return nil
}

// tell names whom a step concerns. What a ballot came to is told with what follows from it, by the room that asked.
func (b Ballot) tell(tx *register.Tx, verb string, organisation any, voters []Voter, t *register.Tell) error {
	var err error
	delegates := func(ids ...policy.OrganisationID) {
		if err != nil || len(ids) == 0 {
			return
		}
		var found []policy.PersonID
		found, err = forum.Sitting(tx.DB, b.Forum, tx.Now(), "mandates.organisation_id IN ? AND mandates.capacity IN ?", ids, []policy.Capacity{policy.Titular, policy.Alternate})
		t.Persons = append(t.Persons, found...)
	}
	org, _ := organisation.(string)
	switch verb {
	case "opened", "voided":
		var all []policy.OrganisationID
		for _, v := range voters {
			all = append(all, v.OrganisationID)
		}
		delegates(all...)
	case "entered", "objection_answered", "objection_overridden":
		delegates(policy.OrganisationID(org))
	case "cast":
		if at := of(voters, policy.OrganisationID(org)); at < 0 || voters[at].Voice != Objects {
			return nil
		}
		fallthrough
	case "closed", "tallied", "objection_cleared", "objection_maintained", "entry_confirmed":
		t.Secretaries = b.Forum
		var chairs []policy.PersonID
		chairs, err = forum.Sitting(tx.DB, b.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
		t.Persons = append(t.Persons, chairs...)
	}
	return err
}
