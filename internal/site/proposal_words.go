package site

import (
	"sametable/internal/drafting"
	"sametable/internal/erasing"
	"sametable/internal/proposal"
	"sametable/internal/translating"
)

// proposalMessages lists the sentences that the pages of proposals put together at run time.
func proposalMessages() []string {
	families := map[string][]string{
		"proposal.stop":           {"submit", "screen", "consult", "deliberate", "hand_over", "reply", "follow_up"},
		"proposal.step":           writeSteps(drafting.Sheet{Revises: true}),
		"proposal.lead":           writeSteps(drafting.Sheet{Revises: true}),
		"proposal.example_of":     {"situation", "analysis", "measures"},
		"proposal.field":          drafting.GrantFields(),
		"proposal.field_hint":     drafting.GrantFields(),
		"proposal.preset_of":      proposal.Presets(),
		"proposal.check":          proposal.Checks(),
		"proposal.decision_is":    {"admit", "return", "merge", "forward", "refuse"},
		"proposal.step_lead":      append(proposalVerbs(), "confirm_revision", "decline_revision"),
		"proposal.template":       {"existing", "bodies", "one_matter", "figures"},
		"proposal.template_for":   {"existing", "bodies", "one_matter", "figures"},
		"desk.erasure":            {"judge", "waiting"},
		"desk.translate":          translating.Nouns(),
		"desk.translation_review": translating.Nouns(),
		"desk.translation_waits":  translating.Nouns(),
		"translating.lead":        translating.Nouns(),
		"erase.act":               erasing.Nouns(),
		"desk.proposal": {"confirm", "confirming", "check_letter", "attach_letter", "returned", "screen", "screening", "consult", "translating", "revise", "confirm_revision", "deliberate", "decide", "deliberating",
			"confirm_withdrawal", "withdrawing"},
	}
	for _, f := range drafting.Fates() {
		families["synopsis.fate"] = append(families["synopsis.fate"], string(f))
	}
	for _, s := range stages() {
		families["proposal.stage"] = append(families["proposal.stage"], s.name)
	}
	for _, o := range drafting.Outcomes() {
		families["proposal.outcome"] = append(families["proposal.outcome"], string(o))
	}
	families["proposal.outcome_is"] = families["proposal.outcome"]
	for _, l := range drafting.Levels() {
		families["proposal.level_of"] = append(families["proposal.level_of"], string(l))
	}
	for _, s := range proposal.Machine().States {
		families["proposal.reason_of"] = append(families["proposal.reason_of"], s.Name)
	}
	var ids []string
	for family, members := range families {
		for _, m := range members {
			ids = append(ids, family+"."+m)
		}
	}
	return ids
}
