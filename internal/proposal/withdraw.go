package proposal

import (
	"slices"
	"time"

	"sametable/internal/drafting"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/workflow"
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
	case "confirm_withdrawal", "withdraw_by_letter":
		p.Reason = p.EndsWhy
	}
	p.EndsBy, p.EndsMandate, p.EndsWhy, p.EndsSince = "", "", "", nil
	if !slices.Contains([]string{"withdraw", "confirm_withdrawal", "withdraw_by_letter"}, verb) {
		return nil
	}
	p.LeftFrom = p.State
	return tx.Where("proposal_id = ?", p.ID).Delete(&drafting.Sheet{}).Error
}

// Paper is a letter by which something was withdrawn, as the register speaks of it.
type Paper struct {
	Dated     string
	Received  string // day on which it came, where that counts
	EnteredBy policy.PersonID
}

// on writes on an entry that a letter was behind it, and tells who entered it.
func (l Paper) on(n *register.Note) {
	n.Facts["channel"], n.Facts["dated"] = "letter", l.Dated
	if l.Received != "" {
		n.Facts["received"] = l.Received
	}
	n.Tell.Persons = append(n.Tell.Persons, l.EnteredBy)
}

// Ended withdraws a public proposal as one person of its organisation has asked for and a letter confirms, which the room above has judged.
func (s *Proposals) Ended(tx *register.Tx, p *Proposal, letter Paper) error {
	const verb = "withdraw_by_letter"
	ender, why := p.EndsBy, p.EndsWhy
	return s.Move(tx, p, Move{Verb: verb, Past: "withdrawn", Version: -1, Judged: workflow.Judgement{guardPaper: workflow.If(true, nil)},
		Change: func(p *Proposal) error { return p.ends(tx, verb, why) },
		Note: func(n *register.Note) {
			n.Values["reason"], n.Tell.Persons = why, append(n.Tell.Persons, ender)
			letter.on(n)
		}})
}

// LockedStatement gives a statement the actor may see with its proposal, both locked until the act is over.
func (s *Proposals) LockedStatement(tx *register.Tx, id string) (p Proposal, st Statement, err error) {
	p, err = s.statement(tx, tx.Actor, id, &st)
	return p, st, err
}

// StatementEnded withdraws what an organisation said, since a letter of it says so, which the room above has judged.
func (s *Proposals) StatementEnded(tx *register.Tx, p Proposal, st Statement, letter Paper) error {
	const verb = "withdraw_by_letter"
	judged := JudgeStatement(tx.Actor, tx.Now(), p, st, StatementKnown{})
	judged[guardStPaper] = workflow.If(true, nil)
	from := st.State
	to, err := StatementMachine().Step(from, verb, tx.Actor.RolesIn(p.Forum, tx.Now()), judged)
	if err != nil {
		return err
	}
	tx.Permit(policy.Allow(StatementNoun, st.ID, verb))
	st.State, st.StateSince, st.Reason, st.Stands = to, tx.Now(), "", false
	st.settle(p)
	if err := tx.Save(&st); err != nil {
		return err
	}
	n := st.note(p, "statement.withdrawn", from)
	letter.on(&n)
	return s.toldStatement(tx, p, st, n)
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
