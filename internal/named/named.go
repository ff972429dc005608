// Package named tells how the things stand that texts name by their references: a proposal, a commitment, a partnership, a discussion. It
// is asked when a page is read, for all references on it at once, and writes nothing: texts stay as they were written.
package named

import (
	"context"
	"slices"
	"time"

	"sametable/internal/commitment"
	"sametable/internal/policy"
	"sametable/internal/proposal"
	"sametable/internal/register"
	"sametable/internal/store"
)

// Most is how many different references of one page are looked up.
const Most = 100

// Thing is what a reference names, with what its state alone does not say: a commitment's last day, the end of a consultation.
type Thing struct {
	register.Card
	Due        string
	ClosesAt   *time.Time
	AnsweredAt *time.Time
}

// Late tells whether it is a commitment whose day is over.
func (t Thing) Late(now time.Time) bool {
	return t.Noun == commitment.Noun && commitment.Commitment{State: t.State, Due: t.Due}.Overdue(now)
}

// Proposal is as much of a proposal as says how it stands.
func (t Thing) Proposal() proposal.Proposal {
	return proposal.Proposal{State: t.State, ClosesAt: t.ClosesAt, AnsweredAt: t.AnsweredAt}
}

// Room is the room's door.
type Room struct{ r *register.Register }

// New opens the room.
func New(r *register.Register) *Room { return &Room{r} }

// Things are what some references name, whoever reads them, the newest first. What of them somebody may see, Seen says.
type Things struct{ rows []Thing }

// Things finds what some references name, in one query.
func (s *Room) Things(ctx context.Context, references []string) (t Things, err error) {
	if len(references) == 0 {
		return t, nil
	}
	err = s.r.Read(ctx).Table("cards").Select("cards.*, COALESCE(c.due, '') AS due, p.closes_at, p.answered_at").
		Joins("LEFT JOIN commitments c ON cards.noun = ? AND c.id = cards.noun_id", commitment.Noun).
		Joins("LEFT JOIN proposals p ON cards.noun = ? AND p.id = cards.noun_id", proposal.Noun).
		Scopes(register.Called(references[:min(len(references), Most)]...)).Scan(&t.rows).Error
	return t, store.Found(err)
}

// Seen are those the viewer may see, each by its reference.
func (t Things) Seen(viewer policy.Actor, now time.Time) map[string]Thing {
	by := map[string]Thing{}
	for _, one := range slices.Backward(t.rows) { // the newest last: it stays
		if viewer.Sees(one.Access, now) {
			by[one.Reference] = one
		}
	}
	return by
}
