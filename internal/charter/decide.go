package charter

import (
	"context"

	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/workflow"
)

// Put puts a charter to the vote of its forum, on its words as they stand.
func (s *Charters) Put(ctx context.Context, actor policy.Actor, id string, version int, form ballot.Form) (ballot.Ballot, error) {
	var b ballot.Ballot
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		b, err = s.PutIn(tx, id, version, form)
		return err
	})
	return b, err
}

// PutIn is Put inside an act of a room above: a meeting comes to the item.
func (s *Charters) PutIn(tx *register.Tx, id string, version int, form ballot.Form) (ballot.Ballot, error) {
	h, err := find(tx, id)
	if err != nil {
		return ballot.Ballot{}, err
	}
	to, err := s.step(tx, h, "open_ballot", version, nil)
	if err != nil {
		return ballot.Ballot{}, err
	}
	if err := h.keep(tx, h.move(tx, past()["open_ballot"], to)); err != nil {
		return ballot.Ballot{}, err
	}
	return s.ballots.Put(tx, ballot.Question{Subject: h.c.Record(), Forum: h.f.ID, ForumKey: h.f.Key, Path: h.c.Path(h.f), Reference: h.c.Reference(h.f.Key),
		Revision: h.v.Number, VersionID: h.v.ID, VersionHash: h.v.Hash}, form)
}

// Outcome is the verb by which a ballot's result is announced for a charter.
func Outcome(result ballot.Result) string {
	if result == ballot.Carried {
		return "adopt"
	}
	return "reject"
}

// Announce makes what the ballot came to the forum's decision. Adopted, the charter is in force, supersedes the one before, and a forum
// that was being founded is active.
func (s *Charters) Announce(ctx context.Context, actor policy.Actor, id string, version int) (forum.Charter, error) {
	var c forum.Charter
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		c, err = s.AnnounceIn(tx, id, version)
		return err
	})
	return c, err
}

// AnnounceIn is Announce inside an act of a room above.
func (s *Charters) AnnounceIn(tx *register.Tx, id string, version int) (forum.Charter, error) {
	h, err := find(tx, id)
	if err != nil {
		return h.c, err
	}
	_, b, err := ballot.Stand(tx.DB, h.c.Record())
	if err != nil {
		return h.c, err
	}
	verb := Outcome(b.Result)
	to, err := s.step(tx, h, verb, version, nil)
	if err != nil {
		return h.c, err
	}
	if h.v.Hash != b.VersionHash {
		return h.c, fault.Conflict("decision.other_words", nil)
	}
	n := h.move(tx, past()[verb], to)
	n.Facts["ballot"], n.Facts["favour"], n.Facts["against"], n.Facts["abstained"] = b.ID, b.Favour, b.Against, b.Abstained
	n.Facts["present"], n.Facts["seats"], n.Facts["recused"] = b.Present, b.Seats, b.Recused
	if err := h.tell(tx, verb, &n); err != nil {
		return h.c, err
	}
	if verb == "adopt" {
		err = s.adopt(tx, &h, b, n)
	} else {
		err = h.keep(tx, n)
	}
	if err != nil {
		return h.c, err
	}
	_, err = s.ballots.Publish(tx, b.ID)
	return h.c, err
}

// adopt puts a charter in force in the place of the one before.
func (s *Charters) adopt(tx *register.Tx, h *held, b ballot.Ballot, n register.Note) error {
	now := tx.Now()
	h.c.AdoptedOn, h.c.AdoptedNote = &now, b.Meeting
	if b.Meeting != "" {
		n.Values["note"] = b.Meeting
	}
	if err := supersede(tx, h.f, h.c); err != nil {
		return err
	}
	if err := h.keep(tx, n); err != nil {
		return err
	}
	if err := h.c.Runs(tx); err != nil {
		return err
	}
	return forum.Activate(tx, h.f, h.c)
}

// supersede ends the charter that was in force before, with what was to be changed in it.
func supersede(tx *register.Tx, f forum.Forum, next forum.Charter) error {
	var before []forum.Charter
	if err := tx.Where("forum_id = ? AND state = ? AND id <> ?", f.ID, forum.CharterAdopted, next.ID).Find(&before).Error; err != nil {
		return err
	}
	for _, c := range before {
		h := held{f: f, c: c}
		judged := workflow.Judgement{guardNext: workflow.If(next.State == forum.CharterAdopted && next.Number > c.Number, nil)}
		to, err := Machine().Step(c.State, "supersede", tx.Actor.RolesIn(f.ID, tx.Now()), judged)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(forum.CharterNoun, c.ID, "supersede"))
		if err := lapse(tx, h, judged); err != nil {
			return err
		}
		n := h.move(tx, past()["supersede"], to)
		n.Facts["by"], n.Tell = next.Number, register.Tell{}
		if err := h.keep(tx, n); err != nil {
			return err
		}
	}
	return nil
}
