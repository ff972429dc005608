package forum

import (
	"context"
	"errors"
	"time"

	"gorm.io/gorm"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
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
		keeper := policy.May(policy.ConfirmMandate, actor.RolesIn(f.ID, tx.Now()))
		if !actor.FocalPointOf(form.Organisation) && !keeper && !actor.System {
			return fault.NotFound()
		}
		var fields fault.Fields
		m = Mandate{ID: policy.MandateID(clock.NewID()), ForumID: f.ID, OrganisationID: form.Organisation, PersonID: form.Person, State: Proposed,
			Starts: form.Starts.UTC(), ProposedBy: actor.Person,
			Capacity: input.Choice(&fields, "capacity", form.Capacity, policy.Capacities()),
			Letter:   input.Line(&fields, "letter", form.Letter, 200, true)}
		s.look(&fields, "letter", m.Letter)
		if m.Starts.IsZero() {
			m.Starts = tx.Now()
		}
		if !form.Ends.IsZero() {
			ends := form.Ends.UTC()
			m.Ends = &ends
			if !ends.After(m.Starts) {
				fields.Add("ends", "mandate.ends_before_start", nil)
			}
		}
		name, err := memberName(tx, m)
		if err != nil {
			return err
		}
		if name == "" {
			fields.Add("person", "mandate.not_of_organisation", nil)
		}
		if err := fields.Err(); err != nil {
			return err
		}
		if err := noSecond(tx, m); err != nil {
			return err
		}
		tx.Permit(policy.Allow(MandateNoun, string(m.ID), "propose"))
		if err := tx.Add(&m); err != nil {
			return err
		}
		tx.Enter(m.note(f, "mandate.proposed", "", name))
		return nil
	})
	return m, err
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

// noSecond refuses a second living mandate of the same person for the same organisation and capacity.
func noSecond(tx *register.Tx, m Mandate) error {
	var n int64
	err := tx.Model(&Mandate{}).Where("forum_id = ? AND organisation_id = ? AND person_id = ? AND capacity = ? AND state <> ?",
		m.ForumID, m.OrganisationID, m.PersonID, m.Capacity, Ended).Count(&n).Error
	if err != nil {
		return err
	}
	if n > 0 {
		return fault.Conflict("mandate.exists", nil)
	}
	return nil
}

// MandateStep is one step of a mandate's life: a verb of the machine, with a reason or a statement of interests.
type MandateStep struct {
	ID      policy.MandateID
	Verb    string
	Note    string
	Version int
}

// Step takes a mandate on: accept and decline are the person's own, confirm and refuse the secretary's or a moderator's.
func (s *Forums) Step(ctx context.Context, actor policy.Actor, step MandateStep) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		m, f, err := s.mandate(tx, actor, step.ID)
		if err != nil {
			return err
		}
		if step.Version != m.Version {
			return fault.Conflict("fault.stale", nil)
		}
		judged, err := s.judge(tx, actor, m)
		if err != nil {
			return err
		}
		from := m.State
		to, err := MandateMachine().Step(m.State, step.Verb, s.roles(tx, actor, m), judged)
		if err != nil {
			return err
		}
		var fields fault.Fields
		note := input.Prose(&fields, "note", step.Note, 500, step.Verb == "refuse" || step.Verb == "end")
		s.look(&fields, "note", note)
		if err := fields.Err(); err != nil {
			return err
		}
		m.State = to
		switch step.Verb {
		case "accept":
			m.Interests = note
		case "confirm":
			m.ConfirmedBy = actor.Person
		default:
			m.Reason = note
		}
		if to == Ended {
			now := tx.Now()
			m.Ends = &now
		}
		tx.Permit(policy.Allow(MandateNoun, string(m.ID), step.Verb))
		if err := tx.Save(&m); err != nil {
			return err
		}
		name, err := memberName(tx, m)
		if err != nil {
			return err
		}
		n := m.note(f, "mandate."+pastOf(step.Verb), from, name)
		switch step.Verb {
		case "accept":
			n.Tell = register.Tell{Secretaries: f.ID, Moderators: true}
		case "decline":
			n.Tell = register.Tell{Persons: []policy.PersonID{m.ProposedBy}, Secretaries: f.ID}
		}
		if note != "" {
			n.Values["note"] = note
		}
		tx.Enter(n)
		return nil
	})
}

