package appeal

import (
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// told enters the note with whom it concerns, and puts the card.
func (a Appeal) told(tx *register.Tx, n register.Note, verb string) error {
	if err := a.put(tx); err != nil {
		return err
	}
	if err := a.tell(tx, verb, &n.Tell); err != nil {
		return err
	}
	tx.Enter(n)
	return nil
}

// tell names whom a step concerns. That the proposal is admitted its organisation learns from the proposal; that they are asked to vote,
// those who decide learn from the ballot.
func (a Appeal) tell(tx *register.Tx, verb string, t *register.Tell) error {
	var err error
	people := func(which string, args ...any) {
		if err != nil {
			return
		}
		var found []policy.PersonID
		found, err = forum.Sitting(tx.DB, a.Forum, tx.Now(), which, args...)
		t.Persons = append(t.Persons, found...)
	}
	capacities := func(all ...policy.Capacity) { people("mandates.capacity IN ?", all) }
	own := func() {
		t.FocalPoints = append(t.FocalPoints, a.Organisation)
		t.Persons = append(t.Persons, a.people()...)
	}
	switch verb {
	case "file":
		own()
		people("mandates.organisation_id = ? AND mandates.capacity <> ?", a.Organisation, policy.Observer)
	case "decline", "take_back", "refuse_letter": // those who had a hand in it are named
	case "ask_letter":
		t.Secretaries = a.Forum
	case "attach_letter":
		own()
		t.Moderators = true
		capacities(policy.Chair)
	case "confirm", "check", "withdraw":
		own()
		t.Moderators, t.Secretaries = true, a.Forum
		capacities(policy.Chair, policy.Convener)
	case "answer", "open_ballot":
		own()
		t.Secretaries = a.Forum
		capacities(policy.Chair)
	case "remind":
		t.Secretaries = a.Forum
		capacities(policy.Chair, policy.Convener)
	case "dismiss":
		own()
		fallthrough
	case "uphold":
		t.Moderators, t.Secretaries = true, a.Forum
		capacities(policy.Titular, policy.Alternate, policy.Convener)
	}
	return err
}
