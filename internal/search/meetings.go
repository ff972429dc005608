package search

import (
	"strings"

	"gorm.io/gorm"

	"sametable/internal/index"
	"sametable/internal/meeting"
	"sametable/internal/store"
	"sametable/internal/text"
)

// meetings are found from their announcement on, by what they are called, by reference and place, and by the agenda as everybody reads it: the
// titles of its items, and what is asked of the table until it has decided. What came of an item is found in the minutes, once they are
// issued. What was only asked for, was struck or taken back is in no index, and neither is the link by which one takes part from afar.
func meetings(tx *gorm.DB, ids []string) ([]index.Doc, error) {
	var rows []meeting.Meeting
	err := tx.Where("id IN ? AND announced_at IS NOT NULL", ids).Order("announced_at, id").Find(&rows).Error
	if err != nil || len(rows) == 0 {
		return nil, store.Found(err)
	}
	var items []meeting.Item
	err = tx.Where("meeting_id IN ? AND number > 0 AND state <> ?", pick(rows, func(m meeting.Meeting) string { return m.ID }), meeting.Withdrawn).
		Order("meeting_id, number, id").Find(&items).Error
	if err != nil {
		return nil, store.Found(err)
	}
	agenda := map[string][]meeting.Item{}
	for _, i := range items {
		agenda[i.MeetingID] = append(agenda[i.MeetingID], i)
	}
	var docs []index.Doc
	for _, m := range rows {
		for _, language := range []string{"zh", "en", "sv"} {
			kind := meeting.KindWord(m.Kind, language)
			d := index.Doc{Noun: meeting.Noun, NounID: m.ID, Kind: meeting.Noun, Language: language, Access: m.Access, ForumKey: m.ForumKey, At: m.StartsAt,
				State: string(text.Drafted), Title: kind, Also: wholes(m.Reference)}
			if title, in := m.Title(language); in == language {
				d.Title = title
			}
			if language == m.Language {
				d.State = string(text.Original)
			}
			d.Body = strings.Join(append([]string{kind, whereIn(m, language)}, agendaIn(agenda[m.ID], language)...), "\n")
			docs = append(docs, d)
		}
	}
	return docs, nil
}

// whereIn is where a meeting is held, as readers of a language are told.
func whereIn(m meeting.Meeting, language string) string {
	if language != "zh" && m.PlaceLatin != "" {
		return m.PlaceLatin
	}
	return m.Place
}

// agendaIn is what stands on an agenda in a language.
func agendaIn(items []meeting.Item, language string) []string {
	var said []string
	for _, i := range items {
		if title, in := i.Title(language); in == language {
			said = append(said, title)
		}
		if motion, in := i.Motion(language); in == language && !i.Over() {
			said = append(said, motion)
		}
	}
	return said
}