// pastOf is the verb as an entry has it.
func pastOf(verb string) string {
	past := map[string]string{"accept": "accepted", "decline": "declined", "confirm": "confirmed", "refuse": "refused", "pause": "paused",
		"resume": "resumed", "end": "ended"}
	return past[verb]
}

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
		guardPerson: workflow.If(actor.Person == m.PersonID, nil),
		guardNotOwn: workflow.If(!own && (!presides(m.Capacity) || chairs), nil),
		guardOrg:    workflow.If(o.Accredited(tx.Now()), nil),
		guardSeat:   workflow.If(!seated(m.Capacity) || seats > 0, nil),
		guardFocal:  workflow.If(actor.FocalPointOf(m.OrganisationID) || keeper, nil),
	}, nil
}

// MandateRow is a mandate with the names a page shows.
type MandateRow struct {
	Mandate
	ForumKey   string
	PersonName string
	Latin      string
	OrgKey     string
	OrgZh      string
	OrgEn      string
	OrgSv      string
	Kind       policy.Kind
}

const mandateRow = "mandates.*, forums.key AS forum_key, persons.name AS person_name, persons.latin, organisations.key AS org_key, " +
	"organisations.name_zh AS org_zh, organisations.name_en AS org_en, organisations.name_sv AS org_sv, organisations.kind"

func (s *Forums) rows(ctx context.Context) *gorm.DB {
	return s.r.Read(ctx).Table("mandates").Select(mandateRow).Joins("JOIN forums ON forums.id = mandates.forum_id").
		Joins("JOIN persons ON persons.id = mandates.person_id").Joins("JOIN organisations ON organisations.id = mandates.organisation_id")
}

// Mandates lists a forum's living mandates, for those who sit there.
func (s *Forums) Mandates(ctx context.Context, viewer policy.Actor, f Forum) ([]MandateRow, error) {
	if !viewer.System && !policy.May(policy.ReadMembersArea, viewer.RolesIn(f.ID, s.r.Now())) {
		return nil, nil
	}
	var rows []MandateRow
	err := s.rows(ctx).Where("mandates.forum_id = ? AND mandates.state <> ?", f.ID, Ended).
		Order("organisations.kind, organisations.sort_key, mandates.starts").Scan(&rows).Error
	return rows, store.Found(err)
}

// Waiting lists the mandates that wait for the viewer: to accept her own, to confirm those of forums she keeps.
func (s *Forums) Waiting(ctx context.Context, viewer policy.Actor) ([]MandateRow, error) {
	if viewer.Visitor() {
		return nil, nil
	}
	var keeps []policy.ForumID
	for _, id := range viewer.ForumsNow(s.r.Now()) {
		if policy.May(policy.ConfirmMandate, viewer.RolesIn(id, s.r.Now())) {
			keeps = append(keeps, id)
		}
	}
	own := s.r.Read(ctx).Where("mandates.person_id = ? AND mandates.state = ?", viewer.Person, Proposed)
	if viewer.Has(policy.Moderator) {
		own = own.Or("mandates.state = ? AND mandates.person_id <> ?", Accepted, viewer.Person)
	} else if len(keeps) > 0 {
		own = own.Or("mandates.state = ? AND mandates.forum_id IN ? AND mandates.person_id <> ?", Accepted, keeps, viewer.Person)
	}
	var rows []MandateRow
	err := s.rows(ctx).Where(own).Order("mandates.starts").Scan(&rows).Error
	return rows, store.Found(err)
}
