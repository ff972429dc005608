package demo

import (
	"context"
	"fmt"
	"slices"

	"sametable/internal/demo/world"
	"sametable/internal/minutes"
	"sametable/internal/text"
)

// rendering finds what a step translates: the paragraph, and the translation there is; an empty one where there is none.
func (p *Play) rendering(ctx context.Context, step world.Step) (world.Rendering, minutes.Block, minutes.Translation, error) {
	w, _ := p.w.MinutesOf(step.Meeting)
	tr := w.Translations[step.Number]
	page, err := p.record(ctx, step)
	if err != nil {
		return tr, minutes.Block{}, minutes.Translation{}, err
	}
	at := slices.IndexFunc(page.Blocks, func(b minutes.Block) bool { return b.Item == tr.Item && minutes.Told(b.Kind) && b.Words != "" })
	if at < 0 {
		return tr, minutes.Block{}, minutes.Translation{}, fmt.Errorf("%s tells nothing under item %d", page.Set.MeetingReference, tr.Item)
	}
	return tr, page.Blocks[at], page.Into(tr.Language)[page.Blocks[at].ID], nil
}

// translateMinutes puts a paragraph into another language and before a reviewer.
func (p *Play) translateMinutes(ctx context.Context, step world.Step) error {
	tr, b, known, err := p.rendering(ctx, step)
	if err != nil {
		return err
	}
	a, err := p.actor(ctx, tr.Translator)
	if err == nil {
		_, err = p.rooms.Minutes.Translate(ctx, a, minutes.Rendered{Minutes: b.MinutesID, Block: b.ID, Language: tr.Language, State: text.InReview, Words: tr.Words, Source: b.Source("zh"), Version: known.Version})
	}
	return err
}

// reviewMinutes says that it holds: another person than the translator does.
func (p *Play) reviewMinutes(ctx context.Context, step world.Step) error {
	tr, b, known, err := p.rendering(ctx, step)
	if err != nil {
		return err
	}
	a, err := p.actor(ctx, tr.Reviewer)
	if err == nil {
		_, err = p.rooms.Minutes.Reviewed(ctx, a, b.MinutesID, known.ID, known.Hash)
	}
	return err
}
