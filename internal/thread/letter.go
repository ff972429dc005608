package thread

import (
	"context"
	"slices"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
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
		sender, err := s.delegate(tx, t, form.Mandate)
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

// delegate gives whose words a letter holds: the person of a mandate of the forum under which she speaks now.
func (s *Threads) delegate(tx *register.Tx, t Thread, id policy.MandateID) (sender, error) {
	var persons []policy.PersonID
	if err := tx.Table("mandates").Where("id = ? AND forum_id = ?", id, t.Forum).Pluck("person_id", &persons).Error; err != nil || len(persons) == 0 {
		return sender{}, err
	}
	standings, err := s.forums.StandingsIn(tx.DB, persons)
	if err != nil {
		return sender{}, err
	}
	for _, m := range standings[persons[0]].Actor(persons[0]).Voices(t.Forum, tx.Now()) {
		if m.ID == id {
			return sender{persons[0], m.Organisation, m.Capacity}, nil
		}
	}
	return sender{}, nil
}

// Senders lists those whose words a letter to a forum can hold: everybody with a mandate there that has a voice now.
func (s *Threads) Senders(ctx context.Context, viewer policy.Actor, id policy.ForumID) ([]forum.MandateRow, error) {
	rows, err := s.forums.Mandates(ctx, viewer, forum.Forum{ID: id})
	if err != nil {
		return nil, err
	}
	persons := make([]policy.PersonID, len(rows))
	for i, m := range rows {
		persons[i] = m.PersonID
	}
	standings, err := s.forums.Standings(ctx, persons)
	if err != nil {
		return nil, err
	}
	now := s.r.Now()
	return slices.DeleteFunc(rows, func(row forum.MandateRow) bool {
		voices := standings[row.PersonID].Actor(row.PersonID).Voices(id, now)
		return !slices.ContainsFunc(voices, func(m policy.Mandate) bool { return m.ID == row.ID })
	}), nil
}

// awaitsCheck tells a post whose letter waits for its check.
func (p Post) awaitsCheck() bool { return p.State == Confirming && p.Letter != "" }

// authorSpeaks tells whether the author of a post that waits for the check of its letter speaks for its organisation at this instant:
// what she may not say now does not become the organisation's word by a letter.
func (s *Threads) authorSpeaks(db *gorm.DB, p Post) (bool, error) {
	if !p.awaitsCheck() {
		return false, nil
	}
	standings, err := s.forums.StandingsIn(db, []policy.PersonID{p.AuthorID})
	return speaksFor(standings[p.AuthorID].Actor(p.AuthorID), p, s.r.Now()), err
}

// speaksFor tells whether somebody speaks for the organisation of a post now: under a mandate, or as a moderator.
func speaksFor(author policy.Actor, p Post, now time.Time) bool {
	member, _ := author.Member(p.AuthorFor)
	byOffice := p.MandateID == "" && author.Has(policy.Moderator)
	return member.Accredited && (byOffice || slices.ContainsFunc(author.Voices(p.Forum, now),
		func(m policy.Mandate) bool { return m.Organisation == p.AuthorFor }))
}

// noteSpeakers notes of the rows whose letter waits for its check what their judgement needs to know.
func (s *Threads) noteSpeakers(ctx context.Context, rows []PostRow) error {
	for i, row := range rows {
		if !row.awaitsCheck() {
			continue
		}
		var err error
		if rows[i].AuthorSpeaks, err = s.authorSpeaks(s.r.Read(ctx), row.Post); err != nil {
			return err
		}
	}
	return nil
}
