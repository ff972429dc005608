package thread

import (
	"context"
	"strings"

	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
)

// LetterForm is an organisation's statement that came on paper, by telephone or in person, and is entered by the secretary.
type LetterForm struct {
	Thread   string
	Language string
	Body     string
	Mandate  policy.MandateID // of the person whose words they are
	Channel  string           // letter, telephone, in_person
	Dated    string           // 2006-01-02, of the letter
	Paper    *input.Sent      // the scanned letter; closed
}

// Channels are the ways a statement comes from outside.
func Channels() []string { return []string{"letter", "telephone", "in_person"} }

// EnterLetter enters what came from outside. It waits until a second person has checked it against the paper.
func (s *Threads) EnterLetter(ctx context.Context, actor policy.Actor, form LetterForm) (Thread, Post, error) {
	var t Thread
	var p Post
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(actor, tx.Now(), "threads.")).
			Where("id = ?", form.Thread).Take(&t).Error
		if err != nil {
			return store.Found(err)
		}
		if !policy.May(policy.EnterLetter, actor.RolesIn(t.Forum, tx.Now())) {
			return fault.Forbidden("post.letter_not_yours", nil)
		}
		if err := t.takesPosts(); err != nil {
			return err
		}
		var fields fault.Fields
		channel := came(&fields, tx, form.Channel, form.Dated)
		sender, err := delegate(tx, t, form.Mandate)
		if err != nil {
			return err
		}
		if sender.person == "" {
			fields.Add("mandate", "post.letter_sender", nil)
		}
		if err := fields.Err(); err != nil {
			return err
		}
		kept, err := s.pass(form.Language, form.Body, "")
		if err != nil {
			return err
		}
		rules, err := rulesIn(tx, t.Forum)
		if err != nil {
			return err
		}
		if err := s.watch(tx, &kept, sender.organisation, rules, ""); err != nil {
			return err
		}
		if kept.letter, err = s.readLetter(tx, form.Paper); err != nil {
			return err
		}
		p = Post{ID: clock.NewID(), ThreadID: t.ID, AuthorID: sender.person, AuthorFor: sender.organisation, MandateID: form.Mandate,
			Capacity: sender.capacity, Kind: Statement, SentAt: tx.Now(), Revision: 1, Letter: channel, LetterDated: form.Dated, EnteredBy: actor.Person,
			HeldFor: strings.Join(kept.heldFor, " ")}
		p, err = s.begun(tx, &t, p, "ask", kept)
		return err
	})
	return t, p, err
}

// came reads how a statement came, and of which day it is.
func came(fields *fault.Fields, tx *register.Tx, channel, dated string) string {
	day := input.Date(fields, "dated", dated, beijing, true)
	if !day.IsZero() && day.After(tx.Now()) {
		fields.Add("dated", "post.letter_not_yet", nil)
	}
	return input.Choice(fields, "channel", channel, Channels())
}

// AttachForm is the letter by which an organisation confirms what its author typed herself.
type AttachForm struct {
	Post    string
	Dated   string // 2006-01-02, of the letter
	Paper   *input.Sent
	Version int
}

// AttachLetter attaches the signed letter to a statement whose author asked for that way: an organisation with one registered
// person has no colleague to confirm it. A second person then checks the words against the paper.
func (s *Threads) AttachLetter(ctx context.Context, actor policy.Actor, form AttachForm) (Thread, Post, error) {
	var t Thread
	var p Post
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if t, p, err = s.post(tx, actor, form.Post); err != nil {
			return err
		}
		step := Step{Post: p.ID, Verb: "attach_letter", Version: form.Version}
		if _, err := s.allowed(tx, actor, t, p, step); err != nil {
			return err
		}
		var fields fault.Fields
		channel := came(&fields, tx, Channels()[0], form.Dated)
		if form.Paper == nil || form.Paper.File == nil {
			fields.Add("file", "letter.missing", nil)
		}
		if err := fields.Err(); err != nil {
			return err
		}
		letter, err := s.readLetter(tx, form.Paper)
		if err != nil {
			return err
		}
		tx.Permit(policy.Allow(PostNoun, p.ID, step.Verb))
		was := p.letGo()
		p.Letter, p.LetterDated, p.EnteredBy, letter.PostID = channel, form.Dated, actor.Person, p.ID
		if err := s.settle(tx, &t, &p); err != nil {
			return err
		}
		if err := tx.Save(&p); err != nil {
			return err
		}
		if err := tx.Add(letter); err != nil {
			return err
		}
		was.lapsed(tx, t, p)
		return s.enter(tx, t, p, step, was)
	})
	return t, p, err
}

// renewLetter lets go of the letter that confirmed other words: the author's own statement needs a new one. What the secretary
// typed keeps its date and way, and the paper it is compared with.
func (p *Post) renewLetter(tx *register.Tx) error {
	if !p.LetterAsked {
		return nil
	}
	p.Letter, p.LetterDated, p.EnteredBy = "", "", ""
	return dropLetters(tx, p.ID)
}

type sender struct {
	person       policy.PersonID
	organisation policy.OrganisationID
	capacity     policy.Capacity
}

// delegate gives whose words a letter holds: the person of a confirmed mandate of the forum.
func delegate(tx *register.Tx, t Thread, id policy.MandateID) (sender, error) {
	var rows []struct {
		PersonID       policy.PersonID
		OrganisationID policy.OrganisationID
		Capacity       policy.Capacity
	}
	err := tx.Table("mandates").Where("id = ? AND forum_id = ? AND state = 'confirmed' AND capacity <> ?", id, t.Forum, policy.Observer).
		Scan(&rows).Error
	if err != nil || len(rows) == 0 {
		return sender{}, err
	}
	return sender{rows[0].PersonID, rows[0].OrganisationID, rows[0].Capacity}, nil
}
