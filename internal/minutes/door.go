package minutes

import (
	"sametable/internal/meeting"
	"sametable/internal/register"
	"sametable/internal/safeguard"
)

// Minutes is the room's door.
type Minutes struct {
	r        *register.Register
	meetings *meeting.Meetings
	gate     *safeguard.Gate
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, meetings *meeting.Meetings, gate *safeguard.Gate) *Minutes {
	return &Minutes{r, meetings, gate}
}
