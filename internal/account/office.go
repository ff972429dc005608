package account

import (
	"time"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/workflow"
)

// GrantID names one grant of an office.
type GrantID string

// Grant is an office of a person, from the proposal to its end. What happened in between stands in the register.
type Grant struct {
	ID         GrantID `gorm:"primaryKey"`
	PersonID   policy.PersonID
	Office     policy.Office
	State      string
	Reason     string          // of the last step that had one
	ProposedBy policy.PersonID // who proposed the office
	OpenedBy   policy.PersonID // who took the last step; another person takes the next where it takes two
	ProposedAt time.Time
	GrantedAt  *time.Time
	EndedAt    *time.Time
	Version    int
}

// TableName is the table's.
func (Grant) TableName() string { return "office_grants" }

// Record is the grant itself.
func (g Grant) Record() policy.Ref { return policy.Ref{Noun: OfficeNoun, ID: string(g.ID)} }

// Piece is its row in the register's seals.
func (Grant) Piece() string { return "row" }

// Lock is the optimistic lock.
func (g *Grant) Lock() *int { return &g.Version }

// The states of a grant.
const (
	Proposed           = "proposed"
	Granted            = "granted"
	RevocationProposed = "revocation_proposed"
	Suspended          = "suspended"
	GrantDeclined      = "declined"
	GrantRevoked       = "revoked"
)

// held are the states in which the person has the office.
func held() []string { return []string{Granted, RevocationProposed} }

// unended are the states in which a person has the office, or may have it soon.
func unended() []string { return []string{Proposed, Granted, RevocationProposed, Suspended} }

// Guards of the machine of offices.
const (
	guardNotOwn     = "guard.office.not_own"
	guardConfirmer  = "guard.office.confirmer"
	guardActive     = "guard.office.active"
	guardFirstStart = "guard.office.first_start"
)

// OfficeMachine is the life of a grant. Every step takes two but the emergency: one administrator proposes, another confirms.
// Where no other administrator is left (she and the person concerned do not count) a focal point of the facilitator confirms.
// Suspension is one administrator's, at once and with a reason, and a second person judges it afterwards. Nobody decides on an
// office of her own, and the last administrator stays one.
func OfficeMachine() workflow.Machine {
	one, two := policy.Who(policy.GrantOffice), policy.Who(policy.ConfirmOffice)
	confirm := []string{guardNotOwn, guardConfirmer}
	return workflow.Machine{
		Noun: OfficeNoun, First: Proposed,
		States: []workflow.State{
			{Name: Proposed}, {Name: Granted, End: true}, {Name: RevocationProposed}, {Name: Suspended},
			{Name: GrantDeclined, End: true}, {Name: GrantRevoked, End: true},
		},
		Transitions: []workflow.Transition{
			{Verb: "found", From: []string{Proposed}, To: Granted, Roles: []policy.Role{policy.RoleSystem}, Guards: []string{guardFirstStart}},
			{Verb: "grant", From: []string{Proposed}, To: Granted, Roles: two, Guards: append([]string{guardActive}, confirm...), Second: true},
			{Verb: "decline", From: []string{Proposed}, To: GrantDeclined, Roles: two, Guards: []string{guardNotOwn}},
			{Verb: "propose_revocation", From: []string{Granted}, To: RevocationProposed, Roles: one, Guards: []string{guardNotOwn, guardLastAdministrator}},
			{Verb: "keep", From: []string{RevocationProposed}, To: Granted, Roles: two, Guards: []string{guardNotOwn}},
			{Verb: "suspend", From: []string{Granted, RevocationProposed}, To: Suspended, Roles: one, Guards: []string{guardNotOwn, guardLastAdministrator}},
			{Verb: "restore", From: []string{Suspended}, To: Granted, Roles: two, Guards: append([]string{guardActive}, confirm...), Second: true},
			{Verb: "revoke", From: []string{RevocationProposed, Suspended}, To: GrantRevoked, Roles: two,
				Guards: append([]string{guardLastAdministrator}, confirm...), Second: true},
		},
	}
}

// deed is what an entry calls a verb, and what the person concerned is told; empty where it is not hers to know yet.
func deed(verb string) (entry, told string) {
	switch verb {
	case "found", "grant":
		return "office.granted", "person.office_granted"
	case "decline":
		return "office.declined", ""
	case "propose_revocation":
		return "office.revocation_proposed", ""
	case "keep":
		return "office.kept", ""
	case "suspend":
		return "office.suspended", "person.office_suspended"
	case "restore":
		return "office.restored", "person.office_restored"
	case "revoke":
		return "office.revoked", "person.office_revoked"
	}
	return "office.proposed", ""
}

// enter writes the entry of a step, and a second one that the person concerned sees.
func (g Grant) enter(tx *register.Tx, p Person, verb, from string) {
	entry, told := deed(verb)
	facts := map[string]any{"office": g.Office, "person": p.ID}
	values := map[string]string{"name": p.Name}
	if g.Reason != "" {
		values["reason"] = g.Reason
	}
	access := policy.Access{Class: policy.Administration, Person: p.ID}
	tx.Enter(register.Note{Noun: OfficeNoun, ID: string(g.ID), Verb: entry, From: from, To: g.State, Facts: facts, Values: values,
		Tell: register.Tell{Office: policy.Administrator}, Access: access})
	tx.Put(register.Card{Noun: OfficeNoun, NounID: string(g.ID), Language: string(p.Language), TitleZh: p.Called("zh"), TitleEn: p.Called("en"),
		TitleSv: p.Called("sv"), State: g.State, Path: "/admin/offices#" + string(g.ID), Access: access})
	if told == "" {
		return
	}
	tx.Permit(policy.Allow(Noun, string(p.ID), "tell"))
	n := p.own(told)
	n.Facts = map[string]any{"office": g.Office, "grant": g.ID}
	n.Tell = register.Tell{Persons: []policy.PersonID{p.ID}}
	if g.Reason != "" {
		n.Values["reason"] = g.Reason
	}
	tx.Enter(n)
}
