package text

import (
	"time"

	"sametable/internal/markup"
	"sametable/internal/safeguard"
)

// Look lets the gate read a text as it was typed and, where that shows nothing, as readers will see it: "&#54;5…" is a number on the
// page. What is found there alone is said of the whole source.
func Look(gate *safeguard.Gate, source string, now time.Time) safeguard.Finding {
	found := gate.Check(source, now)
	if len(found) > 0 {
		return found
	}
	for _, h := range gate.Check(markup.Render(source).Text, now) {
		h.Start, h.End = 0, len([]rune(source))
		found = append(found, h)
	}
	return found
}
