package handling

import (
	"context"
	"errors"
	"time"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// reminders are on how many days after the last one an authority is reminded, counted from its limit.
func reminders() []int { return []int{-7, -2, 0, 3} }

// due tells how many reminders should have gone out by an instant.
func due(limit, now time.Time) int {
	n := 0
	for _, days := range reminders() {
		if today(now) >= today(limit.AddDate(0, 0, days)) {
			n++
		}
	}
	return n
}

// Sweep does what is due: it records the silence of an organisation that has not rated a reply, publishes ratings that were long enough
// among the moderators, and reminds authorities. What cannot be done with one does not keep the others waiting.
func (s *Handlings) Sweep(ctx context.Context, now time.Time) error {
	var all []Handling
	err := s.r.Read(ctx).Joins("JOIN proposals ON proposals.id = handlings.proposal_id AND proposals.state IN ?", []string{proposal.HandedOver, proposal.ReHandling}).
		Where("handlings.ended_at IS NULL AND (handlings.due <= ? OR handlings.co_due <= ?)", now.AddDate(0, 0, 8), now.AddDate(0, 0, 8)).Order("handlings.due, handlings.id").Find(&all).Error
	if err != nil {
		return store.Found(err)
	}
	var failed []error
	for _, m := range all {
		if due(m.Due, now) > m.Reminded || m.Round == 1 && due(m.CoDue, now) > m.CoReminded {
			failed = append(failed, s.remind(ctx, m.ProposalID))
		}
	}
	failed = append(failed, s.tellLost(ctx))
	var silent []string
	err = s.r.Read(ctx).Table("handlings").Joins("JOIN proposals ON proposals.id = handlings.proposal_id AND proposals.state = ?", proposal.Replied).
		Where("handlings.ended_at IS NULL AND handlings.rate_by < ?", now).Order("handlings.rate_by, handlings.id").Pluck("handlings.proposal_id", &silent).Error
	failed = append(failed, store.Found(err))
	for _, id := range silent {
		failed = append(failed, s.recordSilence(ctx, id))
	}
	var private []string
	err = s.r.Read(ctx).Model(&Answer{}).Where("kind = ? AND state = ? AND given_at <= ?", Rating, Given, now.AddDate(0, 0, -privateDays)).Order("given_at, id").Pluck("id", &private).Error
	failed = append(failed, store.Found(err))
	for _, id := range private {
		failed = append(failed, s.publishSilently(ctx, id))
	}
	return errors.Join(failed...)
}

// overtaken tells that another process, or a person, was first: then there is nothing to do.
func overtaken(err error) error {
	var f *fault.Fault
	if errors.As(err, &f) {
		return nil
	}
	return err
}

func (s *Handlings) publishSilently(ctx context.Context, id string) error {
	return overtaken(s.r.Act(ctx, policy.SystemActor(), func(tx *register.Tx) error {
		var a Answer
		return s.takeAnswer(tx, AnswerStep{Answer: id, Verb: "publish_silently"}, &a)
	}))
}

// recordSilence records that nobody has rated a reply in time. What was being confirmed goes back to whoever wrote it.
func (s *Handlings) recordSilence(ctx context.Context, id string) error {
	actor := policy.SystemActor()
	return overtaken(s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, err := current(tx, actor, id)
		if err != nil {
			return err
		}
		p, m, k := c.Proposal, c.Handling, c.Known
		move := proposal.Move{Verb: "record_silence", Past: "not_rated", Version: -1, Judged: Judge(actor, tx.Now(), p, m, k)}
		if _, err := s.proposals.May(tx, p, move); err != nil {
			return err
		}
		if err := m.letGo(tx, p, k); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, m.ID, "record_silence"))
		m.Rating = NoFeedback
		if err := m.keep(tx, p); err != nil {
			return err
		}
		tx.Enter(m.note(p, "not_rated", m.LeadID))
		return s.proposals.Move(tx, &p, move)
	}))
}

// remind tells the authorities that owe something that its day is near, is here or is over.
func (s *Handlings) remind(ctx context.Context, id string) error {
	actor := policy.SystemActor()
	return overtaken(s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, err := current(tx, actor, id)
		if err != nil || !c.Proposal.InHands() {
			return err
		}
		p, m, k := c.Proposal, c.Handling, c.Known
		tx.Permit(policy.Allow(Noun, m.ID, "remind"))
		now, told := tx.Now(), false
		if n := due(m.Due, now); n > m.Reminded {
			told = true
			m.Reminded = n
			if err := s.reminded(tx, p, m, m.LeadID, m.Due); err != nil {
				return err
			}
		}
		if n := due(m.CoDue, now); m.Round == 1 && n > m.CoReminded {
			m.CoReminded = n
			for _, org := range m.Beside() {
				if k.of(m, Opinion, org).State == Given || !k.Of[org].Sits { // of one that no longer stands, those who keep the order know
					continue
				}
				told = true
				if err := s.reminded(tx, p, m, org, m.CoDue); err != nil {
					return err
				}
			}
		}
		if !told { // all have given their opinion: the row has changed all the same
			tx.Enter(m.note(p, "counted", m.LeadID))
		}
		return m.keep(tx, p)
	}))
}

// reminded enters that an authority was reminded, for its people and, once it is late, for the secretary.
func (s *Handlings) reminded(tx *register.Tx, p proposal.Proposal, m Handling, org policy.OrganisationID, limit time.Time) error {
	people, err := m.responders(tx, org)
	past := "due_soon"
	n := m.note(p, past, org)
	n.Tell = register.Tell{Persons: people, FocalPoints: []policy.OrganisationID{org}}
	if tx.Now().After(limit) {
		n.Verb, n.Tell.Secretaries = Noun+".overdue", p.Forum
	}
	n.Facts["due"] = today(limit)
	tx.Enter(n)
	return err
}
