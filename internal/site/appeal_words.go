package site

import (
	"sametable/internal/appeal"
	"sametable/internal/ballot"
)

// appealMessages are the sentences of appeals whose ids are put together.
func appealMessages() []string {
	families := map[string][]string{
		"appeal.step_lead":     appeal.Verbs(),
		"appeal.came":          {appeal.Upheld, appeal.Dismissed, appeal.Withdrawn},
		"appeal.stop":          {appeal.Lodged, appeal.Dismissed, appeal.Withdrawn},
		"appeal.result":        {string(ballot.Carried), string(ballot.Fallen)},
		"appeal.announce_lead": {"uphold", "dismiss"},
		"desk.appeal":          {"confirm", "check", "attach_letter", "open_ballot", "answer", "file", "confirming", "lodged"},
		"desk.appeal_ballot":   ballotTasks(),
	}
	for _, voice := range ballot.Voices() {
		families["appeal.voice_is"] = append(families["appeal.voice_is"], string(voice))
	}
	ids := []string{"appeal.until", "appeal.over", "ballot.on", "appeal.ballot_on"}
	for family, members := range families {
		for _, m := range members {
			ids = append(ids, family+"."+m)
		}
	}
	return ids
}
