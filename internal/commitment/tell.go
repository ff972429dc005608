package commitment

import (
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// told enters the note with whom it concerns, and puts the card.
func (c Commitment) told(tx *register.Tx, n register.Note) error {
	tell, err := c.tell(tx, n.Verb[len(Noun)+1:])
	if err != nil {
		return err
	}
	n.Tell = tell
	tx.Put(c.card())
	tx.Enter(n)
	return nil
}

// tell names whom a step concerns: the owner's people, those who keep the forum's order, or both; of what all may read, whoever follows
// the commitment or what it comes from hears too.
func (c Commitment) tell(tx *register.Tx, verb string) (register.Tell, error) {
	var t register.Tell
	var err error
	people := func(which string, args ...any) {
		if err != nil {
			return
		}
		var found []policy.PersonID
		found, err = forum.Sitting(tx.DB, c.Forum, tx.Now(), which, args...)
		t.Persons = append(t.Persons, found...)
	}
	owner := func(id policy.OrganisationID) {
		t.FocalPoints = append(t.FocalPoints, id)
		people("mandates.organisation_id = ? AND mandates.capacity IN ?", id, capacities())
	}
	keepers := func() {
		t.Secretaries = c.Forum
		people("mandates.capacity = ?", policy.Chair)
	}
	switch verb {
	case "proposed", "proposed_again", "extended", "day_kept", "reopened":
		owner(c.OwnerID)
	case "accepted", "refused", "extension_asked", "transfer_declined", "reported", "taken_over":
		keepers()
	case "transfer_proposed":
		owner(c.NextOwner)
		owner(c.OwnerID)
	case "verified", "cancelled":
		owner(c.OwnerID)
		keepers()
	case "escalated":
		owner(c.OwnerID)
		people("mandates.capacity = ?", policy.Convener)
	}
	if listed([]string{"accepted", "reported", "verified", "cancelled"}, verb) && c.Class == policy.Public {
		t.Followers = []policy.Ref{c.Record()}
		if c.OriginID != "" {
			t.Followers = append(t.Followers, c.Origin().Ref)
		}
	}
	return t, err
}
