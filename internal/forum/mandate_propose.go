package forum

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// taken turns a unique row that exists already into a sentence.
func taken(err error, id string) error {
	if errors.Is(err, gorm.ErrDuplicatedKey) {
		return fault.Conflict(id, nil)
	}
	return err
}

// MandateForm is what an organisation says when it sends someone to the table.
type MandateForm struct {
	Forum        string // key
	Organisation policy.OrganisationID
	Person       policy.PersonID
	Capacity     string
	Starts       time.Time
	Ends         time.Time // zero: open
	Letter       string
}

// Propose proposes a mandate: the organisation's focal point does, by a letter; a secretary or moderator may enter one that
// came on paper.
func (s *Forums) Propose(ctx context.Context, actor policy.Actor, form MandateForm) (Mandate, error) {
	var m Mandate
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var f Forum
		if err := tx.Where("key = ?", form.Forum).Take(&f).Error; err != nil {
			return store.Found(err)
		}
		var err error
		m, err = s.propose(tx, f, form, "")
		return err
	})
	return m, err
}

// propose keeps a new mandate, in place of another one if it replaces one.
func (s *Forums) propose(tx *register.Tx, f Forum, form MandateForm, instead policy.MandateID) (Mandate, error) {
	keeper := policy.May(policy.ConfirmMandate, tx.Actor.RolesIn(f.ID, tx.Now()))
	if !tx.Actor.FocalPointOf(form.Organisation) && !keeper && !tx.Actor.System {
		return Mandate{}, fault.NotFound()
	}
	var fields fault.Fields
	m := s.mandateOf(tx, &fields, form)
	m.ForumID = f.ID
	name, err := memberName(tx, m)
	if err != nil {
		return m, err
	}
	if name == "" {
		fields.Add("person", "mandate.not_of_organisation", nil)
	}
	if err := fields.Err(); err != nil {
		return m, err
	}
	if err := noSecond(tx, m); err != nil {
		return m, err
	}
	tx.Permit(policy.Allow(MandateNoun, string(m.ID), "propose"))
	if err := tx.Add(&m); err != nil {
		return m, err
	}
	n := m.note(f, "mandate.proposed", "", name)
	if instead != "" {
		n.Facts["replaces"] = string(instead)
	}
	tx.Enter(n)
	return m, nil
}

// mandateOf reads the form.
func (s *Forums) mandateOf(tx *register.Tx, fields *fault.Fields, form MandateForm) Mandate {
	m := Mandate{ID: policy.MandateID(clock.NewID()), OrganisationID: form.Organisation, PersonID: form.Person, State: MandateMachine().First,
		Starts: form.Starts.UTC(), ProposedBy: tx.Actor.Person,
		Capacity: input.Choice(fields, "capacity", form.Capacity, policy.Capacities()),
		Letter:   input.Line(fields, "letter", form.Letter, 200, true)}
	s.look(fields, "letter", m.Letter)
	if m.Starts.IsZero() {
		m.Starts = tx.Now()
	}
	if form.Ends.IsZero() {
		return m
	}
	ends := form.Ends.UTC()
	m.Ends = &ends
	switch {
	case !ends.After(m.Starts):
		fields.Add("ends", "mandate.ends_before_start", nil)
	case !ends.After(tx.Now()):
		fields.Add("ends", "mandate.ends_past", nil)
	}
	return m
}

// memberName gives the person's name if she belongs to the organisation, else "".
func memberName(tx *register.Tx, m Mandate) (string, error) {
	var names []string
	err := tx.Table("persons").Select("persons.name").Joins("JOIN memberships ON memberships.person_id = persons.id").
		Where("persons.id = ? AND memberships.organisation_id = ? AND memberships.until IS NULL", m.PersonID, m.OrganisationID).Scan(&names).Error
	if err != nil || len(names) == 0 {
		return "", err
	}
	return names[0], nil
}

// noSecond refuses a second living mandate of the same person for the same organisation and capacity. One whose term is over by
// the time the new one begins is none.
func noSecond(tx *register.Tx, m Mandate) error {
	from := m.Starts
	if from.Before(tx.Now()) {
		from = tx.Now()
	}
	var n int64
	err := tx.Model(&Mandate{}).Where("forum_id = ? AND organisation_id = ? AND person_id = ? AND capacity = ? AND state <> ?",
		m.ForumID, m.OrganisationID, m.PersonID, m.Capacity, Ended).Where("ends IS NULL OR ends > ?", from).Count(&n).Error
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.Conflict("mandate.exists", nil)
	}
	return nil
}
