package web

import "time"

// HouseView is the administrator's page: the house, the offices, the accounts. It shows nobody's texts and no address.
type HouseView struct {
	Page    Page
	Facts   []Pair // nil for whoever only confirms offices
	Offices []OfficeView
	Persons []AccountView
	Query   string
	Only    string // state the list is narrowed to; empty: any
	States  []Option
	More    string // address of the next page of accounts
	Accts   bool   // the list of accounts is hers to see
}

// OfficeView is one grant of an office.
type OfficeView struct {
	ID      string
	Name    string
	Lang    string
	Office  string
	Status  Status
	Since   time.Time
	Reason  string
	Second  string // name of who took the first step
	Steps   []StepButton
	Pressed []Act
}

// AccountView is one account, without what is nobody's business.
type AccountView struct {
	Name     string
	Lang     string
	Username string
	Status   Status
	Joined   time.Time
	Steps    []StepButton
}

// AuditView is the register, newest first.
type AuditView struct {
	Page    Page
	Noun    Choice
	Verb    Input
	Lines   []RecordLine
	From    int // the numbers shown
	To      int
	Head    int
	Hash    string
	Newer   string // back to the newest
	Older   string
	Export  string // address of the same lines as CSV
	Through int    // how far back was searched, where a filter found little; 0: all that is shown was found
}
