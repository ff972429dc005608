// Package charter is a charter's whole life: written, submitted for review, put before the forum for two weeks at least, each comment
// answered, put to the vote, and adopted or rejected as the count says; and the editorial change of one in force, to which any member
// can object. The row and its rules are kept by the room forum, which everybody asks.
package charter

import (
	"slices"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sametable/internal/ballot"
	"sametable/internal/fault"
	"sametable/internal/forum"
	"sametable/internal/lang"
	"sametable/internal/policy"
	"sametable/internal/register"
	"sametable/internal/safeguard"
	"sametable/internal/store"
	"sametable/internal/text"
)

// How long members can read a charter and comment on it at least and at most, and how long they can object to an editorial change, in
// days.
const (
	ConsultLeast = 14
	ConsultMost  = 180
	ObjectDays   = 7
)

// Charters is the room's door.
type Charters struct {
	r       *register.Register
	forums  *forum.Forums
	ballots *ballot.Ballots
	gate    *safeguard.Gate
}

// New opens the room. Every free text passes the gate before it is stored.
func New(r *register.Register, forums *forum.Forums, ballots *ballot.Ballots, gate *safeguard.Gate) *Charters {
	return &Charters{r, forums, ballots, gate}
}

// zone is the forum's: all forums keep the days of Beijing.
func zone() *time.Location { return lang.Beijing.Location() }

// held is a charter as an act has found it, with its forum and its text.
type held struct {
	f   forum.Forum
	c   forum.Charter
	t   text.Text
	v   text.Version
	trs []text.Translation
}

// find gives a charter with its text, locked until the act is over. Charters are public.
func find(tx *register.Tx, id string) (held, error) {
	var h held
	fresh := tx.Session(&gorm.Session{NewDB: true})
	if err := fresh.Clauses(clause.Locking{Strength: "UPDATE"}).Where("id = ?", id).Take(&h.c).Error; err != nil {
		return h, store.Found(err)
	}
	if err := fresh.Where("id = ?", h.c.ForumID).Take(&h.f).Error; err != nil {
		return h, store.Found(err)
	}
	if h.c.TextID == "" {
		return h, nil
	}
	var err error
	h.t, h.v, h.trs, err = text.Of(fresh, h.c.Record())
	return h, store.Found(err)
}

// ofForum gives the charter of a forum that is on its way, for whoever works on it.
func ofForum(tx *register.Tx, key string) (held, error) {
	f, err := editable(tx, key)
	if err != nil {
		return held{}, err
	}
	var found []forum.Charter
	if err := tx.Where("forum_id = ?", f.ID).Order("number DESC").Limit(1).Find(&found).Error; err != nil {
		return held{}, err
	}
	if len(found) == 0 || !found[0].OnItsWay() {
		return held{}, fault.Conflict("charter.adopted_already", nil)
	}
	return find(tx, found[0].ID)
}

// editable finds a forum whose charter the actor may work on.
func editable(tx *register.Tx, key string) (forum.Forum, error) {
	var f forum.Forum
	if err := tx.Where("key = ?", key).Take(&f).Error; err != nil {
		return f, store.Found(err)
	}
	if !policy.May(policy.EditCharter, tx.Actor.RolesIn(f.ID, tx.Now())) {
		return f, fault.Forbidden("charter.not_yours", nil)
	}
	return f, nil
}

// step gives the state a verb leads to, or why it is not the actor's; then the act has leave to change the charter.
func (s *Charters) step(tx *register.Tx, h held, verb string, version int, of *Comment) (string, error) {
	known, err := know(tx.DB, h.f, h.c, h.v, h.trs)
	if err != nil {
		return "", err
	}
	current := version < 0 || version == h.c.Version // another room that acts on it has no page of it
	if of != nil && of.ID != "" {
		current = version == of.Version
	}
	to, err := Machine().StepOn(current, h.c.State, verb, tx.Actor.RolesIn(h.f.ID, tx.Now()), Judge(tx.Actor, tx.Now(), h.c, known, of))
	if err == nil {
		tx.Permit(policy.Allow(forum.CharterNoun, h.c.ID, verb))
	}
	return to, err
}

// move takes the charter to a state, and begins the entry of the step.
func (h *held) move(tx *register.Tx, past, to string) register.Note {
	from := h.c.State
	if h.c.State = to; from != to {
		now := tx.Now()
		h.c.StateSince = &now
	}
	n := h.c.Note(h.f, forum.CharterNoun+"."+past, from, to)
	n.Values = map[string]string{}
	if h.v.ID != "" {
		n.Version, n.Hash = h.v.ID, h.v.Hash
	}
	return n
}

// keep saves the charter, puts its card and enters what was done to it.
func (h *held) keep(tx *register.Tx, n register.Note) error {
	if err := tx.Save(&h.c); err != nil {
		return err
	}
	tx.Put(h.c.Card(h.f))
	tx.Enter(n)
	return nil
}

// members keeps an entry about a charter among those who sit in its forum.
func (h held) members(n *register.Note) {
	n.Access, n.Tell = policy.Access{Class: policy.Members, Forum: h.f.ID}, register.Tell{}
}

// sitting are those who sit in the forum, in any capacity.
func (h held) sitting(tx *register.Tx) ([]policy.PersonID, error) {
	return forum.Sitting(tx.DB, h.f.ID, tx.Now(), "mandates.id <> ''")
}

// chairs are those who preside over the forum.
func (h held) chairs(tx *register.Tx) ([]policy.PersonID, error) {
	return forum.Sitting(tx.DB, h.f.ID, tx.Now(), "mandates.capacity = ?", policy.Chair)
}

// keepers tells those who keep the forum's order; while it is founded and has no secretary, the moderators.
func (h held) keepers(t *register.Tell) {
	t.Secretaries = h.f.ID
	t.Moderators = t.Moderators || h.f.State == forum.Founding
}

func listed[T comparable](all []T, one T) bool { return slices.Contains(all, one) }
