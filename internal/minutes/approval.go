package minutes

import (
	"slices"

	"sametable/internal/policy"
	"sametable/internal/register"
)

// Approval is who stands for minutes and in which way the charter has them approved. It lies beside the version, as their number does: the
// hash of what was approved is the one everybody has read.
type Approval struct {
	Mode     string   `json:"mode"`
	Approver Signer   `json:"approver"` // in silence: the chair who had approved the version
	Silent   bool     `json:"silent"`   // nobody acted: the time was over
	Until    string   `json:"until"`    // the end of the time for corrections
	Agreed   string   `json:"agreed"`   // when the next meeting agreed to them; empty: none was asked
	Checkers []Signer `json:"checkers"`
}

// Signer is somebody who stands for minutes, by the name she bore then.
type Signer struct {
	Name  string      `json:"name"`
	Latin string      `json:"latin"`
	Role  policy.Role `json:"role"`
	At    string      `json:"at"`
}

// Written is her name as a language writes it.
func (s Signer) Written(language string) string {
	return Person{Name: s.Name, Latin: s.Latin}.Written(language)
}

// Stands is who stands for the minutes; without a mode nothing is known of it.
func (m Set) Stands() Approval { return decode[Approval](m.Approval) }

// approval says who approves the minutes now.
func (s Scene) approval(tx *register.Tx, m *Set) (Approval, error) {
	a := Approval{Mode: m.Mode, Silent: tx.Actor.System, Until: instant(m.ClosesAt), Agreed: instant(s.Agreed), Checkers: []Signer{}}
	a.Approver = Signer{Role: policy.RoleChair, At: instant(m.ApprovedAt)}
	if roles := tx.Actor.RolesIn(m.Forum, tx.Now()); !tx.Actor.System && !slices.Contains(roles, policy.RoleChair) {
		a.Approver.Role = policy.RoleConvener
	}
	for _, c := range s.Checkers {
		if c.Hash == m.Hash {
			a.Checkers = append(a.Checkers, Signer{Name: c.Name, Latin: c.Latin, At: instant(c.SignedAt)})
		}
	}
	var named struct{ Name, Latin string }
	err := tx.Table("persons").Select("name, latin").Where("id = ?", m.ApprovedBy).Limit(1).Scan(&named).Error
	a.Approver.Name, a.Approver.Latin = named.Name, named.Latin
	return a, err
}
