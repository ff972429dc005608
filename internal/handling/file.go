package handling

import (
	"context"
	"slices"
	"strconv"
	"time"

	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Longest texts, in characters.
const (
	CoreMost    = 300
	WordsMost   = 4000
	ReasonMost  = 600
	lineMost    = 120
	numberMost  = 40
	contactMost = 120
)

func itoa(n int) string { return strconv.Itoa(n) }

// Filing is an answer as somebody types it. What is not of its kind stays empty. Version is the answer she had before her, 0 where
// there was none.
type Filing struct {
	Proposal               string
	Kind                   string
	CoreZh, CoreEn, CoreSv string
	Verdicts               []Verdict
	Grade                  string // empty: as it follows from the verdicts
	Number                 string
	Signer                 string
	Contact                string
	Words                  string // of an opinion or a rating
	Rating                 string
	Clock                  string  // with a reply: who sees the clock: members, public, ClockParties or Later; empty: nothing is said
	Letter                 *Letter // it came from outside
	Version                int
}

// Letter is how an answer came from outside, and the paper.
type Letter struct {
	Organisation policy.OrganisationID
	Channel      string
	Dated        string
	Received     string
	Paper        *input.Sent
}

// Paper is the scanned letter by which an answer came. It is closed: whoever entered it, those who check letters, the secretariat and the
// lead authority open it.
type Paper struct {
	ID       string `gorm:"primaryKey"`
	AnswerID string
	Content  []byte
	Kind     string // media type, by its content
	Name     string
	Hash     string // SHA-256 of the content
	AddedBy  policy.PersonID
	AddedAt  time.Time
}

// TableName is the table's.
func (Paper) TableName() string { return "handling_letters" }

// Record is the answer the letter belongs to.
func (l Paper) Record() policy.Ref { return policy.Ref{Noun: AnswerNoun, ID: l.AnswerID} }

// Piece names it in the entries that seal it.
func (l Paper) Piece() string { return "letter " + l.ID }

// current gives a proposal the actor may see with its handling, both locked until the act is over.
func current(tx *register.Tx, actor policy.Actor, id string) (Case, error) {
	p, err := proposal.Locked(tx, actor, id)
	if err != nil {
		return Case{}, err
	}
	var m Handling
	err = tx.Clauses(clause.Locking{Strength: "UPDATE"}).Where("proposal_id = ? AND ended_at IS NULL", p.ID).Take(&m).Error
	if err != nil {
		return Case{}, store.Found(err)
	}
	k, err := know(tx.DB, tx.Now(), p, m)
	return Case{p, m, k}, err
}

// Speaks gives the organisation for which somebody would write an answer of a kind.
func Speaks(actor policy.Actor, now time.Time, c Case, kind string) (policy.OrganisationID, bool) {
	m := c.Handling
	var among []policy.OrganisationID
	switch kind {
	case Reply:
		among = []policy.OrganisationID{m.LeadID}
	case Opinion:
		among = m.Beside()
	case Rating:
		among = []policy.OrganisationID{m.ProposedFor}
	}
	for _, id := range among {
		if writes(actor, now, c.Proposal, Answer{Kind: kind, AnswersFor: id}, c.Known.Of[id]) {
			return id, true
		}
	}
	return append(among, "")[0], false
}

// of gives what an organisation has said of a kind in this round, or a new answer.
func (k Known) of(m Handling, kind string, id policy.OrganisationID) Answer {
	for _, a := range k.Replies {
		if a.Kind == kind && a.Round == m.Round && a.AnswersFor == id {
			return a
		}
	}
	return Answer{HandlingID: m.ID, ProposalID: m.ProposalID, ForumKey: m.ForumKey, Kind: kind, Round: m.Round, AnswersFor: id, State: Draft,
		Access: policy.Access{Forum: m.Forum}}
}

// MayFile refuses whoever could not write an answer of a kind now, or not enter one, in the words of the room.
func MayFile(actor policy.Actor, now time.Time, c Case, kind, verb string) (Answer, error) {
	id, _ := Speaks(actor, now, c, kind)
	a := c.Known.of(c.Handling, kind, id)
	_, err := Machine().Step(a.State, verb, actor.RolesIn(c.Proposal.Forum, now), JudgeAnswer(actor, now, c, a))
	return a, err
}

// File files an answer: a second person of the organisation confirms those very words. With a letter, it is entered as it came from
// outside, and counts once somebody has compared it with the paper.
func (s *Handlings) File(ctx context.Context, actor policy.Actor, f Filing) (Answer, error) {
	var a Answer
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		c, err := current(tx, actor, f.Proposal)
		if err != nil {
			return err
		}
		verb := "file"
		id, _ := Speaks(actor, tx.Now(), c, f.Kind)
		if f.Letter != nil {
			verb = "enter"
			if id = f.Letter.Organisation; f.Kind == Reply {
				id = c.Handling.LeadID
			}
		}
		if !slices.Contains(Kinds(), f.Kind) {
			return fault.NotFound()
		}
		a = c.Known.of(c.Handling, f.Kind, id)
		to, err := Machine().StepOn(f.Version == a.Version, a.State, verb, actor.RolesIn(c.Proposal.Forum, tx.Now()), JudgeAnswer(actor, tx.Now(), c, a))
		if err != nil {
			return err
		}
		return s.file(tx, c, &a, f, to)
	})
	return a, err
}

func (s *Handlings) file(tx *register.Tx, c Case, a *Answer, f Filing, to string) error {
	p, m := c.Proposal, c.Handling
	r := text.Reads(s.gate, tx.Now())
	draft, err := s.words(tx, r, c, a, f)
	if err != nil {
		return err
	}
	paper, clocked := a.came(tx, r, f), m.asked(r, *a, f)
	if err := r.Err(); err != nil {
		return err
	}
	verb, now := "file", tx.Now()
	if f.Letter != nil {
		verb = "enter"
	}
	from, first := a.State, a.ID == ""
	if first {
		a.ID, from = clock.NewID(), ""
	}
	tx.Permit(policy.Allow(AnswerNoun, a.ID, verb))
	if err := a.dropPaper(tx); err != nil {
		return err
	}
	if err := a.worded(tx, draft); err != nil {
		return err
	}
	a.State, a.StateSince, a.Reason, a.FiledAt, a.Alone = to, now, "", &now, f.Kind == Rating && c.Known.Of[a.AnswersFor].Alone
	a.FiledBy, a.EnteredBy = tx.Actor.Person, ""
	if paper != nil {
		a.FiledBy, a.EnteredBy = "", tx.Actor.Person
		paper.AnswerID, a.LetterID = a.ID, paper.ID
	}
	a.settle()
	if first {
		a.Version = 1
		err = tx.Add(a)
	} else {
		err = tx.Save(a)
	}
	if err != nil {
		return err
	}
	if paper != nil {
		if err := tx.Add(paper); err != nil {
			return err
		}
	}
	if clocked {
		if err := m.shows(tx, p); err != nil {
			return err
		}
	}
	return s.toldAnswer(tx, p, m, *a, a.note(p, past()[verb], from))
}
