package site

import (
	"sametable/internal/charter"
)

// charterMessages are the sentences of charters whose ids are put together.
func charterMessages() []string {
	families := map[string][]string{
		"charter.step_lead":   append(charter.Verbs(), "open_ballot", "adopt", "reject", "propose_change", "withdraw_comment", "answer_comment"),
		"charter.change_lead": charter.ChangeVerbs(),
		"charter.stop":        {"draft", "review", "consult", "decide", "adopt"},
		"desk.charter":        {"submitted", "consult", "comment", "answer", "open_ballot", "announce", "object"},
		"erase.act":           {charter.CommentNoun},
		"rule":                {"consultation_days", "quiet_minutes"},
	}
	var ids []string
	for _, id := range rulePlaces() {
		ids = append(ids, id)
	}
	for family, members := range families {
		for _, m := range members {
			ids = append(ids, family+"."+m)
		}
	}
	return ids
}
