package app

import (
	"sametable/internal/account"
	"sametable/internal/appeal"
	"sametable/internal/ballot"
	"sametable/internal/byletter"
	"sametable/internal/charter"
	"sametable/internal/commitment"
	"sametable/internal/cosign"
	"sametable/internal/document"
	"sametable/internal/forum"
	"sametable/internal/handling"
	"sametable/internal/meeting"
	"sametable/internal/minutes"
	"sametable/internal/organisation"
	"sametable/internal/partnership"
	"sametable/internal/proposal"
	"sametable/internal/received"
	"sametable/internal/thread"
	"sametable/internal/workflow"
)

// Machines lists every state machine of the house, in the order of the documents.
func Machines() []workflow.Machine {
	return []workflow.Machine{
		organisation.Machine(), account.PersonMachine(), account.OfficeMachine(), forum.ForumMachine(), charter.Machine(), charter.ChangeMachine(), forum.MandateMachine(), thread.ThreadMachine(), thread.Machine(), document.Machine(),
		proposal.Machine(), proposal.StatementMachine(), cosign.Machine(), byletter.Machine(), appeal.Machine(), ballot.Machine(), ballot.ObjectionMachine(), commitment.Machine(), partnership.Machine(), handling.Machine(), meeting.Machine(), meeting.ItemMachine(), minutes.Machine(), minutes.CorrectionMachine(), received.Machine(),
	}
}
