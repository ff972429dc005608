package site

import (
	"sametable/internal/ballot"
)

// ballotTasks are what a ballot can ask of somebody.
func ballotTasks() []string {
	return []string{"vote", "confirm", "objection", "open", "answer", "close", "announce"}
}

// ballotMessages lists the sentences that the pages of ballots and decisions put together at run time.
func ballotMessages() []string {
	families := map[string][]string{
		"ballot.step_lead":       ballot.Verbs(),
		"ballot.vote_lead":       {"cast", "enter"},
		"ballot.settle_lead":     {"answer", "clear", "maintain", "override"},
		"ballot.settle_words":    {"answer", "override"},
		"ballot.count":           {"favour", "against", "abstained", "recused", "silent"},
		"decision.announce_lead": {"recommend", "partner", "not_recommend"},
		"desk.ballot":            ballotTasks(),
	}
	for _, voice := range ballot.Voices() {
		families["ballot.voice_is"] = append(families["ballot.voice_is"], string(voice))
	}
	var ids []string
	for family, members := range families {
		for _, m := range members {
			ids = append(ids, family+"."+m)
		}
	}
	return ids
}
