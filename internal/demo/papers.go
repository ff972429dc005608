package demo

import (
	"context"
	"fmt"

	"sametable/internal/demo/world"
	"sametable/internal/document"
	"sametable/internal/policy"
)

// addDocument enters a background document.
func (p *Play) addDocument(ctx context.Context, step world.Step) error {
	d, ok := p.w.Document(step.Document)
	if !ok {
		return fmt.Errorf("no document %s", step.Document)
	}
	return p.as(ctx, step.Actors, func(_ int, a policy.Actor) error {
		_, err := p.rooms.Documents.Add(ctx, a, document.Form{Number: d.Number, Unsure: d.Unsure, Dated: d.Dated, Issuer: d.Issuer, Language: "zh",
			TitleZh: d.Title.ZH, TitleEn: d.Title.EN, TitleSv: d.Title.SV})
		return err
	})
}
