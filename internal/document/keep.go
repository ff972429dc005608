package document

import (
	"context"
	"errors"
	"fmt"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Add enters a document. Those who speak at a table, keep it or moderate it may.
func (s *Documents) Add(ctx context.Context, actor policy.Actor, form Form) (Document, error) {
	var d Document
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !MayAdd(actor, tx.Now()) {
			return fault.Forbidden("document.who_adds", nil)
		}
		made, err := s.begin(tx, form)
		if err != nil {
			return err
		}
		d = made
		tx.Permit(policy.Allow(Noun, string(d.ID), "add"))
		if err := tx.Add(&d); err != nil {
			return taken(err)
		}
		tx.Put(d.card())
		tx.Enter(d.note("document.added", ""))
		return nil
	})
	return d, err
}

// begin reads the form of a new document and gives it its place in the year.
func (s *Documents) begin(tx *register.Tx, form Form) (Document, error) {
	var f fault.Fields
	d := Document{ID: ID(clock.NewID()), State: Machine().First, AddedBy: tx.Actor.Person, AddedAt: tx.Now(),
		Year: tx.Now().In(lang.Beijing.Location()).Year()}
	s.read(&f, form, &d)
	err := f.Err()
	if err == nil {
		d.Serial, err = tx.Next(fmt.Sprintf("document %d", d.Year))
	}
	return d, err
}

// taken turns the database's word that another document has this number into the sentence beside the field.
func taken(err error) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Invalid(fault.Says("number", "document.number_taken", nil))
	}
	return err
}

// of finds the document of a key within an act.
func of(db *gorm.DB, key string) (Document, error) {
	var d Document
	year, serial, ok := place(key)
	if !ok {
		return d, fault.NotFound()
	}
	err := db.Where("year = ? AND serial = ?", year, serial).Take(&d).Error
	return d, store.Found(err)
}

// step finds a document and gives the state a verb leads to, or why it is not the actor's.
func step(tx *register.Tx, key, verb string, version int) (d Document, to string, err error) {
	if d, err = of(tx.DB, key); err != nil {
		return d, "", err
	}
	if to, err = d.step(tx.Actor, verb, version == d.Version, tx.Now()); err == nil {
		tx.Permit(policy.Allow(Noun, string(d.ID), verb))
	}
	return d, to, err
}

// Change corrects a document: who added it may, a secretary, and a moderator. Its address stays.
func (s *Documents) Change(ctx context.Context, actor policy.Actor, key string, form Form) (Document, error) {
	var d Document
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		before, to, err := step(tx, key, "change", form.Version)
		if d = before; err != nil {
			return err
		}
		var f fault.Fields
		d.State = to
		s.read(&f, form, &d)
		if err := f.Err(); err != nil || d == before {
			return err
		}
		if err := tx.Save(&d); err != nil {
			return taken(err)
		}
		n := d.note("document.changed", before.State)
		n.Facts["fields"], n.Tell = changed(before, d), d.tell(actor)
		tx.Put(d.card())
		tx.Enter(n)
		return nil
	})
	return d, err
}

// changed names the fields in which two states of a document differ.
func changed(before, after Document) []string {
	fields := []string{}
	for _, c := range []struct {
		field string
		same  bool
	}{
		{"number", before.Number == after.Number && before.Unsure == after.Unsure}, {"reference", before.Reference == after.Reference},
		{"dated", before.Dated == after.Dated}, {"issuer", before.Issuer == after.Issuer}, {"language", before.Language == after.Language},
		{"title_zh", before.TitleZh == after.TitleZh}, {"title_en", before.TitleEn == after.TitleEn}, {"title_sv", before.TitleSv == after.TitleSv},
		{"link", before.Link == after.Link},
	} {
		if !c.same {
			fields = append(fields, c.field)
		}
	}
	return fields
}

// tell is whom it concerns when another changes what somebody added.
func (d Document) tell(actor policy.Actor) register.Tell {
	if actor.Person == d.AddedBy {
		return register.Tell{}
	}
	return register.Tell{Persons: []policy.PersonID{d.AddedBy}}
}

// Withdrawal takes a document out of the list. Version is that of the page it was asked for on.
type Withdrawal struct {
	Key     string
	Reason  string
	Version int
}

// Withdraw takes a document out of the list and leaves its page, with the reason: what cites it still leads there.
func (s *Documents) Withdraw(ctx context.Context, actor policy.Actor, w Withdrawal) (Document, error) {
	var d Document
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		before, to, err := step(tx, w.Key, "withdraw", w.Version)
		if d = before; err != nil {
			return err
		}
		var f fault.Fields
		reason := input.Prose(&f, "reason", w.Reason, longestReason, true)
		s.look(&f, "reason", reason)
		if err := f.Err(); err != nil {
			return err
		}
		d.State, d.Reason = to, reason
		if err := tx.Save(&d); err != nil {
			return err
		}
		n := d.note("document.withdrawn", before.State)
		n.Values["reason"], n.Tell = reason, d.tell(actor)
		tx.Put(d.card())
		tx.Enter(n)
		return nil
	})
	return d, err
}
