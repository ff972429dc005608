// Package byletter is how an organisation with one registered person confirms what otherwise takes a second one: its proposal's new
// version after the consultation, its withdrawal, and taking a withdrawn one over. A letter of an organisation withdraws its statement,
// too. The secretary enters the letter and another compares it. What is confirmed is another room's; this one keeps the letter.
package byletter

import (
	"slices"
	"strings"
	"sync"
	"time"

	"gorm.io/gorm/clause"

	"sametable/internal/cosign"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// About is what a letter says.
type About string

// What letters say. The first three wait for a second person of the organisation; the last comes from outside, as the statement may have.
const (
	Revision   About = "revision"
	Withdrawal About = "withdrawal"
	TakeOver   About = "take_over"
	Statement  About = "statement_withdrawal"
)

// Abouts lists everything a letter can say.
func Abouts() []About { return []About{Revision, Withdrawal, TakeOver, Statement} }

// Letter is the confirmation of one thing that comes on paper. It is closed: whoever entered it and those who check letters open it.
// Where a proposal's words are confirmed by it the proposal has it from then on; that of a withdrawal stays here. What is given back is
// let go of.
type Letter struct {
	ID           string `gorm:"primaryKey"`
	ProposalID   string
	ForumID      policy.ForumID
	About        About                 // empty in rows of the time when all were about new versions
	SentFor      policy.OrganisationID `gorm:"column:revised_for"`
	SheetID      string                // on which the new version is written, and as it was when the letter was asked for
	SheetVersion int
	Matter       string // id of what else it is about: a proposal, a signature, a statement
	Mark         string // what that said when the letter was asked for
	State        string
	StateSince   time.Time
	AskedBy      policy.PersonID
	Dated        string // day of the letter, 2006-01-02
	Received     string // day on which it came, where that counts
	EnteredBy    policy.PersonID
	CheckedBy    policy.PersonID
	Content      []byte
	Kind         string // media type, by its content
	Name         string
	Hash         string // SHA-256 of the content
	Version      int
}

// TableName is the table's.
func (Letter) TableName() string { return "confirming_letters" }

// Record is the proposal it belongs to.
func (l Letter) Record() policy.Ref { return policy.Ref{Noun: proposal.Noun, ID: l.ProposalID} }

// Says is what the letter is about.
func (l Letter) Says() About {
	if l.About == "" {
		return Revision
	}
	return l.About
}

// Piece names it in the entries that seal it.
func (l Letter) Piece() string {
	return strings.ReplaceAll(string(l.Says()), "_", " ") + " letter " + l.ID
}

// Lock is the optimistic lock.
func (l *Letter) Lock() *int { return &l.Version }

// Path is where its steps are taken, without the language.
func (l Letter) Path() string { return "/by-letter/" + l.ID }

// way tells whether the letter is still on its way.
func (l Letter) way() bool { return l.State == Asked || l.State == Attached }

// The states of such a letter.
const (
	Asked    = "asked" // it is to come
	Attached = "attached"
	Checked  = "checked"
	Refused  = "refused"
	Dropped  = "dropped"
)

// Guards of the machine.
const (
	guardOwn       = "guard.by_letter.own"
	guardOwnMatter = "guard.by_letter.own_matter"
	guardWaits     = "guard.by_letter.waits"
	guardChecker   = "guard.by_letter.checker"
	guardMandate   = "guard.by_letter.mandate"
	guardAsked     = "guard.by_letter.asked"
	guardOutside   = "guard.by_letter.outside"
	guardSender    = "guard.by_letter.sender"
	guardInTime    = "guard.by_letter.in_time"
	guardNewer     = "guard.by_letter.newer"
	guardOver      = "guard.by_letter.over"
)

// Machine is the life of such a letter.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	checkers, entering := policy.Who(policy.CheckLetter), policy.Who(policy.EnterLetter)
	return workflow.Machine{
		Noun: "by_letter", First: Asked,
		States: []workflow.State{{Name: Asked}, {Name: Attached}, {Name: Checked, End: true}, {Name: Refused, End: true}, {Name: Dropped, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "attach", From: []string{Asked}, To: Attached, Roles: entering, Guards: []string{guardAsked, guardOwnMatter, guardWaits}},
			{Verb: "enter", From: []string{Asked}, To: Attached, Roles: entering, Guards: []string{guardOutside, guardOwnMatter, guardWaits, guardSender, guardInTime, guardNewer}},
			{Verb: "check", From: []string{Attached}, To: Checked, Roles: checkers,
				Guards: []string{guardChecker, guardOwnMatter, guardWaits, guardMandate, guardSender, guardInTime, guardNewer}},
			{Verb: "refuse", From: []string{Attached}, To: Refused, Roles: checkers, Guards: []string{guardChecker, guardOwnMatter}},
			{Verb: "take_back", From: []string{Asked, Attached}, To: Dropped, Roles: policy.Who(policy.WriteProposal), Guards: []string{guardAsked, guardOwn}},
			{Verb: "lapse", From: []string{Asked, Attached}, To: Dropped, Roles: []policy.Role{policy.RoleSystem}, Guards: []string{guardOver}},
		},
	}
})

