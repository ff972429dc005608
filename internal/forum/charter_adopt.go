package forum

import (
	"context"
	"slices"
	"time"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// Adoption records that a charter was adopted at the table: when, and where that stands. Read lists the translations that the
// second person has read against the original; they count as reviewed by her.
type Adoption struct {
	On      time.Time
	Note    string
	Read    []string
	Version int
}

// Adopt puts a charter in force. It takes two: the first names day and place, a second person of the same right confirms the
// very version the first one saw. The forum becomes active, and the charter before is superseded.
func (s *Forums) Adopt(ctx context.Context, actor policy.Actor, key string, a Adoption) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		f, c, v, err := draftToChange(tx, key)
		if err != nil {
			return err
		}
		to, err := CharterMachine().StepOn(a.Version == c.Version, c.State, "adopt", actor.RolesIn(f.ID, tx.Now()), c.judge(actor, v))
		proposing := workflow.OnlySecond(err) && !c.Proposed(v)
		if err != nil && !proposing {
			return err
		}
		tx.Permit(policy.Allow(CharterNoun, c.ID, "adopt"))
		if proposing {
			return s.proposeAdoption(tx, f, &c, v, a)
		}
		if err := review(tx, c, v, a.Read); err != nil {
			return err
		}
		return adopt(tx, f, &c, v, to)
	})
}

func (s *Forums) proposeAdoption(tx *register.Tx, f Forum, c *Charter, v text.Version, a Adoption) error {
	var fields fault.Fields
	note := input.Line(&fields, "note", a.Note, 200, true)
	s.look(&fields, "note", note)
	if a.On.IsZero() || a.On.After(tx.Now()) {
		fields.Add("on", "charter.day_not_yet", nil)
	}
	if err := fields.Err(); err != nil {
		return err
	}
	on := a.On.UTC()
	c.AdoptedOn, c.AdoptedNote, c.ProposedBy, c.ProposedHash = &on, note, tx.Actor.Person, v.Hash
	if err := tx.Save(c); err != nil {
		return err
	}
	if err := restate(tx, *c, v, text.Drafted, text.InReview); err != nil {
		return err
	}
	n := c.note(f, "charter.adoption_proposed", "", "")
	n.Version, n.Hash, n.Values = v.ID, v.Hash, map[string]string{"note": note}
	n.Tell = register.Tell{Secretaries: f.ID, Moderators: true}
	tx.Enter(n)
	return nil
}

// restate moves the translations of a text from one state to another.
func restate(tx *register.Tx, c Charter, v text.Version, from, to text.State) error {
	var all []text.Translation
	if err := tx.Where("text_id = ? AND state = ? AND source_hash = ?", c.TextID, from, v.Hash).Find(&all).Error; err != nil {
		return err
	}
	for _, tr := range all {
		if err := text.Restate(tx, tr, to, tr.ReviewedBy); err != nil {
			return err
		}
	}
	return nil
}

// review marks the translations that the second person has read as reviewed by her. Nobody reviews her own translation.
func review(tx *register.Tx, c Charter, v text.Version, read []string) error {
	if len(read) == 0 {
		return nil
	}
	var all []text.Translation
	if err := tx.Where("text_id = ? AND state = ? AND source_hash = ? AND language IN ?", c.TextID, text.InReview, v.Hash, read).Find(&all).Error; err != nil {
		return err
	}
	for _, tr := range all {
		if tr.TranslatedBy == tx.Actor.Person {
			return fault.Invalid(fault.Says("read", "charter.own_translation", nil))
		}
		if err := text.Restate(tx, tr, text.Reviewed, tx.Actor.Person); err != nil {
			return err
		}
	}
	return nil
}

func adopt(tx *register.Tx, f Forum, c *Charter, v text.Version, to string) error {
	from := c.State
	c.State = to
	if err := supersede(tx, f, *c); err != nil {
		return err
	}
	if err := tx.Save(c); err != nil {
		return err
	}
	n := c.note(f, "charter.adopted", from, c.State)
	n.Version, n.Hash, n.Values = v.ID, v.Hash, map[string]string{"note": c.AdoptedNote}
	n.Facts["on"] = c.AdoptedOn.Format("2006-01-02")
	tx.Enter(n)
	tx.Put(c.card(f))
	return activate(tx, f, *c)
}

