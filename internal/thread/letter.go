package thread

import (
	"context"

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
		var fields fault.Fields
		channel := input.Choice(&fields, "channel", form.Channel, Channels())
		dated := input.Date(&fields, "dated", form.Dated, beijing, true)
		if !dated.IsZero() && dated.After(tx.Now()) {
			fields.Add("dated", "post.letter_not_yet", nil)
		}
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
		p = Post{ID: clock.NewID(), ThreadID: t.ID, AuthorID: sender.person, AuthorFor: sender.organisation, MandateID: form.Mandate,
			Capacity: sender.capacity, Kind: Statement, SentAt: tx.Now(), Revision: 1, Letter: channel, LetterDated: form.Dated, EnteredBy: actor.Person}
		p, err = s.begun(tx, &t, p, "ask", kept)
		return err
	})
	return t, p, err
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
