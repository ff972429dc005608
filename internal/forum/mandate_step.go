package forum

import (
	"context"
	"slices"
	"time"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// MandateStep is one step of a mandate's life: a verb of the machine, with a reason or a statement of interests.
type MandateStep struct {
	ID      policy.MandateID
	Verb    string
	Note    string
	Anyway  bool // the reason may go out in a language the person does not read
	Version int
}

// StepVerbs are the verbs that Step takes. Replacing asks for more, and the others follow from a seat's end or from time.
func StepVerbs() []string {
	return []string{"accept", "decline", "confirm", "refuse", "resign", "pause", "resume", "end"}
}

// Step takes a mandate on: accept, decline and resign are the person's own, confirm and refuse the secretary's or a moderator's.
func (s *Forums) Step(ctx context.Context, actor policy.Actor, step MandateStep) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		m, f, err := s.mandate(tx, actor, step.ID)
		if err != nil {
			return err
		}
		if !slices.Contains(StepVerbs(), step.Verb) {
			return fault.NotFound()
		}
		from, err := s.move(tx, &m, step.Verb, step.Version)
		if err != nil {
			return err
		}
		note, err := s.mandateNote(step.Note, step.Verb == "refuse" || step.Verb == "end")
		if err != nil {
			return err
		}
		switch step.Verb {
		case "accept":
			m.Interests = note
		case "confirm":
			m.ConfirmedBy = actor.Person
		default:
			if err := legible(tx, m, step, note); err != nil {
				return err
			}
			m.Reason = note
		}
		return m.keep(tx, f, moved{verb: step.Verb, from: from, note: note})
	})
}

// legible refuses a reason in a language that the person of the mandate does not read, unless the actor sends it anyway.
func legible(tx *register.Tx, m Mandate, step MandateStep, note string) error {
	var fields fault.Fields
	if err := (account.Reason{Field: "note", Text: note, From: tx.Actor.Person, To: []policy.PersonID{m.PersonID}, Anyway: step.Anyway}).Legible(tx.DB, &fields); err != nil {
		return err
	}
	return fields.Err()
}

// mandateNote reads what is said with a step.
func (s *Forums) mandateNote(raw string, required bool) (string, error) {
	var fields fault.Fields
	note := input.Prose(&fields, "note", raw, 500, required)
	s.look(&fields, "note", note)
	return note, fields.Err()
}

// move judges a verb, taken on a page of that version, and sets the state it leads to; it gives the one before.
func (s *Forums) move(tx *register.Tx, m *Mandate, verb string, version int) (from string, err error) {
	judged, err := s.judge(tx, tx.Actor, *m)
	if err != nil {
		return "", err
	}
	from = m.State
	to, err := MandateMachine().StepOn(version == m.Version, from, verb, s.roles(tx, tx.Actor, *m), judged)
	if err != nil {
		return "", err
	}
	m.State = to
	if to == Ended {
		now := tx.Now()
		m.EndedAt = &now
	}
	return from, nil
}

// moved is a step that was judged, and what its entry says besides.
type moved struct {
	verb, from, note string
	by               policy.MandateID // the mandate in its place
}

// keep stores a mandate after a step and enters it.
func (m *Mandate) keep(tx *register.Tx, f Forum, step moved) error {
	tx.Permit(policy.Allow(MandateNoun, string(m.ID), step.verb))
	if err := tx.Save(m); err != nil {
		return err
	}
	name, err := personName(tx, m.PersonID)
	if err != nil {
		return err
	}
	n := m.note(f, "mandate."+pastOf(step.verb), step.from, name)
	switch step.verb {
	case "accept":
		n.Tell = register.Tell{Secretaries: f.ID, Moderators: true}
	case "decline":
		n.Tell = register.Tell{Persons: []policy.PersonID{m.ProposedBy}, Secretaries: f.ID}
	case "resign":
		n.Tell = register.Tell{FocalPoints: []policy.OrganisationID{m.OrganisationID}, Secretaries: f.ID}
	case "expire", "unseat":
		n.Tell.FocalPoints = []policy.OrganisationID{m.OrganisationID}
	}
	if step.note != "" {
		n.Values["note"] = step.note
	}
	if step.by != "" {
		n.Facts["by"] = string(step.by)
	}
	tx.Enter(n)
	return nil
}