// supersede ends the charter that was in force before.
func supersede(tx *register.Tx, f Forum, next Charter) error {
	var before []Charter
	if err := tx.Where("forum_id = ? AND state = ? AND id <> ?", f.ID, CharterAdopted, next.ID).Find(&before).Error; err != nil {
		return err
	}
	for _, c := range before {
		from := c.State
		var err error
		if c.State, err = CharterMachine().Step(from, "supersede", tx.Actor.RolesIn(f.ID, tx.Now()),
			workflow.Judgement{guardNext: workflow.If(next.State == CharterAdopted && next.Number > c.Number, nil)}); err != nil {
			return err
		}
		tx.Permit(policy.Allow(CharterNoun, c.ID, "supersede"))
		if err := tx.Save(&c); err != nil {
			return err
		}
		n := c.note(f, "charter.superseded", from, c.State)
		n.Facts["by"], n.Tell = next.Number, register.Tell{}
		tx.Enter(n)
		tx.Put(c.card(f))
	}
	return nil
}

// activate makes a forum active with its first charter.
func activate(tx *register.Tx, f Forum, c Charter) error {
	if !slices.ContainsFunc(ForumMachine().Transitions, func(t workflow.Transition) bool { return slices.Contains(t.From, f.State) }) {
		return nil // it is active already
	}
	from := f.State
	to, err := ForumMachine().Step(from, "activate", tx.Actor.RolesIn(f.ID, tx.Now()),
		workflow.Judgement{guardInForce: workflow.If(c.State == CharterAdopted, nil)})
	if err != nil {
		return err
	}
	f.State, f.ActiveSince = to, c.AdoptedOn
	tx.Permit(policy.Allow(Noun, string(f.ID), "activate"))
	if err := tx.Save(&f); err != nil {
		return err
	}
	tx.Put(f.card())
	tx.Enter(register.Note{Noun: Noun, ID: string(f.ID), Verb: "forum.activated", From: from, To: f.State, Facts: map[string]any{"key": f.Key},
		Access: policy.Access{Class: policy.Public, Forum: f.ID}})
	return nil
}

// Declining is a second person's no to the adoption the first one entered.
type Declining struct {
	Reason  string
	Anyway  bool // it may go out in a language whoever proposed does not read
	Version int
}

// DeclineAdoption takes the proposal of an adoption back, by another person than the one who made it. The draft stays as it is;
// the reason stands in the register, and whoever proposed is told.
func (s *Forums) DeclineAdoption(ctx context.Context, actor policy.Actor, key string, d Declining) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		f, c, v, err := draftToChange(tx, key)
		if err != nil {
			return err
		}
		to, err := CharterMachine().StepOn(d.Version == c.Version, c.State, "decline", actor.RolesIn(f.ID, tx.Now()), c.judge(actor, v))
		if err != nil {
			return err
		}
		var fields fault.Fields
		reason := input.Prose(&fields, "reason", d.Reason, 500, true)
		s.look(&fields, "reason", reason)
		told := account.Reason{Field: "reason", Text: reason, From: actor.Person, To: []policy.PersonID{c.ProposedBy}, Anyway: d.Anyway}
		if err := told.Legible(tx.DB, &fields); err != nil {
			return err
		}
		if err := fields.Err(); err != nil {
			return err
		}
		tx.Permit(policy.Allow(CharterNoun, c.ID, "decline"))
		n := c.note(f, "charter.adoption_declined", "", "")
		n.Version, n.Hash, n.Values, n.Tell = v.ID, v.Hash, map[string]string{"note": reason}, register.Tell{Persons: []policy.PersonID{c.ProposedBy}}
		c.State = to
		c.dropProposal()
		if err := tx.Save(&c); err != nil {
			return store.Found(err)
		}
		if err := restate(tx, c, v, text.InReview, text.Drafted); err != nil {
			return err
		}
		tx.Enter(n)
		return nil
	})
}
