package meeting

import (
	"sametable/internal/workflow"
)

// ItemMachine is an agenda item's life.
func ItemMachine() workflow.Machine { return itemMachine() }

// over are the states in which an item was concluded without a ballot: while the table sits it can be taken up again.
func over() []string { return []string{Noted, Agreed, Deferred, Referred, Withdrawn} }
