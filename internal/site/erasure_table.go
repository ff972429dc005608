package site

import (
	"sametable/internal/charter"
	"sametable/internal/erasing"
	"sametable/internal/fault"
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
	files, err := v.eraseSome(meeting.FileNoun, agendaFileIDs(p)...)
	if err != nil {
		return err
	}
	for _, list := range [][]web.AgendaItem{view.Items, view.Asked} {
		for n := range list {
			for f := range list[n].Files {
				if way := files[list[n].Files[f].ID]; way != nil {
					list[n].Files[f].Erase = &web.Anchor{Word: way.act.Word, Href: way.act.Href}
					view.Notes = append(view.Notes, way.notes...)
				}
			}
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
	var paragraphs, items, asked []string
	for _, s := range view.Sections {
		items = append(items, s.ID)
	}
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
	if ways, err = v.eraseSome(erasing.NoteNoun, items...); err != nil {
		return err
	}
	for n := range view.Sections {
		s := &view.Sections[n]
		if way := ways[s.ID]; way != nil {
			s.Acts = append(s.Acts, web.Anchor{Word: way.act.Word, Href: way.act.Href})
			view.Notes = append(view.Notes, way.notes...)
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

// minutesUnread leads a moderator to the passages of a draft that those who write it read alone: their words stand where she erases them.
func (v *visit) minutesUnread(p minutes.Page, view *web.MinutesView) error {
	if !p.Hidden || p.Set.State == minutes.Withheld {
		return nil
	}
	passages, err := v.s.Erasings.Passages(v.Request().Context(), v.actor, p.Set)
	for _, one := range passages {
		if one.Own {
			continue
		}
		kind := v.t.Say("erase.noted")
		if one.Kind != "" {
			kind = v.t.Of("minutes.kind", one.Kind)
		}
		view.Unread = append(view.Unread, web.Anchor{Word: v.t.Say("erase.passage", fault.Args{"Item": one.Item, "Kind": kind}), Href: web.Link(v.t, erasurePath(one.Ref))})
		if one.Waiting != nil {
			view.Notes = append(view.Notes, v.eraseWaits(one.Waiting))
		}
	}
	return err
}

// minutesNoted is what was noted at the table beside an item, or that it was erased.
func (v *visit) minutesNoted(p minutes.Page, item string) string {
	if n := p.Note(item); n.Words != "" || !n.Erased {
		return n.Words
	}
	return v.t.Say("proposal.erased_stub")
}

// charterErasures leads moderators to the erasure of a charter's words and of its editorial changes.
func (v *visit) charterErasures(p charter.Page, view *web.CharterView) error {
	if err := v.layErase(p.Charter.Record(), false, &view.Notes, &view.Acts); err != nil {
		return err
	}
	var ids []string
	for _, x := range p.Changes {
		ids = append(ids, x.ID)
	}
	ways, err := v.eraseSome(charter.ChangeNoun, ids...)
	for n, x := range p.Changes {
		if way := ways[x.ID]; way != nil {
			view.Changes[n].Acts = append(view.Changes[n].Acts, *way.act)
			view.Notes = append(view.Notes, way.notes...)
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
