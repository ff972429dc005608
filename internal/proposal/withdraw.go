package proposal

import (
	"slices"
	"time"

	"sametable/internal/drafting"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// between tells the verbs that stay between the people of the organisation until a second one has confirmed.
func between(verb string) bool {
	return slices.Contains([]string{"ask_withdrawal", "decline_withdrawal", "drop_withdrawal"}, verb)
}

// ends notes that somebody wants the proposal withdrawn, that it stays after all, or that it is withdrawn.
func (p *Proposal) ends(tx *register.Tx, verb, reason string) error {
	now := tx.Now()
	switch verb {
	case "ask_withdrawal":
		m := slices.DeleteFunc(tx.Actor.Voices(p.Forum, now), func(m policy.Mandate) bool { return m.Organisation != p.ProposedFor })[0] // guardOwn has found it
		p.EndsBy, p.EndsMandate, p.EndsWhy, p.EndsSince = tx.Actor.Person, m.ID, reason, &now
		return nil
	case "confirm_withdrawal":
		p.Reason = p.EndsWhy
	}
	p.EndsBy, p.EndsMandate, p.EndsWhy, p.EndsSince = "", "", "", nil
	if verb != "withdraw" && verb != "confirm_withdrawal" {
		return nil
	}
	p.LeftFrom = p.State
	return tx.Where("proposal_id = ?", p.ID).Delete(&drafting.Sheet{}).Error
}

// reads tells who gets the reason of a step.
func (p Proposal) reads(verb string) []policy.PersonID {
	switch verb {
	case "ask_withdrawal": // everybody, once it is confirmed
		return nil
	case "decline_withdrawal":
		return []policy.PersonID{p.EndsBy}
	}
	return []policy.PersonID{p.AskedBy}
}

// tellColleagues names the people of the organisation who could be a second person.
func (p Proposal) tellColleagues(tx *register.Tx, t *register.Tell) error {
	sitting, err := sittingFor(tx.DB, p.Forum, tx.Now(), p.ProposedFor)
	t.FocalPoints, t.Persons = append(t.FocalPoints, p.ProposedFor), append(t.Persons, sitting...)
	return err
}

// tellSigned names the people of the organisations that signed the proposal too: they may take over what was withdrawn.
func (p Proposal) tellSigned(tx *register.Tx, t *register.Tell) error {
	if p.Cosigners == "" {
		return nil
	}
	t.FocalPoints = append(t.FocalPoints, p.SignedWith()...)
	sitting, err := forum.Sitting(tx.DB, p.Forum, tx.Now(), "mandates.organisation_id IN ? AND mandates.capacity <> ?", p.SignedWith(), policy.Observer)
	t.Persons = append(t.Persons, sitting...)
	return err
}

// patience is for how many days whoever signed a proposal too may take it over after its organisation has withdrawn it.
const patience = 7

// Heirless is the first instant at which nobody may take the withdrawn proposal over any more: its days end as they do in Beijing.
func (p Proposal) Heirless() time.Time {
	day := p.StateSince.In(beijing)
	return time.Date(day.Year(), day.Month(), day.Day()+patience+1, 0, 0, 0, 0, beijing).UTC()
}

// Orphaned tells whether the proposal was withdrawn and can be taken over now.
func (p Proposal) Orphaned(now time.Time) bool {
	return p.State == Withdrawn && p.Cosigners != "" && now.Before(p.Heirless())
}
