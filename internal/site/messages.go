package site

import (
	"slices"

	"sametable/internal/account"
	"sametable/internal/input"
	"sametable/internal/organisation"
	"sametable/internal/policy"
	"sametable/internal/text"
)

// Messages lists the sentences that pages put together at run time; the program does not start when one is missing.
func Messages() []string {
	var ids []string
	for _, name := range flashes() {
		ids = append(ids, "flash."+name)
	}
	for _, kind := range policy.Kinds() {
		ids = append(ids, "kind."+string(kind))
	}
	for _, capacity := range policy.Capacities() {
		ids = append(ids, "capacity."+string(capacity))
	}
	for _, office := range policy.Offices() {
		ids = append(ids, "office."+string(office))
	}
	for _, state := range text.States() {
		ids = append(ids, "text.state."+string(state))
	}
	for _, mode := range account.MailModes() {
		ids = append(ids, "mail_mode."+string(mode))
	}
	for _, scheme := range organisation.Schemes() {
		ids = append(ids, "scheme."+string(scheme))
	}
	for _, kind := range input.Kinds() {
		ids = append(ids, "input.taken."+kind)
	}
	return slices.Concat(ids, houseMessages(), proposalMessages(), statementMessages(), cosignMessages(), byLetterMessages(), appealMessages(), charterMessages(), forumMessages(), searchMessages(), documentMessages(), ballotMessages(), meetingMessages(), minutesMessages(), commitmentMessages(), partnershipMessages(), handlingMessages(), resultMessages(), []string{"capacity.moderator"})
}