// personName is how a person is called in an entry, whether or not she still belongs to the organisation.
func personName(tx *register.Tx, id policy.PersonID) (string, error) {
	var names []string
	err := tx.Table("persons").Where("id = ?", id).Pluck("name", &names).Error
	if err != nil || len(names) == 0 {
		return "", err
	}
	return names[0], nil
}

// pastOf is the verb as an entry has it.
func pastOf(verb string) string {
	past := map[string]string{"accept": "accepted", "decline": "declined", "confirm": "confirmed", "refuse": "refused", "pause": "paused",
		"resume": "resumed", "end": "ended", "resign": "resigned", "replace": "replaced", "unseat": "unseated", "expire": "expired"}
	return past[verb]
}

// over tells whether the recorded term has run out.
func (m Mandate) over(now time.Time) bool { return m.Ends != nil && !now.Before(*m.Ends) }

// mandate finds one the actor may know of: her own, her organisation's, or one in a forum she keeps.
func (s *Forums) mandate(tx *register.Tx, actor policy.Actor, id policy.MandateID) (Mandate, Forum, error) {
	var m Mandate
	var f Forum
	if err := tx.Where("id = ?", id).Take(&m).Error; err != nil {
		return m, f, store.Found(err)
	}
	if err := tx.Where("id = ?", m.ForumID).Take(&f).Error; err != nil {
		return m, f, store.Found(err)
	}
	_, member := actor.Member(m.OrganisationID)
	if m.PersonID != actor.Person && !member && !policy.May(policy.ReadMembersArea, actor.RolesIn(f.ID, tx.Now())) && !actor.System {
		return m, f, fault.NotFound()
	}
	return m, f, nil
}

// roles are the actor's in the forum; a focal point has her role for her own organisation's mandates even without a seat.
func (s *Forums) roles(tx *register.Tx, actor policy.Actor, m Mandate) []policy.Role {
	roles := actor.RolesIn(m.ForumID, tx.Now())
	if actor.FocalPointOf(m.OrganisationID) {
		roles = append(roles, policy.RoleFocalPoint)
	}
	return roles
}

func (s *Forums) judge(tx *register.Tx, actor policy.Actor, m Mandate) (workflow.Judgement, error) {
	var o organisation.Organisation
	if err := tx.Where("id = ?", m.OrganisationID).Take(&o).Error; err != nil {
		return nil, err
	}
	var seats int64
	if err := tx.Model(&Seat{}).Where("forum_id = ? AND organisation_id = ? AND until IS NULL", m.ForumID, m.OrganisationID).Count(&seats).Error; err != nil {
		return nil, err
	}
	keeper := actor.Has(policy.Moderator) || policy.May(policy.ConfirmMandate, actor.RolesIn(m.ForumID, tx.Now()))
	chairs := policy.May(policy.ConfirmChair, actor.RolesIn(m.ForumID, tx.Now()))
	own := actor.Person == m.PersonID || actor.Person == m.ProposedBy
	return workflow.Judgement{
		guardPerson:   workflow.Whose(actor.Person == m.PersonID),
		guardNotOwn:   workflow.Whose(!own && (!presides(m.Capacity) || chairs)),
		guardOrg:      workflow.If(o.Accredited(tx.Now()), nil),
		guardSeat:     workflow.If(!seated(m.Capacity) || seats > 0, nil),
		guardFocal:    workflow.Whose(actor.FocalPointOf(m.OrganisationID) || keeper),
		guardOver:     workflow.If(m.over(tx.Now()), nil),
		guardUnseated: workflow.If(seated(m.Capacity) && seats == 0, nil),
	}, nil
}
