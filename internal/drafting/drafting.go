// Package drafting is where a proposal is written: the sheet on which an organisation's people write it, what its parts are, and how
// they make one text and come apart again. Nothing here is anybody's word yet; the room of proposals begins where somebody signs.
package drafting

import (
	"sametable/internal/photo"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Drafts is the room's door.
type Drafts struct {
	r    *register.Register
	gate *safeguard.Gate

	painter photo.Painter
}

// New opens the room.
func New(r *register.Register, gate *safeguard.Gate) *Drafts { return &Drafts{r: r, gate: gate} }

// Languages are those a proposal can be written in.
func Languages() []string { return []string{"zh", "en", "sv"} }
