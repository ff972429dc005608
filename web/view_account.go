package web

import (
	"time"

	"sametable/internal/lang"
)

// OwnAccountView is a person's own room: what she says of herself, for whom she speaks, how she gets in, where she is signed in.
type OwnAccountView struct {
	Page        Page
	Wrongs      []Wrong
	Name        string
	NameLang    string
	Facts       []Pair
	Stale       bool // the profile was changed meanwhile; what stands now is beside each field
	Profile     Asking
	Memberships []Membership
	Speak       Asking // the form around the buttons of Memberships; its questions are not used
	Offices     []string
	Resting     []string // offices she was granted, while no organisation of hers is accredited
	Email       Asking
	EmailNow    string // her confirmed address; empty: she has none
	Password    Asking
	Sessions    []SessionLine
	EndAll      Asking
	Notices     Anchor
}

// Membership is an organisation the person belongs to.
type Membership struct {
	Org        Org
	Value      string // chosen by the button
	FocalPoint bool
	Accredited bool
	Chosen     bool // she speaks for it now
	Only       bool // there is none other to choose
}

// SessionLine is one device somebody is signed in on.
type SessionLine struct {
	Device  string // "Edge · Windows"; empty: unknown
	Network string
	Since   time.Time
	Seen    time.Time
	Zone    lang.Zone
	Here    bool // the one that reads this page
	End     Asking
}
