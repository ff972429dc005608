package minutes

import (
	"crypto/rand"
	"fmt"
	"slices"

	"sametable/internal/policy"
	"sametable/internal/printed"
	"sametable/internal/register"
)

// Answers are what an organisation that was there has said when the minutes are approved. No reply is no consent.
func Answers() []string { return []string{Agreed, Corrected, NoReply} }

// What an organisation can have said.
const (
	Agreed    = "agreed"
	Corrected = "corrected" // it had something corrected, or asked for it
	NoReply   = "no_reply"
)

// Answered is what one organisation had said.
type Answered struct {
	Organisation policy.OrganisationID `json:"organisation"`
	Said         string                `json:"said"`
	Edition      int                   `json:"edition,omitempty"` // of which version it was said
	Lapsed       int                   `json:"lapsed,omitempty"`  // the version it found correct, where something decided has changed since; it is no word on this one
	Channel      string                `json:"channel,omitempty"` // it came by; empty: it was said here
	Dated        string                `json:"dated,omitempty"`
}

// Answered is what each organisation had said when the minutes were approved.
func (m Set) Answered() []Answered { return decode[[]Answered](m.Outcome) }

// answered tells what each organisation that was there has said so far. That it found a version correct stands while only words change: what
// is decided changes in the draft alone, which is sent round anew, and then everybody is asked anew.
func (s Scene) answered(replies []Answer, editions []Edition) []Answered {
	number := map[string]int{}
	for _, e := range editions {
		number[e.Hash] = e.Number
	}
	all := []Answered{}
	for _, org := range s.There {
		one := Answered{Organisation: org, Said: NoReply}
		said := slices.IndexFunc(replies, func(a Answer) bool { return a.OrganisationID == org })
		of := 0
		if said >= 0 {
			of = number[replies[said].Hash]
		}
		asked := s.asked(org)
		switch stands := said >= 0 && of >= s.Set.CirculatedEdition; {
		case asked != nil && !(stands && asked.Edition < s.Set.CirculatedEdition):
			one.Said, one.Edition, one.Channel, one.Dated = Corrected, asked.Edition, asked.Channel, asked.Dated
		case stands:
			one.Said, one.Edition, one.Channel, one.Dated = Agreed, of, replies[said].Channel, replies[said].Dated
		case said >= 0:
			one.Lapsed = of
		}
		all = append(all, one)
	}
	return all
}

// asked is the last correction an organisation asked for and did not take back; nil: there is none.
func (s Scene) asked(org policy.OrganisationID) *Correction {
	for n := len(s.Corrections) - 1; n >= 0; n-- {
		if c := &s.Corrections[n]; c.FiledFor == org && c.State != TakenBack {
			return c
		}
	}
	return nil
}

// approves binds the approval to the version that counts, and keeps what each organisation had said until then.
func (s *Minutes) approves(tx *register.Tx, c Scene, m *Set) (map[string]any, error) {
	var replies []Answer
	if err := tx.Where("minutes_id = ?", m.ID).Find(&replies).Error; err != nil {
		return nil, err
	}
	var editions []Edition
	if err := tx.Omit("content").Where("minutes_id = ?", m.ID).Find(&editions).Error; err != nil {
		return nil, err
	}
	now := tx.Now()
	all := c.answered(replies, editions)
	counts := map[string]int{}
	for _, a := range all {
		counts[a.Said]++
	}
	m.Outcome, m.ApprovedBy, m.ApprovedAt, m.ApprovedHash = encode(all), tx.Actor.Person, &now, m.Hash
	if tx.Actor.System { // the chair has approved this version before, and nobody has asked for another
		m.ApprovedBy = m.ChairBy
	}
	stands, err := c.approval(tx, m)
	if err != nil {
		return nil, err
	}
	m.Approval = encode(stands)
	return map[string]any{"mode": m.Mode, "agreed": counts[Agreed], "corrected": counts[Corrected], "no_reply": counts[NoReply], "signed": c.signed()}, nil
}

// issues gives the minutes their number and the code by which anybody verifies them, and closes the meeting.
func (s *Minutes) issues(tx *register.Tx, m *Set) (map[string]any, error) {
	now := tx.Now()
	m.Year = now.In(zone()).Year()
	var err error
	if m.Number, err = tx.Next(fmt.Sprintf("%s:%s:%d", Noun, m.ForumKey, m.Year)); err != nil {
		return nil, err
	}
	m.IssuedBy, m.IssuedAt, m.Code = tx.Actor.Person, &now, newCode()
	if err := printed.Order(tx, m.Record()); err != nil {
		return nil, err
	}
	return map[string]any{"year": m.Year, "number": m.Number, "code": m.Code}, s.meetings.Close(tx, m.ID)
}

// letters of a code: none that is read as another.
const letters = "23456789ABCDEFGHJKMNPQRSTVWXYZ"

// newCode makes a code that fits on a paper and that nobody guesses: 10 letters of 30.
func newCode() string {
	raw := make([]byte, 10)
	_, _ = rand.Read(raw) // never fails
	for i, b := range raw {
		raw[i] = letters[int(b)%len(letters)]
	}
	return string(raw)
}

// record keeps a register's note complete where a step changes no state.
func (m *Set) record(tx *register.Tx, verb string, facts map[string]any, tell register.Tell) error {
	n := m.note(verb, m.State)
	for k, v := range facts {
		n.Facts[k] = v
	}
	n.Tell = tell
	return m.keep(tx, n)
}