// Known is what the judgement of a letter needs to know beside the actor and the letter.
type Known struct {
	Waits    bool       // what the letter is about still waits for it, in the words it had
	Over     bool       // and never will again
	Mandated bool       // whoever sent it still holds the mandate she signed under; of a statement nobody has
	Sits     bool       // of a statement: the organisation is accredited and sits in the forum with a vote
	InTime   bool       // of a statement: the letter was written and came before the window closed
	Newer    bool       // of a statement: it was written no earlier than the statement
	Until    *time.Time // of a statement: the last instant of the window
}

// Judge asks every guard of the machine for an actor. Pages ask the same, so that a button that is shown works.
func Judge(actor policy.Actor, now time.Time, l Letter, known Known) workflow.Judgement {
	_, belongs := actor.Member(l.SentFor)
	entered := l.EnteredBy != "" && actor.Person == l.EnteredBy
	asked := l.AskedBy != "" && actor.Person == l.AskedBy
	var until map[string]any
	if known.Until != nil {
		until = map[string]any{"Until": *known.Until}
	}
	return workflow.Judgement{
		guardOwn:       workflow.Whose(speaks(actor, now, l.ForumID, l.SentFor)),
		guardOwnMatter: workflow.Whose(!belongs),
		guardWaits:     workflow.If(known.Waits, nil),
		guardChecker:   {OK: !entered && !asked, Whose: entered || asked},
		guardMandate:   workflow.If(known.Mandated, nil),
		guardAsked:     workflow.If(l.Says() != Statement, nil),
		guardOutside:   workflow.If(l.Says() == Statement, nil),
		guardSender:    workflow.If(known.Sits, nil),
		guardInTime:    workflow.If(known.InTime, until),
		guardNewer:     workflow.If(known.Newer, nil),
		guardOver:      workflow.If(known.Over, nil),
	}
}

// speaks tells whether somebody speaks for an organisation in a forum.
func speaks(actor policy.Actor, now time.Time, in policy.ForumID, org policy.OrganisationID) bool {
	return slices.ContainsFunc(actor.Voices(in, now), func(m policy.Mandate) bool { return m.Organisation == org })
}

// Letters is the room's door.
type Letters struct {
	r            *register.Register
	forums       *forum.Forums
	proposals    *proposal.Proposals
	cosignatures *cosign.Cosignatures
}

// New opens the room.
func New(r *register.Register, forums *forum.Forums, proposals *proposal.Proposals, cosignatures *cosign.Cosignatures) *Letters {
	return &Letters{r, forums, proposals, cosignatures}
}

// sees tells whether somebody may know of a letter: its organisation's people, and those who enter and check letters.
func (l Letter) sees(viewer policy.Actor, now time.Time) bool {
	_, own := viewer.Member(l.SentFor)
	roles := viewer.RolesIn(l.ForumID, now)
	return viewer.System || own || policy.May(policy.EnterLetter, roles) || policy.May(policy.CheckLetter, roles)
}

// find gives a letter the actor may know of with its proposal, both locked, and what it is about.
func (s *Letters) find(tx *register.Tx, id, verb string, version int) (l Letter, p proposal.Proposal, m Matter, err error) {
	if err = tx.Omit("content").Where("id = ?", id).Take(&l).Error; err != nil {
		return l, p, m, store.Found(err)
	}
	if p, err = proposal.Locked(tx, tx.Actor, l.ProposalID); err != nil {
		return l, p, m, err
	}
	l = Letter{}
	if err = tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&l).Error; err != nil {
		return l, p, m, store.Found(err)
	}
	if !l.sees(tx.Actor, tx.Now()) {
		return l, p, m, fault.NotFound()
	}
	about, err := s.know(tx.DB, []Letter{l}, map[string]proposal.Proposal{p.ID: p})
	if err != nil {
		return l, p, m, err
	}
	m = about[l.ID]
	to, err := Machine().StepOn(version == l.Version, l.State, verb, tx.Actor.RolesIn(l.ForumID, tx.Now()), Judge(tx.Actor, tx.Now(), l, m.Known))
	if err != nil {
		return l, p, m, err
	}
	tx.Permit(policy.Allow(proposal.Noun, p.ID, "by_letter"))
	l.State, l.StateSince = to, tx.Now()
	return l, p, m, nil
}
