package site

import "sametable/internal/commitment"

// commitmentMessages lists the sentences that the pages of commitments put together at run time.
func commitmentMessages() []string {
	families := map[string][]string{
		"commitment.stop":      {"accept", "do", "report", "verify"},
		"commitment.part":      {"origin", "who", "what"},
		"commitment.f":         commitmentFields(),
		"commitment.h":         commitmentFields(),
		"commitment.reason_of": {commitment.Refused, commitment.Reopened, commitment.Cancelled},
		"commitment.step_lead": append(commitment.Verbs(), "propose_again"),
		"desk.commitment":      {"take_over", "accept", "verify", "refused", "extension", "overdue", "due_soon", "running", "reported"},
	}
	for _, s := range commitmentStages() {
		families["commitment.stage"] = append(families["commitment.stage"], s.name)
	}
	ids := []string{"record.noun." + commitment.Noun}
	for family, members := range families {
		for _, m := range members {
			ids = append(ids, family+"."+m)
		}
	}
	return ids
}
