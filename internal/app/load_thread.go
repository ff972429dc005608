package app

import (
	"context"
	"fmt"

	"sametable/internal/account"
	"sametable/internal/policy"
	"sametable/internal/text"
	"sametable/internal/thread"
)

// LongThread is the discussion of the demo world that pages are measured with, once Lengthen has filled it.
const LongThread = "/f/LH/t/2019-02"

// Lengthen fills LongThread up to a whole page: what was said there is said again by somebody who still may, through the use
// case, with the same quotes and translations.
func Lengthen(ctx context.Context, a *App) error {
	speaker, err := a.ActorOf(ctx, "maliqing")
	if err != nil {
		return err
	}
	moderator, err := a.ActorOf(ctx, "elin")
	if err != nil {
		return err
	}
	row, err := a.Rooms.Threads.Find(ctx, speaker, "LH", "2019-02", "")
	if err != nil {
		return err
	}
	posts, _, err := a.Rooms.Threads.Page(ctx, speaker, row.ID, "", 0)
	if err != nil || len(posts) == 0 {
		return fmt.Errorf("%d posts: %w", len(posts), err)
	}
	for i := len(posts); i < thread.PageSize; i++ {
		if err := a.repeat(ctx, speaker, moderator, posts[i%len(posts)]); err != nil {
			return fmt.Errorf("post %d: %w", i+1, err)
		}
	}
	return nil
}

func (a *App) repeat(ctx context.Context, speaker, moderator policy.Actor, said thread.PostRow) error {
	said, err := a.Rooms.Threads.Post(ctx, speaker, said.ID, "")
	if err != nil {
		return err
	}
	_, again, err := a.Rooms.Threads.Reply(ctx, speaker, thread.PostForm{Thread: said.ThreadID, Language: said.Language, Body: said.Source,
		Kind: thread.Personal, Quote: said.QuoteNumber, QuoteText: said.QuoteText})
	if err != nil {
		return err
	}
	var translations []text.Translation
	if err := a.Store.Read(ctx).Where("noun = ? AND noun_id = ?", thread.PostNoun, said.ID).Find(&translations).Error; err != nil {
		return err
	}
	for _, tr := range translations {
		if err := a.Rooms.Threads.Translate(ctx, moderator, thread.TranslationForm{Of: again.Record(), Language: tr.Language, State: tr.State,
			Body: tr.Source, TranslatedBy: tr.TranslatedBy, ReviewedBy: tr.ReviewedBy}); err != nil {
			return err
		}
	}
	return nil
}

// ActorOf is somebody as she stands now, by the name she signs in with: for what acts in somebody's stead without a session, as
// measurements and tests do.
func (a *App) ActorOf(ctx context.Context, username string) (policy.Actor, error) {
	var p account.Person
	if err := a.Store.Read(ctx).Where("username = ?", username).Take(&p).Error; err != nil {
		return policy.Actor{}, err
	}
	standing, err := a.Rooms.Forums.Standing(ctx, p.ID)
	return policy.Actor{Person: p.ID, Name: p.Name, Language: string(p.Language), Offices: standing.Offices, Memberships: standing.Memberships,
		Mandates: standing.Mandates}, err
}
