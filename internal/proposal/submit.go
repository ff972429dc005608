package proposal

import (
	"errors"
	"fmt"

	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// submit gives the proposal its number, from a series without gaps for each forum and year of submission. What comes back and is
// submitted again keeps it.
func (p *Proposal) submit(tx *register.Tx) error {
	now := tx.Now()
	if p.Number == 0 {
		year := now.In(beijing).Year()
		number, err := tx.Next(fmt.Sprintf("proposal:%s:%d", p.ForumKey, year))
		if err != nil {
			return err
		}
		p.Number, p.Year, p.Reference = number, year, fmt.Sprintf("%s-%d-%02d", p.ForumKey, year, number)
	}
	if p.SubmittedAt == nil {
		p.SubmittedAt = &now
	}
	return nil
}

// told enters the note with whom it concerns, and puts the card.
func (s *Proposals) told(tx *register.Tx, p Proposal, n register.Note) error {
	v, err := p.put(tx)
	if err != nil {
		return err
	}
	if n.Version != "" {
		n.Hash = v.Hash
	}
	if err := p.tell(tx, &n); err != nil {
		return err
	}
	tx.Enter(n)
	return nil
}

// tell names whom a step concerns.
func (p Proposal) tell(tx *register.Tx, n *register.Note) error {
	t := &n.Tell
	switch {
	case p.State == Confirming:
		return p.tellConfirmers(tx, t)
	case n.Access.Class == policy.Colleagues && p.State == Consultation:
		return p.tellColleagues(tx, t)
	case n.Verb == "proposal.refusal_proposed" || n.Verb == "proposal.refusal_undone":
		t.Moderators, t.Secretaries = true, p.Forum
		n.Access = policy.Access{Class: policy.Secretariat, Forum: p.Forum} // nothing is refused yet: the organisation learns what both decide
		return nil
	case p.State == Submitted:
		t.Moderators, t.Secretaries = true, p.Forum
	case p.Class == policy.Public && p.State != Withdrawn:
		t.Followers = []policy.Ref{{Noun: forum.Noun, ID: string(p.Forum)}}
	case p.State == Withdrawn && p.SubmittedAt != nil:
		t.Moderators, t.Secretaries = true, p.Forum
		if err := errors.Join(p.tellStated(tx, t), p.tellSigned(tx, t)); err != nil {
			return err
		}
	}
	if n.Verb == "proposal.taken_over" {
		if err := errors.Join(p.tellStated(tx, t), p.tellSigned(tx, t)); err != nil {
			return err
		}
	}
	t.Persons = append(t.Persons, p.AskedBy)
	if p.EnteredBy != "" {
		t.Persons = append(t.Persons, p.EnteredBy)
	}
	t.FocalPoints = append(t.FocalPoints, p.ProposedFor)
	t.Followers = append(t.Followers, p.Record())
	return nil
}

// tellStated names everybody whose organisation has a statement on it that counts: its focal points, and who filed and confirmed it.
func (p Proposal) tellStated(tx *register.Tx, t *register.Tell) error {
	var stated []Statement
	err := tx.Where("proposal_id = ? AND stands", p.ID).Order("id").Find(&stated).Error
	for _, st := range stated {
		t.FocalPoints = append(t.FocalPoints, st.StatedFor)
		for _, id := range []policy.PersonID{st.Standing.FiledBy, st.ConfirmedBy} {
			if id != "" {
				t.Persons = append(t.Persons, id)
			}
		}
	}
	return err
}

// tellConfirmers names everybody who may take it on: the delegates and focal points of the organisation, where a letter is to come the
// secretary besides; where one came, the chair and moderators.
func (p Proposal) tellConfirmers(tx *register.Tx, t *register.Tell) error {
	var err error
	switch {
	case p.Letter != "":
		t.Moderators = true
		t.Persons, err = forum.Sitting(tx.DB, p.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
	default:
		if p.LetterAsked {
			t.Secretaries = p.Forum
		}
		t.FocalPoints = []policy.OrganisationID{p.ProposedFor}
		t.Persons, err = forum.Sitting(tx.DB, p.Forum, tx.Now(), "mandates.organisation_id = ? AND mandates.capacity <> ?", p.ProposedFor, policy.Observer)
	}
	return err
}
