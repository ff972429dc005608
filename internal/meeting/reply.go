package meeting

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// Answer is an answer to an invitation.
type Answer struct {
	Meeting string
	Place   string
	Reply   string
	Note    string
	Version int // of the place
}

// Reply answers an invitation for a place: one of its delegates does, and can answer anew until the meeting begins.
func (s *Meetings) Reply(ctx context.Context, actor policy.Actor, a Answer) (Meeting, error) {
	var m Meeting
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		scene, err := find(tx, actor, a.Meeting)
		if err != nil {
			return err
		}
		m = scene.Meeting
		p, ok := scene.place(a.Place)
		if !ok {
			return fault.NotFound()
		}
		if _, err := Machine().StepOn(a.Version == p.Version, m.State, "reply", actor.RolesIn(m.Forum, tx.Now()), scene.Judge(actor, tx.Now(), *p)); err != nil {
			return err
		}
		r := text.Reads(s.gate, tx.Now())
		allowed := Replies()
		if !p.Voting {
			allowed = []string{Coming, Apologies}
		}
		reply, note := input.Choice(&r.Fields, "reply", a.Reply, allowed), r.Line("note", a.Note, ReasonMost/3, false)
		if err := r.Err(); err != nil {
			return err
		}
		tx.Permit(policy.Allow(Noun, m.ID, "reply"))
		now := tx.Now()
		p.Reply, p.ReplyNote, p.RepliedBy, p.RepliedAt = reply, note, actor.Person, &now
		if err := tx.Save(p); err != nil {
			return err
		}
		n := m.note("replied", "")
		n.To, n.For, n.Mandate = "", p.OrganisationID, p.mandate(actor, m.Forum, now).ID
		n.Access = policy.Access{Class: policy.Members, Forum: m.Forum}
		n.Facts["organisation"], n.Facts["reply"] = string(p.OrganisationID), reply
		if note != "" {
			n.Values["words"] = note
		}
		tx.Enter(n)
		return nil
	})
	return m, err
}
