package thread

import (
	"context"
	"errors"
	"time"

	"sametable/internal/fault"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/text"
)

// Edit is a changed body of a published post. Revision is the one the author read.
type Edit struct {
	Post     string
	Body     string
	Revision int
}

// Stale is the cause of a conflict in which somebody else's words stand against the typed ones: the page shows both.
type Stale struct{ Theirs string }

// Error is for logs; it holds no text.
func (*Stale) Error() string { return "thread: the text was changed meanwhile" }

// Revise changes a published post. Within the forum's quiet window, and while nobody has quoted it, readers see no mark;
// afterwards every revision stays readable. A statement cannot be edited: the organisation confirmed those very words. What a
// moderator would have to look at first is refused: it may be sent as a new post, which waits for her.
func (s *Threads) Revise(ctx context.Context, actor policy.Actor, e Edit) (Thread, Post, error) {
	var t Thread
	var p Post
	err := s.r.Act(ctx, actor, func(tx *register.Tx) error {
		var err error
		if t, p, err = s.post(tx, actor, e.Post); err != nil {
			return err
		}
		if err := s.editable(tx, actor, t, p); err != nil {
			return err
		}
		doc, current, _, err := text.Of(tx.DB, p.Record())
		if err != nil {
			return err
		}
		if e.Revision != p.Revision {
			f := fault.Conflict("fault.stale", nil)
			f.Cause = &Stale{Theirs: current.Source}
			return f
		}
		kept, err := s.passEdit(tx, t, current.Language, e.Body)
		if err != nil {
			return err
		}
		if text.Digest(kept.draft.Language, "", kept.draft.Source) == current.Hash {
			return nil // nothing changed: nothing to record
		}
		if kept.draft.Quiet, err = s.quiet(tx, t, p); err != nil {
			return err
		}
		tx.Permit(policy.Allow(PostNoun, p.ID, "revise"))
		was := p.letGo()
		v, err := text.Revise(tx, &doc, kept.draft)
		if err != nil {
			return err
		}
		p.VersionID, p.Revision = v.ID, v.Number
		if !v.Quiet {
			now := tx.Now()
			p.EditedAt = &now
		}
		if err := tx.Save(&p); err != nil {
			return err
		}
		all, err := titlesOf(tx, t)
		if err != nil {
			return err
		}
		n := p.note(t, "post.revised", Published)
		n.Hash = v.Hash
		n.Facts["quiet"] = v.Quiet
		p.put(tx, t, all)
		tx.Enter(n)
		was.lapsed(tx, t, p)
		return nil
	})
	return t, p, err
}

// passEdit lets a changed text through, if nobody has to look at it before readers see it.
func (s *Threads) passEdit(tx *register.Tx, t Thread, language, body string) (passed, error) {
	kept, err := s.pass(language, body, "")
	var stopped *safeguard.Stopped
	if errors.As(err, &stopped) && stopped.Explainable { // an edit cannot be explained: it cannot wait
		f := fault.Invalid(fault.Says(stopped.Field, "post.edit_warned", nil))
		stopped.Explainable, f.Cause = false, stopped
		return kept, f
	}
	if err != nil {
		return kept, err
	}
	rules, err := rulesIn(tx, t.Forum)
	if err == nil && watched(rules, kept.draft.Source) {
		err = fault.Invalid(fault.Says("body", "post.edit_watched", nil))
	}
	return kept, err
}

func (s *Threads) editable(tx *register.Tx, actor policy.Actor, t Thread, p Post) error {
	if actor.Person != p.AuthorID {
		return fault.Forbidden(guardAuthor, nil)
	}
	if err := HasVoice(actor, t.Forum, tx.Now()); err != nil {
		return err
	}
	switch {
	case p.State != Published:
		return fault.Conflict("workflow.wrong_state", fault.Args{"State": fault.Message{ID: "state.post." + p.State}})
	case p.Kind == Statement:
		return fault.Forbidden("post.statement_stands", nil)
	case t.State != Open:
		return fault.Forbidden(guardOpen, nil)
	}
	return nil
}

// quiet tells whether an edit leaves no mark: soon after publication, and before anyone quoted the words.
func (s *Threads) quiet(tx *register.Tx, t Thread, p Post) (bool, error) {
	rules, err := rulesIn(tx, t.Forum)
	if err != nil || p.PublishedAt == nil {
		return false, err
	}
	var quotes int64
	if err := tx.Model(&Post{}).Where("quote_post_id = ?", p.ID).Count(&quotes).Error; err != nil {
		return false, err
	}
	window := time.Duration(rules.QuietMinutes) * time.Minute
	return quotes == 0 && tx.Now().Sub(*p.PublishedAt) <= window, nil
}
