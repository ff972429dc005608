package meeting

import (
	"context"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// AskItem asks for an item on a meeting's agenda: whoever speaks for an organisation at the table may. Those who call the meeting take it up
// or decline it with a reason.
func (s *Meetings) AskItem(ctx context.Context, actor policy.Actor, form ItemForm) (Item, error) {
	var i Item
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := find(tx, actor, form.Meeting)
		if err != nil {
			return err
		}
		m := scene.Meeting
		if err := MayAsk(actor, m, tx.Now()); err != nil {
			return err
		}
		org, ok := actor.ActsFor(m.Forum, tx.Now())
		if !ok {
			return fault.Forbidden("meeting.who_asks", nil)
		}
		if len(scene.Items) >= ItemsMost {
			return fault.Conflict("meeting.items_many", map[string]any{"Most": ItemsMost})
		}
		r := text.Reads(s.gate, tx.Now())
		i = Item{ID: clock.NewID(), MeetingID: m.ID, State: ItemMachine().First, ProposedBy: actor.Person, ProposedFor: org, Version: 1}
		if i.Language = string(input.Choice(&r.Fields, "language", form.Language, []string{"zh", "en", "sv"})); i.Language == "" {
			return r.Err()
		}
		form.Presenter = org
		if err := s.readItem(tx, scene, form, &i); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, m.ID, "ask_item"))
		if err := tx.Add(&i); err != nil {
			return err
		}
		n := scene.itemNote("item_asked", i)
		n.For, n.Access, n.Tell = org, policy.Access{Class: policy.Members, Forum: m.Forum}, register.Tell{Secretaries: m.Forum}
		tx.Enter(n)
		return nil
	})
	return i, err
}
