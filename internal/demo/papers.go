package demo

import (
	"bytes"
	"context"
	"fmt"

	"sametable/internal/demo/world"
	"sametable/internal/document"
	"sametable/internal/input"
	"sametable/internal/meeting"
	"sametable/internal/paper"
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

// addPaper gives an item of an agenda the file that the world has for it, as a document of an office's program.
func (p *Play) addPaper(ctx context.Context, a policy.Actor, i meeting.Item, w world.Paper) error {
	if w.Title == "" {
		return nil
	}
	d := &paper.Document{Language: paper.Chinese, Title: []string{w.Title}, Properties: paper.Properties{Title: w.Title, Made: p.clock.Now()}}
	for _, words := range w.Words {
		d.Body = append(d.Body, paper.Paragraph{Text: paper.Words(words)})
	}
	made, err := paper.MakeDOCX(d, paper.Options{})
	if err != nil {
		return err
	}
	_, err = p.rooms.Meetings.AddFile(ctx, a, meeting.FileForm{Meeting: i.MeetingID, Item: i.ID, Title: w.Title, Language: "zh", Version: i.Version,
		Sent: &input.Sent{File: bytes.NewReader(made.Bytes), Name: w.Title + ".docx"}})
	return err
}
