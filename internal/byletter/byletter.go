// Package byletter is how an organisation with one registered person confirms the new version of its proposal after the consultation:
// by a signed letter, which the secretary enters and another compares with the words. What is confirmed is the proposal's; this room
// keeps the letter on its way there.
package byletter

import (
	"slices"
	"sync"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/drafting"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/workflow"
)

// Letter is the confirmation of one new version that comes on paper. It is closed: whoever entered it and those who check letters open it.
// When it is checked the proposal has it; what is given back is let go of.
type Letter struct {
	ID           string `gorm:"primaryKey"`
	ProposalID   string
	ForumID      policy.ForumID
	RevisedFor   policy.OrganisationID
	SheetID      string // on which the new version is written, and as it was when the letter was asked for
	SheetVersion int
	State        string
	StateSince   time.Time
	AskedBy      policy.PersonID
	Dated        string // day of the letter, 2006-01-02
	EnteredBy    policy.PersonID
	Content      []byte
	Kind         string // media type, by its content
	Name         string
	Hash         string // SHA-256 of the content
	Version      int
}

// TableName is the table's.
func (Letter) TableName() string { return "revision_letters" }

// Record is the proposal it belongs to.
func (l Letter) Record() policy.Ref { return policy.Ref{Noun: proposal.Noun, ID: l.ProposalID} }

// Piece names it in the entries that seal it.
func (l Letter) Piece() string { return "revision letter " + l.ID }

// Lock is the optimistic lock.
func (l *Letter) Lock() *int { return &l.Version }

// Path is where its steps are taken, without the language.
func (l Letter) Path() string { return "/revision-letter/" + l.ID }

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
	guardOwn       = "guard.revision_letter.own"
	guardOwnMatter = "guard.revision_letter.own_matter"
	guardWaits     = "guard.revision_letter.waits"
	guardChecker   = "guard.revision_letter.checker"
	guardMandate   = "guard.revision_letter.mandate"
)

// Machine is the life of such a letter.
func Machine() workflow.Machine { return machine() }

var machine = sync.OnceValue(func() workflow.Machine {
	checkers := policy.Who(policy.CheckLetter)
	return workflow.Machine{
		Noun: "revision_letter", First: Asked,
		States: []workflow.State{{Name: Asked}, {Name: Attached}, {Name: Checked, End: true}, {Name: Refused, End: true}, {Name: Dropped, End: true}},
		Transitions: []workflow.Transition{
			{Verb: "attach", From: []string{Asked}, To: Attached, Roles: policy.Who(policy.EnterLetter), Guards: []string{guardOwnMatter, guardWaits}},
			{Verb: "check", From: []string{Attached}, To: Checked, Roles: checkers, Guards: []string{guardChecker, guardOwnMatter, guardWaits, guardMandate}},
			{Verb: "refuse", From: []string{Attached}, To: Refused, Roles: checkers, Guards: []string{guardChecker, guardOwnMatter}},
			{Verb: "take_back", From: []string{Asked, Attached}, To: Dropped, Roles: policy.Who(policy.WriteProposal), Guards: []string{guardOwn}},
		},
	}
})

// Known is what the judgement of a letter needs to know beside the actor and the letter.
type Known struct {
	Waits    bool // the new version still waits for its confirmation, in the words the letter is about
	Mandated bool // whoever sent it still holds the mandate she signed under
}

// Judge asks every guard of the machine for an actor. Pages ask the same, so that a button that is shown works.
func Judge(actor policy.Actor, now time.Time, l Letter, known Known) workflow.Judgement {
	_, belongs := actor.Member(l.RevisedFor)
	speaks := slices.ContainsFunc(actor.Voices(l.ForumID, now), func(m policy.Mandate) bool { return m.Organisation == l.RevisedFor })
	entered := l.EnteredBy != "" && actor.Person == l.EnteredBy
	return workflow.Judgement{
		guardOwn:       workflow.Whose(speaks),
		guardOwnMatter: workflow.Whose(!belongs),
		guardWaits:     workflow.If(known.Waits, nil),
		guardChecker:   {OK: !entered && actor.Person != l.AskedBy, Whose: entered || actor.Person == l.AskedBy},
		guardMandate:   workflow.If(known.Mandated, nil),
	}
}

