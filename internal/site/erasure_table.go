package site

import (
	"sametable/internal/charter"
	"sametable/internal/erasing"
	"sametable/internal/forum"
	"sametable/internal/markup"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/web"
)

// meetingErasures leads moderators to the erasure of what a meeting is called, of each item of its agenda and of the words beside answers.
func (v *visit) meetingErasures(p meeting.Page, view *web.MeetingView) error {
	var items, places []string
	for _, i := range p.Items {
		items = append(items, i.ID)
	}
	for _, place := range p.Places {
		if place.ReplyNote != "" {
			places = append(places, place.ID)
		}
	}
	if err := v.layErase(p.Record(), false, &view.Notes, &view.Acts); err != nil {
		return err
	}
	ways, err := v.eraseSome(meeting.ItemNoun, items...)
	if err != nil {
		return err
	}
	for _, list := range [][]web.AgendaItem{view.Items, view.Asked} {
		for n := range list {
			if way := ways[list[n].ID]; way != nil {
				list[n].Acts = append(list[n].Acts, *way.act)
				view.Notes = append(view.Notes, way.notes...)
			}
		}
	}
	if ways, err = v.eraseSome(meeting.ReplyNoun, places...); err != nil {
		return err
	}
	for _, g := range view.Roll {
		for n := range g.Lines {
			if way := ways[g.Lines[n].Place]; way != nil {
				g.Lines[n].Erase = &web.Anchor{Word: way.act.Word, Href: way.act.Href}
				view.Notes = append(view.Notes, way.notes...)
			}
		}
	}
	return nil
}

// minutesErasures says that a passage was erased, and leads moderators to the erasure of a paragraph or of what was asked for.
func (v *visit) minutesErasures(p minutes.Page, view *web.MinutesView) error {
	if p.Read.Erased {
		view.Notes = append(view.Notes, web.PostNote{Kind: web.Info, Title: v.t.Say("minutes.erased"), Lines: []string{v.t.Say("minutes.erased_hash")}})
	}
	var paragraphs, asked []string
	for _, b := range p.Blocks {
		paragraphs = append(paragraphs, b.ID)
	}
	for _, c := range view.Asked {
		asked = append(asked, c.ID)
	}
	ways, err := v.eraseSome(erasing.ParagraphNoun, paragraphs...)
	if err != nil {
		return err
	}
	for _, s := range view.Sections {
		for n := range s.Parts {
			if way := ways[s.Parts[n].ID]; way != nil {
				s.Parts[n].Acts = append(s.Parts[n].Acts, web.Anchor{Word: way.act.Word, Href: way.act.Href})
				view.Notes = append(view.Notes, way.notes...)
			}
		}
	}
	if ways, err = v.eraseSome(minutes.CorrectionNoun, asked...); err != nil {
		return err
	}
	for n := range view.Asked {
		if way := ways[view.Asked[n].ID]; way != nil {
			view.Asked[n].Acts = append(view.Asked[n].Acts, web.Anchor{Word: way.act.Word, Href: way.act.Href})
			view.Notes = append(view.Notes, way.notes...)
		}
	}
	return nil
}

// charterErasures leads moderators to the erasure of a charter's words and of its editorial changes.
func (v *visit) charterErasures(p charter.Page, view *web.CharterView) error {
	act, _, err := v.eraseAct(p.Charter.Record())
	if err != nil {
		return err
	}
	if act != nil {
		view.Acts = append(view.Acts, *act)
	}
	var ids []string
	for _, x := range p.Changes {
		ids = append(ids, x.ID)
	}
	ways, err := v.eraseSome(charter.ChangeNoun, ids...)
	for n, x := range p.Changes {
		if way := ways[x.ID]; way != nil {
			view.Changes[n].Acts = append(view.Changes[n].Acts, *way.act)
		}
	}
	return err
}

// charterWords is a charter's text for its reader, and where it was erased what stands in its place.
func (v *visit) charterWords(c forum.CharterPage) web.Wording {
	w := wording(c.Reading)
	if c.Text.Erased {
		w = web.Wording{HTML: markup.Render(v.t.Say("proposal.erased_stub")).HTML, Lang: v.t.Tag()}
	}
	return w
}
