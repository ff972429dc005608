package site

import "sametable/internal/handling"

// handlingMessages lists the sentences that the pages of the handling put together at run time.
func handlingMessages() []string {
	families := map[string][]string{
		"handling.step_lead":   handling.Verbs(),
		"handling.answer_lead": handling.AnswerVerbs(),
		"handling.way":         handling.Ways(),
		"handling.verdict_of":  handling.Verdicts(),
		"handling.grade":       {"a", "b", "c"},
		"handling.rated":       append(handling.Ratings(), handling.NoFeedback),
		"handling.write":       handling.Kinds(),
		"handling.read":        handling.Kinds(),
		"handling.write_lead":  handling.Kinds(),
		"handling.kind":        handling.Kinds(),
		"handling.enter":       handling.Kinds(),
		"handling.core":        {"zh", "en", "sv"},
		"desk.handling": {"reply", "opinion", "rating", "replying", "confirm_reply", "confirm_opinion", "confirm_rating", "confirming", "check", "publish", "extension", "follow_up", "close",
			"recall", "hand_over", "clock"},
	}
	for _, class := range append(handling.Shown(), handling.Later) {
		families["handling.shown_to"] = append(families["handling.shown_to"], "parties"+class)
	}
	ids := []string{"record.noun." + handling.Noun, "record.noun." + handling.AnswerNoun}
	for family, members := range families {
		for _, m := range members {
			ids = append(ids, family+"."+m)
		}
	}
	for _, kind := range handling.Kinds() {
		ids = append(ids, "handling.page_"+kind)
	}
	return ids
}
