package site_test

import (
	"strings"
	"testing"

	"sametable/internal/charter"
	"sametable/internal/erasing"
	"sametable/internal/forumtest/house"
	"sametable/internal/minutes"
	"sametable/internal/policy"
	"sametable/internal/site"
)

// withErasures lets the walk go the way of an erasure for words of other rooms, too, beside the statement's: a correction that was asked for,
// a note at the table and a paragraph of a draft, and an editorial change.
func withErasures(t *testing.T, h *house.House, all []site.Route) []site.Route {
	t.Helper()
	var asked minutes.Correction
	var noted minutes.Note
	var written minutes.Block
	var change charter.Change
	for _, err := range []error{
		h.Store.Read(t.Context()).Where("reason = '用词。' AND state = ?", minutes.Asked).Take(&asked).Error,
		h.Store.Read(t.Context()).Where("words = '桌边记录。'").Take(&noted).Error,
		h.Store.Read(t.Context()).Where("words = '多写的一段。'").Take(&written).Error,
		h.Store.Read(t.Context()).Where("reason = '写明期限。' AND state = ?", charter.ChangeOpen).Take(&change).Error,
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	var more []site.Route
	for _, r := range all {
		more = append(more, r)
		if !strings.Contains(r.Path, "/erase/:noun/:id") {
			continue
		}
		for _, of := range []policy.Ref{{Noun: minutes.CorrectionNoun, ID: asked.ID}, {Noun: erasing.NoteNoun, ID: noted.ItemID}, {Noun: erasing.ParagraphNoun, ID: written.ID}, {Noun: charter.ChangeNoun, ID: change.ID}} {
			again := r
			again.Path = strings.Replace(r.Path, ":noun/:id", of.Noun+"/"+of.ID, 1)
			more = append(more, again)
		}
	}
	return more
}
