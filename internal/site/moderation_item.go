package site

import (
	"net/http"

	"sametable/internal/fault"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/safeguard"
	"sametable/internal/thread"
	"sametable/web"
)

// modItem shows one post to a moderator: what was found, the text beside its translation, the photo, and what she may do.
func modItem(v *visit) error {
	if !v.actor.Has(policy.Moderator) {
		return fault.NotFound()
	}
	t, row, err := v.alone()
	if err != nil {
		return err
	}
	ref, title, err := v.postTitle(t, row)
	if err != nil {
		return err
	}
	lines, err := v.s.Register.Timeline(v.Request().Context(), v.actor, row.Record())
	if err != nil {
		return err
	}
	page, err := v.page(ref, web.SectionNone)
	if err != nil {
		return err
	}
	page.Private, page.Print = true, ref
	view := web.JudgedView{Page: page, Ref: ref, Title: title.Text, Risk: v.modRiskStatus(modRisk(row)), Post: v.postBare(t.Thread, row),
		Alone: web.Link(v.t, "/p/"+row.ID), In: web.Version{State: "original", Of: lang.Code(row.Language)}}
	if title.Lang != v.t.Tag() {
		view.Lang = title.Lang
	}
	if t.ID != "" {
		view.Thread = web.Link(v.t, t.PostPath(row.Number))
	}
	view.Post.Notes = v.postNotes(row)
	v.postActs(t.Thread, row, &view.Post)
	if err := v.letterLink(&view.Post, row); err != nil {
		return err
	}
	if view.Post.Why == "" {
		view.Post.Why = v.modOwn(row)
	}
	v.modText(&view, row)
	v.modPhoto(&view, row)
	if view.Lines, err = v.recordLines(lines); err != nil {
		return err
	}
	return v.show(http.StatusOK, web.Judged(view))
}

// modText fills the text as it was typed, masked and with what was found marked, and the translation the viewer can read.
func (v *visit) modText(view *web.JudgedView, row thread.PostRow) {
	found, all := v.modFound(row)
	view.Parts = modParts(row.Source, found)
	switch {
	case all:
		view.Masked = safeguard.Mask(row.Source, safeguard.Finding{{Start: 0, End: len([]rune(row.Source))}})
	case len(found) > 0:
		view.Masked = safeguard.Mask(row.Source, found)
	}
	view.Findings = v.hits(row.Source, found)
	switch {
	case row.Text.Original != nil:
		twin := wording(row.Text)
		twin.Original, twin.Version.Href = nil, ""
		view.Twin = &twin
	case row.Language != v.code():
		view.NoTwin = v.t.Say("mod.no_twin", fault.Args{"Language": v.t.Of("rule.language", row.Language)})
	}
}

// modParts cuts a text where something was found. Of findings that overlap, the later one begins where the earlier one ends.
func modParts(text string, found safeguard.Finding) []web.MarkedPart {
	runes := []rune(text)
	var parts []web.MarkedPart
	at := 0
	for i, h := range found {
		start, end := max(h.Start, at), min(h.End, len(runes))
		if start >= end {
			continue
		}
		if start > at {
			parts = append(parts, web.MarkedPart{Text: string(runes[at:start])})
		}
		parts = append(parts, web.MarkedPart{Text: string(runes[start:end]), Hit: i + 1})
		at = end
	}
	if at < len(runes) {
		parts = append(parts, web.MarkedPart{Text: string(runes[at:])})
	}
	return parts
}

func (v *visit) modPhoto(view *web.JudgedView, row thread.PostRow) {
	if row.PhotoID == "" {
		return
	}
	view.Photo = &web.JudgedPhoto{Href: web.Link(v.t, "/photo/"+row.PhotoID), Alt: row.PhotoAlt, Lang: tagOf(row.Language),
		Width: row.PhotoWidth, Height: row.PhotoHeight}
}
