// Package results reads what has changed, by what it was to bring about, with what shows it: the replies that accepted measures, the
// commitments that others verified, the partnerships that are active; and beside them what is still promised and what is late. It writes
// nothing and gives no score: whoever reads it counts for herself.
package results

import (
	"slices"
	"time"

	"sametable/internal/commitment"
	"sametable/internal/document"
	"sametable/internal/drafting"
	"sametable/internal/handling"
	"sametable/internal/lang"
	"sametable/internal/partnership"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
)

// Most is how many proposals, commitments and partnerships are read, each: those that moved last.
const Most = 300

// Filter narrows the results. What is empty does not narrow. A reply is of the year in which it was given, a commitment of the year in
// which it was verified or else falls due, a partnership of the year in which it began.
type Filter struct {
	Forum    policy.ForumID
	Year     int
	Province string // code of a division
}

// Reply is a reply that was issued, with the authority that gave it.
type Reply struct {
	handling.Answer
	OrgKey              string
	OrgKind             policy.Kind
	OrgZh, OrgEn, OrgSv string
}

// Change is a proposal the table decided for, with what came of it.
type Change struct {
	Proposal     proposal.Row
	Replies      []Reply // in the order of their rounds
	Promises     []commitment.Row
	Partnerships []partnership.Row
}

// Group is what came of the proposals with one outcome. Its commitments and partnerships come of no proposal that is shown.
type Group struct {
	Outcome      drafting.Outcome // empty: of what was agreed without a proposal
	Changes      []Change
	Promises     []commitment.Row
	Partnerships []partnership.Row
	Sum          Sum
}

// Empty tells whether there is nothing to show.
func (g Group) Empty() bool { return len(g.Changes)+len(g.Promises)+len(g.Partnerships) == 0 }

// Results are all groups, with the years there is something of.
type Results struct {
	Groups    []Group // one for each outcome, and the one without where there is any
	Sum       Sum
	Years     []int // newest first
	More      bool  // there is more than is read
	Documents map[string]document.Document
}

// Empty tells whether there is nothing to show.
func (r Results) Empty() bool {
	return !slices.ContainsFunc(r.Groups, func(g Group) bool { return !g.Empty() })
}

// Room is the room's door.
type Room struct {
	r            *register.Register
	proposals    *proposal.Proposals
	commitments  *commitment.Commitments
	partnerships *partnership.Partnerships
}

// New opens the room.
func New(r *register.Register, proposals *proposal.Proposals, commitments *commitment.Commitments, partnerships *partnership.Partnerships) *Room {
	return &Room{r, proposals, commitments, partnerships}
}

// decided are the states of a proposal the table has decided for.
func decided() []string {
	return append([]string{proposal.Recommended, proposal.Partnership}, proposal.Handled()...)
}

// promised are the states of a commitment its owner has accepted.
func promised() []string {
	return []string{commitment.Accepted, commitment.InProgress, commitment.Reopened, commitment.Reported, commitment.Verified, commitment.Cancelled}
}

// agreed are the states of a partnership all its parties have confirmed.
func agreed() []string { return []string{partnership.Agreed, partnership.Active, partnership.Ended} }

// yearOf is the year of an instant in Beijing.
func yearOf(at time.Time) int { return at.In(lang.Beijing.Location()).Year() }

// yearOfDay is the year of a day, "2019-05-31".
func yearOfDay(day string) int {
	at, err := time.Parse(time.DateOnly, day)
	if err != nil { // no row has such a day: the form reads it
		return 0
	}
	return at.Year()
}

func yearOfPromise(c commitment.Commitment) int {
	switch {
	case c.State == commitment.Verified && c.VerifiedAt != nil:
		return yearOf(*c.VerifiedAt)
	case c.State == commitment.Cancelled:
		return yearOf(c.StateSince)
	}
	return yearOfDay(c.Due)
}

func yearOfPartnership(p partnership.Partnership) int {
	switch {
	case p.ActiveAt != nil:
		return yearOf(*p.ActiveAt)
	case p.AgreedAt != nil:
		return yearOf(*p.AgreedAt)
	}
	return yearOf(p.StateSince)
}

// year is that of the newest reply to a proposal, or of the decision where nobody has replied.
func (c Change) year() int {
	newest, replied := c.Newest()
	switch {
	case replied:
		return yearOf(*newest.GivenAt)
	case c.Proposal.DecidedAt != nil:
		return yearOf(*c.Proposal.DecidedAt)
	}
	return yearOf(c.Proposal.StateSince)
}

// Verdicts are the newest words on each measure, by its number.
func (c Change) Verdicts() map[int]string {
	newest := map[int]string{}
	for _, r := range c.Replies {
		for _, v := range r.Measures() {
			newest[v.Measure] = v.Verdict
		}
	}
	return newest
}

// Newest is the last reply, if there is one.
func (c Change) Newest() (Reply, bool) {
	if len(c.Replies) == 0 {
		return Reply{}, false
	}
	return c.Replies[len(c.Replies)-1], true
}
