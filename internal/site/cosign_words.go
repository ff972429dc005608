package site

import "sametable/internal/cosign"

// cosignMessages are the sentences of signatures whose ids are put together.
func cosignMessages() []string {
	ids := []string{"cosign.step_lead.offer", "flash.cosign_offer"}
	for _, verb := range cosign.Verbs() {
		ids = append(ids, "cosign.step_lead."+verb, "flash.cosign_"+verb)
	}
	for _, task := range []string{"confirm", "confirming", "check", "attach_letter", "accept", "accepting", "take_over", "confirm_take_over", "taking"} {
		ids = append(ids, "desk.cosign."+task)
	}
	return ids
}
