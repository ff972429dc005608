package proposal

import (
	"time"

	"gorm.io/gorm"

	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/text"
)

// StatementNoun is the name of a statement in the register.
const StatementNoun = "statement"

// Stance is where an organisation stands on a proposal.
type Stance string

// The four stances. No comment is an answer: it says that the organisation has read and adds nothing.
const (
	Support     Stance = "support"
	WithChanges Stance = "changes"
	NoComment   Stance = "none"
	Object      Stance = "object"
)

// Stances lists every stance, the most approving first.
func Stances() []Stance { return []Stance{Support, WithChanges, NoComment, Object} }

// NeedsReasons tells the stances that ask the proposer to do something, and so have to say what.
func (s Stance) NeedsReasons() bool { return s == WithChanges || s == Object }

// Position is one filing: where the organisation stands, in which words, on which version of the proposal, and how it came.
type Position struct {
	VersionID  string // of the statement's text; its title is the stance
	Revision   int
	Hash       string
	Stance     Stance
	Named      bool   // the organisation may be named in public
	OfRevision int    // of the proposal
	OfHash     string // of the proposal's words
	FiledBy    policy.PersonID
	MandateID  policy.MandateID
	FiledAt    *time.Time
	EnteredBy  policy.PersonID // who typed it from paper; FiledBy is empty then
	Letter     string          // how it came: of Channels; empty: it was typed by a representative
	Dated      string          // day of the letter
	Received   string          // day on which it came
	LetterID   string
}

// Came is when the organisation's word was there: as it was filed, and for a letter the day on which it came, whenever it was typed.
func (pos Position) Came() *time.Time {
	if day, err := time.ParseInLocation(time.DateOnly, pos.Received, beijing); err == nil {
		return &day
	}
	return pos.FiledAt
}

// Statement is what one organisation says on one proposal while it is out for consultation. Position is the newest filing, which may
// wait for its confirmation; Standing is the last one that was confirmed, and counts while Stands is true.
type Statement struct {
	ID          string `gorm:"primaryKey"`
	ProposalID  string
	ForumKey    string
	StatedFor   policy.OrganisationID
	State       string
	StateSince  time.Time
	Language    string
	TextID      string
	Reason      string // why the newest filing was given back
	Position    `gorm:"embedded"`
	Stands      bool
	Standing    Position `gorm:"embedded;embeddedPrefix:standing_"`
	ConfirmedBy policy.PersonID
	ConfirmedAt *time.Time
	policy.Access
	Version int
}

// TableName is the table's.
func (Statement) TableName() string { return "proposal_statements" }

// Record is the statement itself.
func (st Statement) Record() policy.Ref { return policy.Ref{Noun: StatementNoun, ID: st.ID} }

// Piece names it in the entries that seal it.
func (Statement) Piece() string { return "row" }

// Lock is the optimistic lock.
func (st *Statement) Lock() *int { return &st.Version }

// Path is the statement's page without the language.
func (st Statement) Path() string { return "/statement/" + st.ID }

// Confirmed once: readers may know of it, whatever became of it.
func (st Statement) known() bool { return st.Standing.VersionID != "" }

// Shown is the text version that others read: of what was confirmed, and before anything was the newest.
func (st Statement) Shown() string {
	if st.known() {
		return st.Standing.VersionID
	}
	return st.VersionID
}

// Pending tells whether the newest filing is not the one that was confirmed last.
func (st Statement) Pending() bool {
	return st.State != Withdrawn && st.State != Confirmed
}

// Outdated tells whether a position is about words of the proposal that are no longer its own.
func (pos Position) Outdated(p Proposal) bool {
	return pos.VersionID != "" && pos.OfRevision != p.Revision
}

// class is who may see the statement: what was confirmed once is as open as the proposal, or stays in the forum where the organisation
// is not to be named in public; before that it is its organisation's alone, with those who handle its letter.
func (st Statement) class(p Proposal) policy.Class {
	switch {
	case st.known() && st.Standing.Named:
		return p.Class
	case st.known():
		return policy.Members
	}
	return st.pending().Class
}

// pending is who may see a filing that nobody has confirmed.
func (st Statement) pending() policy.Access {
	class := policy.Colleagues
	if st.Letter != "" {
		class = policy.Secretariat
	}
	return policy.Access{Class: class, Forum: st.Forum, Organisation: st.StatedFor, Person: st.FiledBy}
}

// settle gives the statement the access of its state.
func (st *Statement) settle(p Proposal) {
	st.Access = policy.Access{Class: st.class(p), Forum: p.Forum, Organisation: st.StatedFor, Person: st.FiledBy}
}

// note begins an entry about the newest filing. Where it was never confirmed, those alone see it who see the filing.
func (st Statement) note(p Proposal, verb, from string) register.Note {
	n := register.Note{Noun: StatementNoun, ID: st.ID, Verb: verb, From: from, To: st.State, For: st.StatedFor, Mandate: st.MandateID, Version: st.VersionID, Hash: st.Hash,
		Facts: map[string]any{"stance": string(st.Stance), "proposal": p.ID, "reference": p.Reference, "stated_for": string(st.StatedFor), "of_revision": st.OfRevision,
			"of_hash": st.OfHash, "named": st.Named},
		Access: st.Access, Values: map[string]string{}}
	if st.Letter != "" {
		n.Facts["channel"], n.Facts["dated"], n.Facts["received"] = st.Letter, st.Dated, st.Received
	}
	switch {
	case st.Pending() || !st.known():
		n.Access = st.pending()
	case st.State == Withdrawn: // of what readers knew, not of a change that nobody confirmed
		n.Version, n.Hash, n.Facts["stance"] = "", "", string(st.Standing.Stance)
	}
	return n
}

// put keeps the statement's card. It is titled as the proposal is, in every language readers get that in.
func (st Statement) put(tx *register.Tx, p Proposal) error {
	_, v, trs, err := text.Of(tx.DB, p.Record())
	if err != nil {
		return err
	}
	c := register.Card{Noun: StatementNoun, NounID: st.ID, Language: p.Language, State: st.State, Path: st.Path(), Access: st.Access}
	c.Titled(v.Language, v.Title)
	for _, tr := range trs {
		if tr.State.Shown() {
			c.Titled(tr.Language, tr.Title)
		}
	}
	tx.Put(c)
	return nil
}

// seen narrows to the statements the viewer may see: by their access, and all of her own organisations.
func (s *Proposals) seen(viewer policy.Actor) func(*gorm.DB) *gorm.DB {
	return func(g *gorm.DB) *gorm.DB {
		fresh := g.Session(&gorm.Session{NewDB: true})
		visible := register.Visible(viewer, s.r.Now(), "proposal_statements.")(fresh)
		if orgs := viewer.Organisations(); len(orgs) > 0 {
			visible = fresh.Where(visible).Or("proposal_statements.stated_for IN ?", orgs)
		}
		return g.Where(visible)
	}
}
