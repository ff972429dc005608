package charter

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/lang"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// Longest texts, in characters, and how many comments of one organisation stand at a time.
const (
	CommentMost  = 2000
	QuoteMost    = 300
	AnswerMost   = 1000
	mostComments = 40
)

// What can become of a comment.
const (
	TakenUp = "taken_up"
	InPart  = "in_part"
	NotUp   = "not"
)

// Fates lists what can become of a comment.
func Fates() []string { return []string{TakenUp, InPart, NotUp} }

// Comment is what an organisation says on a charter in its consultation, and what became of it. Everybody of the forum reads it.
// Access.Organisation is whose it is.
type Comment struct {
	ID             string `gorm:"primaryKey"`
	CharterID      string
	Place          string // see BlockPlace and RulePlace; empty: the whole
	Quote          string // of the block
	Words          string
	Language       string
	FiledBy        policy.PersonID
	MandateID      policy.MandateID
	FiledAt        time.Time
	ChangedAt      *time.Time
	WithdrawnAt    *time.Time
	Fate           string // empty: nobody has said
	Answer         string
	AnswerLanguage string
	AnsweredBy     policy.PersonID
	AnsweredAt     *time.Time
	policy.Access
	Version int
}

// TableName is the table's.
func (Comment) TableName() string { return "charter_comments" }

// Record is the charter it is about.
func (c Comment) Record() policy.Ref { return policy.Ref{Noun: forum.CharterNoun, ID: c.CharterID} }

// Piece names it in the entries that seal it.
func (c Comment) Piece() string { return "comment " + c.ID }

// Lock is the optimistic lock.
func (c *Comment) Lock() *int { return &c.Version }

// BlockPlace is the place of a block of the text, counted from 1.
func BlockPlace(n int) string { return "b" + strconv.Itoa(n) }

// RulePlace is the place of a rule, by the name of its field.
func RulePlace(name string) string { return "r." + name }

// Block is the number of the block a comment is about; 0: it is about none.
func (c Comment) Block() int {
	n, err := strconv.Atoi(strings.TrimPrefix(c.Place, "b"))
	if err != nil || !strings.HasPrefix(c.Place, "b") {
		return 0
	}
	return n
}

// Rule is the name of the rule a comment is about; empty: it is about none.
func (c Comment) Rule() string {
	name, is := strings.CutPrefix(c.Place, "r.")
	if !is {
		return ""
	}
	return name
}

// Said is a comment as its form has it. Comment is the one that is changed; Version is its own then, else that of the charter.
type Said struct {
	Charter  string
	Comment  string
	Mandate  policy.MandateID
	Place    string
	Quote    string
	Words    string
	Language string
	Version  int
}

// Comment lets a delegate say what her organisation thinks of a charter in its consultation, or say it otherwise.
func (s *Charters) Comment(ctx context.Context, actor policy.Actor, said Said) (Comment, error) {
	var c Comment
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		h, err := find(tx, said.Charter)
		if err != nil {
			return err
		}
		verb := "comment"
		if said.Comment != "" {
			verb = "change_comment"
			if c, err = comment(tx, said.Comment); err != nil || c.CharterID != h.c.ID {
				return store.Found(orMissing(err))
			}
		}
		if _, err := s.step(tx, h, verb, said.Version, &c); err != nil {
			return err
		}
		if err := s.read(tx, h, said, &c); err != nil {
			return err
		}
		if verb == "comment" {
			err = tx.Add(&c)
		} else {
			err = tx.Save(&c)
		}
		if err != nil {
			return err
		}
		n := h.commented(c, verb)
		n.Facts["language"], n.Values["words"], n.Values["quote"] = c.Language, c.Words, c.Quote
		h.keepers(&n.Tell)
		tx.Enter(n)
		return nil
	})
	return c, err
}

// comment gives a comment, locked until the act is over.
func comment(tx *register.Tx, id string) (Comment, error) {
	var c Comment
	err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(tx.Actor, tx.Now(), "charter_comments.")).Where("id = ?", id).Take(&c).Error
	return c, store.Found(err)
}

func orMissing(err error) error {
	if err == nil {
		return fault.NotFound()
	}
	return err
}

// read reads what was typed into a comment.
func (s *Charters) read(tx *register.Tx, h held, said Said, c *Comment) error {
	r, now := text.Reads(s.gate, tx.Now()), tx.Now()
	m, err := h.voice(tx, said.Mandate, c.Organisation)
	if err != nil {
		return err
	}
	if m.ID == "" {
		r.Fields.Add("mandate", "input.choice", nil)
	}
	quote := r.Line("quote", said.Quote, QuoteMost, false)
	if !h.placed(said.Place) {
		r.Fields.Add("place", "input.choice", nil)
	} else if quote != "" && !h.quoted(said.Place, quote) {
		r.Fields.Add("quote", "charter.quote_unknown", nil)
	}
	words := r.Prose("words", said.Words, CommentMost, true)
	language := input.Choice(&r.Fields, "language", said.Language, lang.Codes())
	r.Look("words", quote+"\n\n"+words)
	if c.ID == "" && m.ID != "" {
		var n int64
		if err := tx.Model(&Comment{}).Where("charter_id = ? AND organisation_id = ? AND withdrawn_at IS NULL", h.c.ID, m.Organisation).Count(&n).Error; err != nil {
			return err
		}
		if n >= mostComments {
			r.Fields.Add("words", "charter.comments_many", fault.Args{"Most": mostComments})
		}
	}
	if err := r.Err(); err != nil {
		return err
	}
	if c.ID == "" {
		*c = Comment{ID: clock.NewID(), CharterID: h.c.ID, FiledAt: now, Version: 1, Access: policy.Access{Class: policy.Members, Forum: h.f.ID, Organisation: m.Organisation}}
	} else {
		c.ChangedAt = &now
	}
	c.Place, c.Quote, c.Words, c.Language, c.FiledBy, c.MandateID = said.Place, quote, words, string(language), tx.Actor.Person, m.ID
	return nil
}

