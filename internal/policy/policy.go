// Package policy is the vocabulary of who-may-do-what: the actor with her offices, memberships and mandates, the role she has
// in a forum, and the permit a use case needs before it may write. It is pure: it reads no table and knows no subject.
package policy

import (
	"slices"
	"time"
)

// Ids of the nouns an actor is made of. They are opaque: 26 characters, never shown as a name.
type (
	PersonID       string
	OrganisationID string
	ForumID        string
	MandateID      string
)

// Office is a function for the whole platform, granted by two.
type Office string

// The offices of this platform.
const (
	Moderator            Office = "moderator"
	AccreditationOfficer Office = "accreditation_officer"
	Translator           Office = "translator"
	LanguageReviewer     Office = "language_reviewer"
	Auditor              Office = "auditor"
	Administrator        Office = "administrator"
)

// Offices lists every office in the order pages show them.
func Offices() []Office {
	return []Office{Moderator, AccreditationOfficer, Translator, LanguageReviewer, Auditor, Administrator}
}

// Capacity is what a mandate lets its holder be at the table.
type Capacity string

// The capacities of a mandate.
const (
	Titular   Capacity = "titular"
	Alternate Capacity = "alternate"
	Expert    Capacity = "expert"
	Adviser   Capacity = "adviser"
	Observer  Capacity = "observer"
	Chair     Capacity = "chair"
	Secretary Capacity = "secretary"
	Convener  Capacity = "convener"
	Responder Capacity = "responder"
	Signatory Capacity = "signatory"
)

// Capacities lists every capacity in the order pages show them.
func Capacities() []Capacity {
	return []Capacity{Titular, Alternate, Expert, Adviser, Observer, Chair, Secretary, Convener, Responder, Signatory}
}

// Kind is a stakeholder group (kind of organisation).
type Kind string

// The kinds of organisation, in the order pages show them.
const (
	NGO            Kind = "ngo"
	University     Kind = "university"
	Company        Kind = "company"
	CivilAffairs   Kind = "civil_affairs"
	OtherAuthority Kind = "other_authority"
	Facilitator    Kind = "facilitator"
	Donor          Kind = "donor"
)

// Kinds lists every kind.
func Kinds() []Kind {
	return []Kind{NGO, University, Company, CivilAffairs, OtherAuthority, Facilitator, Donor}
}

// Authority tells whether a kind is a public one, which has a mandate in law rather than services of its choice.
func (k Kind) Authority() bool { return k == CivilAffairs || k == OtherAuthority }

// Mandate is one confirmed mandate of the actor: for an organisation, in a forum, in a capacity, for an interval.
type Mandate struct {
	ID           MandateID
	Forum        ForumID
	ForumKey     string
	Organisation OrganisationID
	Kind         Kind
	Capacity     Capacity
	From, Until  time.Time // Until zero: no end set
}

// At tells whether the mandate is in force at an instant.
func (m Mandate) At(now time.Time) bool {
	return !now.Before(m.From) && (m.Until.IsZero() || now.Before(m.Until))
}

// Membership ties the actor to an organisation that is accredited at this instant.
type Membership struct {
	Organisation OrganisationID
	Kind         Kind
	FocalPoint   bool
	Accredited   bool
}

// Stands tells whether one of the organisations somebody belongs to is accredited; where none is, her offices rest.
func Stands(memberships []Membership) bool {
	return slices.ContainsFunc(memberships, func(m Membership) bool { return m.Accredited })
}

// Actor is whoever acts or reads. The zero value is a visitor.
type Actor struct {
	Person      PersonID
	Name        string // as it stands on her acts, in her own script
	Language    string // code of the interface language she reads
	System      bool   // a timer or the first start; never a person
	Offices     []Office
	Memberships []Membership
	Mandates    []Mandate
	SpeaksFor   OrganisationID // the organisation she chose to speak for; empty: the only one there is, or none
}

// SystemActor is the platform itself: timers and the first start.
func SystemActor() Actor { return Actor{System: true, Name: "system"} }

// Visitor tells whether nobody is signed in.
func (a Actor) Visitor() bool { return a.Person == "" && !a.System }

