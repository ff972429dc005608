package house

import (
	"testing"

	"sametable/internal/charter"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// Chartered gives a forum its next charter, with rules that are changed: begun, where none is on its way, and entered by elin, then in
// force.
func (h *House) Chartered(t testing.TB, key string, change func(*forum.Rules)) {
	t.Helper()
	c := h.NextCharter(t, key, func(f *charter.Form) { change(&f.Rules) })
	h.CharterAt(t, c, forum.CharterAdopted)
}

// NextCharter is the next charter of a forum as elin has written it: begun, where none is on its way.
func (h *House) NextCharter(t testing.TB, key string, change func(*charter.Form)) forum.Charter {
	t.Helper()
	ctx, s := t.Context(), h.Rooms.Charters
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(Says(err))
		}
	}
	if err := s.Begin(ctx, h.Actor(t, "elin"), key); Says(err) != "charter.draft_exists" {
		must(err)
	}
	c, err := h.Rooms.Forums.CharterDraft(ctx, key, "zh")
	must(err)
	form := charter.Form{Zh: c.Sources["zh"], En: c.Sources["en"], Sv: c.Sources["sv"], Rules: c.Charter.Rules(), Version: c.Charter.Version}
	change(&form)
	must(s.Edit(ctx, h.Actor(t, "elin"), key, form))
	c, err = h.Rooms.Forums.CharterDraft(ctx, key, "zh")
	must(err)
	return c.Charter
}

// CharterAt takes a charter that is on its way to a later state, as if it had been submitted by elin and consulted on until now. What leads
// there is written by hand: review, consultation and ballot have their own tests.
func (h *House) CharterAt(t testing.TB, c forum.Charter, state string) forum.Charter {
	t.Helper()
	elin := h.Person(t, "elin")
	err := h.Rooms.Register.Act(t.Context(), policy.SystemActor(), func(tx *register.Tx) error {
		var f forum.Forum
		var all []forum.Charter
		if err := tx.Where("id = ?", c.ForumID).Take(&f).Error; err != nil {
			return err
		}
		if err := tx.Where("forum_id = ? AND state = ?", c.ForumID, forum.CharterAdopted).Find(&all).Error; err != nil {
			return err
		}
		now := tx.Now()
		place := func(c *forum.Charter, state, verb string) error {
			tx.Permit(policy.Allow(forum.CharterNoun, c.ID, "place"))
			from := c.State
			c.State, c.StateSince = state, &now
			tx.Put(c.Card(f))
			tx.Enter(c.Note(f, "charter."+verb, from, state))
			return tx.Save(c)
		}
		if state == forum.CharterAdopted {
			c.AdoptedOn, c.AdoptedNote = &now, "第二次全体会议"
			for i := range all {
				if err := place(&all[i], forum.CharterSuperseded, "superseded"); err != nil {
					return err
				}
			}
		}
		c.ProposedBy = elin
		if state != forum.CharterReview {
			c.ConsultedID, c.ConsultedAt, c.WindowEnds = c.VersionID, &now, &now
		}
		verb := map[string]string{forum.CharterReview: "submitted", forum.CharterConsultation: "consultation_opened", forum.CharterDecision: "ballot_prepared", forum.CharterAdopted: "adopted",
			forum.CharterRejected: "rejected"}[state]
		if err := place(&c, state, verb); err != nil {
			return err
		}
		return c.Runs(tx)
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// ChangeAnnounced lets the chair of HD announce an editorial change that somebody proposed.
func (h *House) ChangeAnnounced(t testing.TB, x charter.Change) charter.Change {
	t.Helper()
	x, err := h.Rooms.Charters.TakeChange(t.Context(), h.Actor(t, "wangliwen"), charter.ChangeStep{Change: x.ID, Verb: "announce", Version: x.Version})
	if err != nil {
		t.Fatal(Says(err))
	}
	return x
}
