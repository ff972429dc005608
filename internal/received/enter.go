package received

import (
	"context"
	"time"

	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// SenderMost is the longest name of a sender, in characters.
const SenderMost = 80

// Entering is what came, as the secretary types it. Filing is the correction it asks for, where About says so; its hash and its minutes
// count for an answer, too.
type Entering struct {
	minutes.Filing
	About        string
	Organisation policy.OrganisationID
	Channel      string
	Sender       string
	Dated        string // 2006-01-02
	Received     string // the day it came, after the time for corrections
	Paper        *input.Sent
}

// Enter takes in what an organisation that was at the table wrote or said. It counts once a second person has compared it.
func (s *Received) Enter(ctx context.Context, actor policy.Actor, e Entering) (Letter, error) {
	var l Letter
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := s.minutes.Locked(tx, e.Minutes)
		if err != nil {
			return err
		}
		m := scene.Set
		if err := MayEnter(actor, m, tx.Now()); err != nil {
			return err
		}
		if e.Hash != m.Hash {
			return fault.Conflict("fault.stale", nil)
		}
		if l, err = s.came(tx, scene, e); err != nil {
			return err
		}
		if err := waits(tx, l); err != nil {
			return err
		}
		tx.Permit(policy.Allow(minutes.Noun, m.ID, "by_letter"))
		if err := tx.Add(&l); err != nil {
			return err
		}
		n := l.note(m, "letter_entered")
		n.Tell.Moderators, n.Tell.FocalPoints = true, []policy.OrganisationID{l.OrganisationID}
		n.Tell.Persons, err = forum.Sitting(tx.DB, m.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
		tx.Enter(n)
		return err
	})
	return l, err
}

// MayEnter tells whether somebody may enter what comes to minutes now, with the fault that says why not. What came while the minutes went
// round is entered until they are approved; an approval holds for what was read, and what it has overtaken is left to an erratum.
func MayEnter(actor policy.Actor, m minutes.Set, now time.Time) error {
	switch {
	case !has(actor, m.Forum, now, policy.EnterLetter):
		return fault.Forbidden("workflow.not_yours", nil)
	case m.State == minutes.Approved:
		return fault.Conflict("received.approved", fault.Args{"At": *m.ApprovedAt})
	case m.State == minutes.Issued:
		return fault.Conflict("received.issued", nil)
	case m.State != minutes.Circulated:
		return fault.Conflict("workflow.wrong_state", fault.Args{"State": fault.Message{ID: minutes.Machine().StateID(m.State)}})
	}
	return nil
}
