package handling

import (
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// responders are the people of an authority who answer for it.
func (m Handling) responders(tx *register.Tx, id policy.OrganisationID) ([]policy.PersonID, error) {
	return forum.Sitting(tx.DB, m.Forum, tx.Now(), "mandates.organisation_id = ? AND mandates.capacity IN ?", id,
		[]policy.Capacity{policy.Responder, policy.Signatory, policy.Titular, policy.Alternate})
}

// toAuthorities names the people of all authorities it is handed to.
func (m Handling) toAuthorities(tx *register.Tx) (register.Tell, error) {
	t := register.Tell{FocalPoints: m.Authorities()}
	for _, id := range m.Authorities() {
		people, err := m.responders(tx, id)
		if err != nil {
			return t, err
		}
		t.Persons = append(t.Persons, people...)
	}
	return t, nil
}

// tells names whom a step concerns.
func (m Handling) tells(tx *register.Tx, p proposal.Proposal, step Step) (register.Tell, error) {
	var t register.Tell
	var err error
	switch step.Verb {
	case "give_back":
		t.Secretaries = p.Forum
	case "recall", "re_handle", "reopen", "reopen_handling", "close":
		return m.toAuthorities(tx)
	case "meet":
		t.FocalPoints, t.Persons = []policy.OrganisationID{m.ProposedFor}, []policy.PersonID{p.AskedBy}
	case "ask_extension":
		t.Secretaries = p.Forum
		t.Persons, err = forum.Sitting(tx.DB, m.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
	case "extend", "keep_limit":
		t.FocalPoints = []policy.OrganisationID{m.LeadID}
		t.Persons, err = m.responders(tx, m.LeadID)
	case "remind":
		t.FocalPoints = []policy.OrganisationID{step.To}
		t.Persons, err = m.responders(tx, step.To)
	}
	return t, err
}

// toldAnswer enters what happened to an answer with whom it concerns, and puts its card.
func (s *Handlings) toldAnswer(tx *register.Tx, p proposal.Proposal, m Handling, a Answer, n register.Note) error {
	if err := a.put(tx, p); err != nil {
		return err
	}
	var err error
	t := &n.Tell
	switch {
	case a.State == Confirming && a.Letter != "":
		t.Moderators = true
		t.Persons, err = forum.Sitting(tx.DB, m.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
	case a.State == Confirming:
		t.FocalPoints, t.Moderators = []policy.OrganisationID{a.AnswersFor}, a.Alone
		t.Persons, err = m.responders(tx, a.AnswersFor)
	case a.State == Draft:
		for _, id := range []policy.PersonID{a.FiledBy, a.EnteredBy} {
			if id != "" {
				t.Persons = append(t.Persons, id)
			}
		}
	case a.Kind == Opinion:
		t.Secretaries = m.Forum
	case a.State == Published:
		t.FocalPoints, t.Secretaries = append(m.Authorities(), m.ProposedFor), m.Forum
	}
	if err != nil {
		return err
	}
	tx.Enter(n)
	if a.Kind == Opinion && a.State == Given { // for the lead in an entry it may read
		people, err := m.responders(tx, m.LeadID)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, m.ID, "hear"))
		came := m.note(p, "opinion_came", m.LeadID)
		came.Facts["from"], came.Tell = string(a.AnswersFor), register.Tell{Persons: people, FocalPoints: []policy.OrganisationID{m.LeadID}}
		tx.Enter(came)
	}
	return nil
}