// Letters is the room's door.
type Letters struct {
	r         *register.Register
	forums    *forum.Forums
	proposals *proposal.Proposals
}

// New opens the room.
func New(r *register.Register, forums *forum.Forums, proposals *proposal.Proposals) *Letters {
	return &Letters{r, forums, proposals}
}

// sees tells whether somebody may know of a letter: its organisation's people, and those who enter and check letters.
func (l Letter) sees(viewer policy.Actor, now time.Time) bool {
	_, own := viewer.Member(l.RevisedFor)
	roles := viewer.RolesIn(l.ForumID, now)
	return own || policy.May(policy.EnterLetter, roles) || policy.May(policy.CheckLetter, roles)
}

// matter is what a letter is about, and what its judgement needs to know.
type matter struct {
	sheet drafting.Sheet
	known Known
}

// know reads what some letters are about, by id, in as many queries for one as for all.
func (s *Letters) know(db *gorm.DB, letters []Letter, of map[string]proposal.Proposal) (map[string]matter, error) {
	var ids []string
	for _, l := range letters {
		ids = append(ids, l.SheetID)
	}
	var found []drafting.Sheet
	if err := db.Session(&gorm.Session{NewDB: true}).Where("id IN ?", ids).Find(&found).Error; err != nil {
		return nil, err
	}
	sheets := map[string]drafting.Sheet{}
	var signers []policy.PersonID
	for _, sh := range found {
		sheets[sh.ID], signers = sh, append(signers, sh.AskedBy)
	}
	standings, err := s.forums.StandingsIn(db, signers)
	all, now := map[string]matter{}, s.r.Now()
	for _, l := range letters {
		sh, p := sheets[l.SheetID], of[l.ProposalID]
		held := standings[sh.AskedBy].Actor(sh.AskedBy).Voices(l.ForumID, now)
		all[l.ID] = matter{sh, Known{
			Waits:    p.State == proposal.Consultation && !p.Takes(now) && sh.Asked() && sh.Version == l.SheetVersion && sh.OrganisationID == l.RevisedFor,
			Mandated: slices.ContainsFunc(held, func(m policy.Mandate) bool { return m.ID == sh.AskedMandate })}}
	}
	return all, err
}

// find gives a letter the actor may know of with its proposal, both locked, and the sheet it is about.
func (s *Letters) find(tx *register.Tx, id, verb string, version int) (l Letter, p proposal.Proposal, sh drafting.Sheet, err error) {
	if err = tx.Omit("content").Where("id = ?", id).Take(&l).Error; err != nil {
		return l, p, sh, store.Found(err)
	}
	if p, err = proposal.Locked(tx, tx.Actor, l.ProposalID); err != nil {
		return l, p, sh, err
	}
	l = Letter{}
	if err = tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&l).Error; err != nil {
		return l, p, sh, store.Found(err)
	}
	if !l.sees(tx.Actor, tx.Now()) {
		return l, p, sh, fault.NotFound()
	}
	about, err := s.know(tx.DB, []Letter{l}, map[string]proposal.Proposal{p.ID: p})
	if err != nil {
		return l, p, sh, err
	}
	sh = about[l.ID].sheet
	to, err := Machine().StepOn(version == l.Version, l.State, verb, tx.Actor.RolesIn(l.ForumID, tx.Now()), Judge(tx.Actor, tx.Now(), l, about[l.ID].known))
	if err != nil {
		return l, p, sh, err
	}
	tx.Permit(policy.Allow(proposal.Noun, p.ID, "revision_letter"))
	l.State, l.StateSince = to, tx.Now()
	return l, p, sh, nil
}
