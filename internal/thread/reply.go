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
	Thread      string           // id
	Mandate     policy.MandateID // under which she speaks; empty: the only one she has here for the organisation she speaks for
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
		if err := HasVoice(actor, t.Forum, tx.Now()); err != nil {
			return err
		}
		if err := t.takesPosts(); err != nil {
			return err
		}
		v, err := voiceOf(tx, actor, t.Forum, form.Mandate)
		if err != nil {
			return err
		}
		rules, err := rulesIn(tx, t.Forum)
		if err != nil {
			return err
		}
		made, verb, kept, err := s.prepare(tx, v, rules, form, "")
		if err != nil {
			return err
		}
		if err := s.quote(tx, actor, &made, t, form); err != nil {
			return err
		}
		p, err = s.begun(tx, &t, made, verb, kept)
		return err
	})
	return t, p, err
}

// takesPosts refuses what comes to a thread that nobody sees yet, or that is closed, before it is read.
func (t Thread) takesPosts() error {
	switch {
	case t.ShownAt == nil:
		return fault.Forbidden("guard.post.thread_shown", nil)
	case t.State != Open:
		return fault.Forbidden(guardOpen, nil)
	}
	return nil
}

// prepare reads a post and judges whether it is published, held or waits for a colleague. Heading is what is shown with it.
func (s *Threads) prepare(tx *register.Tx, v voice, rules forum.Rules, form PostForm, heading string) (Post, string, passed, error) {
	kept, err := s.pass(form.Language, form.Body, form.Explanation)
	if err != nil {
		return Post{}, "", kept, err
	}
	if err := s.watch(tx, &kept, v.organisation, rules, heading); err != nil {
		return Post{}, "", kept, err
	}
	photo, err := s.readPhoto(form.Photo, form.Language)
	if err != nil {
		return Post{}, "", kept, err
	}
	if photo != nil {
		kept.heldFor, kept.photo = append(kept.heldFor, "photo"), photo
	}
	p := Post{
		ID: clock.NewID(), AuthorID: tx.Actor.Person, AuthorFor: v.organisation, MandateID: v.mandate, Capacity: v.capacity,
		Kind: form.Kind, HeldFor: strings.Join(kept.heldFor, " "), Explanation: kept.explain, SentAt: tx.Now(), Revision: 1,
	}
	verb := "publish"
	switch {
	case form.Kind == Statement:
		verb = "ask"
	case form.Kind != Personal:
		return p, "", kept, fault.Invalid(fault.Says("kind", "input.choice", nil))
	case p.HeldFor != "":
		verb = "hold"
	}
	return p, verb, kept, nil
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
	p.ThreadID, p.Number = t.ID, t.Numbered
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
	if kept.letter != nil {
		kept.letter.PostID = p.ID
		if err := tx.Add(kept.letter); err != nil {
			return p, err
		}
	}
	n := p.note(*t, map[string]string{"publish": "post.published", "hold": "post.held", "ask": "post.confirmation_asked"}[verb], Draft)
	n.Hash = version.Hash
	return p, s.told(tx, *t, p, n)
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
