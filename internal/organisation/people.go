package organisation

import (
	"context"

	"gorm.io/gorm/clause"

	"sametable/internal/account"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Member is a membership with what a page shows of the person.
type Member struct {
	Membership
	Username string
	Name     string
	Latin    string
	SortKey  string
	PostZh   string
	PostEn   string
	PostSv   string
	State    string
	Verified bool
}

// People lists who belongs to an organisation, for its members and for whoever may invite anyone; others get NotFound.
func (s *Organisations) People(ctx context.Context, viewer policy.Actor, id policy.OrganisationID) ([]Member, error) {
	if _, member := viewer.Member(id); !member && !tends(viewer, id) {
		return nil, fault.NotFound()
	}
	var all []Member
	err := s.r.Read(ctx).Table("memberships").
		Select("memberships.*, persons.username, persons.name, persons.latin, persons.sort_key, persons.post_zh, persons.post_en, persons.post_sv, "+
			"persons.state, persons.verified_by <> '' AS verified").
		Joins("JOIN persons ON persons.id = memberships.person_id").
		Where("memberships.organisation_id = ? AND memberships.until IS NULL", id).
		Order("memberships.since, memberships.id").Scan(&all).Error
	return all, store.Found(err)
}

// Alone tells whether one person, or none, is registered for an organisation: nobody else there could confirm what she does.
func (s *Organisations) Alone(ctx context.Context, id policy.OrganisationID) (bool, error) {
	var people int64
	err := s.r.Read(ctx).Table("memberships").Joins("JOIN persons ON persons.id = memberships.person_id").
		Where("memberships.organisation_id = ? AND memberships.until IS NULL AND persons.state = ?", id, account.Active).Distinct("memberships.person_id").Count(&people).Error
	return people < 2, store.Found(err)
}

// MemberStep changes one membership: whether its person is focal point, or that it ends, with a reason.
type MemberStep struct {
	Membership string
	FocalPoint bool
	Reason     string
	Anyway     bool // the reason may go out in a language its reader does not read
	Version    int
}

// SetFocalPoint makes a member focal point, or relieves her; the focal points do it, and whoever may invite anyone, who names one
// only where there is none. The last one cannot be relieved: somebody has to answer for the organisation.
func (s *Organisations) SetFocalPoint(ctx context.Context, actor policy.Actor, step MemberStep) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		m, err := membership(tx, step.Membership)
		if err != nil {
			return err
		}
		if !tends(actor, m.OrganisationID) {
			return fault.Forbidden(guardMember, nil)
		}
		if step.Version != m.Version {
			return fault.Conflict("fault.stale", nil)
		}
		if m.FocalPoint == step.FocalPoint {
			return nil
		}
		if err := mayName(tx, m, step.FocalPoint); err != nil {
			return err
		}
		m.FocalPoint = step.FocalPoint
		verb := "organisation.focal_point_relieved"
		if m.FocalPoint {
			verb = "organisation.focal_point_named"
		}
		if err := change(tx, m, verb, ""); err != nil || m.FocalPoint {
			return err
		}
		return s.accounts.RevokeInvitations(tx, m.PersonID, m.OrganisationID)
	})
}

// mayName judges whether a focal point can be named, or relieved.
func mayName(tx *register.Tx, m Membership, on bool) error {
	if !on {
		return notLast(tx, m)
	}
	names, err := namesFocalPoint(tx, m.OrganisationID)
	if err != nil || names {
		return err
	}
	return fault.Conflict("organisation.names_its_own", nil)
}

// EndMembership ends a membership: the person herself leaves, or a focal point or somebody who may invite anyone ends it, with a
// reason. Her mandates for the organisation count no longer from this instant. The last focal point goes only when somebody from
// outside the organisation ends it. Her open invitations to it end with it.
func (s *Organisations) EndMembership(ctx context.Context, actor policy.Actor, step MemberStep) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		m, err := membership(tx, step.Membership)
		if err != nil {
			return err
		}
		leaves := m.PersonID == actor.Person
		if !leaves && !tends(actor, m.OrganisationID) {
			return fault.Forbidden(guardMember, nil)
		}
		if step.Version != m.Version {
			return fault.Conflict("fault.stale", nil)
		}
		var f fault.Fields
		reason := input.Prose(&f, "reason", step.Reason, longestReason, !leaves)
		s.look(&f, "reason", reason, false)
		told := []policy.PersonID{m.PersonID}
		if leaves {
			if told, err = focalPoints(tx, m.OrganisationID); err != nil {
				return err
			}
		}
		if err := (account.Reason{Field: "reason", Text: reason, From: actor.Person, To: told, Anyway: step.Anyway}).Legible(tx.DB, &f); err != nil {
			return err
		}
		if err := f.Err(); err != nil {
			return err
		}
		if _, inside := actor.Member(m.OrganisationID); inside {
			if err := notLast(tx, m); err != nil {
				return err
			}
		}
		now := tx.Now()
		m.Until = &now
		if err := change(tx, m, "organisation.left", reason); err != nil {
			return err
		}
		return s.accounts.RevokeInvitations(tx, m.PersonID, m.OrganisationID)
	})
}

// membership finds a living membership the actor may know of: of her own organisation, or of any for whoever may invite anyone.
// The organisation is locked, so that two focal points cannot relieve each other at once.
func membership(tx *register.Tx, id string) (Membership, error) {
	var m Membership
	if err := tx.Where("id = ? AND until IS NULL", id).Take(&m).Error; err != nil {
		return m, store.Found(err)
	}
	if _, member := tx.Actor.Member(m.OrganisationID); !member && !tends(tx.Actor, m.OrganisationID) {
		return m, fault.NotFound()
	}
	var o Organisation
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Select("id").Where("id = ?", m.OrganisationID).Take(&o).Error
	return m, store.Found(err)
}

// notLast refuses to take the only focal point away.
func notLast(tx *register.Tx, m Membership) error {
	if !m.FocalPoint {
		return nil
	}
	var others int64
	err := tx.Model(&Membership{}).Where("organisation_id = ? AND focal_point AND until IS NULL AND id <> ?", m.OrganisationID, m.ID).Count(&others).Error
	if err != nil {
		return store.Found(err)
	}
	if others == 0 {
		return fault.Conflict("organisation.last_focal_point", nil)
	}
	return nil
}

func change(tx *register.Tx, m Membership, verb, reason string) error {
	var names []string
	if err := tx.Table("persons").Where("id = ?", m.PersonID).Pluck("name", &names).Error; err != nil {
		return store.Found(err)
	}
	tx.Permit(policy.Allow(Noun, string(m.OrganisationID), "change_member"))
	if err := tx.Save(&m); err != nil {
		return err
	}
	n := m.note(verb)
	if len(names) > 0 {
		n.Values["person"] = names[0]
	}
	if reason != "" {
		n.Values["reason"] = reason
	}
	tx.Enter(n)
	return nil
}