// voice is the mandate under which the actor speaks: for one organisation where it is said, the one she chose, or her only one.
func (h held) voice(tx *register.Tx, chosen policy.MandateID, org policy.OrganisationID) (policy.Mandate, error) {
	all := slices.DeleteFunc(Delegates(tx.Actor, h.f.ID, tx.Now()), func(m policy.Mandate) bool {
		return org != "" && m.Organisation != org || chosen != "" && m.ID != chosen
	})
	if len(all) == 0 || len(all) > 1 && org == "" {
		return policy.Mandate{}, nil
	}
	return all[0], nil
}

// placed tells whether there is such a place in the charter that is consulted on.
func (h held) placed(place string) bool {
	c := Comment{Place: place}
	switch {
	case place == "":
		return true
	case c.Rule() != "":
		return listed(forum.RuleNames(), c.Rule())
	}
	return place == BlockPlace(c.Block()) && c.Block() > 0 && c.Block() <= len(markup.Render(h.v.Source).Blocks)
}

// quoted tells whether words stand in a block, in one of the languages the charter can be read in.
func (h held) quoted(place, quote string) bool {
	at := Comment{Place: place}.Block() - 1
	if at < 0 {
		return false
	}
	sources := []string{h.v.Source}
	for _, tr := range h.trs {
		sources = append(sources, tr.Source)
	}
	return slices.ContainsFunc(sources, func(source string) bool {
		blocks := markup.Render(source).Blocks
		return at < len(blocks) && strings.Contains(strings.Join(strings.Fields(blocks[at].Text), " "), strings.Join(strings.Fields(quote), " "))
	})
}

// commented begins an entry about a comment, which stays in the forum.
func (h held) commented(c Comment, verb string) register.Note {
	n := h.c.Note(h.f, forum.CharterNoun+"."+past()[verb], h.c.State, h.c.State)
	h.members(&n)
	n.For, n.Mandate, n.Values = c.Organisation, c.MandateID, map[string]string{}
	n.Facts["comment"], n.Facts["organisation"], n.Facts["place"] = c.ID, string(c.Organisation), c.Place
	return n
}

// WithdrawComment takes a comment back while the consultation runs.
func (s *Charters) WithdrawComment(ctx context.Context, actor policy.Actor, id string, version int) (Comment, error) {
	var c Comment
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		h, err := s.about(tx, id, &c)
		if err != nil {
			return err
		}
		if _, err := s.step(tx, h, "withdraw_comment", version, &c); err != nil {
			return err
		}
		now := tx.Now()
		c.WithdrawnAt = &now
		if err := tx.Save(&c); err != nil {
			return err
		}
		n := h.commented(c, "withdraw_comment")
		h.keepers(&n.Tell)
		tx.Enter(n)
		return nil
	})
	return c, err
}

// about finds a comment and the charter it is about, the charter first, as everywhere.
func (s *Charters) about(tx *register.Tx, id string, c *Comment) (held, error) {
	var of Comment
	if err := tx.Scopes(register.Visible(tx.Actor, tx.Now(), "charter_comments.")).Select("charter_id").Where("id = ?", id).Take(&of).Error; err != nil {
		return held{}, store.Found(err)
	}
	h, err := find(tx, of.CharterID)
	if err != nil {
		return h, err
	}
	*c, err = comment(tx, id)
	return h, err
}

// Answering says what became of a comment.
type Answering struct {
	Comment  string
	Fate     string
	Answer   string // why; needed where it is not taken up as it stands
	Language string
	Version  int
}

// Answer says what became of a comment, once the consultation is over: those who keep the forum's order do. It can be said anew until the
// charter is put to the vote.
func (s *Charters) Answer(ctx context.Context, actor policy.Actor, a Answering) (Comment, error) {
	var c Comment
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		h, err := s.about(tx, a.Comment, &c)
		if err != nil {
			return err
		}
		if _, err := s.step(tx, h, "answer_comment", a.Version, &c); err != nil {
			return err
		}
		r, now := text.Reads(s.gate, tx.Now()), tx.Now()
		c.Fate = input.Choice(&r.Fields, "fate", a.Fate, Fates())
		c.Answer = r.Prose("answer", a.Answer, AnswerMost, true)
		c.AnswerLanguage = string(input.Choice(&r.Fields, "language", a.Language, lang.Codes()))
		if err := r.Err(); err != nil {
			return err
		}
		c.AnsweredBy, c.AnsweredAt = actor.Person, &now
		if err := tx.Save(&c); err != nil {
			return err
		}
		n := h.commented(c, "answer_comment")
		n.For, n.Mandate = "", ""
		n.Facts["fate"], n.Facts["language"], n.Values["answer"] = c.Fate, c.AnswerLanguage, c.Answer
		n.Tell.Persons, n.Tell.FocalPoints = []policy.PersonID{c.FiledBy}, []policy.OrganisationID{c.Organisation}
		tx.Enter(n)
		return nil
	})
	return c, err
}
