package thread

import (
	"context"
	"strings"

	"gorm.io/gorm/clause"

	"sametable/internal/clock"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/input"
	"sametable/internal/markup"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
	"sametable/internal/workflow"
)

// PostForm is what someone writes in a thread.
type PostForm struct {
	Thread      string // id
	Language    string
	Body        string // Markdown
	Kind        Kind
	Explanation string // her word on what the gate warned of
	Quote       int    // number of the post she answers; 0: none
	QuoteText   string // the quoted words; empty: the beginning of the post
	Photo       *Upload
}

// Reply adds a post to a thread. It is published, or held for a moderator, or, as an organisation's statement, waits for a
// second person of the organisation.
func (s *Threads) Reply(ctx context.Context, actor policy.Actor, form PostForm) (Thread, Post, error) {
	var t Thread
	var p Post
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		err := tx.Clauses(clause.Locking{Strength: "UPDATE"}).Scopes(register.Visible(actor, tx.Now(), "threads.")).
			Where("id = ?", form.Thread).Take(&t).Error
		if err != nil {
			return store.Found(err)
		}
		rules, err := rulesIn(tx, t.Forum)
		if err != nil {
			return err
		}
		p, err = s.reply(tx, actor, &t, rules, form)
		return err
	})
	return t, p, err
}

func (s *Threads) reply(tx *register.Tx, actor policy.Actor, t *Thread, rules forum.Rules, form PostForm) (Post, error) {
	v, err := voiceOf(tx, actor, t.Forum)
	if err != nil {
		return Post{}, err
	}
	text, err := s.pass(form.Language, form.Body, form.Explanation)
	if err != nil {
		return Post{}, err
	}
	if err := s.watch(tx, &text, v, rules); err != nil {
		return Post{}, err
	}
	photo, err := s.readPhoto(form.Photo, form.Language)
	if err != nil {
		return Post{}, err
	}
	if photo != nil {
		text.heldFor, text.photo = append(text.heldFor, "photo"), photo
	}
	p := Post{
		ID: clock.NewID(), ThreadID: t.ID, AuthorID: actor.Person, AuthorFor: v.organisation, MandateID: v.mandate, Capacity: v.capacity,
		Kind: form.Kind, HeldFor: strings.Join(text.heldFor, " "), Explanation: text.explain, SentAt: tx.Now(), Revision: 1,
	}
	if err := s.quote(tx, actor, &p, *t, form); err != nil {
		return p, err
	}
	verb := "publish"
	switch {
	case form.Kind == Statement:
		verb = "ask"
	case form.Kind != Personal:
		return p, fault.Invalid(fault.Says("kind", "input.choice", nil))
	case p.HeldFor != "":
		verb = "hold"
	}
	return s.begun(tx, t, p, verb, text)
}

// begun gives the post its number and first state, and keeps it with its text.
func (s *Threads) begun(tx *register.Tx, t *Thread, p Post, verb string, kept passed) (Post, error) {
	to, err := Machine().Step(Draft, verb, tx.Actor.RolesIn(t.Forum, tx.Now()), workflow.Judgement{
		guardOpen: workflow.If(t.State == Open, nil), guardClean: workflow.If(p.HeldFor == "", nil)})
	if err != nil {
		return p, err
	}
	tx.Permit(policy.Allow(PostNoun, p.ID, verb))
	tx.Permit(policy.Allow(Noun, t.ID, "number"))
	t.Numbered++
	p.Number = t.Numbered
	doc, version, err := text.Begin(tx, p.Record(), kept.draft)
	if err != nil {
		return p, err
	}
	p.TextID, p.VersionID, p.State = doc.ID, version.ID, to
	if err := s.settle(tx, t, &p); err != nil {
		return p, err
	}
	if err := tx.Add(&p); err != nil {
		return p, err
	}
	if kept.photo != nil {
		kept.photo.PostID = p.ID
		if err := tx.Add(kept.photo); err != nil {
			return p, err
		}
	}
	n := p.note(*t, map[string]string{"publish": "post.published", "hold": "post.held", "ask": "post.confirmation_asked"}[verb], Draft)
	n.Hash = version.Hash
	return p, s.told(tx, *t, p, n)
}

// settle gives the post the access of its state, and keeps count on the thread.
func (s *Threads) settle(tx *register.Tx, t *Thread, p *Post) error {
	p.Access = policy.Access{Class: policy.Moderation, Forum: t.Forum, Organisation: p.AuthorFor, Person: p.AuthorID}
	switch p.State {
	case Published, Hidden, Removed, Withdrawn:
		p.Class = t.Class
	case Confirming:
		p.Class = policy.Organisational
	}
	if p.State == Published && p.PublishedAt == nil {
		now := tx.Now()
		p.PublishedAt = &now
		t.Posts++
		t.LastAt, t.LastBy = now, p.AuthorID
	}
	tx.Permit(policy.Allow(Noun, t.ID, "count"))
	if err := tx.Save(t); err != nil {
		return err
	}
	return follow(tx, p.AuthorID, t.Record())
}

// told enters the note, for the post and, where the thread's row changed, for the thread, and puts both cards.
func (s *Threads) told(tx *register.Tx, t Thread, p Post, n register.Note) error {
	all, err := titlesOf(tx, t)
	if err != nil {
		return err
	}
	p.put(tx, t, all)
	t.put(tx, all)
	switch p.State {
	case Published:
		n.Tell.Followers = append(n.Tell.Followers, t.Record())
		if n.From != Draft {
			n.Tell.Persons = append(n.Tell.Persons, p.AuthorID)
		}
	case Held:
		n.Tell.Moderators = true
	case Confirming:
		if p.Letter != "" {
			n.Tell.Moderators = true
		} else {
			n.Tell.FocalPoints = []policy.OrganisationID{p.AuthorFor}
		}
	case Returned, Hidden, Removed:
		n.Tell.Persons = append(n.Tell.Persons, p.AuthorID)
	}
	tx.Enter(n)
	tx.Enter(register.Note{Noun: Noun, ID: t.ID, Verb: "thread.counted", Facts: map[string]any{"numbered": t.Numbered, "posts": t.Posts}, Access: t.Access})
	return nil
}

// quote keeps the very revision that is answered, and the quoted words, which must stand in it.
func (s *Threads) quote(tx *register.Tx, actor policy.Actor, p *Post, t Thread, form PostForm) error {
	if form.Quote == 0 {
		return nil
	}
	var quoted Post
	err := tx.Scopes(register.Visible(actor, tx.Now(), "posts.")).
		Where("thread_id = ? AND number = ? AND state = ?", t.ID, form.Quote, Published).Take(&quoted).Error
	if err != nil {
		return fault.Invalid(fault.Says("quote", "post.quote_gone", nil))
	}
	var v text.Version
	if err := tx.Where("id = ?", quoted.VersionID).Take(&v).Error; err != nil {
		return err
	}
	plain := markup.Render(v.Source).Text
	var fields fault.Fields
	words := input.Prose(&fields, "quote_text", form.QuoteText, 600, false)
	if words != "" && !strings.Contains(squeeze(plain), squeeze(words)) {
		fields.Add("quote_text", "post.quote_not_there", nil)
	}
	if words == "" {
		words = markup.Excerpt(v.Source, 140)
	}
	p.QuotePostID, p.QuoteVersionID, p.QuoteNumber, p.QuoteText, p.QuoteLanguage = quoted.ID, v.ID, quoted.Number, words, v.Language
	return fields.Err()
}

// squeeze folds white space, which a browser's selection changes.
func squeeze(s string) string { return strings.Join(strings.Fields(s), " ") }
