package erasing

import (
	"sametable/internal/meeting"
	"sametable/internal/proposal"
)

// stems are what the verbs of each walk begin with in the register.
func stems() []string {
	return []string{"proposal.", "statement.", "answer.", "handling.", "ballot.", "commitment.", "partnership.", "proposal.cosign_letter_", "proposal.revision_letter_",
		"proposal.withdrawal_letter_", "proposal.take_over_letter_", "proposal.statement_withdrawal_letter_", "charter.", "meeting.", "minutes."}
}

// Verbs lists what the register says of the two moderators, all of which somebody is told.
func Verbs() []string {
	var all []string
	for _, stem := range stems() {
		all = append(all, stem+"erasure_proposed", stem+"erasure_dismissed", stem+"erased")
	}
	return all
}

// MessageIDs lists every id this room puts together while it runs. The program does not start when one is missing.
func MessageIDs() []string {
	ids := []string{"entry." + proposal.Noun + ".reasons_erased", "entry." + meeting.ItemNoun + ".erased"}
	for _, verb := range Verbs() {
		ids = append(ids, "entry."+verb)
	}
	for _, noun := range []string{"statement", "handling", "answer", "ballot"} {
		ids = append(ids, "entry."+noun+".title_erased")
	}
	return ids
}
