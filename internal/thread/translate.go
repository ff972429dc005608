package thread

import (
	"context"

	"sametable/internal/fault"
	"sametable/internal/input"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/store"
	"sametable/internal/text"
)

// TranslationForm is a translation of a thread's title and purpose, or of a post's body.
type TranslationForm struct {
	Of           policy.Ref // thread or post
	Language     string
	State        text.State // machine, draft, in_review; a reviewer's name makes it reviewed
	Title        string
	Body         string
	TranslatedBy policy.PersonID
	ReviewedBy   policy.PersonID
}

// Translate keeps a translation. Translators and moderators may, of what they can read and what stands before readers or waits for a
// moderator; nobody reviews what she translated. It passes the gate, as every text does.
func (s *Threads) Translate(ctx context.Context, actor policy.Actor, form TranslationForm) error {
	return s.r.Act(ctx, actor, func(tx *register.Tx) error {
		if !policy.May(policy.LinkTranslation, actor.OfficeRoles()) {
			return fault.NotFound()
		}
		access, err := s.translatable(tx, form.Of)
		if err != nil {
			return err
		}
		language, title, body, err := s.passTranslation(form)
		if err != nil {
			return err
		}
		t, v, _, err := text.Of(tx.DB, form.Of)
		if err != nil {
			return store.Found(err)
		}
		if language == t.Language {
			return fault.Invalid(fault.Says("language", "post.translation_same", nil))
		}
		tx.Permit(policy.Allow(form.Of.Noun, form.Of.ID, "translate"))
		tr, err := text.Translate(tx, v, text.Rendered{Language: language, State: form.State, Title: title, Source: body,
			TranslatedBy: form.TranslatedBy, ReviewedBy: form.ReviewedBy})
		if err != nil {
			return err
		}
		tx.Enter(register.Note{Noun: form.Of.Noun, ID: form.Of.ID, Verb: form.Of.Noun + ".translated", Version: v.ID, Hash: v.Hash,
			Facts: map[string]any{"language": language, "state": string(form.State), "hash": tr.Hash}, Access: access})
		return s.retitle(tx, form.Of)
	})
}

// translatable gives the access of a thread or post that the actor can read and that may be translated as it stands now: a post whose
// words are its author's again, or were taken from the readers, is none. To whoever cannot read it, it does not exist.
func (s *Threads) translatable(tx *register.Tx, ref policy.Ref) (policy.Access, error) {
	if ref.Noun == Noun {
		t, err := find(tx, tx.Actor, ref.ID)
		return t.Access, err
	}
	_, p, err := s.post(tx, tx.Actor, ref.ID)
	if err == nil && p.State != Published && p.State != Held {
		err = fault.Conflict("workflow.wrong_state", fault.Args{"State": fault.Message{ID: Machine().StateID(p.State)}})
	}
	return p.Access, err
}

// passTranslation reads the form and lets its texts pass the gate.
func (s *Threads) passTranslation(form TranslationForm) (language, title, body string, err error) {
	var fields fault.Fields
	language = input.Choice(&fields, "language", form.Language, []string{"zh", "en", "sv"})
	title = input.Line(&fields, "title", form.Title, 200, form.Of.Noun == Noun)
	body = input.Prose(&fields, "body", form.Body, bodyLimit, form.Of.Noun == PostNoun)
	if form.ReviewedBy != "" && form.ReviewedBy == form.TranslatedBy {
		fields.Add("reviewed_by", "guard.translation.second", nil)
	}
	if err := fields.Err(); err != nil {
		return "", "", "", err
	}
	if found := s.Look(title + "\n\n" + body); found.Blocks() || found.Hotline() {
		return "", "", "", stop("body", found, false)
	}
	return language, title, body, nil
}

// retitle puts the thread's new title on its card.
func (s *Threads) retitle(tx *register.Tx, ref policy.Ref) error {
	if ref.Noun != Noun {
		return nil
	}
	var t Thread
	if err := tx.Where("id = ?", ref.ID).Take(&t).Error; err != nil {
		return err
	}
	all, err := titlesOf(tx, t)
	if err != nil {
		return err
	}
	t.put(tx, all)
	return nil
}
