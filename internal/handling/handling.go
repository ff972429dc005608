// Package handling keeps what becomes of a proposal that was recommended: the authority it is handed to and those heard beside it, their
// reply measure by measure and their opinions, the rating of the reply by the organisation that proposed, and what is followed until it
// is done. Whether a reply is late is reckoned from its day and stands nowhere.
package handling

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sametable/internal/calendar"
	"sametable/internal/clock"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/text"
)

// Noun is the name of a handling in the register.
const Noun = "handling"

// The default limits, in working days or months.
const (
	returnDays  = 7  // working days in which the lead authority gives a proposal back
	rateDays    = 15 // working days in which its organisation rates the reply
	coMonths    = 1  // in which the co-handling authorities give their opinions
	againMonths = 1  // for the second reply
	privateDays = 14 // how long a rating stays among the moderators at most
)

// Handling is one proposal in the hands of authorities, from the day it was handed over. Where it comes back and is handed over anew,
// another begins.
type Handling struct {
	ID          string `gorm:"primaryKey"`
	ProposalID  string
	ForumKey    string
	ProposedFor policy.OrganisationID
	LeadID      policy.OrganisationID
	CoHandlers  string // ids, separated by blanks
	Round       int    // of replying: 1, and one more whenever it is handled again
	Asked       string // numbers of the measures that are asked again, separated by blanks; empty: all
	Note        string // to the lead authority
	HandedBy    policy.PersonID
	HandedAt    time.Time
	Since       time.Time // when the reply of this round was asked for
	ReturnBy    time.Time // until when the lead authority can give it back
	Counted     bool      // every holiday on the way to ReturnBy was known
	CoDue       time.Time
	Due         time.Time // the last instant for the reply of this round
	FirstDue    time.Time
	MostDue     time.Time // the latest day to which it can be moved
	AskedDue    *time.Time
	AskedWhy    string
	AskedBy     policy.PersonID
	Extended    int
	Shown       policy.Class // who sees the clock beside the parties, by the authority's consent; empty: nobody
	ClockSaid   string       // what the authority has said to that: clockYes, clockNo or Later; empty: nothing yet
	Lost        string       // ids of the authorities of which it was told that they no longer stand, separated by blanks
	MetOn       string
	MetHow      string
	MetNote     string
	MetBy       policy.PersonID
	Reason      string // of the last step that needed one
	RightBody   string // who should handle it instead, in words
	EndedAt     *time.Time
	RepliedAt   *time.Time
	RateBy      *time.Time
	Rating      string // as far as all may know it
	Again       bool   // it was handled again for a rating
	ReopenBy    policy.PersonID
	ReopenVerb  string
	ReopenWhy   string
	Reminded    int // how many reminders of this round went out
	CoReminded  int
	policy.Access
	Version int
}

// Record is the handling itself.
func (m Handling) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: m.ID} }

// Piece names it in the entries that seal it.
func (Handling) Piece() string { return "row" }

// Lock is the optimistic lock.
func (m *Handling) Lock() *int { return &m.Version }

// Beside lists the co-handling authorities.
func (m Handling) Beside() []policy.OrganisationID {
	var ids []policy.OrganisationID
	for _, id := range strings.Fields(m.CoHandlers) {
		ids = append(ids, policy.OrganisationID(id))
	}
	return ids
}

// Authorities are all it was handed to, the lead first.
func (m Handling) Authorities() []policy.OrganisationID {
	return append([]policy.OrganisationID{m.LeadID}, m.Beside()...)
}

// Measures are the numbers of those that are to be answered in this round, out of n.
func (m Handling) Measures(n int) []int {
	var all []int
	for i := 1; i <= n; i++ {
		if m.Asked == "" || slices.Contains(strings.Fields(m.Asked), strconv.Itoa(i)) {
			all = append(all, i)
		}
	}
	return all
}

// Party tells whether the viewer belongs to those a handling is between: the proposer, the authorities, and those who keep the forum's
// order or moderate.
func (m Handling) Party(viewer policy.Actor, now time.Time) bool {
	if viewer.System || viewer.Has(policy.Moderator) || slices.Contains(viewer.Keeps(now), m.Forum) {
		return true
	}
	return slices.ContainsFunc(append(m.Authorities(), m.ProposedFor), func(id policy.OrganisationID) bool {
		_, member := viewer.Member(id)
		return member
	})
}

// Overdue tells whether the reply of a proposal is late.
func (m Handling) Overdue(p proposal.Proposal, now time.Time) bool {
	return p.InHands() && now.After(m.Due)
}

func zone() *time.Location { return lang.Beijing.Location() }

func today(at time.Time) string { return at.In(zone()).Format(time.DateOnly) }

// months is the end of the day n months later, in Beijing.
func months(from time.Time, n int) time.Time { return calendar.Ends(clock.Months(from.In(zone()), n)) }

// open is the access of what all may know of a handling, and of an entry that tells it.
func (m Handling) open() policy.Access {
	return policy.Access{Class: policy.Public, Forum: m.Forum, Organisation: m.LeadID}
}

// among is what one of the parties sees, with those who keep the forum's order.
func (m Handling) among(id policy.OrganisationID) policy.Access {
	return policy.Access{Class: policy.Secretariat, Forum: m.Forum, Organisation: id}
}

// note begins an entry about the handling, between one party and the secretariat.
func (m Handling) note(p proposal.Proposal, past string, of policy.OrganisationID) register.Note {
	return register.Note{Noun: Noun, ID: m.ID, Verb: Noun + "." + past, For: m.LeadID, Access: m.among(of), Values: map[string]string{},
		Facts: map[string]any{"reference": p.Reference, "proposal": p.ID, "round": m.Round}}
}

// card is what the register shows of it: it is called as its proposal is.
func card(tx *register.Tx, p proposal.Proposal, c register.Card) (register.Card, error) {
	_, v, trs, err := text.Of(tx.DB, p.Record())
	c.Reference, c.Language = p.Reference, v.Language
	c.Titled(v.Language, v.Title)
	for _, tr := range trs {
		if tr.State.Shown() {
			c.Titled(tr.Language, tr.Title)
		}
	}
	return c, err
}

// keep saves a handling and puts its card.
func (m *Handling) keep(tx *register.Tx, p proposal.Proposal) error {
	if err := tx.Save(m); err != nil {
		return err
	}
	return m.put(tx, p)
}

func (m Handling) put(tx *register.Tx, p proposal.Proposal) error {
	c, err := card(tx, p, register.Card{Noun: Noun, NounID: m.ID, Path: p.Path(), Access: m.Access})
	tx.Put(c)
	return err
}

// Handlings is the room's door.
type Handlings struct {
	r         *register.Register
	proposals *proposal.Proposals
	forums    *forum.Forums
	gate      *safeguard.Gate
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, proposals *proposal.Proposals, forums *forum.Forums, gate *safeguard.Gate) *Handlings {
	return &Handlings{r, proposals, forums, gate}
}

// ReplyPath is where the reply to a proposal stands, without the language: the newest one, and those before it by their round.
func ReplyPath(p proposal.Proposal, round int) string {
	if round == 0 {
		return p.Path() + "/reply"
	}
	return fmt.Sprintf("%s/reply/%d", p.Path(), round)
}
