package cosign

import (
	"slices"

	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// told enters what was done with whom it concerns.
func (c Cosignature) told(tx *register.Tx, p proposal.Proposal, verb, reason string) error {
	n := p.Beside(proposal.Noun+"."+verb, c.access(p, verb))
	n.For, n.Facts["cosigner"] = c.SignsFor, string(c.SignsFor)
	if slices.Contains([]string{"cosigned", "cosign_refused"}, verb) {
		n.For = p.ProposedFor
	}
	if reason != "" {
		n.Values["reason"] = reason
	}
	var err error
	n.Tell, err = c.tell(tx, p, verb)
	tx.Enter(n)
	return err
}

// access is who reads an entry: what counts is as open as the proposal, that an organisation offers is for the forum's table, and how it
// came to say so its own business.
func (c Cosignature) access(p proposal.Proposal, verb string) policy.Access {
	switch verb {
	case "cosigned", "cosign_left":
		return p.Access
	case "cosign_confirmed":
		return policy.Access{Class: policy.Members, Forum: p.Forum, Organisation: c.SignsFor}
	case "cosign_letter_asked", "cosign_letter_attached", "cosign_letter_refused":
		return policy.Access{Class: policy.Secretariat, Forum: p.Forum, Organisation: c.SignsFor}
	}
	return policy.Access{Class: policy.Colleagues, Forum: p.Forum, Organisation: c.SignsFor}
}

// tell names whom a step concerns.
func (c Cosignature) tell(tx *register.Tx, p proposal.Proposal, verb string) (register.Tell, error) {
	var t register.Tell
	var err error
	people := func(which string, args ...any) {
		if err != nil {
			return
		}
		var found []policy.PersonID
		found, err = forum.Sitting(tx.DB, p.Forum, tx.Now(), which, args...)
		t.Persons = append(t.Persons, found...)
	}
	all := func(id policy.OrganisationID) {
		t.FocalPoints = append(t.FocalPoints, id)
		people("mandates.organisation_id = ? AND mandates.capacity <> ?", id, policy.Observer)
	}
	switch verb {
	case "cosign_offered", "cosign_refused", "take_over_asked":
		all(c.SignsFor)
	case "cosign_confirmed":
		all(p.ProposedFor)
	case "cosign_left":
		all(p.ProposedFor)
		t.Followers = []policy.Ref{p.Record()}
	case "cosigned":
		all(c.SignsFor)
		t.Followers = []policy.Ref{p.Record()}
	case "cosign_letter_asked":
		t.Secretaries = p.Forum
	case "cosign_letter_attached":
		t.Moderators = true
		people("mandates.capacity = ?", policy.Chair)
	}
	for _, id := range []policy.PersonID{c.OfferedBy, c.EnteredBy, c.HeirBy} {
		if id != "" {
			t.Persons = append(t.Persons, id)
		}
	}
	return t, err
}
