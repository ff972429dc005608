package forum

import (
	"context"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// SeatEnd ends a seat. Version is that of the page it was read on.
type SeatEnd struct {
	ID      string
	Reason  string
	Anyway  bool // it may go out in a language one of those who are told does not read
	Version int
}

// EndSeat ends an organisation's seat, with a reason that stands in the public record; whoever gives seats may. The mandates that
// need the seat end in the same act. Others, of chairs, secretaries, advisers and observers, stay.
func (s *Forums) EndSeat(ctx context.Context, actor policy.Actor, end SeatEnd) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		seat, f, o, err := seatToEnd(tx, end)
		if err != nil {
			return err
		}
		var fields fault.Fields
		reason := input.Prose(&fields, "reason", end.Reason, 500, true)
		s.look(&fields, "reason", reason)
		told, err := toldOfEnd(tx, f.ID, o.ID)
		if err != nil {
			return err
		}
		if err := (account.Reason{Field: "reason", Text: reason, From: actor.Person, To: told, Anyway: end.Anyway}).Legible(tx.DB, &fields); err != nil {
			return err
		}
		if err := fields.Err(); err != nil {
			return err
		}
		now := tx.Now()
		seat.Until = &now
		tx.Permit(policy.Allow(SeatNoun, seat.ID, "end"))
		if err := tx.Save(&seat); err != nil {
			return err
		}
		tx.Enter(register.Note{Noun: SeatNoun, ID: seat.ID, Verb: "seat.ended", For: o.ID, Facts: map[string]any{"forum": f.Key, "kind": string(o.Kind),
			"organisation": string(o.ID)}, Values: map[string]string{"organisation": o.Name(f.Language), "note": reason},
			Access: policy.Access{Class: policy.Public, Forum: f.ID, Organisation: o.ID}, Tell: register.Tell{Organisation: []policy.OrganisationID{o.ID}}})
		return s.unseat(tx, f, o.ID, reason)
	})
}

// toldOfEnd are whom the end of a seat concerns: the organisation's focal points, and whoever spoke for it at the table.
func toldOfEnd(tx *register.Tx, f policy.ForumID, org policy.OrganisationID) ([]policy.PersonID, error) {
	var focal, speaking []policy.PersonID
	err := tx.Model(&organisation.Membership{}).Where("organisation_id = ? AND focal_point AND until IS NULL", org).Pluck("person_id", &focal).Error
	if err == nil {
		err = tx.Model(&Mandate{}).Where("forum_id = ? AND organisation_id = ? AND state <> ?", f, org, Ended).Pluck("person_id", &speaking).Error
	}
	return append(focal, speaking...), store.Found(err)
}

// seatToEnd finds a living seat for whoever may end it.
func seatToEnd(tx *register.Tx, end SeatEnd) (seat Seat, f Forum, o organisation.Organisation, err error) {
	if err = tx.Where("id = ? AND until IS NULL", end.ID).Take(&seat).Error; err != nil {
		return seat, f, o, store.Found(err)
	}
	if err = tx.Where("id = ?", seat.ForumID).Take(&f).Error; err != nil {
		return seat, f, o, store.Found(err)
	}
	if !policy.May(policy.EditCharter, tx.Actor.RolesIn(f.ID, tx.Now())) {
		return seat, f, o, fault.Forbidden("seat.not_yours", nil)
	}
	if end.Version != seat.Version {
		return seat, f, o, fault.Conflict("fault.stale", nil)
	}
	return seat, f, o, store.Found(tx.Where("id = ?", seat.OrganisationID).Take(&o).Error)
}

// unseat ends the mandates that need a seat which has just ended.
func (s *Forums) unseat(tx *register.Tx, f Forum, org policy.OrganisationID, reason string) error {
	var all []Mandate
	if err := tx.Where("forum_id = ? AND organisation_id = ? AND state <> ?", f.ID, org, Ended).Order("id").Find(&all).Error; err != nil {
		return err
	}
	for _, m := range all {
		if !seated(m.Capacity) {
			continue
		}
		from, err := s.move(tx, &m, "unseat", m.Version)
		if err != nil {
			return err
		}
		m.Reason = reason
		if err := m.keep(tx, f, moved{verb: "unseat", from: from, note: reason}); err != nil {
			return err
		}
	}
	return nil
}
