package meeting

import (
	"slices"
	"time"

	"sametable/internal/policy"
)

// Place is a place at the table: of an organisation with a vote, or of a person who attends without one. It is made when the meeting is
// announced, from the seats and mandates of that day, and completed when it opens.
type Place struct {
	ID             string `gorm:"primaryKey"`
	MeetingID      string
	OrganisationID policy.OrganisationID
	PersonID       policy.PersonID // of a place without a vote; a place with one is its organisation's
	Capacity       policy.Capacity // of the mandate, where the place is a person's
	Kind           policy.Kind
	Provinces      string // codes, separated by blanks
	Voting         bool
	Reply          string // to the invitation; empty: none came
	ReplyNote      string
	RepliedBy      policy.PersonID
	RepliedAt      *time.Time
	Excused        bool // apologies, as the secretary noted them
	InvitedAt      time.Time
	Version        int
}

// TableName is the table's.
func (Place) TableName() string { return "meeting_places" }

// Record is the meeting the place belongs to.
func (p Place) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: p.MeetingID} }

// Piece names it in the entries that seal it.
func (p Place) Piece() string { return "place " + p.ID }

// Lock is the optimistic lock.
func (p *Place) Lock() *int { return &p.Version }

// Replies are the answers to an invitation: the delegate comes, the alternate does, nobody can.
func Replies() []string { return []string{Coming, AlternateComes, Apologies} }

// The answers.
const (
	Coming         = "coming"
	AlternateComes = "alternate"
	Apologies      = "apologies"
)

// Modes are the ways of being there.
func Modes() []string { return []string{"room", "link", "proxy"} }

// Presence is somebody's time at the table for a place, from the minute she came until the minute she left.
type Presence struct {
	ID        string `gorm:"primaryKey"`
	MeetingID string
	PlaceID   string
	PersonID  policy.PersonID
	Name      string          // as it stood that day, in her own script
	Latin     string          // the same in Latin letters
	Capacity  policy.Capacity // under which she sat there
	MandateID policy.MandateID
	Mode      string
	Arrived   time.Time
	Left      *time.Time `gorm:"column:gone"`
	NotedBy   policy.PersonID
	Version   int
}

// TableName is the table's.
func (Presence) TableName() string { return "meeting_presences" }

// Record is the meeting it belongs to.
func (p Presence) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: p.MeetingID} }

// Piece names it in the entries that seal it.
func (p Presence) Piece() string { return "presence " + p.ID }

// Lock is the optimistic lock.
func (p *Presence) Lock() *int { return &p.Version }

// At tells whether she was there at an instant. Whoever leaves at a minute is not there in it.
func (p Presence) At(at time.Time) bool {
	return !at.Before(p.Arrived) && (p.Left == nil || at.Before(*p.Left))
}

// Slip tells whether it was taken back: it has not lasted a minute, so nobody was there. Who sits down in the minute in which the table
// rises was there.
func (p Presence) Slip(m Meeting) bool {
	return p.Left != nil && !p.Left.After(p.Arrived) && (m.HeldAt == nil || p.Left.Before(*m.HeldAt))
}

// WithoutSlips leaves out what was a slip.
func (m Meeting) WithoutSlips(all []Presence) []Presence {
	return slices.DeleteFunc(all, func(p Presence) bool { return p.Slip(m) })
}

// The categories of an attendance list: 出席, 列席, 请假, 缺席.
const (
	Present      = "present"
	InAttendance = "in_attendance"
	Excused      = "apologies"
	Absent       = "absent"
)

// Standing is the category of a place in the attendance list, from those who were there for it.
func (p Place) Standing(all []Presence) string {
	there := slices.ContainsFunc(all, func(x Presence) bool { return x.PlaceID == p.ID })
	switch {
	case there && p.Voting:
		return Present
	case there:
		return InAttendance
	case p.Excused || p.Reply == Apologies:
		return Excused
	}
	return Absent
}
