package site

import "sametable/internal/meeting"

// meetingMessages lists the sentences that the pages of meetings put together at run time.
func meetingMessages() []string {
	families := map[string][]string{
		"meeting.f":         {"kind", "day", "from", "to", "place", "place_latin", "link", "languages", "title_zh", "title_en", "title_sv"},
		"meeting.h":         {"day", "from", "to", "place", "place_latin", "link", "title_zh", "title_en", "title_sv"},
		"meeting.part":      {"when", "where", "title"},
		"meeting.part_lead": {"when", "title"},
		"meeting.step_lead": meetingVerbs(),
		"meeting.i":         {"title_zh", "title_en", "title_sv", "language", "purpose", "presenter", "minutes", "about", "number"},
		"meeting.ih":        {"title_zh", "title_en", "title_sv", "language", "purpose", "presenter", "minutes", "about", "number"},
		"meeting.m":         {"zh", "en", "sv"},
		"desk.meeting":      {"reply", "announce", "open", "end"},
	}
	ids := []string{"record.noun." + meeting.Noun, "record.noun." + meeting.ItemNoun, "erase.act." + meeting.FileNoun, "meeting.here_room", "meeting.here_link"}
	for family, members := range families {
		for _, m := range members {
			ids = append(ids, family+"."+m)
		}
	}
	return ids
}

// meetingFlashes are what a page can say once after an act about a meeting.
func meetingFlashes() []string {
	all := []string{"meeting_planned", "meeting_item_added", "meeting_item_asked", "meeting_noted", "meeting_reply", "meeting_check_in", "agenda_file_added", "agenda_file_removed"}
	for _, verb := range meetingVerbs() {
		all = append(all, "meeting_"+verb)
	}
	for _, verb := range itemVerbs() {
		all = append(all, "meeting_item_"+verb)
	}
	return all
}
