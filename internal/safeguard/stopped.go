package safeguard

import (
	"strings"

	"sametable/internal/fault"
)

// Stopped says that the gate found something in a field. It carries rules and places, never the text, and is the cause of the
// fault a form comes back with. Explainable: the author may explain instead of removing.
type Stopped struct {
	Field       string
	Finding     Finding
	Explainable bool
}

// Error is for logs: rule ids alone.
func (s *Stopped) Error() string { return "safeguard: " + strings.Join(s.Finding.Rules(), " ") }

// Stop makes the fault of a form that the gate stopped.
func Stop(field string, found Finding, explainable bool) *fault.Fault {
	f := fault.Invalid(fault.Field{Name: field, Message: found.Stopped()})
	f.Cause = &Stopped{Field: field, Finding: found, Explainable: explainable && !found.Blocks() && !found.Hotline()}
	return f
}
