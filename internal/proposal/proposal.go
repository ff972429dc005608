// Package proposal is what an organisation asks the forum to recommend: one matter, told as situation, analysis and numbered
// measures. It is written by several hands, confirmed by a second person or a letter, numbered when it is submitted, screened, and put
// to consultation. Its words are a text in versions; what is bound to a version is bound to its hash.
package proposal

import (
	"fmt"
	"slices"
	"time"

	"sametable/internal/drafting"
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/text"
)

// Noun is the name of a proposal in the register.
const Noun = "proposal"

// Proposal is one matter on its way. Its id and, once it has one, its number stay through every return.
type Proposal struct {
	ID          string `gorm:"primaryKey"`
	ForumKey    string
	Number      int // in its forum and year of submission; 0: not submitted yet
	Year        int // in Beijing
	Reference   string
	Outcome     drafting.Outcome
	Level       drafting.Level
	Addressed   string // ids of the organisations that are to act, separated by blanks
	Documents   string // ids of the background documents it rests on, separated by blanks
	State       string
	StateSince  time.Time
	Language    string
	TextID      string
	VersionID   string
	Revision    int
	ProposedFor policy.OrganisationID
	StartedBy   policy.PersonID
	AskedBy     policy.PersonID // who sent it for confirmation last, and under which mandate
	MandateID   policy.MandateID
	ConfirmedBy policy.PersonID
	Letter      string // how a confirmation came that no colleague gave
	LetterDated string
	LetterAsked bool
	EnteredBy   policy.PersonID
	Reason      string // of the last step that needed one
	JudgedBy    policy.PersonID
	RefusalBy   policy.PersonID // the first of two who want it refused, in which office, and why
	RefusalAs   policy.Role
	RefusalWhy  string
	RelatedID   string // the proposal it was merged into
	ForwardedTo string // where it went instead, in words
	SubmittedAt *time.Time
	ScreenedAt  *time.Time
	Opened      int // number of the version with which it became public; 0: it is not
	OpenedAt    *time.Time
	ClosesAt    *time.Time // the last instant of its consultation
	Preset      string     // of Presets
	Invited     string     // ids of the organisations that were asked, separated by blanks
	AnsweredAt  *time.Time // when its organisation has answered the statements in a new version
	DecidedAt   *time.Time // when the table's decision was announced
	PutOff      int        // how often it was put off
	Synopsis    string     // ids of the statements its synopsis answers, line by line, separated by blanks
	Cosigners   string     // ids of the organisations that sign it too, in the order they joined, separated by blanks; the room above keeps it
	EndsBy      policy.PersonID
	EndsMandate policy.MandateID
	EndsWhy     string // why EndsBy wants it withdrawn; a second person of the organisation has not said yes
	EndsSince   *time.Time
	LeftFrom    string // the state it was in when it was withdrawn
	policy.Access
	Version int
}

// Record is the proposal itself.
func (p Proposal) Record() policy.Ref { return policy.Ref{Noun: Noun, ID: p.ID} }

// Piece names it in the entries that seal it.
func (Proposal) Piece() string { return "row" }

// Lock is the optimistic lock.
func (p *Proposal) Lock() *int { return &p.Version }

// Path is the proposal's page without the language: "/f/HD/p/2018-01", and by its id before it has a number.
func (p Proposal) Path() string {
	if p.Number == 0 {
		return "/proposal/" + p.ID
	}
	return fmt.Sprintf("/f/%s/p/%d-%02d", p.ForumKey, p.Year, p.Number)
}

// AddressedTo lists the organisations that are to act.
func (p Proposal) AddressedTo() []policy.OrganisationID { return orgs(p.Addressed) }

// Proposals is the room's door.
type Proposals struct {
	*drafting.Drafts
	r      *register.Register
	forums *forum.Forums
	gate   *safeguard.Gate
}

// New opens the room.
func New(r *register.Register, forums *forum.Forums, gate *safeguard.Gate) *Proposals {
	return &Proposals{Drafts: drafting.New(r, gate), r: r, forums: forums, gate: gate}
}

// settle gives the proposal the access of its state.
func (p *Proposal) settle() {
	p.Access = policy.Access{Class: p.class(), Forum: p.Forum, Organisation: p.ProposedFor, Person: p.StartedBy}
}

// class is who may see the proposal. Until it is submitted it is its organisation's alone, with those who handle its letter; then the
// secretariat's; from its consultation on everybody's, whatever becomes of it.
func (p Proposal) class() policy.Class {
	switch {
	case p.Class == policy.Public || p.State == Consultation:
		return policy.Public
	case p.State == Admitted || p.State == Withdrawn && p.LeftFrom == Admitted && p.Cosigners != "": // it may be taken over
		return policy.Members
	case p.SubmittedAt != nil || p.LetterAsked:
		return policy.Secretariat
	}
	return policy.Colleagues
}

// note begins an entry about the proposal; what differs is filled in by the use case.
func (p Proposal) note(verb, from string) register.Note {
	return register.Note{Noun: Noun, ID: p.ID, Verb: verb, From: from, To: p.State, For: p.ProposedFor, Mandate: p.MandateID, Version: p.VersionID,
		Facts:  map[string]any{"reference": p.Reference, "outcome": string(p.Outcome), "revision": p.Revision, "proposed_for": string(p.ProposedFor)},
		Access: p.Access, Values: map[string]string{}}
}

// put keeps the proposal's card, titled in each language readers get it in, and gives the version it stands on.
func (p Proposal) put(tx *register.Tx) (text.Version, error) {
	_, v, trs, err := text.Of(tx.DB, p.Record())
	if err != nil {
		return v, err
	}
	c := register.Card{Noun: Noun, NounID: p.ID, Reference: p.Reference, Language: p.Language, State: p.State, Path: p.Path(), Access: p.Access}
	c.Titled(v.Language, v.Title)
	for _, tr := range trs {
		if tr.State.Shown() {
			c.Titled(tr.Language, tr.Title)
		}
	}
	tx.Put(c)
	return v, nil
}

// beijing gives the year of a reference and the end of a day: a proposal submitted on New Year's morning in Beijing is of the new year.
var beijing = time.FixedZone("Asia/Shanghai", 8*60*60)

func listed[T ~string](all []T, one T) bool { return slices.Contains(all, one) }
