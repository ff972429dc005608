package thread

import (
	"sametable/internal/forum"
	"sametable/internal/policy"
	"sametable/internal/register"
)

// settle gives the post the access of its state, and keeps count on the thread. The first post that is published shows its
// thread to the forum; until then the thread is seen by those who see that post.
func (s *Threads) settle(tx *register.Tx, t *Thread, p *Post) error {
	if p.State == Published && p.PublishedAt == nil {
		now := tx.Now()
		p.PublishedAt = &now
		t.Posts++
		t.LastAt, t.LastBy = now, p.AuthorID
		if t.ShownAt == nil {
			rules, err := rulesIn(tx, t.Forum)
			if err != nil {
				return err
			}
			t.ShownAt, t.Access = &now, policy.Access{Class: rules.Threads, Forum: t.Forum}
		}
	}
	p.Access = policy.Access{Class: p.class(*t), Forum: t.Forum, Organisation: p.AuthorFor, Person: p.AuthorID}
	if t.ShownAt == nil {
		t.Access = p.Access
	}
	tx.Permit(policy.Allow(Noun, t.ID, "count"))
	if err := tx.Save(t); err != nil {
		return err
	}
	return follow(tx, p.AuthorID, t.Record())
}

// class is who may see the post. What was never published stays with those who had to do with it, whatever becomes of it: that
// there was such a post is told to nobody else.
func (p Post) class(t Thread) policy.Class {
	switch {
	case p.State == Published, gone(p.State) && p.PublishedAt != nil:
		return t.Class
	case p.State == Removed, p.State == Erased:
		return policy.Moderation
	case p.LetterAsked, p.Letter != "":
		return policy.Secretariat
	case p.State == Confirming:
		return policy.Organisational
	}
	return policy.Moderation
}

// told enters the note, for the post and, where the thread's row changed, for the thread, and puts both cards.
func (s *Threads) told(tx *register.Tx, t Thread, p Post, n register.Note) error {
	all, err := titlesOf(tx, t)
	if err != nil {
		return err
	}
	p.put(tx, t, all)
	t.put(tx, all)
	if err := p.tell(tx, t, &n); err != nil {
		return err
	}
	tx.Enter(n)
	tx.Enter(register.Note{Noun: Noun, ID: t.ID, Verb: "thread.counted", Facts: map[string]any{"numbered": t.Numbered, "posts": t.Posts}, Access: t.Access})
	if first := p.Number == 1 && (n.From == Held || n.From == Confirming); first && p.State == Published && t.ShownAt != nil && t.ShownAt.Equal(tx.Now()) {
		tx.Enter(register.Note{Noun: Noun, ID: t.ID, Verb: "thread.shown", Facts: map[string]any{"reference": t.Reference}, Access: t.Access,
			Tell: register.Tell{Followers: []policy.Ref{{Noun: forum.Noun, ID: string(t.Forum)}}}})
	}
	return nil
}

// tell names whom a step concerns.
func (p Post) tell(tx *register.Tx, t Thread, n *register.Note) error {
	switch p.State {
	case Published:
		n.Tell.Followers = append(n.Tell.Followers, t.Record())
		if n.From != Draft {
			n.Tell.Persons = append(n.Tell.Persons, p.AuthorID)
		}
	case Held:
		n.Tell.Moderators = true
	case Confirming:
		return p.tellConfirmers(tx, t, n)
	case Returned, Hidden, Removed, Erased:
		n.Tell.Persons = append(n.Tell.Persons, p.AuthorID)
		if p.EnteredBy != "" && p.EnteredBy != p.AuthorID {
			n.Tell.Persons = append(n.Tell.Persons, p.EnteredBy)
		}
	}
	return nil
}

// tellConfirmers names everybody who may take a statement on: any delegate of the organisation, not its focal points alone, who
// may be one person and the author; where it came or is to come by letter, the chair, moderators and the secretary.
func (p Post) tellConfirmers(tx *register.Tx, t Thread, n *register.Note) error {
	n.Tell.FocalPoints = []policy.OrganisationID{p.AuthorFor}
	var err error
	switch {
	case p.Letter != "":
		n.Tell.Moderators = true
		n.Tell.Persons, err = forum.Sitting(tx.DB, t.Forum, tx.Now(), "mandates.capacity = ?", policy.Chair)
	case p.LetterAsked:
		n.Tell.Secretaries = t.Forum
		n.Tell.FocalPoints = nil
	default:
		n.Tell.Persons, err = forum.Sitting(tx.DB, t.Forum, tx.Now(), "mandates.organisation_id = ? AND mandates.capacity <> ?", p.AuthorFor, policy.Observer)
	}
	return err
}