// Has tells whether the actor holds an office.
func (a Actor) Has(o Office) bool {
	for _, held := range a.Offices {
		if held == o {
			return true
		}
	}
	return false
}

// Member gives the actor's membership of an organisation.
func (a Actor) Member(id OrganisationID) (Membership, bool) {
	for _, m := range a.Memberships {
		if m.Organisation == id {
			return m, true
		}
	}
	return Membership{}, false
}

// FocalPointOf tells whether the actor is focal point of an organisation.
func (a Actor) FocalPointOf(id OrganisationID) bool {
	m, ok := a.Member(id)
	return ok && m.FocalPoint
}

// In gives the actor's mandates in force in a forum, those for the organisation she speaks for first.
func (a Actor) In(forum ForumID, now time.Time) []Mandate {
	var first, rest []Mandate
	for _, m := range a.Mandates {
		if m.Forum != forum || !m.At(now) {
			continue
		}
		if m.Organisation == a.SpeaksFor {
			first = append(first, m)
		} else {
			rest = append(rest, m)
		}
	}
	return append(first, rest...)
}

// Role is a short name from the table of rights.
type Role string

// The roles of the table of rights; a person can have several at once.
const (
	RoleVisitor        Role = "V"
	RoleObserver       Role = "OB"
	RoleRepresentative Role = "RP"
	RoleFocalPoint     Role = "FP"
	RoleSecretary      Role = "SEC"
	RoleChair          Role = "CH"
	RoleConvener       Role = "CV"
	RoleResponder      Role = "RO"
	RoleModerator      Role = "MOD"
	RoleAccreditation  Role = "ACC"
	RoleTranslator     Role = "TR"
	RoleAuditor        Role = "AUD"
	RoleAdministrator  Role = "ADM"
	RoleSystem         Role = "SYS"
)

// Roles lists every role in the order of the table of rights.
func Roles() []Role {
	return []Role{RoleVisitor, RoleObserver, RoleRepresentative, RoleFocalPoint, RoleSecretary, RoleChair, RoleConvener,
		RoleResponder, RoleModerator, RoleAccreditation, RoleTranslator, RoleAuditor, RoleAdministrator, RoleSystem}
}

// RolesIn gives every role the actor has in a forum at an instant. Everybody is at least a visitor.
func (a Actor) RolesIn(forum ForumID, now time.Time) []Role {
	roles := []Role{RoleVisitor}
	for _, m := range a.In(forum, now) {
		switch m.Capacity {
		case Titular, Alternate, Expert, Adviser:
			roles = append(roles, RoleRepresentative)
			if a.FocalPointOf(m.Organisation) {
				roles = append(roles, RoleFocalPoint)
			}
		case Observer:
			roles = append(roles, RoleObserver)
		case Secretary:
			roles = append(roles, RoleSecretary)
		case Chair:
			roles = append(roles, RoleChair)
		case Convener:
			roles = append(roles, RoleConvener)
		case Responder, Signatory:
			roles = append(roles, RoleResponder)
		}
	}
	return append(roles, a.OfficeRoles()...)
}

// RolesAnywhere gives every role the actor has in any forum at an instant, for what belongs to all forums. Everybody is at least a
// visitor.
func (a Actor) RolesAnywhere(now time.Time) []Role {
	roles := a.RolesIn("", now)
	for _, forum := range a.ForumsNow(now) {
		roles = append(roles, a.RolesIn(forum, now)...)
	}
	return roles
}

// OfficeRoles gives the roles that come from offices, wherever the actor is.
func (a Actor) OfficeRoles() []Role {
	var roles []Role
	if a.System {
		roles = append(roles, RoleSystem)
	}
	for _, o := range a.Offices {
		switch o {
		case Moderator:
			roles = append(roles, RoleModerator)
		case AccreditationOfficer:
			roles = append(roles, RoleAccreditation)
		case Translator, LanguageReviewer:
			roles = append(roles, RoleTranslator)
		case Auditor:
			roles = append(roles, RoleAuditor)
		case Administrator:
			roles = append(roles, RoleAdministrator)
		}
	}
	return roles
}
